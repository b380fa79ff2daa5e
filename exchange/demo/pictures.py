"""The pictures of the demonstration newsroom, by the names that vocabulary.toml gives them.

Painted with Pillow alone: no font, no other file. The same name gives the same picture every time.
"""

import io
from collections.abc import Callable

from PIL import Image

from exchange.demo.drawing import portraits
from exchange.demo.drawing.ballot_boxes import ballot_boxes
from exchange.demo.drawing.bridge_works import bridge_works
from exchange.demo.drawing.bus_depot import bus_depot
from exchange.demo.drawing.court_columns import court_columns
from exchange.demo.drawing.fishing_boats import fishing_boats
from exchange.demo.drawing.flooded_street import flooded_street
from exchange.demo.drawing.football_pitch import football_pitch
from exchange.demo.drawing.harbour_dusk import harbour_dusk
from exchange.demo.drawing.hospital_corridor import hospital_corridor
from exchange.demo.drawing.kitchen_table import kitchen_table
from exchange.demo.drawing.lighthouse import lighthouse
from exchange.demo.drawing.market_stalls import market_stalls
from exchange.demo.drawing.night_skyline import night_skyline
from exchange.demo.drawing.old_mill import old_mill
from exchange.demo.drawing.railway_viaduct import railway_viaduct
from exchange.demo.drawing.reading_room import reading_room
from exchange.demo.drawing.river_map import river_map
from exchange.demo.drawing.school_yard import school_yard
from exchange.demo.drawing.sluice_gate import sluice_gate
from exchange.demo.drawing.snow_street import snow_street
from exchange.demo.drawing.stage_lights import stage_lights
from exchange.demo.drawing.town_hall import town_hall
from exchange.demo.drawing.wheat_field import wheat_field
from exchange.demo.drawing.wind_turbines import wind_turbines

PICTURES: dict[str, Callable[[], Image.Image]] = {
    "harbour-dusk": harbour_dusk,
    "flooded-street": flooded_street,
    "town-hall": town_hall,
    "wind-turbines": wind_turbines,
    "market-stalls": market_stalls,
    "football-pitch": football_pitch,
    "stage-lights": stage_lights,
    "reading-room": reading_room,
    "court-columns": court_columns,
    "railway-viaduct": railway_viaduct,
    "snow-street": snow_street,
    "wheat-field": wheat_field,
    "bus-depot": bus_depot,
    "hospital-corridor": hospital_corridor,
    "ballot-boxes": ballot_boxes,
    "lighthouse": lighthouse,
    "old-mill": old_mill,
    "river-map": river_map,
    "sluice-gate": sluice_gate,
    "fishing-boats": fishing_boats,
    "school-yard": school_yard,
    "bridge-works": bridge_works,
    "night-skyline": night_skyline,
    "kitchen-table": kitchen_table,
    "portrait-1": portraits.portrait_1,
    "portrait-2": portraits.portrait_2,
    "portrait-3": portraits.portrait_3,
    "portrait-4": portraits.portrait_4,
    "portrait-5": portraits.portrait_5,
    "portrait-6": portraits.portrait_6,
}
MOST_BYTES = 250_000


def jpeg(name: str) -> bytes:
    """Paint one picture and return it as a JPEG of at most 250,000 bytes; well under a second of work."""
    picture = PICTURES[name]()
    for quality in (82, 78, 74, 70):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()

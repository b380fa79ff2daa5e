"""The home page of a site that nobody has arranged: set out by sections, nothing twice, nothing thin."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.factories import make_section
from tests.fronts.conftest import counting, now
from tests.published.factories import AFTERNOON, picture, published

__all__ = ["counting", "now"]
pytestmark = pytest.mark.django_db


def slots(html: str) -> list[tuple[str, str, list[str]]]:
    """The classes, the heading and the headlines of each slot."""
    found = []
    for part in html.split(' class="slot ')[1:]:
        heading = re.search(r'slot__heading"[^>]*>(?:<a [^>]*>)?<bdi>(.*?)</bdi>', part)
        headlines = re.findall(r'card__headline"[^>]*><a [^>]*>(.*?)</a>', part.split("</section>")[0])
        found.append((part.split('"')[0], heading[1] if heading else "", headlines))
    return found


def fill(section: object, number: int, *, ago: int, **fields: object) -> None:
    for place in range(number):
        published(
            f"{section} {place}", section=section, at=AFTERNOON - timedelta(minutes=ago + place), **fields
        )


@pytest.fixture
def busy() -> None:
    """Eight stories that lead, six that follow, and sections with enough, too few, and opinions."""
    city, sport, world, voices, thin, culture = (
        make_section(name, position=place)
        for place, name in enumerate(["City", "Sport", "World", "Voices", "Thin", "Culture"])
    )
    fill(city, 18, ago=0)
    for place, section in enumerate([sport, world, culture], start=1):
        fill(section, 4, ago=place * 100)
    fill(voices, 4, ago=500, kind="opinion")
    fill(thin, 2, ago=600)


def test_it_sets_out_the_sections_in_blocks(client, busy):
    found = [(classes, heading) for classes, heading, _headlines in slots(client.get("/").content.decode())]
    assert found == [
        ("slot--lead slot--whole", ""),
        ("slot--block slot--wide accent-ink", "City"),
        ("slot--recent slot--narrow", "Most recent"),
        ("slot--opinion slot--whole accent-ink", "Voices"),
        ("slot--block slot--half accent-ink", "Sport"),
        ("slot--block slot--half accent-ink", "World"),
        ("slot--row slot--whole accent-ink", "Culture"),
    ]


def test_it_shows_no_story_twice_and_the_newest_first(client, busy):
    html = client.get("/").content.decode()
    shown = [headline for _classes, _heading, headlines in slots(html) for headline in headlines]
    assert len(shown) == len(set(shown)) == 8 + 4 + 6 + 4 + 4 + 4 + 4
    lead, _city, recent, *_others = slots(html)
    assert lead[2] == [f"City {place}" for place in range(8)]
    assert recent[2] == [f"City {place}" for place in range(8, 14)]
    assert "Thin 0" not in html


def test_a_block_begins_with_its_picture(client, busy):
    city = make_section("Port", position=9)
    fill(city, 3, ago=700)
    published("With picture", section=city, at=AFTERNOON - timedelta(days=1), card_picture=picture())
    *_others, port = slots(client.get("/").content.decode())
    assert port[1:] == ("Port", ["With picture", "Port 0", "Port 1", "Port 2"])


def test_a_small_site_has_a_lead_and_its_days(client):
    fill(make_section("City"), 10, ago=0)
    html = client.get("/").content.decode()
    assert [classes for classes, _heading, _headlines in slots(html)] == ["slot--lead slot--whole"]
    assert html.count('class="card ') == 10


def test_an_empty_site_says_so(client, db):
    html = client.get("/").content.decode()
    assert slots(html) == []
    assert "Nothing has been published yet." in html


def test_it_costs_three_queries_however_many_sections(counting, busy):
    counting(3, "/")

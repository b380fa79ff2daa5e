"""The colours of the readers' pages, by light, for what is drawn: read from the sheet that declares them."""

from __future__ import annotations

import math
import re
from functools import cache

from django.contrib.staticfiles import finders

Colour = tuple[int, int, int]

SHEET = "css/tokens.css"
_TOKEN = re.compile(r"--([a-z-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);")


@cache
def colours() -> dict[str, Colour]:
    """Return red, green and blue of each colour token (“paper”, “accent-red”), 0 to 255.

    The first declaration of a token is the one for light; dark pages declare it again further down. Raises
    FileNotFoundError where the sheet is missing.
    """
    path = finders.find(SHEET)
    if path is None:
        raise FileNotFoundError(SHEET)
    with open(str(path), encoding="utf-8") as sheet:
        found = _TOKEN.findall(sheet.read())
    return {name: _srgb(float(light) / 100, float(c), float(h)) for name, light, c, h in reversed(found)}


def accent(name: str) -> Colour:
    """Return the colour of a section's accent; that of ink for one that no sheet declares."""
    return colours().get(f"accent-{name}") or colours()["accent-ink"]


def _srgb(light: float, chroma: float, hue: float) -> Colour:
    """Return what a screen shows of an OKLCH colour (https://bottosson.github.io/posts/oklab/)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _byte(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _byte(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _byte(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _byte(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055))

"""Every colour of a section can be read on the page's grounds, in light and in dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from taxonomy.models import Section

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text("utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)", 1)
LEAST = 4.5
GROUNDS = ("--paper", "--paper-deep")


def colour(sheet: str, name: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue of a token."""
    found = re.search(rf"{name}: oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", sheet)
    assert found, name
    return float(found[1]) / 100, float(found[2]), float(found[3])


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an OKLCH colour (https://bottosson.github.io/posts/oklab/), cut to the screen."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("accent", Section.Accent.values)
@pytest.mark.parametrize("sheet", [LIGHT, DARK], ids=["light", "dark"])
def test_it_can_be_read(accent, sheet):
    of_accent = luminance(*colour(sheet, f"--accent-{accent}"))
    for ground in GROUNDS:
        measured = contrast(of_accent, luminance(*colour(sheet, ground)))
        assert measured >= LEAST, f"{accent} on {ground}: {measured:.2f}"


def test_it_knows_black_and_white():
    assert contrast(luminance(1, 0, 0), luminance(0, 0, 0)) == pytest.approx(21, abs=0.01)

"""Colours between colours, and smooth lines through points."""

from collections.abc import Sequence
from itertools import pairwise

from PIL import ImageColor

Point = tuple[float, float]
Stops = Sequence[tuple[float, str]]


def rgba(colour: str, opacity: float = 1.0) -> tuple[int, int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return (red, green, blue, round(255 * opacity))


def mixed(one: str, other: str, part: float) -> str:
    """`part` of the way from one colour to another."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def at(stops: Stops, place: float) -> str:
    """The colour of a gradient at a place from 0 to 1."""
    for (start, colour), (end, following) in pairwise(stops):
        if place <= end:
            return mixed(colour, following, max(0.0, (place - start) / ((end - start) or 1)))
    return stops[-1][1]


def flowing(points: Sequence[Point], steps: int = 10, *, closed: bool = False) -> list[Point]:
    """A smooth line through points (Catmull-Rom), or a smooth outline."""
    ends = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, d, e in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            x, y = (
                b[axis]
                + (d[axis] - a[axis]) * t / 2
                + (a[axis] - 2.5 * b[axis] + 2 * d[axis] - e[axis] / 2) * t**2
                + (1.5 * (b[axis] - d[axis]) + (e[axis] - a[axis]) / 2) * t**3
                for axis in (0, 1)
            )
            line.append((x, y))
    return line if closed else [*line, points[-1]]

"""Whoever sits for a portrait, and the shapes all of them share."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from exchange.demo.drawing.marks import Point, flowing, mixed


class Sitter(NamedTuple):
    """Colours and cut of one portrait."""

    ground: tuple[str, str]
    skin: str
    hair: str
    coat: str
    shirt: str
    cut: str
    glasses: bool = False
    beard: bool = False
    age: float = 0.0


def smooth(points: Sequence[Point]) -> list[Point]:
    return flowing(points, 8, closed=True)


def oval(x: float, y: float, across: float, down: float, start: float = 0, end: float = 1) -> list[Point]:
    """Points on an ellipse, from one part of the turn to another; 0 is to the right, 0.25 below."""
    steps = 48
    turns = [(start + (end - start) * n / steps) * math.tau for n in range(steps + 1)]
    return [(x + math.cos(turn) * across, y + math.sin(turn) * down) for turn in turns]


def shade(tone: str, part: float) -> str:
    return mixed(tone, "#2a1420", part)

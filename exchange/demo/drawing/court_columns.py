"""The columns of the Old Courthouse in low light."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def court_columns() -> Image.Image:
    c = Canvas("court-columns")
    c.gradient([(0, "#2b2540"), (0.5, "#6b4a5c"), (1, "#d98d5a")])
    c.gradient([(0, "#4a3b4c"), (1, "#8a6252")], (0, 150, 1600, 830))
    for course in range(15):
        y = 170 + course * 46
        c.rectangle(0, y, 1600, y + 2, "#3a2f40", 0.6)
        for joint in range(13):
            x = joint * 130 + (65 if course % 2 else 0)
            c.rectangle(x, y, x + 2, y + 46, "#3a2f40", 0.5)
    for door in (455, 800, 1145):
        c.rectangle(door - 84, 330, door + 84, 830, "#3a2b36")
        c.gradient([(0, "#2a1c22"), (1, "#4a2f28")], (door - 70, 346, door + 70, 830))
        for panel in range(3):
            for side in (-1, 1):
                x = door + side * 35
                c.rectangle(x - 26, 372 + panel * 152, x + 26, 500 + panel * 152, "#5b3a2e")
                c.rectangle(x - 20, 378 + panel * 152, x + 20, 494 + panel * 152, "#3a241f")
        c.rectangle(door - 2, 346, door + 2, 830, "#180f12")
        c.ellipse(door - 12, 620, 6, 6, "#d9a85c")
        c.ellipse(door + 12, 620, 6, 6, "#d9a85c")
    c.rectangle(800 - 70, 346, 800, 830, "#ffd592", 0.85)
    c.glow(765, 640, 330, 420, "#ffc97a", 0.7)
    c.gradient([(0, "#e7b98c"), (0.6, "#b98a6f"), (1, "#6f5560")], (0, 0, 1600, 150))
    c.rectangle(0, 96, 1600, 104, "#7a5c5c")
    c.rectangle(0, 142, 1600, 152, "#4a3a48")
    for tooth in range(50):
        c.rectangle(tooth * 33, 108, tooth * 33 + 18, 138, "#caa07c")
        c.rectangle(tooth * 33 + 14, 108, tooth * 33 + 18, 138, "#7a5c5c")
    for x in (115, 345, 610, 990, 1255, 1485):
        _column(c, x, 150, 842)
    for step in range(8):
        y, lit = 836 + step * 29, 1 - step * 0.08
        c.gradient(
            [(0, mixed("#6f5560", "#e8bd92", lit)), (1, mixed("#4a3a48", "#b98a6f", lit))],
            (0, y, 1600, y + 15),
        )
        c.gradient([(0, "#6b5058"), (1, "#4b3a48")], (0, y + 15, 1600, y + 30))
    for x in (115, 345, 610, 990, 1255, 1485):
        c.soft([[(x - 60, 836), (x + 60, 836), (x - 170, 1067), (x - 330, 1067)]], "#251b2c", 10, 0.5)
    c.soft([[(735, 836), (800, 836), (900, 1067), (690, 1067)]], "#ffcf8c", 18, 0.5, light=True)
    c.glow(1650, 330, 900, 800, "#ff9e52", 0.55)
    _figure(c, 1030, 905, 1.5, "#1d1824")
    _figure(c, 742, 842, 1.15, "#241b26")
    return c.finished(vignette=0.36, warmth="#a8785c")


def _column(c: Canvas, x: float, top: float, foot: float) -> None:
    wide = 62
    c.gradient(
        [(0, "#4f3e4c"), (0.28, "#8f6c64"), (0.72, "#e9bd90"), (0.9, "#f9d9a8"), (1, "#b98a6f")],
        (x - wide, top + 70, x + wide, foot - 34),
        sideways=True,
    )
    for flute in range(9):
        turn = (flute + 0.5) / 9 * math.pi
        fx, thick = x - math.cos(turn) * wide * 0.96, 2 + 5 * math.sin(turn)
        c.rectangle(fx - thick / 2, top + 82, fx + thick / 2, foot - 44, "#4a3646", 0.3)
    c.gradient(
        [(0, "#6b5058"), (0.8, "#f0c696"), (1, "#b98a6f")],
        (x - wide - 16, foot - 36, x + wide + 16, foot),
        sideways=True,
    )
    c.rectangle(x - wide - 16, foot - 14, x + wide + 16, foot - 11, "#5a4450", 0.7)
    c.gradient(
        [(0, "#6b5058"), (0.8, "#f3cb9c"), (1, "#b98a6f")],
        (x - wide - 22, top, x + wide + 22, top + 30),
        sideways=True,
    )
    c.shaded(
        [(x - wide - 16, top + 30), (x + wide + 16, top + 30), (x + wide, top + 74), (x - wide, top + 74)],
        [(0, "#5f4a54"), (0.8, "#e3b489"), (1, "#a87c66")],
        sideways=True,
    )
    for side in (-1, 1):
        c.ellipse(x + side * (wide + 4), top + 44, 21, 21, "#d9ab84" if side > 0 else "#6f555c")
        c.ellipse(x + side * (wide + 4), top + 44, 12, 12, "#6b5058" if side > 0 else "#4a3a46")
        c.ellipse(x + side * (wide + 4), top + 44, 5, 5, "#e9bd90" if side > 0 else "#7a5f62")


def _figure(c: Canvas, x: float, y: float, size: float, tone: str) -> None:
    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.soft([put((-12, 0), (12, 0), (-70, 52), (-104, 52))], "#150f1a", 5, 0.6)
    c.line(put((-3, -36), (-11, -18), (-9, 0)), tone, 9 * size)
    c.line(put((3, -36), (11, -16), (14, 0)), tone, 9 * size)
    c.polygon(put((-16, -28), (-14, -84), (-6, -94), (7, -94), (15, -84), (18, -24)), tone)
    c.polygon(put((9, -26), (10, -88), (15, -84), (18, -24)), "#d98d5a", 0.55)
    c.line(put((-13, -82), (-19, -50)), tone, 7 * size)
    c.line(put((14, -82), (20, -48)), tone, 7 * size)
    c.ellipse(x + 1 * size, y - 106 * size, 9.6 * size, 11.4 * size, mixed(tone, "#a5715a", 0.35))
    c.polygon(put((-9, -104), (-9, -116), (1, -120), (11, -115), (11, -108), (2, -112)), tone)
    c.rectangle(x + 15 * size, y - 48 * size, x + 36 * size, y - 30 * size, mixed(tone, "#7a4a30", 0.4))

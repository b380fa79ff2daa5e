"""Stalls in the covered market."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.figures import walker
from exchange.demo.drawing.marks import mixed


def market_stalls() -> Image.Image:
    c = Canvas("market-stalls")
    c.gradient([(0, "#3a2d28"), (0.3, "#6a5040"), (0.7, "#a27a55"), (1, "#c79a68")], (0, 0, 1600, 620))
    _market_roof(c)
    for x, y, size in (
        (300, 520, 0.6),
        (420, 525, 0.62),
        (640, 515, 0.58),
        (760, 520, 0.6),
        (930, 518, 0.58),
        (1120, 524, 0.62),
        (1260, 515, 0.58),
    ):
        walker(c, x, y + 20, size * 1.3)
    c.mist(300, 600, "#e8bd84", 0.0, 0.4)
    c.gradient([(0, "#a58663"), (1, "#5a4434")], (0, 560, 1600, 1067))
    for index, (x, stripe, pale) in enumerate(
        ((40, "#2f6f63", "#f1e6cd"), (560, "#b5402f", "#f6ead2"), (1080, "#d08c2c", "#f8edd6"))
    ):
        _stall(c, x, 300, 480, stripe, pale, index)
    return c.finished(vignette=0.3, warmth="#b08a5c")


def _market_roof(c: Canvas) -> None:
    for pane in range(11):
        x = 80 + pane * 132
        c.shaded(
            [(x + (800 - x) * 0.42, 150), (x + 118 + (800 - x - 118) * 0.42, 150), (x + 118, -20), (x, -20)],
            [(0, "#fff3d0"), (1, "#f0cf95")],
        )
    c.glow(800, 40, 900, 420, "#ffe5ac", 0.6)
    for pillar in range(7):
        x = 120 + pillar * 227
        c.rectangle(x - 9, 140, x + 9, 600, "#33403f")
        c.rectangle(x - 16, 150, x + 16, 164, "#4c5c58")
        for side in (-1, 1):
            arc = [
                (x + side * (1 - math.cos(t * math.pi / 2)) * 108, 260 - math.sin(t * math.pi / 2) * 96)
                for t in (0, 0.2, 0.4, 0.6, 0.8, 1)
            ]
            c.line(arc, "#33403f", 8)
    c.rectangle(0, 146, 1600, 166, "#33403f")
    c.rectangle(0, 146, 1600, 150, "#6a7a72")
    for lamp in range(6):
        x = 233 + lamp * 227
        c.line([(x, 166), (x, 214)], "#1f2625", 2)
        c.polygon([(x - 26, 232), (x - 8, 212), (x + 8, 212), (x + 26, 232)], "#26302e")
        c.ellipse(x, 234, 11, 7, "#fff2c6")
        c.glow(x, 238, 120, 110, "#ffdb8f", 0.75)


def _stall(c: Canvas, left: float, top: float, wide: float, stripe: str, pale: str, index: int) -> None:
    right, counter, foot = left + wide, top + 370, top + 700
    c.gradient([(0, "#2a201b"), (1, "#523a2a")], (left + 26, top + 110, right - 26, counter))
    for side in (left + 18, right - 30):
        c.rectangle(side, top + 60, side + 12, foot + 60, "#4a3324")
    _keeper(c, left + wide * (0.5, 0.38, 0.6)[index], counter, index)
    count = 10
    for number in range(count):
        x0, x1 = left + wide * number / count, left + wide * (number + 1) / count
        u0, u1 = left + 40 + (wide - 80) * number / count, left + 40 + (wide - 80) * (number + 1) / count
        tone = stripe if number % 2 == 0 else pale
        c.shaded(
            [(u0, top), (u1, top), (x1, top + 118), (x0, top + 118)],
            [(0, mixed(tone, "#ffffff", 0.14)), (1, mixed(tone, "#3a2418", 0.22))],
        )
        middle, low = (x0 + x1) / 2, top + 118
        flap = (
            [(x0, low)]
            + [
                (middle + math.cos(a) * (x1 - x0) / 2, low + 4 + math.sin(a) * 26)
                for a in (math.pi, 2.5, 2, 1.57, 1.1, 0.6, 0)
            ]
            + [(x1, low)]
        )
        c.polygon(flap, mixed(tone, "#3a2418", 0.3))
    c.soft(
        [[(left, top + 140), (right, top + 140), (right, top + 200), (left, top + 200)]], "#150d08", 14, 0.55
    )
    goods = (
        (("#d9482f", "#f07a4a"), ("#e8a32c", "#ffd06a"), ("#7a9a3a", "#b6c95e"), ("#8c2f4a", "#c05a6e")),
        (("#e07b28", "#ffb057"), ("#6e8f34", "#a9c45a"), ("#c7342e", "#ee6d57"), ("#5a3a6e", "#8f6aa4")),
        (("#6f9440", "#aaca66"), ("#d9a730", "#ffdc7a"), ("#b83a2c", "#e5735a"), ("#e5d6b2", "#fff6dd")),
    )[index]
    for row in range(2):
        for box in range(4):
            x, y = left - 6 + box * (wide + 12) / 4, counter - 20 + row * 134
            _crate(c, x + 5, y, (wide + 12) / 4 - 10, 118, *goods[(box + row * 2) % 4])
    c.gradient([(0, "#6d4c33"), (1, "#3a281c")], (left - 10, counter + 250, right + 10, 1067))
    for plank in range(12):
        x = left - 10 + plank * (wide + 20) / 12
        c.rectangle(x, counter + 250, x + 2, 1067, "#291b12", 0.8)


def _crate(c: Canvas, x: float, y: float, wide: float, high: float, dark: str, lit: str) -> None:
    c.rectangle(x, y, x + wide, y + high, "#2f2017")
    size = 15.0
    for row in range(4):
        for col in range(int(wide / 21)):
            px = x + 14 + col * (wide - 28) / (int(wide / 21) - 1) + (5 if row % 2 else -3)
            py = y - 4 + row * 17 + c.random.uniform(-4, 4)
            radius = size * c.random.uniform(0.82, 1.12)
            c.ellipse(px, py + 2, radius, radius, mixed(dark, "#1c100a", 0.35))
            c.ellipse(px, py, radius, radius * 0.96, mixed(dark, lit, c.random.random() * 0.5))
            c.ellipse(px - radius * 0.3, py - radius * 0.35, radius * 0.4, radius * 0.34, lit)
    for slat in range(2):
        top = y + 62 + slat * 29
        c.gradient([(0, "#c99f6c"), (1, "#9a7148")], (x - 3, top, x + wide + 3, top + 25))
        c.rectangle(x - 3, top + 23, x + wide + 3, top + 26, "#54381f")
    card = x + wide / 2
    c.rectangle(card - 22, y + 56, card + 22, y + 86, "#fbf4e2")
    c.line([(card - 12, y + 66), (card + 12, y + 66)], "#4a3a2c", 2.4)
    c.line([(card - 12, y + 75), (card + 4, y + 75)], "#b5402f", 2.4)


def _keeper(c: Canvas, x: float, counter: float, index: int) -> None:
    coat, apron, skin, hair = (
        ("#35506b", "#d9c9a8", "#d9a680", "#3a2a22"),
        ("#6b3b36", "#e9dcc0", "#8f5f46", "#1d1615"),
        ("#4b5d3c", "#cdbb94", "#e5b892", "#9c948a"),
    )[index]
    c.polygon(
        [
            (x - 62, counter),
            (x - 52, counter - 112),
            (x - 18, counter - 132),
            (x + 18, counter - 132),
            (x + 52, counter - 112),
            (x + 62, counter),
        ],
        coat,
    )
    c.polygon([(x - 30, counter), (x - 27, counter - 96), (x + 27, counter - 96), (x + 30, counter)], apron)
    c.line([(x - 27, counter - 96), (x - 14, counter - 132)], apron, 6)
    c.line([(x + 27, counter - 96), (x + 14, counter - 132)], apron, 6)
    c.rectangle(x - 11, counter - 146, x + 11, counter - 124, mixed(skin, "#3a2018", 0.25))
    c.ellipse(x, counter - 166, 25, 30, skin)
    c.polygon(
        [
            (x - 27, counter - 162),
            (x - 26, counter - 188),
            (x, counter - 202),
            (x + 26, counter - 188),
            (x + 27, counter - 162),
            (x + 16, counter - 182),
            (x - 16, counter - 182),
        ],
        hair,
    )

"""A train on a stone viaduct."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import flowing, mixed


def railway_viaduct() -> Image.Image:
    c = Canvas("railway-viaduct")
    c.gradient([(0, "#6c9fc2"), (0.5, "#b9d3d6"), (1, "#f6ecd2")], (0, 0, 1600, 700))
    for x, y, wide in ((330, 190, 560), (1120, 150, 460), (1480, 300, 380), (760, 310, 300)):
        c.cumulus(x, y, wide, "#fffaf0", "#d8e2df", 0.85)
    for y, swing, above, below in (
        (470, 110, "#93adb0", "#a9bdae"),
        (540, 90, "#7d9c8a", "#9db58a"),
        (610, 80, "#6d8f62", "#8fa864"),
    ):
        c.land(c.ridge(y, swing), [(0, above), (1, below)])
        c.mist(y - 20, y + 60, "#f3ecd6", 0.0, 0.22)
        c.mist(y + 60, y + 140, "#f3ecd6", 0.22, 0.0)
    for _tree in range(46):
        x, y = c.random.uniform(0, 1600), c.random.uniform(640, 720)
        c.crowns(x, y, 26, 24, ("#41603c", "#5f8046", "#8aa552"), 7)
    deck = 430
    for number in range(12):
        _arch(c, -40 + number * 145, deck)
    c.gradient([(0, "#d9c3a0"), (0.4, "#b59a78"), (1, "#8f7860")], (0, deck - 6, 1600, deck + 34))
    c.rectangle(0, deck - 22, 1600, deck - 6, "#c9b08c")
    c.rectangle(0, deck - 24, 1600, deck - 20, "#efe0c2")
    for x in range(-20, 1640, 145):
        c.rectangle(x + 2, deck - 34, x + 34, deck - 4, "#c4a984")
        c.rectangle(x - 2, deck - 38, x + 38, deck - 30, "#e6d3b0")
    _train(c, 330, deck - 22)
    valley = c.ridge(800, 70)
    c.land(valley, [(0, "#8da453"), (0.5, "#6d8c47"), (1, "#42602f")])
    fields = (
        (60, 830, 300, "#b8b45c"),
        (1230, 840, 340, "#a9ad52"),
        (420, 900, 240, "#7c9a48"),
        (980, 880, 230, "#93a54c"),
    )
    for x, y, wide, tone in fields:
        c.shaded(
            [(x, y), (x + wide, y - 18), (x + wide + 50, y + 60), (x - 40, y + 74)],
            [(0, mixed(tone, "#fff2c0", 0.2)), (1, tone)],
        )
        for row in range(9):
            c.line(
                [(x - row * 4.4, y + row * 8), (x + wide + row * 5.6, y - 18 + row * 8.6)],
                mixed(tone, "#3a4a20", 0.4),
                1.2,
                0.5,
            )
    left = flowing([(704, 782), (745, 830), (690, 885), (775, 945), (720, 1000), (800, 1070)], 10)
    right = flowing([(748, 782), (822, 830), (800, 880), (955, 945), (1000, 1000), (1180, 1070)], 10)
    c.line(left, "#3a5a34", 9, 0.5)
    c.shaded([*left, *reversed(right)], [(0, "#cfe2df"), (1, "#5f93a3")])
    c.glints(810, 1060, "#f6fbf0", 46, 0.5, 770, 950)
    for _sheep in range(26):
        x, y = 250 + c.random.gauss(0, 80), 985 + c.random.gauss(0, 24)
        c.ellipse(x, y, 9, 6, "#f6f0e0")
        c.ellipse(x + 8, y - 3, 3.4, 3, "#3a3230")
    for x, y, size in ((60, 960, 90), (1480, 940, 120), (1560, 1010, 110), (1330, 990, 64), (540, 1040, 60)):
        c.rectangle(x - 7, y, x + 7, y + size, "#4d3b2c")
        c.crowns(x, y - size * 0.3, size, size, ("#2c4a2c", "#47682f", "#728f3f", "#a9b455"), 40)
    c.glow(200, 240, 900, 700, "#fff0c4", 0.4)
    return c.finished(vignette=0.2, warmth="#a79a74")


def _arch(c: Canvas, x: float, deck: float) -> None:
    foot, pier, span = 850, 36, 109
    c.gradient([(0, "#e0cba6"), (0.55, "#bda27e"), (1, "#7f6a58")], (x, deck, x + pier, foot), sideways=True)
    for course in range(26):
        c.rectangle(x, deck + 20 + course * 16, x + pier, deck + 21 + course * 16, "#7d6a54", 0.4)
    c.polygon(
        [(x - 6, deck + 150), (x + pier + 6, deck + 150), (x + pier + 6, deck + 162), (x - 6, deck + 162)],
        "#d6bf98",
    )
    middle, radius, spring = x + pier + span / 2, span / 2, deck + 96
    ring = [
        (
            middle + math.cos(math.pi + t / 20 * math.pi) * radius,
            spring + math.sin(math.pi + t / 20 * math.pi) * radius * 1.05,
        )
        for t in range(21)
    ]
    c.shaded(
        [
            (x + pier, deck),
            (x + pier + span, deck),
            (x + pier + span, spring),
            *reversed(ring),
            (x + pier, spring),
        ],
        [(0, "#c4aa84"), (1, "#a88d6c")],
    )
    c.line(ring, "#e6d3b0", 7)
    c.line(ring, "#8b745a", 1.4)
    inner = [(px + 9, py) for px, py in ring[:11]]
    c.polygon([*ring[:11], *reversed(inner)], "#6f5c4c", 0.55)


def _train(c: Canvas, x: float, rail: float) -> None:
    for number in range(5):
        left = x + number * 168
        c.rectangle(left, rail - 54, left + 160, rail - 10, "#1f5a63", radius=5)
        c.rectangle(left, rail - 28, left + 160, rail - 22, "#efe2c2")
        c.gradient([(0, "#dfeae6"), (1, "#8fa9ab")], (left + 10, rail - 48, left + 150, rail - 31))
        for pane in range(1, 7):
            c.rectangle(left + 10 + pane * 20, rail - 48, left + 14 + pane * 20, rail - 31, "#1f5a63")
        c.rectangle(left + 4, rail - 60, left + 156, rail - 53, "#cfd4cc", radius=3)
        for wheel in (24, 46, 114, 136):
            c.ellipse(left + wheel, rail - 7, 8, 8, "#2a2a2c")
        c.rectangle(left + 158, rail - 40, left + 170, rail - 16, "#26292b")
    c.polygon(
        [
            (x - 52, rail - 10),
            (x - 40, rail - 40),
            (x - 14, rail - 56),
            (x + 4, rail - 56),
            (x + 4, rail - 10),
        ],
        "#c9452f",
    )
    c.polygon([(x - 36, rail - 36), (x - 14, rail - 51), (x - 4, rail - 51), (x - 4, rail - 34)], "#cfe0dc")
    c.rectangle(x - 48, rail - 22, x + 4, rail - 17, "#efe2c2")
    c.ellipse(x - 46, rail - 15, 4, 4, "#fff6d0")
    c.ellipse(x - 20, rail - 7, 8, 8, "#2a2a2c")

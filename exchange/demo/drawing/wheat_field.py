"""Ripe wheat under a wide sky."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def wheat_field() -> Image.Image:
    c = Canvas("wheat-field")
    line = 520
    c.gradient([(0, "#2c6fa6"), (0.45, "#79b0cf"), (0.8, "#cfe0da"), (1, "#fbeecb")], (0, 0, 1600, line))
    for x, y, wide in ((1180, 230, 760), (360, 330, 620), (760, 130, 360), (1500, 420, 420), (80, 160, 340)):
        c.cumulus(x, y, wide, "#fffcf0", mixed("#c3d3dc", "#f0e0c4", y / 480), 0.95)
    c.mist(line - 160, line, "#fbeecb", 0.0, 0.6)
    c.land(c.ridge(line - 34, 46), [(0, "#7f9a86"), (1, "#94a986")], line + 30)
    for _copse in range(34):
        x = c.random.choice((c.random.gauss(280, 120), c.random.gauss(1330, 150)))
        c.crowns(x, line - 16, 24, 24, ("#3f5f46", "#5b7d4c", "#84a05a"), 7)
    _farm(c, 1010, line)
    c.gradient([(0, "#eacb7a"), (0.25, "#dfae4c"), (0.7, "#c2862c"), (1, "#7d5420")], (0, line, 1600, 1067))
    for band in range(46):
        near = (band / 46) ** 1.6
        y = line + 2 + near * 545
        swell = [
            (x, y + math.sin(x / (90 + 260 * near) + band * 1.7) * (2 + 15 * near))
            for x in range(-20, 1641, 40)
        ]
        c.line(swell, c.random.choice(("#f6dd96", "#a87328", "#e9bd5e", "#8f5f22")), 1.4 + 8 * near, 0.3)
    for track in (-1, 1):
        c.polygon(
            [
                (790 + track * 6, line),
                (796 + track * 6, line),
                (800 + track * 300 + 46, 1067),
                (800 + track * 300 - 46, 1067),
            ],
            "#7d5a2a",
            0.42,
        )
    for stalk in range(1700):
        near = (stalk / 1700) ** 0.9
        _ear(c, c.random.uniform(-20, 1620), line + 40 + near * 680, 0.16 + 1.05 * near**1.5)
    for x, y, size in (
        (230, 800, 0.9),
        (270, 830, 1.0),
        (1290, 780, 0.8),
        (1370, 890, 1.2),
        (120, 930, 1.3),
        (1490, 960, 1.3),
        (960, 1000, 1.2),
    ):
        c.line([(x, y + 60 * size), (x + 3, y)], "#5c6b2c", 2.4)
        for petal in range(5):
            a = petal / 5 * math.tau
            c.ellipse(
                x + math.cos(a) * 7 * size,
                y + math.sin(a) * 6 * size,
                8 * size,
                7 * size,
                ("#d8402c", "#c03022")[petal % 2],
            )
        c.ellipse(x, y, 4 * size, 4 * size, "#2a1a1a")
    c.glow(1500, 380, 900, 600, "#ffe6a0", 0.45)
    for x, y in ((520, 250), (560, 236), (600, 262), (650, 240)):
        c.line([(x - 14, y - 6), (x, y), (x + 14, y - 7)], "#34506a", 3)
    return c.finished(vignette=0.2, warmth="#b3985c")


def _ear(c: Canvas, x: float, y: float, size: float) -> None:
    lean = c.random.uniform(-10, 22) * size
    tone = c.random.choice(("#e9bf5c", "#f3d684", "#c98f34", "#b27a2a"))
    top = (x + lean, y - 92 * size)
    if size > 0.35:
        c.line([(x, y), (x + lean * 0.5, y - 50 * size), top], "#a3792f", max(0.6, 2.2 * size))
    for grain in range(4 if size > 0.35 else 1):
        gx, gy = top[0] + lean * 0.1 * grain, top[1] - grain * 9 * size
        c.ellipse(gx - 3 * size, gy, 4.4 * size, 7 * size, tone)
        c.ellipse(gx + 4 * size, gy - 3 * size, 4 * size, 6.6 * size, mixed(tone, "#5a3a10", 0.22))
    if size > 0.7:
        for awn in (-7, 0, 8):
            c.line(
                [(top[0], top[1] - 20 * size), (top[0] + (awn + lean * 0.3) * size, top[1] - 66 * size)],
                tone,
                1,
                0.8,
            )


def _farm(c: Canvas, x: float, line: float) -> None:
    c.rectangle(x, line - 58, x + 96, line + 6, "#b5573f")
    c.polygon([(x - 8, line - 56), (x + 14, line - 92), (x + 82, line - 92), (x + 104, line - 56)], "#6a6064")
    c.rectangle(x + 36, line - 36, x + 62, line + 6, "#6b352a")
    c.rectangle(x + 112, line - 44, x + 172, line + 6, "#e8dcc0")
    c.polygon(
        [(x + 106, line - 42), (x + 126, line - 66), (x + 158, line - 66), (x + 178, line - 42)], "#8d5240"
    )
    c.rectangle(x + 124, line - 30, x + 138, line - 12, "#4d6670")
    c.rectangle(x + 148, line - 30, x + 162, line - 12, "#4d6670")
    for silo in (190, 218):
        c.gradient(
            [(0, "#dfe4e2"), (1, "#93a0a4")], (x + silo, line - 98, x + silo + 24, line + 6), sideways=True
        )
        c.ellipse(x + silo + 12, line - 98, 12, 9, "#c3ccce")

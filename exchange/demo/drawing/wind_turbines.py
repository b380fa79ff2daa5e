"""Turbines in the open sea."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.figures import gulls
from exchange.demo.drawing.marks import mixed


def wind_turbines() -> Image.Image:
    c = Canvas("wind-turbines")
    line = 690
    c.gradient([(0, "#3f8fb5"), (0.4, "#8cc4d3"), (0.75, "#d6e9e0"), (1, "#f6efd8")], (0, 0, 1600, line))
    for x, y, wide in (
        (240, 250, 620),
        (860, 170, 380),
        (1380, 330, 560),
        (640, 430, 520),
        (60, 500, 420),
        (1130, 520, 460),
    ):
        c.cumulus(x, y, wide, mixed("#fffdf4", "#dcebe9", y / 900), mixed("#c9dfe4", "#e8ece0", y / 600), 0.9)
    c.mist(line - 380, line, "#f8eedb", 0, 0.85)
    c.glow(320, 330, 700, 500, "#fff1c9", 0.5)
    c.gradient([(0, "#9cc3c0"), (0.12, "#5f9fa8"), (0.5, "#2c6f86"), (1, "#123f5c")], (0, line, 1600, 1067))
    for row in range(26):
        near = (row / 26) ** 1.7
        y = line + 6 + near * 380
        for _wave in range(int(34 - 20 * near)):
            x, half = c.random.uniform(-60, 1660), c.random.uniform(14, 42) * (0.4 + 3.2 * near)
            crest = (2 + 9 * near) * c.random.uniform(0.5, 1)
            tone = c.random.choice(("#e5f3ea", "#1d5873", "#134763", "#7fb4b9"))
            c.polygon(
                [(x - half, y), (x - half * 0.1, y - crest), (x + half, y + 1), (x, y + crest * 0.25)],
                tone,
                0.42,
            )
    turbines = [(160, 0.3), (330, 0.36), (540, 0.44), (760, 0.54), (1010, 0.68), (1330, 0.98)]
    for number, (x, size) in enumerate(turbines):
        foot = line + 14 + 210 * (size - 0.3) ** 1.6
        c.soft(
            [
                [
                    (x - 8, foot),
                    (x + 8, foot),
                    (x + 60 * size, foot + 170 * size),
                    (x - 60 * size, foot + 170 * size),
                ]
            ],
            "#f4f5ec",
            14,
            0.22,
        )
        _turbine(c, x, foot, size, number * 41 + 12)
    c.glints(line + 6, line + 240, "#fff6dd", 220, 0.55, 0, 900)
    gulls(c, ((1120, 240, 0.8), (1180, 275, 0.6), (700, 190, 0.5)), "#45697e")
    return c.finished(vignette=0.15)


def _turbine(c: Canvas, x: float, y: float, size: float, turn: float) -> None:
    hub = y - 600 * size
    pale = mixed("#d9e6e6", "#ffffff", size)
    shade = mixed("#a9c3ca", "#7e9aab", size)
    c.polygon(
        [
            (x - 26 * size, y - 40 * size),
            (x + 26 * size, y - 40 * size),
            (x + 22 * size, y),
            (x - 22 * size, y),
        ],
        "#e0a53a",
    )
    c.polygon(
        [
            (x + 4 * size, y - 40 * size),
            (x + 26 * size, y - 40 * size),
            (x + 22 * size, y),
            (x + 4 * size, y),
        ],
        "#b67a25",
    )
    c.rectangle(x - 34 * size, y - 46 * size, x + 34 * size, y - 38 * size, "#8a6426")
    c.polygon(
        [
            (x - 12 * size, y - 44 * size),
            (x - 6 * size, hub),
            (x + 6 * size, hub),
            (x + 12 * size, y - 44 * size),
        ],
        pale,
    )
    c.polygon(
        [
            (x + 1 * size, y - 44 * size),
            (x + 1 * size, hub),
            (x + 6 * size, hub),
            (x + 12 * size, y - 44 * size),
        ],
        shade,
    )
    c.rectangle(x - 16 * size, hub - 13 * size, x + 34 * size, hub + 11 * size, shade, radius=6 * size)
    for blade in range(3):
        angle = math.radians(turn + blade * 120)
        along, side = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))

        def out(far: float, off: float, a=along, s=side) -> tuple[float, float]:
            return (x - 8 * size + (a[0] * far + s[0] * off) * size, hub + (a[1] * far + s[1] * off) * size)

        c.polygon([out(0, -6), (out(70, -15)), out(330, -1), out(332, 2), out(60, 9), out(0, 6)], pale)
        c.polygon([out(0, 1), out(180, -1), out(332, 2), out(60, 9), out(0, 6)], shade)
    c.ellipse(x - 8 * size, hub, 15 * size, 15 * size, pale)
    c.ellipse(x - 6 * size, hub + 2 * size, 8 * size, 8 * size, shade)

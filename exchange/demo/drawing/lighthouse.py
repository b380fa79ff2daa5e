"""A lighthouse by night."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def lighthouse() -> Image.Image:
    c = Canvas("lighthouse")
    line = 720
    c.gradient([(0, "#0c1633"), (0.4, "#1b2f57"), (0.72, "#35527b"), (1, "#7d8aa0")], (0, 0, 1600, line))
    for _star in range(170):
        size = c.random.choice((0.8, 0.8, 1.1, 1.6))
        c.ellipse(
            c.random.uniform(0, 1600),
            420 * c.random.random() ** 1.4,
            size,
            size,
            "#f4f0dd",
            c.random.uniform(0.3, 0.95),
        )
    c.streaks(120, line - 30, ["#0b1533"], 13)
    lamp = (1085, 258)
    for far, wide, strength in ((1500, 250, 0.30), (1500, 130, 0.4), (1500, 50, 0.35)):
        c.soft(
            [[lamp, (lamp[0] - far, lamp[1] - 40 - wide / 2), (lamp[0] - far, lamp[1] - 40 + wide)]],
            "#ffe7ad",
            18,
            strength,
            light=True,
        )
    c.soft([[lamp, (1700, lamp[1] - 40), (1700, lamp[1] + 90)]], "#ffe7ad", 16, 0.4, light=True)
    c.gradient([(0, "#5f7590"), (0.1, "#34506f"), (0.5, "#142a49"), (1, "#091730")], (0, line, 1600, 1067))
    for row in range(30):
        near = (row / 30) ** 1.6
        y = line + 5 + near * 340
        for _wave in range(int(30 - 16 * near)):
            x, half = c.random.uniform(-60, 1660), c.random.uniform(16, 50) * (0.4 + 2.6 * near)
            crest = (2 + 10 * near) * c.random.uniform(0.4, 1)
            tone = c.random.choice(("#8fa6b8", "#0a1a36", "#0d2140", "#2f4f72"))
            c.polygon([(x - half, y), (x, y - crest), (x + half, y + 1), (x, y + crest * 0.3)], tone, 0.4)
    c.glints(line + 4, line + 170, "#ffe9b8", 130, 0.5, 250, 1000)
    c.polygon(
        [
            (620, 860),
            (760, 770),
            (880, 690),
            (980, 640),
            (1240, 632),
            (1420, 660),
            (1600, 640),
            (1600, 1067),
            (620, 1067),
        ],
        "#0f1a33",
    )
    _tower(c, 1085, 650, lamp[1])
    rocks = []
    for _rock in range(170):
        near, x = c.random.random(), 610 + c.random.random() * 1010
        crest = 668 + max(0, 960 - x) * 0.56 + abs(x - 1150) * 0.03
        rocks.append((crest + (1060 - crest) * near, x, near))
    for y, x, near in sorted(rocks):
        c.boulder(x, y, 22 + 44 * near, mixed("#17233f", "#070c1b", near), mixed("#7385a0", "#33425f", near))
    c.glow(*lamp, 330, 330, "#ffdf9a", 0.9)
    c.glow(*lamp, 80, 80, "#fff6dc", 1.0)
    for x, y in ((620, 870), (575, 905), (650, 890), (600, 960), (560, 1015)):
        for _spray in range(26):
            c.ellipse(
                x + c.random.gauss(0, 34),
                y - abs(c.random.gauss(0, 20)),
                c.random.uniform(1, 5),
                c.random.uniform(1, 4),
                "#dfe8ee",
                0.5,
            )
        c.soft([[(x - 60, y + 8), (x, y - 34), (x + 60, y + 8)]], "#cfdbe4", 10, 0.5)
    return c.finished(vignette=0.3)


def _tower(c: Canvas, x: float, foot: float, lamp: float) -> None:
    top = lamp + 44
    c.polygon(
        [
            (x + 60, foot + 6),
            (x + 60, foot - 62),
            (x + 96, foot - 92),
            (x + 190, foot - 92),
            (x + 190, foot + 6),
        ],
        "#cfcabd",
    )
    c.polygon(
        [(x + 52, foot - 58), (x + 92, foot - 98), (x + 198, foot - 98), (x + 198, foot - 58)], "#5a2c33"
    )
    for wx in (94, 138):
        c.rectangle(x + wx, foot - 44, x + wx + 20, foot - 18, "#ffd58a")
    left = [(x - 58, foot), (x - 34, top)]
    c.shaded(
        [left[0], left[1], (x + 34, top), (x + 58, foot)],
        [(0, "#f2ecdc"), (0.55, "#cfc9bd"), (1, "#6d7486")],
        sideways=True,
    )
    for band in (0, 2):
        low, high = foot - band * (foot - top) / 4 - 34, foot - (band + 1) * (foot - top) / 4 - 34

        def half(y: float) -> float:
            return 34 + 24 * (y - top) / (foot - top)

        c.shaded(
            [(x - half(low), low), (x - half(high), high), (x + half(high), high), (x + half(low), low)],
            [(0, "#c8433b"), (0.55, "#a23236"), (1, "#4d2438")],
            sideways=True,
        )
    for y in (foot - 70, foot - 180):
        c.rectangle(x - 7, y - 20, x + 7, y, "#2a2c3f", radius=6)
    c.rectangle(x - 50, top - 8, x + 50, top + 4, "#22263c")
    for rail in range(-46, 50, 12):
        c.line([(x + rail, top - 8), (x + rail, top - 26)], "#22263c", 2)
    c.line([(x - 48, top - 26), (x + 48, top - 26)], "#22263c", 2.5)
    c.rectangle(x - 26, lamp - 28, x + 26, top - 8, "#ffe9b0")
    for bar in (-26, -9, 9, 26):
        c.line([(x + bar, lamp - 28), (x + bar, top - 8)], "#3a3442", 3)
    c.polygon([(x - 36, lamp - 26), (x, lamp - 66), (x + 36, lamp - 26)], "#8a2f35")
    c.line([(x, lamp - 66), (x, lamp - 92)], "#22263c", 3)

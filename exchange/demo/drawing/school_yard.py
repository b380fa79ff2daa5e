"""A school yard with chalk markings and a tree."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def school_yard() -> Image.Image:
    c = Canvas("school-yard")
    c.gradient([(0, "#5aa0c4"), (0.7, "#bfdcdc"), (1, "#f1eccf")], (0, 0, 1600, 612))
    for x, y, wide in ((300, 170, 480), (1250, 220, 520), (820, 120, 280)):
        c.cumulus(x, y, wide, "#fffdf5", "#dbe7e6", 0.9)
    for x, tone in ((30, "#6d8f5a"), (190, "#7d9c5c"), (1420, "#6d8f5a"), (1570, "#7d9c5c")):
        c.crowns(x, 430, 110, 96, (mixed(tone, "#1d3326", 0.45), tone, mixed(tone, "#e6e08a", 0.35)), 30)
    _school(c)
    c.gradient([(0, "#9a9a92"), (0.3, "#84878a"), (1, "#5c636e")], (0, 610, 1600, 1067))
    c.rectangle(0, 596, 1600, 612, "#b9b09a")
    for _fleck in range(500):
        c.ellipse(
            c.random.uniform(0, 1600),
            c.random.uniform(620, 1067),
            c.random.uniform(1, 4),
            1.2,
            c.random.choice(("#b6b6ae", "#4a505a")),
            0.35,
        )
    c.soft([[(900, 640), (1600, 610), (1600, 860), (1250, 830), (1010, 720)]], "#3a4250", 20, 0.45)
    _chalk(c)
    _yard_tree(c, 1260, 720)
    _bench(c, 1080, 742)
    for x, y, size, coat in (
        (650, 690, 0.62, "#c9402f"),
        (700, 686, 0.6, "#2f6f8f"),
        (190, 705, 0.7, "#e0a431"),
        (930, 670, 0.52, "#4a7a4a"),
        (470, 670, 0.5, "#7a4a7a"),
    ):
        _child(c, x, y, size, coat)
    _child(c, 560, 868, 1.0, "#e0a431", arms=True)
    _child(c, 1000, 905, 1.1, "#2f6f8f", arms=True)
    c.ellipse(792, 935, 30, 8, "#333a45", 0.5)
    c.ellipse(790, 912, 25, 25, "#d9532f")
    c.ellipse(782, 903, 10, 9, "#f59a6c")
    c.glow(200, 500, 900, 600, "#fff1c0", 0.3)
    return c.finished(vignette=0.18, warmth="#a8a088")


def _school(c: Canvas) -> None:
    top, foot = 330, 600
    c.gradient([(0, "#bf6f4c"), (0.7, "#a65a40"), (1, "#8a4a3a")], (150, top, 1450, foot), sideways=True)
    for course in range(30):
        c.rectangle(150, top + course * 9, 1450, top + 1 + course * 9, "#7d4232", 0.35)
    c.polygon([(126, top + 4), (190, 262), (1410, 262), (1474, top + 4)], "#5a626b")
    for course in range(7):
        c.line(
            [(180 - course * 8, 270 + course * 9), (1420 + course * 8, 270 + course * 9)], "#454d57", 1, 0.6
        )
    c.polygon([(660, 340), (800, 214), (940, 340)], "#c4764f")
    c.polygon([(644, 344), (800, 200), (956, 344), (940, 344), (800, 218), (660, 344)], "#efe3c8")
    c.ellipse(800, 292, 26, 26, "#efe3c8")
    c.ellipse(800, 292, 21, 21, "#fffaf0")
    c.line([(800, 292), (800, 278)], "#3a2c24", 3)
    c.line([(800, 292), (812, 292)], "#3a2c24", 3)
    c.rectangle(780, 176, 820, 206, "#efe3c8")
    c.polygon([(772, 178), (800, 146), (828, 178)], "#5a8a80")
    c.ellipse(800, 194, 8, 10, "#8a6a3a")
    for number in range(9):
        x = 196 + number * 142
        if number == 4:
            continue
        c.rectangle(x - 6, 372, x + 94, 520, "#efe3c8")
        c.gradient([(0, "#3f5a68"), (1, "#9ab4b4")], (x, 378, x + 88, 514))
        for bar in (28, 58):
            c.rectangle(x + bar, 378, x + bar + 4, 514, "#efe3c8")
        c.rectangle(x, 424, x + 88, 428, "#efe3c8")
        for paper in range(3):
            px = x + 8 + paper * 28
            c.rectangle(px, 480, px + 16, 502, ("#e8c14a", "#d9603f", "#6fa08a")[(paper + number) % 3], 0.9)
        c.rectangle(x - 10, 520, x + 98, 530, "#d9c8a4")
    c.rectangle(744, 400, 856, 600, "#efe3c8")
    for side in (-1, 1):
        c.rectangle(800 + side * 25 - 23, 412, 800 + side * 25 + 23, 600, "#2f6a66")
        c.rectangle(800 + side * 25 - 15, 424, 800 + side * 25 + 15, 500, "#9ab4b4")
        c.ellipse(800 + side * 6, 530, 3, 3, "#e8c14a")


def _chalk(c: Canvas) -> None:
    def square(col: float, row: float) -> list[tuple[float, float]]:
        def spot(u: float, v: float) -> tuple[float, float]:
            return (330 + v * -54 + u * (92 + v * 15), 740 + v * 52)

        return [
            spot(col, row),
            spot(col + 1, row),
            spot(col + 1, row + 1),
            spot(col, row + 1),
            spot(col, row),
        ]

    tones = ("#f6f2e4", "#f3c6cf", "#bfe0e8", "#f5e2a0")
    for number, (col, row) in enumerate(
        ((0, 0), (0, 1), (-0.5, 2), (0.5, 2), (0, 3), (-0.5, 4), (0.5, 4), (0, 5))
    ):
        c.line(square(col, row), tones[number % 4], 4.4, 0.8)
    for turn in range(46):
        a, r = turn / 46 * math.tau * 3, 6 + turn * 2.6
        b, s = (turn + 1) / 46 * math.tau * 3, 6 + (turn + 1) * 2.6
        c.line(
            [
                (760 + math.cos(a) * r, 800 + math.sin(a) * r * 0.4),
                (760 + math.cos(b) * s, 800 + math.sin(b) * s * 0.4),
            ],
            "#f3c6cf",
            4,
            0.75,
        )
    c.line(
        [
            (1120 + 70 * math.cos(a / 20 * math.tau), 985 + 34 * math.sin(a / 20 * math.tau))
            for a in range(21)
        ],
        "#f5e2a0",
        5,
        0.85,
    )
    for ray in range(10):
        a = ray / 10 * math.tau
        c.line(
            [
                (1120 + math.cos(a) * 84, 985 + math.sin(a) * 41),
                (1120 + math.cos(a) * 112, 985 + math.sin(a) * 55),
            ],
            "#f5e2a0",
            5,
            0.85,
        )


def _yard_tree(c: Canvas, x: float, foot: float) -> None:
    c.ellipse(x, foot + 4, 84, 22, "#6f5a44")
    c.ellipse(x, foot + 1, 74, 17, "#57703c")
    c.polygon(
        [
            (x - 27, foot),
            (x - 15, foot - 120),
            (x - 20, foot - 260),
            (x + 20, foot - 260),
            (x + 15, foot - 120),
            (x + 29, foot),
        ],
        "#6a5240",
    )
    c.polygon(
        [(x + 4, foot), (x + 4, foot - 260), (x + 20, foot - 260), (x + 15, foot - 120), (x + 29, foot)],
        "#4d3c30",
    )
    for lean in (-1, 1):
        c.line([(x, foot - 190), (x + lean * 90, foot - 300)], "#5c4738", 17)
    c.crowns(x, foot - 400, 230, 190, ("#2f5230", "#4c7a38", "#7ba644", "#b8cc62"), 90)


def _bench(c: Canvas, x: float, y: float) -> None:
    for leg in (-70, 70):
        c.rectangle(x + leg - 5, y - 40, x + leg + 5, y, "#2f353c")
    c.rectangle(x - 90, y - 44, x + 90, y - 34, "#a9744a")
    c.rectangle(x - 90, y - 78, x + 90, y - 66, "#b98455")
    c.rectangle(x - 90, y - 61, x + 90, y - 50, "#a9744a")


def _child(c: Canvas, x: float, y: float, size: float, coat: str, *, arms: bool = False) -> None:
    skin = c.random.choice(("#e8bd98", "#c58f6a", "#8f5f44", "#d9a680"))

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.soft([put((-14, 0), (16, 0), (96, 20), (70, 26))], "#2f3642", 4, 0.5)
    legs = ((-22, -20), (18, -4)) if arms else ((-9, 0), (9, 0))
    for (lx, ly), hip in zip(legs, (-5, 5), strict=True):
        c.line(put((hip, -44), (lx, ly)), "#2d3a4c", 11 * size)
        c.ellipse(x + (lx + 4) * size, y + (ly + 1) * size, 9 * size, 5 * size, "#efe9dc")
    c.polygon(put((-19, -40), (-16, -88), (16, -88), (19, -40)), coat)
    c.polygon(put((5, -40), (5, -88), (16, -88), (19, -40)), mixed(coat, "#151b26", 0.25))
    reach = ((-44, -104), (44, -100)) if arms else ((-23, -52), (23, -54))
    for side, tip in zip((-15, 15), reach, strict=True):
        c.line(put((side, -82), tip), coat, 9 * size)
        c.ellipse(x + tip[0] * size, y + tip[1] * size, 5.4 * size, 5.4 * size, skin)
    c.ellipse(x, y - 106 * size, 17 * size, 19 * size, skin)
    hair = c.random.choice(("#2a1d18", "#6b4428", "#17110f", "#c08a45"))
    c.polygon(
        put((-18, -104), (-18, -120), (-4, -130), (12, -127), (19, -114), (18, -104), (10, -115), (-8, -114)),
        hair,
    )

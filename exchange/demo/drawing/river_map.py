"""The map of the river: hills above, the city and the harbour below, the Cut beside the river."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import Point, flowing


def river_map() -> Image.Image:
    """North is up: hills at the top, the city and the harbour below, the Cut beside the river."""
    c = Canvas("river-map")
    c.gradient([(0, "#eee3c6"), (1, "#f5edd6")])
    for _patch in range(120):
        x, y = c.random.uniform(0, 1600), c.random.uniform(0, 1067)
        wide, high = c.random.uniform(40, 120), c.random.uniform(30, 80)
        tone = c.random.choice(("#dfe0b4", "#e6dcb2", "#d3dab0", "#eadfc0", "#dbd9a6"))
        tilt = c.random.uniform(-16, 16)
        c.polygon(
            [(x, y), (x + wide, y + tilt), (x + wide - 8, y + high + tilt), (x - 6, y + high)], tone, 0.55
        )
    c.polygon(
        [
            (0, 0),
            (1600, 0),
            (1600, 150),
            (1240, 190),
            (980, 120),
            (700, 205),
            (420, 150),
            (180, 230),
            (0, 190),
        ],
        "#d3cfa4",
    )
    for ring in range(7):
        shift = ring * 17
        for cx, cy, rx, ry in ((260, 70, 250, 130), (830, 40, 300, 140), (1360, 60, 260, 140)):
            rim = [
                (
                    cx + math.cos(a / 40 * math.tau) * (rx - shift * 2) * (1 + 0.08 * math.sin(a * 0.9 + cx)),
                    cy + math.sin(a / 40 * math.tau) * (ry - shift),
                )
                for a in range(41)
            ]
            c.line(rim, "#b39b6c", 1.6, 0.55)
    marsh = flowing(
        [(960, 300), (1130, 290), (1240, 360), (1220, 470), (1060, 520), (950, 450)], 8, closed=True
    )
    c.polygon(marsh, "#c3cf9b")
    for _tuft in range(60):
        x, y = c.random.uniform(985, 1200), c.random.uniform(320, 480)
        c.line([(x - 8, y), (x + 8, y)], "#6f9a8a", 2)
        c.line([(x, y), (x, y - 9)], "#6f9a5a", 2)
    _city(c)
    arle = flowing(
        [
            (520, -20),
            (560, 90),
            (500, 190),
            (640, 290),
            (800, 350),
            (850, 430),
            (800, 540),
            (860, 640),
            (820, 740),
            (770, 840),
            (810, 990),
        ],
        14,
    )
    wend = flowing([(1600, 120), (1400, 190), (1240, 230), (1080, 250), (930, 300), (806, 352)], 12)
    cut = flowing([(846, 420), (960, 560), (1010, 660), (985, 760), (930, 850), (880, 965)], 12)
    for path, wide in ((wend, 15), (arle, 24)):
        _stream(c, path, wide)
    for path, wide, tone in ((cut, 19, "#b5402f"), (cut, 11, "#f0a07a")):
        c.line(path, tone, wide)
    for n in range(0, len(cut) - 4, 9):
        (x0, y0), (x1, y1) = cut[n], cut[n + 3]
        _arrow(c, x0, y0, math.atan2(y1 - y0, x1 - x0))
    flood = flowing(
        [(960, 700), (1080, 690), (1130, 790), (1060, 870), (930, 880), (920, 780)], 8, closed=True
    )
    c.soft([flood], "#d9532f", 10, 0.42)
    for stripe in range(17):
        x = 905 + stripe * 11
        c.line([(x, 870 - abs(stripe - 12) * 2), (x + 30, 700 + abs(stripe - 12) * 3)], "#b5402f", 1.4, 0.35)
    coast = [
        (0, 905),
        (180, 880),
        (340, 900),
        (480, 870),
        (610, 905),
        (700, 960),
        (800, 975),
        (900, 950),
        (1000, 890),
        (1150, 870),
        (1300, 900),
        (1450, 870),
        (1600, 890),
    ]
    smooth = flowing(coast, 14)
    c.soft([[*smooth, (1600, 1067), (0, 1067)]], "#8fb7bd", 16, 0.9)
    c.shaded([*smooth, (1600, 1067), (0, 1067)], [(0, "#a9ced1"), (1, "#6fa3b0")])
    for ring in range(1, 4):
        c.line([(x, y + ring * 22) for x, y in smooth], "#d6e8e4", 2, 0.6 - ring * 0.12)
    rail = flowing([(0, 620), (300, 640), (620, 700), (900, 680), (1200, 640), (1600, 560)], 12)
    c.line(rail, "#6a5d4c", 5)
    for n in range(0, len(rail), 2):
        x, y = rail[n]
        c.line([(x, y - 8), (x, y + 8)], "#6a5d4c", 2)
    for road in (
        [(0, 420), (320, 470), (640, 560), (820, 600)],
        [(820, 600), (1120, 560), (1600, 420)],
        [(640, 560), (560, 760), (540, 900)],
    ):
        c.line(flowing(road, 10), "#ffffff", 7)
        c.line(flowing(road, 10), "#d9b872", 3.6)
    _gates_mark(c, 846, 416)
    _map_pin(c, 1020, 760, "#b5402f")
    _map_pin(c, 800, 352, "#24556b")
    _lighthouse_mark(c, 250, 868)
    _compass(c, 1440, 965)
    for part in range(5):
        c.rectangle(120 + part * 60, 1012, 180 + part * 60, 1022, "#3a3228" if part % 2 == 0 else "#fbf5e4")
    c.line([(120, 1012), (420, 1012), (420, 1022), (120, 1022), (120, 1012)], "#3a3228", 2)
    for inset, wide in ((22, 3), (32, 8)):
        c.line(
            [
                (inset, inset),
                (1600 - inset, inset),
                (1600 - inset, 1067 - inset),
                (inset, 1067 - inset),
                (inset, inset),
            ],
            "#5a4a38",
            wide,
        )
    return c.finished(vignette=0.14, grain=8)


def _stream(c: Canvas, path: list[Point], wide: float) -> None:
    c.line(path, "#3f7f95", wide + 6)
    c.line(path, "#7fb7c3", wide)
    c.line([(x - wide * 0.18, y) for x, y in path], "#b3d8d9", wide * 0.26, 0.8)


def _city(c: Canvas) -> None:
    for row in range(16):
        for col in range(20):
            x, y = 520 + col * 32 + (row % 2) * 8, 600 + row * 20
            if ((x - 830) / 330) ** 2 + ((y - 760) / 175) ** 2 < 1 and c.random.random() < 0.9:
                tone = c.random.choice(("#d9b49a", "#cfa68c", "#e0c2a6", "#c99a82"))
                c.rectangle(x, y, x + c.random.uniform(14, 27), y + c.random.uniform(9, 15), tone)
    c.polygon([(640, 640), (700, 634), (706, 676), (646, 682)], "#b9cf9a")


def _arrow(c: Canvas, x: float, y: float, angle: float) -> None:
    def turned(along: float, across: float) -> Point:
        return (
            x + math.cos(angle) * along - math.sin(angle) * across,
            y + math.sin(angle) * along + math.cos(angle) * across,
        )

    c.polygon([turned(13, 0), turned(-9, -8), turned(-4, 0), turned(-9, 8)], "#fff6e4")


def _gates_mark(c: Canvas, x: float, y: float) -> None:
    c.ellipse(x + 44, y - 6, 46, 46, "#fbf5e4")
    c.ellipse(x + 44, y - 6, 39, 39, "#b5402f")
    for gate in range(3):
        gx = x + 22 + gate * 17
        c.rectangle(gx, y - 30, gx + 10, y + 18 - (9 if gate == 1 else 0), "#fbf5e4")
    c.rectangle(x + 14, y - 36, x + 74, y - 28, "#fbf5e4")


def _map_pin(c: Canvas, x: float, y: float, tone: str) -> None:
    c.soft([[(x - 4, y), (x + 4, y), (x + 40, y - 14), (x + 30, y - 22)]], "#3a3228", 3, 0.5)
    c.polygon([(x, y), (x - 22, y - 44), (x + 22, y - 44)], tone)
    c.ellipse(x, y - 50, 25, 25, tone)
    c.ellipse(x, y - 50, 10, 10, "#fbf5e4")


def _lighthouse_mark(c: Canvas, x: float, y: float) -> None:
    c.polygon([(x - 14, y + 3), (x - 9, y - 48), (x + 9, y - 48), (x + 14, y + 3)], "#6a5d4c")
    c.polygon([(x - 11, y), (x - 7, y - 46), (x + 7, y - 46), (x + 11, y)], "#fffdf6")
    c.polygon([(x - 10, y - 12), (x - 9, y - 24), (x + 9, y - 24), (x + 10, y - 12)], "#b5402f")
    c.polygon([(x - 9, y - 46), (x, y - 62), (x + 9, y - 46)], "#b5402f")
    for ray in (-1, 1):
        c.polygon([(x + ray * 10, y - 50), (x + ray * 52, y - 64), (x + ray * 52, y - 40)], "#e8b24a", 0.8)


def _compass(c: Canvas, x: float, y: float) -> None:
    c.ellipse(x, y, 58, 58, "#fbf5e4", 0.8)
    for turn in range(8):
        a = turn / 8 * math.tau - math.pi / 2
        far, half = (56, 9) if turn % 2 == 0 else (32, 6)
        tip = (x + math.cos(a) * far, y + math.sin(a) * far)
        for side, tone in ((-1, "#3a3228"), (1, "#a08a68")):
            edge = (x + math.cos(a + side * 0.5) * half * 1.6, y + math.sin(a + side * 0.5) * half * 1.6)
            c.polygon([(x, y), edge, tip], "#b5402f" if turn == 0 and side < 0 else tone)

"""The Town Hall and its square."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.figures import walker
from exchange.demo.drawing.marks import mixed


def town_hall() -> Image.Image:
    c = Canvas("town-hall")
    c.gradient([(0, "#2f6fa3"), (0.55, "#8fbcd0"), (1, "#f3e4c8")], (0, 0, 1600, 800))
    for x, y, wide in ((200, 220, 520), (1330, 180, 560), (1050, 420, 360), (420, 470, 400)):
        c.cumulus(x, y, wide, "#fffdf6", "#d3dfe2", 0.9)
    c.glow(1500, 300, 700, 600, "#ffe7b4", 0.55)
    for x, wide, high, tone in (
        (-20, 190, 330, "#a98f83"),
        (150, 130, 270, "#b7a18f"),
        (1330, 150, 290, "#c0a58c"),
        (1450, 190, 350, "#ad8d7b"),
    ):
        _side_house(c, x, 800, wide, high, tone)
    stone, shade, light = "#e2cfa8", "#b3966f", "#f6e9cc"
    c.gradient([(0, light), (0.5, stone), (1, shade)], (300, 440, 1300, 800), sideways=True)
    for course in range(24):
        c.rectangle(300, 440 + course * 15, 1300, 441 + course * 15, "#a58a64", 0.28)
    c.polygon([(280, 446), (360, 372), (1240, 372), (1320, 446)], "#5d6a72")
    c.polygon([(800, 446), (800, 372), (1240, 372), (1320, 446)], "#4d5963")
    for dormer in (400, 500, 1080, 1180):
        c.polygon(
            [(dormer - 22, 430), (dormer - 22, 400), (dormer, 382), (dormer + 22, 400), (dormer + 22, 430)],
            stone,
        )
        c.rectangle(dormer - 10, 402, dormer + 10, 426, "#43525c")
    c.rectangle(280, 440, 1320, 456, light)
    c.rectangle(280, 454, 1320, 460, shade)
    for number in range(13):
        x = 340 + number * 73
        if 590 < x < 1000:
            continue
        for y, high in ((486, 104), (640, 112)):
            c.rectangle(x - 6, y - 6, x + 40, y + high + 6, light)
            c.gradient([(0, "#364a58"), (1, "#7d929a")], (x, y, x + 34, y + high))
            c.ellipse(x + 17, y + 2, 17, 15, "#364a58")
            c.rectangle(x + 15, y - 10, x + 18, y + high, light)
            for bar in (0.33, 0.66):
                c.rectangle(x, y + high * bar, x + 34, y + high * bar + 3, light)
            c.rectangle(x - 10, y + high + 6, x + 44, y + high + 13, shade)
    _town_tower(c, stone, shade, light)
    _portico(c, stone, shade, light)
    c.gradient([(0, "#c9b591"), (0.3, "#b39f80"), (1, "#7c705f")], (0, 800, 1600, 1067))
    for row in range(12):
        near = (row / 12) ** 1.5
        y = 800 + near * 267
        c.line([(0, y), (1600, y)], "#8c7c64", 1.2 + 2 * near, 0.5)
    for ray in range(-18, 19):
        c.line([(800 + ray * 46, 800), (800 + ray * 190, 1067)], "#8c7c64", 1.4, 0.45)
    c.soft([[(0, 800), (1300, 800), (900, 900), (0, 1010)]], "#4f4638", 16, 0.4)
    for x, y, size in (
        (150, 905, 1.1),
        (330, 862, 0.7),
        (420, 868, 0.72),
        (1010, 905, 1.05),
        (1090, 912, 1.08),
        (1290, 866, 0.72),
        (1180, 985, 1.5),
        (610, 955, 1.3),
        (760, 868, 0.7),
    ):
        walker(c, x, y, size)
    for x in (90, 1510):
        _plane_tree(c, x, 850, 1.2)
    for _pigeon in range(16):
        x, y = 480 + c.random.gauss(0, 90), 1000 + c.random.gauss(0, 22)
        c.ellipse(x, y, 8, 4.6, "#5d6068")
        c.ellipse(x + 6, y - 5, 3.4, 3, "#4b4e58")
    return c.finished(vignette=0.18, warmth="#a08a68")


def _side_house(c: Canvas, x: float, foot: float, wide: float, high: float, tone: str) -> None:
    c.gradient(
        [(0, mixed(tone, "#ffffff", 0.15)), (1, mixed(tone, "#4a4048", 0.25))],
        (x, foot - high, x + wide, foot),
    )
    c.polygon(
        [
            (x - 8, foot - high),
            (x + 20, foot - high - 56),
            (x + wide - 20, foot - high - 56),
            (x + wide + 8, foot - high),
        ],
        "#6a5f63",
    )
    for row in range(int(high / 84)):
        for col in range(int(wide / 46)):
            wx, wy = x + 14 + col * 46, foot - high + 22 + row * 84
            c.rectangle(wx - 3, wy - 3, wx + 25, wy + 43, mixed(tone, "#ffffff", 0.5))
            c.rectangle(wx, wy, wx + 22, wy + 40, "#56666f")


def _portico(c: Canvas, stone: str, shade: str, light: str) -> None:
    c.gradient([(0, light), (0.5, stone), (1, shade)], (600, 430, 1000, 800), sideways=True)
    c.rectangle(628, 560, 972, 800, "#5c4a38")
    c.polygon([(590, 470), (800, 378), (1010, 470)], light)
    c.polygon([(640, 462), (800, 394), (960, 462)], shade)
    c.ellipse(800, 436, 20, 20, light)
    c.rectangle(590, 468, 1010, 488, stone)
    c.rectangle(590, 488, 1010, 496, shade)
    for x in (720, 800, 880):
        c.rectangle(x - 28, 610, x + 28, 800, "#6b3f2a")
        c.ellipse(x, 612, 28, 28, "#d9a85c" if x == 800 else "#6f8790")
        c.rectangle(x - 1.5, 612, x + 1.5, 800, "#3a2418")
    for x in (624, 700, 760, 840, 900, 976):
        c.gradient([(0, shade), (0.3, light), (1, shade)], (x - 14, 520, x + 14, 792), sideways=True)
        c.rectangle(x - 20, 506, x + 20, 522, light)
        c.rectangle(x - 20, 786, x + 20, 802, stone)
    for step in range(4):
        c.rectangle(
            580 - step * 16, 796 + step * 9, 1020 + step * 16, 806 + step * 9, mixed(light, shade, step / 5)
        )


def _town_tower(c: Canvas, stone: str, shade: str, light: str) -> None:
    c.gradient([(0, light), (0.5, stone), (1, shade)], (724, 168, 876, 440), sideways=True)
    for course in range(18):
        c.rectangle(724, 172 + course * 15, 876, 173 + course * 15, "#a58a64", 0.28)
    c.rectangle(712, 162, 888, 178, light)
    c.rectangle(712, 175, 888, 180, shade)
    c.ellipse(800, 238, 52, 52, "#7b5d3c")
    c.ellipse(800, 238, 46, 46, "#fbf3df")
    for hour in range(12):
        angle = hour / 12 * math.tau
        c.ellipse(800 + math.cos(angle) * 38, 238 + math.sin(angle) * 38, 3, 3, "#4a3a28")
    c.line([(800, 238), (800, 204)], "#33281c", 5)
    c.line([(800, 238), (822, 250)], "#33281c", 6)
    c.rectangle(716, 298, 884, 308, light)
    for x in (752, 800, 848):
        c.rectangle(x - 14, 318, x + 14, 372, "#4d4438", radius=13)
        for slat in range(4):
            c.rectangle(x - 12, 330 + slat * 10, x + 12, 333 + slat * 10, "#8d7a5d")
    c.polygon([(720, 164), (742, 120), (858, 120), (880, 164)], "#5f8a7d")
    c.polygon([(800, 164), (800, 120), (858, 120), (880, 164)], "#4a7169")
    c.rectangle(752, 90, 848, 122, stone)
    for x in (763, 787, 812, 836):
        c.rectangle(x - 7, 94, x + 7, 120, "#5b5140")
    c.polygon([(742, 92), (800, 22), (858, 92)], "#5f8a7d")
    c.polygon([(800, 92), (800, 22), (858, 92)], "#4a7169")
    c.line([(800, 24), (800, 0)], "#3d4a4a", 3)


def _plane_tree(c: Canvas, x: float, foot: float, size: float) -> None:
    c.soft(
        [[(x - 30, foot), (x + 40, foot), (x - 200, foot + 46), (x - 300, foot + 36)]], "#3a3226", 10, 0.45
    )
    c.polygon(
        [
            (x - 13 * size, foot),
            (x - 7 * size, foot - 190 * size),
            (x + 8 * size, foot - 190 * size),
            (x + 14 * size, foot),
        ],
        "#6b5a48",
    )
    c.crowns(x, foot - 300 * size, 116 * size, 140 * size, ("#3c5a34", "#587a3c", "#86a04c", "#b8bc66"), 60)

"""Ballot boxes in a row, one with a paper half posted."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def ballot_boxes() -> Image.Image:
    c = Canvas("ballot-boxes")
    c.gradient([(0, "#2f5563"), (0.6, "#4f7f86"), (1, "#8fb0a4")], (0, 0, 1600, 760))
    for number in range(4):
        x = 90 + number * 400
        c.gradient([(0, "#fdf6dc"), (1, "#e9d9a8")], (x, 40, x + 220, 430))
        for bar in (72, 146):
            c.rectangle(x + bar, 40, x + bar + 5, 430, "#2b4a55")
        for bar in (130, 260):
            c.rectangle(x, 40 + bar, x + 220, 45 + bar, "#2b4a55")
        c.rectangle(x - 10, 428, x + 230, 446, "#d9c9a0")
        c.soft([[(x, 60), (x + 220, 60), (x + 380, 900), (x + 60, 900)]], "#fff3cc", 30, 0.13, light=True)
    for booth in range(5):
        x = 60 + booth * 310
        c.gradient([(0, "#c9b58a"), (1, "#8f7a58")], (x, 470, x + 210, 740))
        c.rectangle(x + 8, 484, x + 202, 740, "#6a5a44")
        c.gradient(
            [(0, "#b5402f"), (0.5, "#d9604a"), (1, "#96321f")],
            (x + 12, 488, x + 120 - booth % 2 * 40, 700),
            sideways=True,
        )
        for fold in range(5):
            fx = x + 16 + fold * 20
            if fx < x + 112 - booth % 2 * 40:
                c.rectangle(fx, 488, fx + 5, 700, "#7d2a1c", 0.5)
    for x, y, size in ((250, 748, 1.3), (1330, 744, 1.25), (980, 740, 1.1)):
        _voter(c, x, y, size)
    c.mist(440, 760, "#e6d9b4", 0.0, 0.22)
    c.gradient([(0, "#d9a868"), (0.16, "#c08a50"), (0.2, "#a8733f"), (1, "#6b4528")], (0, 740, 1600, 1067))
    for grain in range(24):
        y = 752 + grain * 14
        c.line([(0, y + c.random.uniform(-4, 4)), (1600, y + c.random.uniform(-4, 4))], "#7a4f2c", 1.4, 0.3)
    for x, tone, half_posted in ((290, "#24556b", False), (800, "#24556b", True), (1310, "#24556b", False)):
        _ballot_box(c, x, 948, tone, half_posted)
    for x, y, tilt in ((520, 1000, -12), (580, 1020, 9), (1080, 1010, 14)):
        c.polygon(
            [(x, y), (x + 90, y + tilt * 0.4), (x + 96 + tilt, y + 40), (x + 4 + tilt, y + 42)], "#fbf5e4"
        )
        c.line([(x + 18, y + 16), (x + 66, y + 17)], "#8a8070", 2)
        c.line([(x + 20, y + 26), (x + 50, y + 27)], "#8a8070", 2)
    c.line([(1010, 1040), (1160, 1000)], "#d9a02c", 8)
    c.polygon([(1160, 1000), (1174, 994), (1163, 1006)], "#2a2420")
    return c.finished(vignette=0.28, warmth="#a89a78")


def _ballot_box(c: Canvas, x: float, foot: float, tone: str, half_posted: bool) -> None:
    wide, high, deep = 186, 330, 58
    c.soft(
        [
            [
                (x - wide - 30, foot - 10),
                (x + wide + 60, foot - 10),
                (x + wide + 90, foot + 44),
                (x - wide - 10, foot + 40),
            ]
        ],
        "#2f1d10",
        14,
        0.65,
    )
    c.shaded(
        [(x - wide, foot - high), (x + wide, foot - high), (x + wide - 12, foot), (x - wide + 12, foot)],
        [(0, mixed(tone, "#ffffff", 0.14)), (1, mixed(tone, "#08141c", 0.35))],
    )
    c.polygon(
        [(x + wide - 60, foot - high), (x + wide, foot - high), (x + wide - 12, foot), (x + wide - 62, foot)],
        mixed(tone, "#08141c", 0.4),
        0.7,
    )
    c.shaded(
        [
            (x - wide - 8, foot - high),
            (x - wide + 44, foot - high - deep),
            (x + wide - 44, foot - high - deep),
            (x + wide + 8, foot - high),
        ],
        [(0, mixed(tone, "#ffffff", 0.34)), (1, mixed(tone, "#ffffff", 0.2))],
    )
    c.rectangle(x - wide - 10, foot - high - 2, x + wide + 10, foot - high + 26, mixed(tone, "#ffffff", 0.1))
    c.rectangle(x - wide - 10, foot - high + 20, x + wide + 10, foot - high + 27, mixed(tone, "#08141c", 0.4))
    slot = foot - high - deep * 0.45
    c.polygon([(x - 92, slot + 8), (x - 84, slot - 7), (x + 84, slot - 7), (x + 92, slot + 8)], "#0a1218")
    if half_posted:
        c.shaded(
            [(x - 66, slot + 2), (x - 78, slot - 150), (x + 52, slot - 164), (x + 64, slot + 2)],
            [(0, "#fffaf0"), (1, "#e3d9c0")],
        )
        for number in range(4):
            y = slot - 132 + number * 30
            c.rectangle(x - 56 + number * 2, y, x - 38 + number * 2, y + 16, "#cfc4a8")
            c.rectangle(x - 53 + number * 2, y + 3, x - 41 + number * 2, y + 13, "#fffaf0")
            c.line([(x - 26 + number * 2, y + 8), (x + 30 + number * 2, y + 5)], "#9a917c", 3)
        c.line([(x - 56, slot - 98), (x - 40, slot - 86)], "#1d4a8a", 4)
        c.line([(x - 40, slot - 100), (x - 56, slot - 85)], "#1d4a8a", 4)
    c.ellipse(x - 22, foot - high * 0.48, 74, 74, "#f3ead2")
    c.ellipse(x - 22, foot - high * 0.48, 66, 66, mixed(tone, "#ffffff", 0.08))
    c.line(
        [(x - 54, foot - high * 0.48), (x - 30, foot - high * 0.48 + 26), (x + 14, foot - high * 0.48 - 30)],
        "#f3ead2",
        13,
    )
    for side in (-1, 1):
        c.rectangle(
            x + side * 120 - 9, foot - high - 8, x + side * 120 + 9, foot - high + 40, "#d9a02c", radius=4
        )
        c.ellipse(x + side * 120, foot - high + 46, 11, 9, "#b5402f")


def _voter(c: Canvas, x: float, y: float, size: float) -> None:
    coat = c.random.choice(("#7a3f3a", "#3a4f3f", "#5a4a6a", "#8a6a3c"))
    hair = c.random.choice(("#241812", "#6b4428", "#9c948a"))

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.line(put((-10, -60), (-12, 0)), "#2a2f36", 16 * size)
    c.line(put((10, -60), (13, 0)), "#2a2f36", 16 * size)
    c.polygon(put((-32, -50), (-28, -132), (-14, -144), (14, -144), (28, -132), (32, -50)), coat)
    c.polygon(put((8, -50), (10, -144), (14, -144), (28, -132), (32, -50)), mixed(coat, "#10141a", 0.3))
    c.ellipse(x, y - 166 * size, 19 * size, 22 * size, hair)
    c.rectangle(x - 7 * size, y - 150 * size, x + 7 * size, y - 138 * size, "#c58f6a")

"""A kitchen table with a loaf, a knife and a bowl beside a window."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def kitchen_table() -> Image.Image:
    c = Canvas("kitchen-table")
    c.gradient([(0, "#d9cfb4"), (0.7, "#c3b48f"), (1, "#a8926c")])
    c.gradient([(0, "#c9d2c0"), (1, "#aab49c")], (0, 560, 1600, 800))
    for tile in range(0, 1600, 80):
        for row in range(3):
            c.rectangle(
                tile + 3,
                566 + row * 76,
                tile + 77,
                636 + row * 76,
                mixed("#d3dbc9", "#b9c4ac", c.random.random()),
                radius=3,
            )
    _window(c)
    for x, tone in ((170, "#b5402f"), (240, "#e9dfc8"), (310, "#2f6f7a")):
        c.line([(x, 300), (x, 330)], "#5a4a38", 4)
        c.rectangle(x - 24, 330, x + 24, 384, tone, radius=8)
        c.ellipse(x, 332, 24, 6, mixed(tone, "#201810", 0.35))
    c.rectangle(110, 286, 380, 300, "#7a5a3a")
    for x in (1330, 1400, 1470):
        c.rectangle(x - 24, 226, x + 24, 300, ("#c9a05a", "#8fa07a", "#b5764a")[(x // 70) % 3], radius=6)
        c.rectangle(x - 20, 212, x + 20, 228, "#efe6d0", radius=4)
    c.rectangle(1280, 300, 1530, 314, "#7a5a3a")
    table = 770
    c.shaded(
        [(90, table), (1510, table), (1680, 1067), (-80, 1067)],
        [(0, "#d9a468"), (0.5, "#c08850"), (1, "#8a5a34")],
    )
    for board in range(-8, 9):
        c.line([(800 + board * 92, table), (800 + board * 118, 1067)], "#8f5f38", 2, 0.6)
    for _grain in range(90):
        x, y = c.random.uniform(60, 1540), c.random.uniform(table + 6, 1060)
        c.line([(x, y), (x + c.random.uniform(20, 90), y + c.random.uniform(-2, 2))], "#9a683c", 1.2, 0.35)
    c.soft([[(610, table), (1080, table), (700, 1067), (40, 1067)]], "#fff0c0", 12, 0.4, light=True)
    for bar in (770, 925):
        c.soft(
            [
                [
                    (bar, table),
                    (bar + 16, table),
                    (bar - 170 - (1080 - bar) * 0.6, 1067),
                    (bar - 230 - (1080 - bar) * 0.6, 1067),
                ]
            ],
            "#8a5a34",
            6,
            0.45,
        )
    _bowl(c, 1110, 890)
    _loaf(c, 590, 890)
    _mug(c, 905, 868)
    c.glow(800, 330, 760, 520, "#fff0c4", 0.4)
    return c.finished(vignette=0.26, warmth="#b0956a")


def _loaf(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 230, y + 30), (x + 210, y + 30), (x + 130, y + 86), (x - 290, y + 86)]], "#5a371c", 12, 0.6)
    c.shaded(
        [(x - 250, y + 18), (x + 240, y + 18), (x + 270, y + 62), (x - 280, y + 62)],
        [(0, "#b07a48"), (1, "#8a5a32")],
    )
    c.rectangle(x - 280, y + 60, x + 270, y + 76, "#6b4426")
    dome = [
        (x - 190 + t * 330, y + 34 - math.sin(t * math.pi) ** 0.62 * 150) for t in [n / 30 for n in range(31)]
    ]
    c.shaded(
        [*dome, (x + 140, y + 44), (x - 190, y + 44)], [(0, "#d9944a"), (0.5, "#b56a2c"), (1, "#7a431c")]
    )
    for cut in range(4):
        cx = x - 130 + cut * 70
        c.polygon(
            [
                (cx - 12, y - 62 + abs(cut - 1.5) * 16),
                (cx + 34, y - 98 + abs(cut - 1.5) * 14),
                (cx + 44, y - 88 + abs(cut - 1.5) * 14),
                (cx + 2, y - 50 + abs(cut - 1.5) * 16),
            ],
            "#f0d096",
        )
    for _flour in range(90):
        t = c.random.random()
        c.ellipse(
            x - 170 + t * 290,
            y + 20 - math.sin(t * math.pi) ** 0.7 * 150 * c.random.uniform(0.6, 0.98),
            2,
            1.6,
            "#fff4dc",
            0.5,
        )
    for slice_ in range(2):
        sx = x + 170 + slice_ * 36
        c.ellipse(sx, y + 4 + slice_ * 10, 46, 52, "#b56a2c")
        c.ellipse(sx + 3, y + 6 + slice_ * 10, 39, 45, "#f6e2b4")
        for _hole in range(12):
            c.ellipse(
                sx + c.random.gauss(0, 16), y + 6 + c.random.gauss(0, 18) + slice_ * 10, 3, 2.4, "#dfc28c"
            )
    c.polygon(
        [(x - 120, y + 92), (x + 130, y + 82), (x + 158, y + 90), (x + 130, y + 104), (x - 120, y + 106)],
        "#e6ebe8",
    )
    c.line([(x - 116, y + 104), (x + 134, y + 101)], "#9aa6a6", 2)
    c.polygon(
        [(x - 122, y + 88), (x - 122, y + 108), (x - 250, y + 114), (x - 262, y + 100), (x - 246, y + 92)],
        "#4a2d1c",
    )


def _bowl(c: Canvas, x: float, y: float) -> None:
    c.soft(
        [[(x - 150, y + 56), (x + 160, y + 56), (x + 60, y + 104), (x - 240, y + 104)]], "#5a371c", 12, 0.6
    )
    c.ellipse(x, y - 28, 164, 42, "#efe9d8")
    c.ellipse(x, y - 26, 148, 34, "#8f7a5c")
    for px, py, tone in (
        (-86, -44, "#d9a02c"),
        (-20, -66, "#c8402c"),
        (56, -58, "#8fae3f"),
        (104, -36, "#d9702c"),
        (20, -40, "#e0b23a"),
        (-50, -30, "#b5342a"),
    ):
        c.ellipse(x + px, y + py, 46, 44, mixed(tone, "#2a140a", 0.25))
        c.ellipse(x + px - 3, y + py - 4, 42, 40, tone)
        c.ellipse(x + px - 16, y + py - 18, 13, 11, mixed(tone, "#fff6d0", 0.6))
        c.line([(x + px, y + py - 36), (x + px + 6, y + py - 50)], "#4a331c", 4)
    front = [
        (x + math.cos(a / 30 * math.pi) * 164, y - 28 + math.sin(a / 30 * math.pi) * 42) for a in range(31)
    ]
    c.shaded(
        [*front, (x - 130, y + 34), (x - 70, y + 66), (x + 70, y + 66), (x + 130, y + 34)],
        [(0, "#fbf7ea"), (0.5, "#e0e2d6"), (1, "#9aa8a4")],
    )
    c.line([(px, py + 22) for px, py in front[3:28]], "#2f6f8f", 7)
    c.line([(px * 0.96 + x * 0.04, py + 36) for px, py in front[3:28]], "#2f6f8f", 3)


def _mug(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 50, y + 46), (x + 54, y + 46), (x - 10, y + 80), (x - 110, y + 80)]], "#5a371c", 9, 0.6)
    c.draw.ellipse(
        [(x + 30) * 2, (y - 30) * 2, (x + 92) * 2, (y + 36) * 2], outline=(47, 111, 122, 255), width=22
    )
    c.gradient(
        [(0, "#4f939c"), (0.4, "#3a7f8a"), (1, "#23565f")], (x - 52, y - 52, x + 54, y + 44), sideways=True
    )
    c.ellipse(x + 1, y + 44, 53, 13, "#2f6872")
    c.ellipse(x + 1, y - 52, 53, 13, "#6fb0b6")
    c.ellipse(x + 1, y - 50, 45, 9, "#4a2a18")
    for curl in range(3):
        sx = x - 20 + curl * 22
        c.soft(
            [
                [
                    (sx, y - 62),
                    (sx + 10, y - 100),
                    (sx - 4, y - 140),
                    (sx + 10, y - 176),
                    (sx + 18, y - 140),
                    (sx + 6, y - 100),
                ]
            ],
            "#ffffff",
            7,
            0.4,
        )


def _window(c: Canvas) -> None:
    c.rectangle(486, 60, 1114, 600, "#f6f0e0")
    c.gradient([(0, "#8fc3d6"), (0.55, "#dfeadf"), (1, "#f3ead0")], (510, 84, 1090, 572))
    for x, high, tone in (
        (510, 150, "#a9b7a4"),
        (640, 190, "#9cab9c"),
        (770, 160, "#b3bba2"),
        (900, 210, "#9cab9c"),
        (1010, 150, "#a9b7a4"),
    ):
        c.rectangle(x, 572 - high, min(1090, x + 112), 572, tone)
        c.polygon(
            [(x, 572 - high), (x + 40, 572 - high - 44), (min(1090, x + 112), 572 - high)],
            mixed(tone, "#7a5a4a", 0.3),
        )
    c.crowns(1010, 470, 90, 90, ("#5a8a4a", "#7fae5a", "#b5cf7a"), 26)
    c.rectangle(792, 84, 808, 572, "#f6f0e0")
    c.rectangle(510, 300, 1090, 314, "#f6f0e0")
    for side, edge in ((-1, 470), (1, 1130)):
        for fold in range(5):
            x = edge + side * -fold * 24
            c.shaded(
                [(x, 40), (x - side * 26, 40), (x - side * (18 - fold * 2), 610), (x + side * 4, 610)],
                [(0, "#e9c9a0" if fold % 2 else "#d9b488"), (1, "#c99c6c")],
            )
    c.rectangle(430, 30, 1170, 44, "#7a5a3a", radius=6)
    c.rectangle(470, 600, 1130, 624, "#efe6d0")
    c.rectangle(470, 622, 1130, 630, "#b9a884")
    c.polygon([(566, 600), (556, 548), (634, 548), (624, 600)], "#b5643f")
    c.crowns(595, 516, 56, 48, ("#3f6b3a", "#5f8f46", "#8fb85a"), 18)
    for _bloom in range(9):
        c.ellipse(595 + c.random.gauss(0, 26), 506 + c.random.gauss(0, 18), 8, 8, "#d9432f")

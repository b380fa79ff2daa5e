"""Buses side by side in a depot."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed

SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
}


def bus_depot() -> Image.Image:
    c = Canvas("bus-depot")
    c.gradient([(0, "#20303a"), (0.5, "#3f5560"), (1, "#6a7f82")], (0, 0, 1600, 560))
    for light in range(7):
        x = 800 + (light - 3) * 270
        c.shaded(
            [
                (800 + (light - 3) * 110 - 36, 250),
                (800 + (light - 3) * 110 + 36, 250),
                (x + 104, -10),
                (x - 104, -10),
            ],
            [(0, "#f4f7ec"), (1, "#cfe0e0")],
        )
    for beam in range(9):
        x = -200 + beam * 250
        c.line([(800 + (x - 800) * 0.42, 262), (x, -30)], "#16222a", 12)
    for row, y in enumerate((40, 120, 190, 262)):
        c.rectangle(0, y, 1600, y + 14 - row * 2, "#16222a")
        for strut in range(0, 1600, 90 - row * 12):
            c.line(
                [(strut, y + 12), (strut + 30, y + 34 - row * 4), (strut + 60, y + 12)],
                "#16222a",
                4 - row * 0.6,
            )
    c.glow(800, 120, 1000, 420, "#f2f6e4", 0.4)
    c.gradient([(0, "#8f8672"), (1, "#6a6658")], (0, 276, 1600, 560))
    for window in range(14):
        x = 20 + window * 115
        c.rectangle(x, 296, x + 92, 380, "#2f3b3f")
        c.gradient([(0, "#dfead8"), (1, "#9db7b5")], (x + 4, 300, x + 88, 376))
        for bar in (24, 48, 70):
            c.rectangle(x + bar, 300, x + bar + 3, 376, "#2f3b3f")
    c.gradient([(0, "#6f7069"), (0.4, "#5a5d58"), (1, "#343a3a")], (0, 560, 1600, 1067))
    c.mirrored(858, 1067, "#343a3a", 0.86, ripple=3)
    for line in range(7):
        x = 800 + (line - 3) * 250
        top = 800 + (line - 3) * 205
        c.polygon(
            [(top - 4, 700), (top + 4, 700), (x * 1.16 - 128 + 14, 1067), (x * 1.16 - 128 - 14, 1067)],
            "#e9c44f",
            0.75,
        )
    buses = (
        (150, "#c23b30", "27"),
        (395, "#c23b30", "4"),
        (640, "#24688a", "12"),
        (885, "#c23b30", "31"),
        (1130, "#e0a431", "8"),
        (1375, "#c23b30", "16"),
    )
    for x, paint, number in buses:
        _bus(c, x, 862, paint, number)
    for x in (272, 1010):
        _mechanic(c, x, 905)
    c.gradient([(0, "#5a5d58"), (1, "#343a3a")], (0, 1060, 1600, 1067))
    return c.finished(vignette=0.3, warmth="#8f8a70")


def _bus(c: Canvas, x: float, foot: float, paint: str, number: str) -> None:
    """A double-decker from the front."""
    half, top = 104, foot - 452
    dark, lit = mixed(paint, "#1a0f12", 0.45), mixed(paint, "#ffffff", 0.22)
    c.soft(
        [
            [
                (x - half - 8, foot),
                (x + half + 8, foot),
                (x + half + 26, foot + 34),
                (x - half - 26, foot + 34),
            ]
        ],
        "#14191a",
        9,
        0.85,
    )
    for side in (-1, 1):
        c.rectangle(x + side * 74 - 19, foot - 44, x + side * 74 + 19, foot + 6, "#14181a", radius=7)
    c.rectangle(x - half, top, x + half, foot - 20, dark, radius=26)
    c.gradient(
        [(0, dark), (0.12, paint), (0.3, lit), (0.6, paint), (1, dark)],
        (x - half + 4, top + 18, x + half - 4, foot - 28),
        sideways=True,
    )
    c.rectangle(x - half + 12, top + 26, x + half - 12, top + 150, "#141f27", radius=14)
    c.shaded(
        [
            (x - half + 16, top + 30),
            (x + half - 16, top + 30),
            (x + half - 16, top + 146),
            (x - half + 16, top + 146),
        ],
        [(0, "#a9c6cc"), (0.5, "#4d6a76"), (1, "#22343f")],
    )
    c.polygon(
        [(x - 70, top + 30), (x - 10, top + 30), (x - 60, top + 146), (x - 86, top + 146)], "#e6f2ee", 0.3
    )
    for seat in (-54, -14, 26):
        c.rectangle(x + seat, top + 112, x + seat + 30, top + 146, "#2f4a63", radius=6)
    c.rectangle(x - 78, top + 166, x + 78, top + 214, "#12171a", radius=6)
    _digits(c, x, top + 174, number)
    c.rectangle(x - half + 10, top + 232, x + half - 10, top + 344, "#141f27", radius=12)
    c.shaded(
        [
            (x - half + 14, top + 236),
            (x + half - 14, top + 236),
            (x + half - 14, top + 340),
            (x - half + 14, top + 340),
        ],
        [(0, "#9dbcc2"), (0.5, "#466270"), (1, "#1d2f39")],
    )
    c.rectangle(x - 2, top + 236, x + 2, top + 340, "#141f27")
    c.polygon(
        [(x + 20, top + 236), (x + 64, top + 236), (x + 20, top + 340), (x + 4, top + 340)], "#e6f2ee", 0.28
    )
    c.line([(x - 70, top + 340), (x - 26, top + 268)], "#0d1215", 3)
    c.rectangle(x - half, foot - 96, x + half, foot - 84, "#f3ead2")
    for side in (-1, 1):
        c.ellipse(x + side * 74, foot - 60, 17, 15, "#efe9d8")
        c.ellipse(x + side * 74, foot - 60, 11, 10, "#fffbe6")
        c.ellipse(x + side * 42, foot - 58, 7, 6, "#f0a23a")
        c.line(
            [
                (x + side * half, top + 250),
                (x + side * (half + 17), top + 256),
                (x + side * (half + 17), top + 300),
            ],
            "#14181a",
            5,
        )
        c.rectangle(
            x + side * (half + 17) - 7, top + 262, x + side * (half + 17) + 7, top + 304, "#1d2528", radius=4
        )
    c.rectangle(x - 30, foot - 70, x + 30, foot - 48, "#f0e7cc", radius=3)
    c.rectangle(x - half + 8, foot - 36, x + half - 8, foot - 20, "#1d2224", radius=5)


def _digits(c: Canvas, x: float, top: float, number: str) -> None:
    """A route number in seven segments, since no font file is at hand."""
    left = x - len(number) * 13
    for digit in number:
        bars = {
            "a": (2, 0, 16, 4), "b": (14, 2, 18, 16), "c": (14, 18, 18, 32), "d": (2, 30, 16, 34),
            "e": (0, 18, 4, 32), "f": (0, 2, 4, 16), "g": (2, 15, 16, 19),
        }  # fmt: skip
        for name in SEGMENTS[digit]:
            one, two, three, four = bars[name]
            c.rectangle(left + one + 3, top + two - 1, left + three + 3, top + four - 1, "#ffc24a")
        left += 26


def _mechanic(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 24, y), (x + 24, y), (x + 40, y + 18), (x - 40, y + 18)]], "#14191a", 6, 0.8)
    c.line([(x - 9, y - 66), (x - 12, y)], "#28465c", 17)
    c.line([(x + 9, y - 66), (x + 13, y)], "#28465c", 17)
    c.polygon([(x - 26, y - 56), (x - 23, y - 134), (x + 23, y - 134), (x + 26, y - 56)], "#f0b02f")
    c.rectangle(x - 25, y - 96, x + 25, y - 86, "#eef2ea")
    c.line([(x - 23, y - 126), (x - 38, y - 84), (x - 26, y - 66)], "#f0b02f", 12)
    c.line([(x + 23, y - 126), (x + 36, y - 92), (x + 24, y - 76)], "#f0b02f", 12)
    c.ellipse(x, y - 152, 16, 18, "#c58f6a")
    c.polygon([(x - 18, y - 154), (x - 14, y - 174), (x + 14, y - 174), (x + 18, y - 154)], "#28465c")
    c.rectangle(x - 16, y - 92, x + 14, y - 62, "#d9d2be")

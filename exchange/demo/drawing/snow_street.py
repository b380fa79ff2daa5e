"""A village street in snow, in the evening."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def snow_street() -> Image.Image:
    c = Canvas("snow-street")
    c.gradient([(0, "#243a5e"), (0.5, "#5d7a9e"), (0.8, "#a9b6c4"), (1, "#e3cdb8")], (0, 0, 1600, 700))
    c.land(c.ridge(420, 150), [(0, "#b7c5d4"), (1, "#8fa3ba")], 720)
    c.land(c.ridge(500, 90), [(0, "#6d86a3"), (1, "#8396ab")], 720)
    for x in range(-10, 1620, 22):
        _fir(
            c,
            x + c.random.uniform(-8, 8),
            590 + c.random.uniform(-20, 20),
            c.random.uniform(60, 110),
            "#45607a",
            "#a9bccd",
        )
    c.mist(380, 640, "#d9d2cc", 0.0, 0.4)
    c.gradient([(0, "#cfd9e4"), (0.4, "#b3c4d6"), (1, "#7f9ab8")], (0, 600, 1600, 1067))
    for index, (x, foot, wide, size, wall) in enumerate(
        (
            (620, 640, 130, 0.62, "#8a5a48"),
            (905, 640, 130, 0.62, "#6f6a72"),
            (450, 680, 190, 0.86, "#a37850"),
            (1010, 684, 190, 0.86, "#8f4f45"),
            (160, 760, 300, 1.3, "#7d5a4c"),
            (1190, 770, 330, 1.36, "#b08a5c"),
        )
    ):
        _snow_house(c, x, foot, wide, size, wall, index)
    c.shaded(
        [(740, 640), (860, 640), (1250, 1067), (420, 1067)],
        [(0, "#dfe3e6"), (0.5, "#c3d0dd"), (1, "#9bb1c9")],
    )
    for track in (-1, 1):
        for side in (0.34, 0.52):
            x0, x1 = 800 + track * 60 * side, 830 + track * 415 * side
            c.polygon([(x0 - 2, 650), (x0 + 2, 650), (x1 + 15, 1067), (x1 - 15, 1067)], "#7f97b2", 0.55)
    for drift in range(26):
        y = 690 + drift * 14
        x, half = (
            c.random.choice((c.random.uniform(-50, 420), c.random.uniform(1200, 1650))),
            c.random.uniform(60, 190),
        )
        c.soft(
            [[(x - half, y), (x, y - 18), (x + half, y), (x, y + 12)]],
            c.random.choice(("#eef2f5", "#8fa8c3")),
            8,
            0.6,
        )
    for x, y, size in ((540, 760, 0.75), (1085, 800, 0.9), (330, 905, 1.25)):
        _snow_lamp(c, x, y, size)
    _church(c, 806, 640)
    for x, y, size, coat in ((690, 790, 0.9, "#a33a35"), (735, 797, 0.62, "#d8a13c")):
        _bundled(c, x, y, size, coat)
    for x, foot, high in ((40, 960, 360), (1545, 985, 400), (1430, 900, 240)):
        _fir(c, x, foot, high, "#1e3648", "#dfe8ef")
    for _flake in range(520):
        size = c.random.choice((1.2, 1.6, 2.2, 3.6))
        c.ellipse(
            c.random.uniform(0, 1600),
            c.random.uniform(0, 1067),
            size,
            size,
            "#ffffff",
            c.random.uniform(0.35, 0.9),
        )
    return c.finished(vignette=0.26)


def _fir(c: Canvas, x: float, foot: float, high: float, tone: str, snow: str) -> None:
    c.rectangle(x - high * 0.03, foot - high * 0.12, x + high * 0.03, foot, mixed(tone, "#201a18", 0.5))
    for tier in range(5):
        y, half = foot - high * (0.1 + tier * 0.17), high * (0.27 - tier * 0.045)
        c.polygon([(x - half, y), (x, y - high * 0.32), (x + half, y), (x, y + high * 0.035)], tone)
        c.polygon(
            [
                (x - half * 0.95, y - 1),
                (x - half * 0.1, y - high * 0.29),
                (x + half * 0.2, y - high * 0.2),
                (x - half * 0.1, y - high * 0.12),
                (x - half * 0.4, y - high * 0.03),
            ],
            snow,
            0.85,
        )


def _snow_house(c: Canvas, x: float, foot: float, wide: float, size: float, wall: str, index: int) -> None:
    high, rise = 170 * size, 120 * size
    c.gradient(
        [(0, mixed(wall, "#22304a", 0.18)), (1, mixed(wall, "#22304a", 0.42))],
        (x, foot - high, x + wide, foot),
    )
    c.polygon(
        [
            (x - 16 * size, foot - high + 8 * size),
            (x + wide * 0.2, foot - high - rise),
            (x + wide * 0.8, foot - high - rise),
            (x + wide + 16 * size, foot - high + 8 * size),
        ],
        "#e9eef3",
    )
    c.polygon(
        [
            (x + wide * 0.52, foot - high + 8 * size),
            (x + wide * 0.6, foot - high - rise),
            (x + wide * 0.8, foot - high - rise),
            (x + wide + 16 * size, foot - high + 8 * size),
        ],
        "#b9c8d8",
        0.8,
    )
    for drop in range(int(wide / (15 * size))):
        ix = x - 12 * size + drop * 15.5 * size
        c.polygon(
            [
                (ix, foot - high + 7 * size),
                (ix + 6 * size, foot - high + 7 * size),
                (ix + 3 * size, foot - high + c.random.uniform(14, 32) * size),
            ],
            "#f5f9fc",
        )
    stack = x + wide * (0.3 if index % 2 else 0.68)
    c.rectangle(
        stack,
        foot - high - rise - 34 * size,
        stack + 26 * size,
        foot - high - rise + 20 * size,
        mixed(wall, "#22304a", 0.4),
    )
    c.rectangle(
        stack - 4 * size,
        foot - high - rise - 42 * size,
        stack + 30 * size,
        foot - high - rise - 30 * size,
        "#f3f6f9",
    )
    puffs = [(stack + 13 * size + n * 9 * size, foot - high - rise - (54 + n * 26) * size) for n in range(5)]
    for n, (px, py) in enumerate(puffs):
        c.soft(
            [[(px - 14 * size, py), (px, py - 14 * size), (px + 16 * size, py), (px, py + 14 * size)]],
            "#dfe4ea",
            8 * size,
            0.45 - n * 0.06,
        )
    cols = 2 if wide < 150 else 3
    for col in range(cols):
        wx = x + wide * (col + 0.5) / cols
        for row in range(2):
            wy = foot - high + (30 + row * 76) * size
            if row == 1 and col == (cols // 2):
                c.rectangle(
                    wx - 17 * size, wy - 2 * size, wx + 17 * size, foot, "#2f4a52" if index % 2 else "#6b2f2c"
                )
                c.ellipse(wx, wy + 22 * size, 9 * size, 9 * size, "#3f6b4a")
                continue
            c.rectangle(wx - 18 * size, wy - 4 * size, wx + 18 * size, wy + 42 * size, "#efe4d2")
            c.gradient([(0, "#ffe8a8"), (1, "#ffb85c")], (wx - 14 * size, wy, wx + 14 * size, wy + 38 * size))
            c.rectangle(wx - 1.5 * size, wy, wx + 1.5 * size, wy + 38 * size, "#8a5f3c")
            c.rectangle(wx - 14 * size, wy + 18 * size, wx + 14 * size, wy + 20 * size, "#8a5f3c")
            c.rectangle(wx - 20 * size, wy + 40 * size, wx + 20 * size, wy + 48 * size, "#f5f8fb")
            c.glow(wx, wy + 20 * size, 74 * size, 74 * size, "#ffc46b", 0.45)
            if row == 1:
                c.soft(
                    [
                        [
                            (wx - 16 * size, foot + 4),
                            (wx + 16 * size, foot + 4),
                            (wx + 46 * size, foot + 70 * size),
                            (wx - 30 * size, foot + 70 * size),
                        ]
                    ],
                    "#ffcf86",
                    10 * size,
                    0.5,
                )
    c.soft(
        [
            [
                (x - 20 * size, foot + 8 * size),
                (x + wide / 2, foot - 16 * size),
                (x + wide + 20 * size, foot + 8 * size),
            ]
        ],
        "#f3f6f9",
        5 * size,
        0.95,
    )


def _snow_lamp(c: Canvas, x: float, y: float, size: float) -> None:
    c.line([(x, y), (x, y - 210 * size)], "#1d2836", 8 * size)
    c.polygon(
        [
            (x - 20 * size, y - 206 * size),
            (x + 20 * size, y - 206 * size),
            (x + 13 * size, y - 250 * size),
            (x - 13 * size, y - 250 * size),
        ],
        "#ffe7b0",
    )
    c.polygon(
        [(x - 24 * size, y - 248 * size), (x, y - 274 * size), (x + 24 * size, y - 248 * size)], "#f3f6f9"
    )
    c.glow(x, y - 228 * size, 200 * size, 200 * size, "#ffd58a", 0.8)
    c.soft(
        [[(x - 90 * size, y), (x, y - 18 * size), (x + 90 * size, y), (x, y + 20 * size)]],
        "#ffdf9f",
        14 * size,
        0.6,
    )


def _church(c: Canvas, x: float, foot: float) -> None:
    c.rectangle(x - 26, foot - 150, x + 26, foot, "#75839a")
    c.rectangle(x + 6, foot - 150, x + 26, foot, "#5f6f88")
    c.polygon([(x - 32, foot - 148), (x, foot - 270), (x + 32, foot - 148)], "#d7e0e9")
    c.polygon([(x, foot - 148), (x, foot - 270), (x + 32, foot - 148)], "#a9b8ca")
    c.line([(x, foot - 270), (x, foot - 292)], "#4b5a72", 3)
    c.line([(x - 8, foot - 284), (x + 8, foot - 284)], "#4b5a72", 3)
    c.rectangle(x - 7, foot - 128, x + 7, foot - 96, "#ffd58a", radius=6)
    c.glow(x, foot - 112, 60, 60, "#ffd58a", 0.5)


def _bundled(c: Canvas, x: float, y: float, size: float, coat: str) -> None:
    c.soft(
        [
            [
                (x - 16 * size, y),
                (x + 16 * size, y),
                (x + 60 * size, y + 18 * size),
                (x + 20 * size, y + 22 * size),
            ]
        ],
        "#5f7894",
        4,
        0.6,
    )
    c.line([(x - 7 * size, y - 30 * size), (x - 9 * size, y)], "#2b3140", 10 * size)
    c.line([(x + 7 * size, y - 30 * size), (x + 10 * size, y)], "#2b3140", 10 * size)
    c.polygon(
        [
            (x - 22 * size, y - 22 * size),
            (x - 15 * size, y - 84 * size),
            (x + 15 * size, y - 84 * size),
            (x + 22 * size, y - 22 * size),
        ],
        coat,
    )
    c.polygon(
        [
            (x + 4 * size, y - 22 * size),
            (x + 5 * size, y - 84 * size),
            (x + 15 * size, y - 84 * size),
            (x + 22 * size, y - 22 * size),
        ],
        mixed(coat, "#1c2433", 0.35),
    )
    c.ellipse(x, y - 98 * size, 12 * size, 13 * size, "#d9a680")
    c.polygon(
        [
            (x - 14 * size, y - 100 * size),
            (x - 11 * size, y - 118 * size),
            (x + 11 * size, y - 118 * size),
            (x + 14 * size, y - 100 * size),
        ],
        "#e9e2d2",
    )
    c.ellipse(x, y - 121 * size, 6 * size, 6 * size, coat)

"""Small boats at a quay."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.figures import gulls
from exchange.demo.drawing.marks import mixed


def fishing_boats() -> Image.Image:
    c = Canvas("fishing-boats")
    c.gradient([(0, "#a9cfd8"), (0.6, "#dfe9df"), (1, "#f3ead2")], (0, 0, 1600, 420))
    for x, y, wide in ((260, 190, 520), (1050, 140, 420), (1420, 260, 460)):
        c.cumulus(x, y, wide, "#fffaf0", "#d5e2e0", 0.85)
    c.land(c.ridge(330, 70), [(0, "#8fae9f"), (1, "#a9bda2")], 470)
    c.land(c.ridge(385, 36), [(0, "#6f947f"), (1, "#86a184")], 470)
    _cottages(c, 430)
    c.shaded(
        [(0, 430), (1600, 430), (1600, 520), (0, 520)], [(0, "#b8ab95"), (0.25, "#8d8271"), (1, "#4c4a47")]
    )
    for row in range(4):
        for stone in range(34):
            x = stone * 50 + (row % 2) * 25 - 20 + c.random.uniform(-4, 4)
            shade = mixed("#9a8f7d", "#565350", row / 3 * 0.7 + c.random.uniform(0, 0.3))
            c.rectangle(x, 440 + row * 20, x + 46, 457 + row * 20, shade, 0.9, radius=3)
    c.rectangle(0, 424, 1600, 436, "#d3c7b0")
    line = 520
    c.gradient([(0, "#4f8a8c"), (1, "#174a5c")], (0, line, 1600, 1067))
    c.mirrored(line, 1067, "#1f5c6b", 0.55, ripple=7, squash=0.9)
    fleet = (
        (215, 600, 0.8, "#c8472f", "#f3e6cc"),
        (560, 618, 0.88, "#1f6e86", "#e9b44c"),
        (930, 606, 0.82, "#e0a02f", "#2b4a5a"),
        (1300, 622, 0.9, "#2e6b4f", "#f1e3c6"),
    )
    near = ((390, 790, 1.3, "#24506e", "#d9523a"), (1090, 812, 1.42, "#b5382f", "#f0dcb4"))
    for boats in (fleet, near):
        for x, y, size, hull, trim in boats:
            c.soft(
                [
                    [
                        (x - 150 * size, y + 8),
                        (x + 150 * size, y + 8),
                        (x + 110 * size, y + 170 * size),
                        (x - 110 * size, y + 170 * size),
                    ]
                ],
                mixed(hull, "#0e3542", 0.45),
                16,
                0.7,
            )
            _coble(c, x, y, size, hull, trim)
    c.glints(line + 14, 1060, "#f4ecd0", 260, 0.45)
    c.glints(line + 40, 1060, "#0f3c4c", 160, 0.4)
    for x, y, size in ((820, 960, 1.0), (640, 1000, 0.8), (1480, 930, 0.9)):
        c.ellipse(x, y, 17 * size, 15 * size, "#e2653a")
        c.ellipse(x - 4 * size, y - 5 * size, 6 * size, 5 * size, "#f6a877")
        c.ellipse(x, y + 14 * size, 22 * size, 4 * size, "#0f3c4c", 0.5)
    gulls(c, ((980, 90, 0.9), (1060, 130, 0.7), (700, 70, 0.6)), "#5d7078")
    return c.finished(vignette=0.16)


def _cottages(c: Canvas, foot: float) -> None:
    x = -30.0
    walls = ("#f2e8d5", "#e3b9a0", "#dfe2d6", "#e9cf9a", "#c9d7d6", "#f0d9c4")
    number = 0
    while x < 1620:
        wide, high = c.random.uniform(90, 150), c.random.uniform(78, 120)
        wall = walls[number % len(walls)]
        roof = ("#6d5a58", "#9c5540", "#555e66")[number % 3]
        c.rectangle(x, foot - high, x + wide, foot, wall)
        c.rectangle(x + wide * 0.78, foot - high, x + wide, foot, mixed(wall, "#5f6a70", 0.2))
        c.polygon(
            [
                (x - 6, foot - high + 4),
                (x + 14, foot - high - 46),
                (x + wide - 14, foot - high - 46),
                (x + wide + 6, foot - high + 4),
            ],
            roof,
        )
        c.rectangle(
            x + wide * 0.7,
            foot - high - 70,
            x + wide * 0.7 + 18,
            foot - high - 40,
            mixed(roof, "#201c1c", 0.25),
        )
        for col in range(2 if wide < 120 else 3):
            for row in range(2):
                wx, wy = x + 16 + col * (wide - 40) / (1 if wide < 120 else 2), foot - high + 16 + row * 42
                if row == 1 and col == 1:
                    c.rectangle(wx - 3, wy - 4, wx + 19, foot, "#3c5f70")
                else:
                    c.rectangle(wx - 3, wy - 3, wx + 19, wy + 23, "#fbf6ea")
                    c.rectangle(wx, wy, wx + 16, wy + 20, "#5b7480")
        x += wide + c.random.uniform(-4, 12)
        number += 1


def _coble(c: Canvas, x: float, y: float, size: float, hull: str, trim: str) -> None:
    """A small open boat with a wheelhouse forward, seen from the side."""

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.line(put((38, -60), (38, -190)), "#4a3a30", 4 * size)
    c.line(put((38, -186), (-128, -52)), "#4a3a30", 1.2 * size, 0.8)
    c.line(put((38, -186), (150, -48)), "#4a3a30", 1.2 * size, 0.8)
    c.line(put((38, -92), (120, -138)), "#4a3a30", 3.2 * size)
    c.polygon(put((40, -184), (78, -174), (40, -162)), trim)
    c.shaded(
        put((-78, -118), (-78, -34), (-2, -34), (6, -118)),
        [(0, "#fbf5e6"), (0.62, "#efe5cf"), (1, "#bfb59f")],
        sideways=True,
    )
    c.polygon(put((-88, -116), (-80, -132), (10, -132), (14, -116)), hull)
    for wx in (-70, -34):
        c.polygon(put((wx, -106), (wx + 28, -106), (wx + 28, -76), (wx, -76)), "#4b6b7a")
        c.polygon(put((wx, -106), (wx + 14, -106), (wx, -88)), "#a8c3c8", 0.7)
    c.polygon(put((18, -44), (24, -66), (58, -66), (62, -44)), "#d8a24a")
    c.polygon(put((66, -40), (72, -58), (104, -58), (108, -40)), "#6f8f86")
    body = put((-160, -62), (-126, -6), (-96, 16), (112, 16), (140, -14), (150, -52), (60, -40), (-60, -40))
    c.shaded(body, [(0, mixed(hull, "#ffffff", 0.12)), (0.55, hull), (1, mixed(hull, "#0b1c26", 0.55))])
    c.line(put((-160, -62), (-60, -40), (60, -40), (150, -52)), trim, 6 * size)
    c.line(put((-140, -28), (-50, -14), (60, -14), (144, -30)), mixed(hull, "#0b1c26", 0.35), 2.4 * size)
    for tyre in (-70, 0, 70):
        c.ellipse(x + tyre * size, y - 18 * size, 11 * size, 13 * size, "#23282c")
        c.ellipse(x + tyre * size, y - 18 * size, 5 * size, 6.5 * size, mixed(hull, "#0b1c26", 0.25))

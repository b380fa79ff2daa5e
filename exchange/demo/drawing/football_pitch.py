"""A match under floodlights, from behind one goal."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas


def football_pitch() -> Image.Image:
    c = Canvas("football-pitch")
    c.gradient([(0, "#0b1226"), (0.6, "#1b2a4c"), (1, "#3c4d70")], (0, 0, 1600, 360))
    c.streaks(40, 240, ["#0e1730", "#31406a"], 9, 0.5)
    c.polygon([(0, 300), (270, 236), (1330, 236), (1600, 300), (1600, 420), (0, 420)], "#161d33")
    for row in range(13):
        y = 250 + row * 12
        left, right = 250 - row * 20, 1350 + row * 20
        for seat in range(int((right - left) / 9)):
            tone = c.random.choice(
                ("#b8463a", "#d8d2c2", "#2d4a78", "#8f8a86", "#3a4562", "#e0b24c", "#59617a")
            )
            c.ellipse(
                left + seat * 9 + c.random.uniform(-2, 2), y + c.random.uniform(-2, 2), 3.6, 4.4, tone, 0.85
            )
    c.polygon([(200, 238), (230, 186), (1370, 186), (1400, 238)], "#0d1428")
    c.rectangle(230, 182, 1370, 190, "#43527a")
    c.rectangle(0, 404, 1600, 424, "#1e2b4a")
    for board in range(14):
        x = 20 + board * 113
        c.rectangle(
            x,
            404,
            x + 107,
            424,
            ("#b5402f", "#e6dcc4", "#24618a", "#e0a63a", "#e6dcc4", "#2f6f55")[board % 6],
        )
    far, near = 424.0, 1120.0

    def spot(across: float, deep: float) -> tuple[float, float]:
        """A place on the pitch; both run from 0 to 1, `deep` away from the viewer."""
        t = deep / (deep + (1 - deep) * 0.4)
        half = 980 - 470 * t
        return (800 + (across - 0.5) * 2 * half, near + (far - near) * t)

    for band in range(14):
        low, high = band / 14, (band + 1) / 14
        tone = ("#3f8f47", "#358040")[band % 2]
        c.polygon([spot(-0.35, low), spot(1.35, low), spot(1.35, high), spot(-0.35, high)], tone)
    chalk = "#f0f5e6"

    def trace(*places: tuple[float, float], width: float = 3.6) -> None:
        c.line([spot(*place) for place in places], chalk, width, 0.92)

    trace((0, 0.02), (0, 0.98), (1, 0.98), (1, 0.02), (0, 0.02))
    trace((0, 0.5), (1, 0.5))
    trace(
        *[
            (0.5 + 0.135 * math.cos(a / 24 * math.tau), 0.5 + 0.088 * math.sin(a / 24 * math.tau))
            for a in range(25)
        ]
    )
    for goal, into in ((0.98, -1), (0.02, 1)):
        trace((0.2, goal), (0.2, goal + into * 0.16), (0.8, goal + into * 0.16), (0.8, goal))
        trace((0.36, goal), (0.36, goal + into * 0.055), (0.64, goal + into * 0.055), (0.64, goal))
        trace(
            *[
                (0.5 + 0.13 * math.cos(a), goal + into * (0.11 + 0.085 * math.sin(a)))
                for a in (0.66, 1, 1.3, 1.57, 1.84, 2.14, 2.48)
            ]
        )
    _goal(c, spot(0.44, 0.985), spot(0.56, 0.985), 62)
    for x in (110, 430, 1170, 1490):
        _floodlight(c, x, 250, 1.0)
    for x in (430, 1170):
        c.soft([[(x, 60), (x - 420, 1067), (x + 420, 1067)]], "#e6f2ff", 70, 0.13, light=True)
    c.glow(800, 700, 900, 460, "#e9ffd0", 0.3)
    home = [
        (0.3, 0.3),
        (0.62, 0.24),
        (0.46, 0.42),
        (0.2, 0.55),
        (0.78, 0.46),
        (0.55, 0.6),
        (0.36, 0.7),
        (0.66, 0.74),
        (0.12, 0.36),
        (0.9, 0.3),
    ]
    away = [
        (0.4, 0.34),
        (0.58, 0.46),
        (0.26, 0.45),
        (0.7, 0.6),
        (0.47, 0.78),
        (0.84, 0.56),
        (0.6, 0.86),
        (0.33, 0.58),
        (0.72, 0.34),
        (0.16, 0.66),
    ]
    for team, shirt, shorts in ((home, "#d23b33", "#f4efe2"), (away, "#f0e9d6", "#26406e")):
        for place in sorted(team, key=lambda each: -each[1]):
            _player(c, spot(*place), 0.55 + 0.75 * (1 - place[1]), shirt, shorts)
    ball = spot(0.5, 0.36)
    c.ellipse(ball[0] + 12, ball[1] + 3, 10, 3.4, "#12351b", 0.6)
    c.ellipse(ball[0], ball[1] - 6, 7.4, 7.4, "#ffffff")
    _near_goal(c)
    return c.finished(vignette=0.3)


def _goal(c: Canvas, left: tuple[float, float], right: tuple[float, float], high: float) -> None:
    for mesh in range(9):
        x = left[0] + (right[0] - left[0]) * mesh / 8
        c.line([(x, left[1] - high), (x, left[1] - 8)], "#dfe6ea", 0.8, 0.5)
    for mesh in range(5):
        y = left[1] - high + mesh * high / 5
        c.line([(left[0], y), (right[0], y)], "#dfe6ea", 0.8, 0.5)
    c.line([left, (left[0], left[1] - high), (right[0], right[1] - high), right], "#ffffff", 4)


def _near_goal(c: Canvas) -> None:
    for number in range(30):
        x = 270 + number * 37
        c.line([(x, 960), (x + (x - 800) * 0.05, 1067)], "#f6fbff", 1.6, 0.32)
    for number in range(4):
        c.line(
            [(262 - number * 8, 975 + number * 26), (1338 + number * 8, 975 + number * 26)],
            "#f6fbff",
            1.6,
            0.3,
        )
    c.rectangle(250, 944, 1350, 960, "#ffffff")
    c.rectangle(250, 955, 1350, 960, "#b9c4cc")
    for x in (250, 1336):
        c.rectangle(x, 944, x + 14, 1067, "#ffffff")
        c.rectangle(x + 9, 960, x + 14, 1067, "#b9c4cc")


def _floodlight(c: Canvas, x: float, foot: float, size: float) -> None:
    c.line([(x, foot + 60), (x, 70)], "#0c1222", 9)
    c.rectangle(x - 54, 26, x + 54, 84, "#0c1222", radius=5)
    for row in range(3):
        for col in range(5):
            c.ellipse(x - 42 + col * 21, 37 + row * 18, 7, 6.4, "#fdfdf2")
    c.glow(x, 54, 300 * size, 240 * size, "#e9f3ff", 0.85)


def _player(c: Canvas, place: tuple[float, float], size: float, shirt: str, shorts: str) -> None:
    x, y = place
    lean = c.random.choice((-1, 1))
    for dx in (-46, 46):
        c.polygon(
            [(x, y), (x + dx * size, y + 10 * size), (x + (dx + 8) * size, y + 15 * size), (x + 4, y + 3)],
            "#12351b",
            0.35,
        )

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size * lean, y + py * size) for px, py in points]

    skin = c.random.choice(("#e3b48f", "#b98160", "#7a4f3a", "#d9a27c"))
    c.line(put((-3, -26), (-11, -12), (-13, 0)), skin, 5.4 * size)
    c.line(put((3, -26), (10, -16), (6, 0)), skin, 5.4 * size)
    c.line(put((-12, -9), (-13, 0)), shirt, 5.8 * size)
    c.line(put((9, -9), (6, 0)), shirt, 5.8 * size)
    c.polygon(put((-9, -24), (-8, -38), (8, -38), (10, -24), (1, -22)), shorts)
    c.polygon(put((-10, -36), (-11, -58), (-5, -63), (6, -63), (12, -57), (9, -36)), shirt)
    c.line(put((-10, -57), (-18, -44), (-13, -36)), skin, 4.4 * size)
    c.line(put((11, -56), (19, -47), (22, -54)), skin, 4.4 * size)
    c.ellipse(x + 1 * size * lean, y - 71 * size, 6.4 * size, 7.6 * size, skin)
    c.polygon(
        put((-6, -71), (-6, -79), (2, -81), (8, -77), (4, -74)),
        c.random.choice(("#251a16", "#5b3d28", "#c9a15a", "#17120f")),
    )

"""A long hospital corridor."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def hospital_corridor() -> Image.Image:
    c = Canvas("hospital-corridor")
    vanish, reach = (800.0, 500.0), 0.17

    def spot(x: float, y: float, deep: float) -> tuple[float, float]:
        """A point of the near opening (x, y from the middle), moved inward by `deep`, 0 to 1."""
        part = 1 / (1 + deep * (1 / reach - 1))
        return (vanish[0] + x * part, vanish[1] + y * part)

    left, right, top, floor = -900, 900, -620, 640
    c.shaded(
        [spot(left, top, 0), spot(right, top, 0), spot(right, top, 1), spot(left, top, 1)],
        [(0, "#c9d6d3"), (1, "#f6f7ec")],
    )
    c.shaded(
        [spot(left, floor, 0), spot(right, floor, 0), spot(right, floor, 1), spot(left, floor, 1)],
        [(0, "#f2f0e0"), (0.4, "#b9c9c4"), (1, "#6f8f92")],
    )
    c.shaded(
        [spot(left, top, 0), spot(left, top, 1), spot(left, floor, 1), spot(left, floor, 0)],
        [(0, "#8fb0ad"), (1, "#e3ebe2")],
        sideways=True,
    )
    c.shaded(
        [spot(right, top, 1), spot(right, top, 0), spot(right, floor, 0), spot(right, floor, 1)],
        [(0, "#dfe8df"), (1, "#7fa3a3")],
        sideways=True,
    )
    for wall in (left, right):
        c.polygon(
            [spot(wall, 220, 0), spot(wall, 220, 1), spot(wall, floor, 1), spot(wall, floor, 0)],
            "#4f8f92",
            0.55,
        )
        c.polygon([spot(wall, 200, 0), spot(wall, 200, 1), spot(wall, 226, 1), spot(wall, 226, 0)], "#e9dcc0")
        c.polygon(
            [spot(wall, 606, 0), spot(wall, 606, 1), spot(wall, floor, 1), spot(wall, floor, 0)], "#2f5f66"
        )
    for deep in (0.0, 0.11, 0.25, 0.43, 0.68):
        c.polygon(
            [
                spot(-190, top, deep),
                spot(190, top, deep),
                spot(190, top, deep + 0.05),
                spot(-190, top, deep + 0.05),
            ],
            "#ffffff",
        )
        middle = spot(0, top, deep + 0.025)
        c.glow(middle[0], middle[1], 330 / (1 + deep * 6), 130 / (1 + deep * 6), "#ffffff", 0.6)
        c.polygon(
            [
                spot(-170, floor, deep),
                spot(170, floor, deep),
                spot(170, floor, deep + 0.05),
                spot(-170, floor, deep + 0.05),
            ],
            "#ffffff",
            0.4,
        )
    for deep in [n / 24 for n in range(25)]:
        c.line([spot(left, floor, deep), spot(right, floor, deep)], "#5f8286", 1.2, 0.3)
    for across in range(-8, 9):
        c.line([spot(across * 112, floor, 0), spot(across * 112, floor, 1)], "#5f8286", 1.2, 0.3)
    for number, deep in enumerate((0.04, 0.17, 0.34, 0.56, 0.82)):
        for wall in (left, right):
            _ward_door(c, spot, wall, deep, 0.052 + deep * 0.09, number)
    far = [spot(left, top, 1), spot(right, top, 1), spot(right, floor, 1), spot(left, floor, 1)]
    c.shaded(far, [(0, "#fffdf0"), (1, "#fff0c8")])
    c.rectangle(716, 418, 884, 606, "#5f8f92")
    c.gradient([(0, "#fffef4"), (1, "#ffeebc")], (724, 424, 796, 602))
    c.gradient([(0, "#fffef4"), (1, "#ffeebc")], (804, 424, 876, 602))
    c.glow(800, 500, 380, 330, "#fff6d8", 0.85)
    c.soft([[(730, 606), (870, 606), (1010, 1067), (590, 1067)]], "#fff8de", 26, 0.45)
    _nurse(c, 905, 690, 0.72)
    _trolley(c, 402, 900)
    return c.finished(vignette=0.22, warmth="#a8aa98")


def _ward_door(c: Canvas, spot, wall: float, deep: float, wide: float, number: int) -> None:
    near, far = deep, deep + wide
    c.polygon(
        [
            spot(wall, -330, near - 0.006),
            spot(wall, -330, far + 0.006),
            spot(wall, 606, far + 0.006),
            spot(wall, 606, near - 0.006),
        ],
        "#f3eede",
    )
    tone = ("#d98f5a", "#c9a05a")[number % 2]
    c.shaded(
        [spot(wall, -310, near), spot(wall, -310, far), spot(wall, 606, far), spot(wall, 606, near)],
        [(0, mixed(tone, "#ffffff", 0.2)), (1, mixed(tone, "#4a2a1a", 0.15))],
    )
    inset = wide * 0.24
    c.polygon(
        [
            spot(wall, -230, near + inset),
            spot(wall, -230, far - inset),
            spot(wall, 60, far - inset),
            spot(wall, 60, near + inset),
        ],
        "#eaf4ee",
    )
    c.polygon(
        [
            spot(wall, 200, near + wide * 0.1),
            spot(wall, 200, near + wide * 0.2),
            spot(wall, 222, near + wide * 0.2),
            spot(wall, 222, near + wide * 0.1),
        ],
        "#5a5f5a",
    )
    c.polygon(
        [
            spot(wall, -440, near + wide * 0.2),
            spot(wall, -440, far - wide * 0.2),
            spot(wall, -370, far - wide * 0.2),
            spot(wall, -370, near + wide * 0.2),
        ],
        "#2f6f8f",
    )


def _nurse(c: Canvas, x: float, y: float, size: float) -> None:
    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.soft([put((-30, 2), (30, 2), (44, 46), (-44, 46))], "#4f7276", 6, 0.6)
    c.line(put((-9, -80), (-14, 0)), "#2f7f86", 19 * size)
    c.line(put((9, -80), (16, -4)), "#2b747b", 19 * size)
    c.polygon(put((-31, -70), (-28, -172), (-16, -184), (16, -184), (28, -172), (31, -70)), "#3a9aa0")
    c.polygon(put((8, -70), (10, -184), (16, -184), (28, -172), (31, -70)), "#2b7f86")
    c.line(put((-27, -170), (-38, -120), (-12, -112)), "#3a9aa0", 13 * size)
    c.line(put((27, -170), (38, -116), (30, -78)), "#2f8a90", 13 * size)
    c.rectangle(x - 22 * size, y - 134 * size, x + 12 * size, y - 92 * size, "#fbf5e4")
    c.rectangle(x - 9 * size, y - 196 * size, x + 9 * size, y - 180 * size, "#7a4f3a")
    c.ellipse(x, y - 212 * size, 21 * size, 25 * size, "#8f5f46")
    c.polygon(
        put((-22, -212), (-21, -232), (0, -242), (21, -232), (22, -212), (14, -226), (-14, -226)), "#1d1512"
    )
    c.ellipse(x + 18 * size, y - 234 * size, 11 * size, 11 * size, "#1d1512")
    for shoe in (-16, 18):
        c.ellipse(x + shoe * size, y + 2 * size, 14 * size, 6 * size, "#fbf5e4")


def _trolley(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 170, y + 30), (x + 170, y + 30), (x + 150, y + 72), (x - 190, y + 72)]], "#2f5559", 10, 0.6)
    for leg in (-146, 146):
        c.line([(x + leg, y - 70), (x + leg, y + 20)], "#9fb0b0", 7)
        c.ellipse(x + leg, y + 32, 13, 13, "#2b3a3e")
        c.ellipse(x + leg, y + 32, 5, 5, "#b9c6c4")
    c.line([(x - 146, y), (x + 146, y)], "#b9c6c4", 6)
    c.rectangle(x - 172, y - 88, x + 172, y - 66, "#e6ece6", radius=6)
    c.rectangle(x - 166, y - 124, x + 160, y - 86, "#fbfaf2", radius=12)
    c.shaded(
        [(x - 60, y - 128), (x + 164, y - 128), (x + 168, y - 52), (x - 50, y - 60)],
        [(0, "#8fc3c6"), (1, "#5a979d")],
    )
    c.rectangle(x - 156, y - 148, x - 70, y - 116, "#ffffff", radius=14)
    c.line([(x - 172, y - 80), (x - 184, y - 190)], "#9fb0b0", 6)
    c.line([(x + 172, y - 80), (x + 178, y - 150)], "#9fb0b0", 6)
    c.line([(x - 120, y - 90), (x - 120, y - 330)], "#9fb0b0", 4)
    c.line([(x - 138, y - 330), (x - 102, y - 330)], "#9fb0b0", 4)
    c.rectangle(x - 112, y - 326, x - 88, y - 270, "#dff0ee", radius=7)
    c.line([(x - 100, y - 270), (x - 96, y - 140)], "#cfe0de", 2)

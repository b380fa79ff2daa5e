"""The harbour at dusk, with trawlers at rest."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.figures import gulls


def harbour_dusk() -> Image.Image:
    c = Canvas("harbour-dusk")
    line = 640
    c.gradient(
        [
            (0, "#1d2b53"),
            (0.3, "#4a4a7d"),
            (0.55, "#a8607c"),
            (0.78, "#f0875f"),
            (0.93, "#ffc47a"),
            (1, "#ffdf9e"),
        ],
        (0, 0, 1600, line),
    )
    c.streaks(90, 560, ["#5a4f86", "#8a5a86", "#c9707c", "#ff9d6c"], 10, 0.6)
    c.glow(1010, line - 6, 560, 380, "#ffb35c", 0.85)
    c.ellipse(1010, line - 18, 46, 46, "#fff0c4")
    c.land(c.ridge(line - 78, 60), [(0, "#7f5878"), (1, "#b9716f")], line)
    c.land(c.ridge(line - 40, 44), [(0, "#55406a"), (1, "#7d4f6a")], line)
    _far_town(c, line, 0, 620, "#3a3159", "#ffcf87")
    _far_town(c, line, 1180, 1600, "#3a3159", "#ffcf87")
    c.mist(line - 90, line, "#ffb07c", 0.0, 0.35)
    for x, size, lean in ((150, 1.0, 0), (420, 1.25, 1), (1270, 1.45, 0), (1480, 0.9, 1)):
        _trawler(c, x, line + 8 * size, size, lean)
    c.mirrored(line, 1067, "#2a2a55", 0.3, ripple=7, squash=1.35)
    for x, size, lean in ((150, 1.0, 0), (420, 1.25, 1), (1270, 1.45, 0), (1480, 0.9, 1)):
        _trawler(c, x, line + 8 * size, size, lean)
    c.glow(1010, 800, 170, 330, "#ffb566", 0.6)
    c.glints(line + 12, 1060, "#ffd9a0", 240, 0.55, 800, 1230)
    c.glints(line + 20, 1060, "#e58b76", 260, 0.25)
    c.soft([[(0, 1067), (0, 1000), (520, 1030), (760, 1067)]], "#120f2a", 12, 0.9)
    c.polygon([(0, 1067), (0, 985), (330, 1000), (350, 1067)], "#15122e")
    for x in (60, 180, 300):
        _bollard(c, x, 992)
    gulls(c, ((700, 210, 1.0), (770, 250, 0.7), (640, 285, 0.6), (880, 180, 0.55)), "#2b2a4f")
    return c.finished(warmth="#b07a70")


def _far_town(c: Canvas, line: float, left: float, right: float, colour: str, lamp: str) -> None:
    x = left
    while x < right:
        wide, high = c.random.uniform(26, 62), c.random.uniform(26, 74)
        c.rectangle(x, line - high, x + wide, line, colour)
        if c.random.random() < 0.45:
            c.polygon([(x, line - high), (x + wide / 2, line - high - 18), (x + wide, line - high)], colour)
        for _window in range(int(high / 16)):
            wx, wy = x + c.random.uniform(5, wide - 8), line - c.random.uniform(8, high - 6)
            c.rectangle(wx, wy, wx + 4, wy + 6, lamp, c.random.uniform(0.4, 1))
        x += wide - 1


def _trawler(c: Canvas, x: float, y: float, size: float, lean: int) -> None:
    """A fishing vessel from the side, bow to the left; `lean` picks one of two rigs."""

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    dark, mid, edge = "#1b1836", "#2c2650", "#f2a06b"
    c.shaded(
        put((-96, -44), (-70, 0), (78, 0), (92, -30), (20, -26), (-60, -34)), [(0, "#352a52"), (1, "#151230")]
    )
    c.line(put((-96, -44), (-60, -34), (20, -26), (92, -30)), edge, 1.6 * size, 0.8)
    c.polygon(put((-6, -28), (-6, -70), (44, -70), (50, -28)), mid)
    c.polygon(put((-12, -70), (-8, -78), (48, -78), (50, -70)), dark)
    for wx in (2, 18, 34):
        c.polygon(put((wx, -62), (wx + 10, -62), (wx + 10, -50), (wx, -50)), "#ffcb7a")
    mast = -150 if lean else -176
    c.line(put((-30, -34), (-30, mast)), dark, 3.4 * size)
    c.line(put((62, -30), (62, mast + 40)), dark, 2.8 * size)
    c.line(put((-30, mast), (-92, -44)), dark, 1, 0.8)
    c.line(put((-30, mast), (62, mast + 40), (90, -32)), dark, 1, 0.8)
    c.line(put((-30, -60), (20, mast + 46 if lean else mast + 70)), dark, 2.4 * size)
    c.line(put((62, -50), (24, mast + 70)), dark, 2 * size)
    c.ellipse(x - 30 * size, y + (mast - 3) * size, 3 * size, 3 * size, "#ffe3a8")
    c.glow(x - 30 * size, y + (mast - 3) * size, 26 * size, 26 * size, "#ffd27d", 0.7)
    for buoy in range(4):
        c.ellipse(
            x + (-52 + buoy * 17) * size, y - 20 * size, 5 * size, 6 * size, ("#c7553f", "#e9dfc8")[buoy % 2]
        )


def _bollard(c: Canvas, x: float, y: float) -> None:
    c.rectangle(x - 13, y - 36, x + 13, y + 6, "#0d0b22", radius=4)
    c.ellipse(x, y - 36, 19, 8, "#1d1a3b")
    c.line([(x - 16, y - 39), (x + 6, y - 43)], "#f0a070", 1.5, 0.7)

"""A library's reading room."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def reading_room() -> Image.Image:
    c = Canvas("reading-room")
    c.gradient([(0, "#5a3a28"), (0.5, "#8a5c3a"), (1, "#5c3a26")])
    vanish = (800.0, 470.0)
    c.shaded([(0, 0), (1600, 0), (1080, 250), (520, 250)], [(0, "#3a2a24"), (1, "#8f6c48")])
    for rib in range(9):
        x = rib * 200
        c.line([(x, 0), (520 + rib * 70, 250)], "#2c1f1a", 7)
    for beam, y in enumerate((24, 110, 172, 218)):
        inset = (y / 250) * 520
        c.line([(inset, y), (1600 - inset, y)], "#2c1f1a", 12 - beam * 2)
    c.rectangle(520, 250, 1080, 640, "#a8764a")
    c.gradient([(0, "#fff6d8"), (0.6, "#ffe2a6"), (1, "#f0b870")], (610, 286, 990, 560))
    c.polygon([(600, 400), (600, 286), (660, 256), (600, 256)], "#a8764a")
    for bar in range(1, 6):
        c.rectangle(610 + bar * 63 - 3, 276, 610 + bar * 63 + 3, 566, "#5a3a26")
    for bar in range(1, 4):
        c.rectangle(610, 286 + bar * 68 - 2, 990, 286 + bar * 68 + 3, "#5a3a26")
    c.rectangle(596, 272, 1004, 288, "#5a3a26")
    c.rectangle(596, 558, 1004, 576, "#5a3a26")
    for side in (-1, 1):
        _shelves(c, vanish, side)
    c.shaded([(520, 640), (1080, 640), (1600, 1067), (0, 1067)], [(0, "#a06c40"), (1, "#4a2d20")])
    for board in range(-9, 10):
        c.line([(800 + board * 31, 640), (800 + board * 118, 1067)], "#3f261b", 1.6, 0.5)
    c.soft([[(620, 640), (980, 640), (1180, 1067), (420, 1067)]], "#ffe0a0", 30, 0.22, light=True)
    for x, spread in ((680, -170), (800, 0), (920, 170)):
        c.soft(
            [[(x - 50, 290), (x + 50, 290), (x + spread + 160, 900), (x + spread - 160, 900)]],
            "#fff0c0",
            30,
            0.1,
            light=True,
        )
    _long_table(c)
    c.glow(800, 400, 620, 460, "#ffe6ac", 0.55)
    for _dust in range(120):
        c.ellipse(
            c.random.gauss(800, 240),
            c.random.uniform(280, 700),
            1.3,
            1.3,
            "#fff3d0",
            c.random.uniform(0.1, 0.5),
        )
    return c.finished(vignette=0.34, warmth="#a87c50")


def _shelves(c: Canvas, vanish: tuple[float, float], side: int) -> None:
    """A wall of books that runs from the edge of the picture to the window."""

    def spot(deep: float, level: float) -> tuple[float, float]:
        """`deep` 0 is the near edge, 1 the far one; `level` 0 the floor, 1 the top shelf."""
        half = 800 - 520 * (1 - (1 - deep) ** 1.9)
        part = half / 800
        return (vanish[0] + side * half, vanish[1] + part * (600 - 1070 * level))

    c.shaded(
        [spot(0, 0), spot(0, 1), spot(1, 1), spot(1, 0)],
        [(0, "#3d281c"), (1, "#6b4629")] if side < 0 else [(0, "#6b4629"), (1, "#3d281c")],
        sideways=True,
    )
    spines = (
        "#8c3b2e",
        "#2f4f5c",
        "#6f7a3f",
        "#b5813a",
        "#4a3550",
        "#d9c39a",
        "#7a2f3a",
        "#35513f",
        "#a8683a",
        "#c9b48a",
        "#3a4466",
    )
    for shelf in range(8):
        low, high = 0.05 + shelf * 0.118, 0.05 + shelf * 0.118 + 0.1
        deep = 0.004
        while deep < 0.99:
            thick = c.random.uniform(0.008, 0.02) * (1 - deep * 0.45)
            top = low + (high - low) * c.random.uniform(0.72, 0.98)
            tone = mixed(c.random.choice(spines), "#ffcf8a", 0.24 * deep)
            if c.random.random() < 0.95:
                c.polygon(
                    [
                        spot(deep, low),
                        spot(deep, top),
                        spot(deep + thick * 0.9, top),
                        spot(deep + thick * 0.9, low),
                    ],
                    tone,
                )
                if c.random.random() < 0.5:
                    band = low + (top - low) * 0.7
                    c.line([spot(deep, band), spot(deep + thick * 0.9, band)], "#e9cf94", 2, 0.8)
            deep += thick
        c.polygon([spot(0, low), spot(0, low - 0.014), spot(1, low - 0.014), spot(1, low)], "#2e1d14")
        c.line([spot(0, low), spot(1, low)], "#a8764a", 1.6)
    for post in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        c.polygon(
            [spot(post, 0), spot(post, 1), spot(min(1, post + 0.016), 1), spot(min(1, post + 0.016), 0)],
            "#3a2519",
        )
    c.polygon([spot(0, 1), spot(0, 1.05), spot(1, 1.05), spot(1, 1)], "#7a5030")


def _long_table(c: Canvas) -> None:
    c.soft([[(560, 800), (1040, 800), (1320, 1067), (280, 1067)]], "#1d110b", 16, 0.6)
    c.shaded([(640, 690), (960, 690), (1240, 1000), (360, 1000)], [(0, "#c08650"), (1, "#7a4a2c")])
    c.polygon([(360, 1000), (1240, 1000), (1240, 1032), (360, 1032)], "#54321f")
    for x in (372, 1196):
        c.rectangle(x, 1032, x + 32, 1067, "#3a2115")
    for deep, y in ((0.05, 712), (0.34, 792), (0.72, 905)):
        size = 0.42 + deep * 0.95
        for side in (-1, 1):
            _reader(c, 800 + side * (226 + deep * 250), y + 46 * size, size, side)
    for y, size in ((706, 0.44), (780, 0.66), (880, 1.0)):
        c.glow(800, y + 6, 260 * size, 110 * size, "#fff0b0", 0.75)
        c.rectangle(800 - 5 * size, y - 66 * size, 800 + 5 * size, y, "#c9a04a")
        c.ellipse(800, y, 34 * size, 9 * size, "#b58a3a")
        c.polygon(
            [
                (800 - 70 * size, y - 62 * size),
                (800 - 46 * size, y - 106 * size),
                (800 + 46 * size, y - 106 * size),
                (800 + 70 * size, y - 62 * size),
            ],
            "#1f7a56",
        )
        c.polygon(
            [
                (800 - 56 * size, y - 66 * size),
                (800 - 38 * size, y - 102 * size),
                (800 - 8 * size, y - 102 * size),
                (800 - 16 * size, y - 66 * size),
            ],
            "#58b088",
            0.7,
        )
        c.rectangle(800 - 70 * size, y - 63 * size, 800 + 70 * size, y - 58 * size, "#fff3c0")
    for x, y, size in ((640, 860, 1.0), (950, 850, 0.95), (560, 952, 1.2), (1040, 940, 1.2), (720, 745, 0.6)):
        c.polygon(
            [
                (x - 50 * size, y),
                (x - 40 * size, y - 18 * size),
                (x, y - 12 * size),
                (x + 40 * size, y - 18 * size),
                (x + 50 * size, y),
                (x, y + 6 * size),
            ],
            "#fbf2dc",
        )
        c.line([(x, y - 12 * size), (x, y + 6 * size)], "#c9b48a", 2)
        for text in range(3):
            c.line(
                [(x - 38 * size, y - (5 + text * 3) * size), (x - 8 * size, y - (1 + text * 3) * size)],
                "#8f8068",
                1,
            )


def _reader(c: Canvas, x: float, y: float, size: float, side: int) -> None:
    coat = c.random.choice(("#2f4858", "#6b3b36", "#4b5d3c", "#5a4466", "#8a6a3a", "#3a3f4c"))
    skin = c.random.choice(("#d9a680", "#8f5f46", "#c58f6a", "#e3b48f"))

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size * side, y + py * size) for px, py in points]

    c.polygon(put((30, 40), (34, -60), (44, -60), (44, 90), (30, 90)), "#3a2115")
    c.polygon(put((-34, 40), (-26, -34), (-8, -54), (16, -54), (34, -34), (40, 60), (-30, 60)), coat)
    c.polygon(put((-20, -26), (-70, 4), (-66, 18), (-16, 8)), mixed(coat, "#140c08", 0.2))
    c.ellipse(x - 70 * size * side, y + 10 * size, 9 * size, 7 * size, skin)
    c.ellipse(x - 6 * size * side, y - 80 * size, 21 * size, 25 * size, skin)
    hair = c.random.choice(("#241812", "#6b4428", "#9c948a", "#17110e"))
    c.polygon(put((-14, -92), (-12, -106), (6, -110), (20, -98), (20, -66), (10, -62), (8, -84)), hair)

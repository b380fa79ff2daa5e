"""A terraced street under water, with a rowing boat."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed

WALL = 0.17  # how steeply the foot of the houses runs towards the eye


def flooded_street() -> Image.Image:
    c = Canvas("flooded-street")
    vanish = (830.0, 560.0)
    c.gradient([(0, "#76838f"), (0.5, "#a9b2b4"), (1, "#dfd8c6")], (0, 0, 1600, 600))
    c.streaks(20, 460, ["#68757f", "#8c97a1", "#ded7c7"], 16, 0.5)
    c.glow(vanish[0], vanish[1] - 40, 460, 330, "#fff0cf", 0.75)
    c.land(c.ridge(540, 26, start=560, end=1100), [(0, "#8f9a9c"), (1, "#9da5a3")], 600)
    c.rectangle(814, 470, 842, 600, "#8b9497")
    c.polygon([(807, 472), (828, 416), (849, 472)], "#7f898d")
    c.gradient([(0, "#c3c4b8"), (0.35, "#87938f"), (1, "#3a4a4f")], (0, vanish[1], 1600, 1067))
    left = ("#9c5a48", "#c9b18a", "#7d4b44", "#b06a4c", "#8d8f8c", "#a5553f", "#c2a67e")
    right = ("#b5765a", "#83504a", "#cbb893", "#96584a", "#a9a49a", "#8a4e41", "#b98d62")
    water = [vanish, (1600, vanish[1] + 770 * WALL), (1600, 1067), (0, 1067), (0, vanish[1] + 830 * WALL)]
    for flip in (True, False):
        for index in reversed(range(7)):
            near, far = 950 * 0.64**index, 950 * 0.64 ** (index + 1)
            _terrace(c, vanish, -near, -far, left[index], index, flip)
            _terrace(c, vanish, near, far, right[index], index, flip)
        for far, side in ((0.2, -1), (0.2, 1), (0.36, -1), (0.36, 1), (0.68, -1), (0.68, 1)):
            _lamp_post(c, vanish[0] + side * 600 * far, vanish[1] + 600 * far * WALL, far, flip)
        if flip:
            c.polygon(water, "#5d6b68", 0.4)
            c.rippled(water, 6)
    for edge in (water[1], water[4]):
        c.soft([[vanish, edge, (edge[0], edge[1] + 34)]], "#1d2629", 5, 0.5)
        c.line([vanish, edge], "#e8e2d0", 1.5, 0.45)
    c.mist(420, 600, "#e2d9c6", 0.0, 0.2)
    c.glow(830, 660, 240, 260, "#fff1d4", 0.5)
    c.mist(620, 1067, "#243138", 0.0, 0.45)
    c.glints(600, 1060, "#f6ecd4", 200, 0.5, 520, 1140)
    c.glints(700, 1060, "#2d3b42", 150, 0.35)
    _rowing_boat(c, 960, 830)
    for x, y, wide in ((430, 880, 46), (1240, 940, 60), (650, 980, 52)):
        c.polygon([(x - wide, y), (x - wide + 8, y - 9), (x + wide, y - 6), (x + wide - 6, y + 5)], "#6b4a33")
        c.line([(x - wide, y + 3), (x + wide, y + 6)], "#d9cdb4", 1.2, 0.6)
    return c.finished(vignette=0.28, warmth="#a89a86")


def _terrace(
    c: Canvas, vanish: tuple[float, float], near: float, far: float, colour: str, index: int, flip: bool
) -> None:
    """One house of the row, between two distances from the vanishing point; flipped, its reflection."""
    up = -0.74 if not flip else 0.74

    def spot(off: float, height: float) -> tuple[float, float]:
        """A point of the wall: `height` 0 is the water, 1 the eaves."""
        return (vanish[0] + off, vanish[1] + abs(off) * (WALL + up * height))

    def panel(
        start: float, end: float, low: float, high: float, ease: float = 0
    ) -> list[tuple[float, float]]:
        wide = far - near
        one, two = near + wide * (start - ease), near + wide * (end + ease)
        return [spot(one, low - ease), spot(one, high + ease), spot(two, high + ease), spot(two, low - ease)]

    lit = mixed(colour, "#d8cfbd", min(0.55, index * 0.11))
    dark = mixed(lit, "#2d3238", 0.35)
    sunny = near > 0
    c.shaded(
        [spot(near, 0), spot(near, 1), spot(far, 1), spot(far, 0)],
        [(0, mixed(lit, "#fff2d8", 0.1 if sunny else 0)), (1, mixed(lit, "#2d3238", 0.2 if sunny else 0.35))],
    )
    for course in range(2, 30, 2):
        c.line([spot(near, course / 30), spot(far, course / 30)], dark, 0.8, 0.3)
    slate = mixed("#4b4f57", "#b9b8b2", min(0.6, index * 0.1))
    c.polygon([spot(near, 1), spot(near * 0.96, 1.22), spot(far * 0.98, 1.22), spot(far, 1)], slate)
    c.line([spot(near, 1), spot(far, 1)], mixed("#efe6d2", lit, 0.3), 3 if index < 3 else 1.5)
    c.polygon(panel(0.1, 0.24, 1.12, 1.42), dark)
    cream = mixed("#ebe2cf", lit, 0.25)
    doors = ("#31576b", "#8b2f2c", "#2f5b47", "#c08a32", "#403a5c", "#6b2f3f", "#2b4b5f")
    c.polygon(panel(0.1, 0.34, 0, 0.42, 0.02), cream)
    c.polygon(panel(0.1, 0.34, 0, 0.42), mixed(doors[index], lit, 0.1))
    c.polygon(panel(0.1, 0.34, 0.34, 0.42), "#d9b16a")
    for start, end, low, high in (
        (0.48, 0.86, 0.13, 0.43),
        (0.1, 0.36, 0.58, 0.86),
        (0.54, 0.82, 0.58, 0.86),
    ):
        c.polygon(panel(start, end, low, high, 0.025), cream)
        c.shaded(panel(start, end, low, high), [(0, "#4d5b66"), (1, "#8f9b9f")])
        middle, level = (start + end) / 2, (low + high) / 2
        c.polygon(panel(middle - 0.008, middle + 0.008, low, high), cream)
        c.polygon(panel(start, end, level - 0.006, level + 0.006), cream)


def _lamp_post(c: Canvas, x: float, y: float, size: float, flip: bool = False) -> None:
    up = size if flip else -size

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * up) for px, py in points]

    c.line(put((0, 0), (0, 470)), "#23282e", 9 * size)
    c.polygon(put((-22, 470), (22, 470), (14, 522), (-14, 522)), "#ffe6ab")
    c.polygon(put((-26, 520), (0, 548), (26, 520)), "#23282e")
    c.polygon(put((-24, 466), (24, 466), (24, 474), (-24, 474)), "#23282e")
    c.glow(x, y + 496 * up, 120 * size, 120 * size, "#ffe2a0", 0.35 if flip else 0.75)


def _rowing_boat(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 150, y + 26), (x + 150, y + 26), (x + 120, y + 52), (x - 120, y + 52)]], "#1f2a30", 10, 0.6)
    for px, coat, hat in ((-48, "#d7622f", "#2b3440"), (34, "#2e4a5c", "#c7a24a")):
        c.polygon(
            [(x + px - 24, y - 6), (x + px - 17, y - 62), (x + px + 17, y - 62), (x + px + 24, y - 6)], coat
        )
        c.polygon(
            [(x + px + 4, y - 6), (x + px + 6, y - 62), (x + px + 17, y - 62), (x + px + 24, y - 6)],
            mixed(coat, "#101820", 0.3),
        )
        c.ellipse(x + px, y - 76, 14, 16, "#c99a7c")
        c.polygon(
            [(x + px - 17, y - 78), (x + px - 12, y - 96), (x + px + 12, y - 96), (x + px + 17, y - 78)], hat
        )
    c.line([(x + 20, y - 36), (x - 150, y + 30)], "#5a4030", 5)
    c.line([(x + 44, y - 34), (x + 190, y + 34)], "#5a4030", 5)
    c.shaded(
        [
            (x - 140, y - 22),
            (x - 104, y + 30),
            (x + 104, y + 30),
            (x + 144, y - 24),
            (x + 60, y - 8),
            (x - 60, y - 8),
        ],
        [(0, "#3f6f7d"), (1, "#1d3a48")],
    )
    c.line([(x - 140, y - 22), (x - 60, y - 8), (x + 60, y - 8), (x + 144, y - 24)], "#efe4cb", 4)

"""What stands in more than one picture."""

import math

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def gulls(c: Canvas, places: tuple[tuple[float, float, float], ...], colour: str) -> None:
    for x, y, size in places:
        for side in (-1, 1):
            wing = [
                (x + side * 34 * size * t, y - math.sin(t * math.pi * 0.8) * 15 * size + 5 * t * t * size)
                for t in (0, 0.25, 0.5, 0.75, 1)
            ]
            c.line(wing, colour, 3.2 * size)


def walker(c: Canvas, x: float, y: float, size: float) -> None:
    coat = c.random.choice(("#2f4858", "#8d3b34", "#3f5a45", "#c08a3e", "#4c4466", "#6b4a3a", "#23303a"))
    skin = c.random.choice(("#e8bd98", "#c58f6a", "#8f5f44", "#6a4534"))
    stride = c.random.uniform(5, 12)

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    c.soft([put((-10, 0), (10, 0), (-70, 22), (-90, 18))], "#2a241c", 3, 0.55)
    for side in (-1, 1):
        c.line(put((0, -34), (side * stride, -2)), "#22252c", 7 * size)
    c.polygon(put((-14, -30), (-11, -76), (11, -76), (15, -30)), coat)
    c.polygon(put((2, -30), (3, -76), (11, -76), (15, -30)), mixed(coat, "#0d1016", 0.3))
    c.line(put((-11, -72), (-15, -44)), mixed(coat, "#0d1016", 0.2), 5 * size)
    c.ellipse(x, y - 86 * size, 8.4 * size, 9.6 * size, skin)
    hair = c.random.choice(("#2a201c", "#5a4030", "#8f8a84", "#20181a", "#a9743e"))
    c.polygon(put((-9, -86), (-8, -97), (2, -99), (9, -94), (9, -88), (0, -91)), hair)
    if c.random.random() < 0.4:
        c.rectangle(x + 13 * size, y - 46 * size, x + 26 * size, y - 26 * size, "#6e4b33")

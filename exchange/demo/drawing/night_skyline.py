"""The city by night, mirrored in the harbour."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def night_skyline() -> Image.Image:
    c = Canvas("night-skyline")
    line = 700
    c.gradient([(0, "#080d22"), (0.5, "#14204a"), (0.85, "#3a3a6b"), (1, "#6e5a7e")], (0, 0, 1600, line))
    for _star in range(110):
        size = c.random.choice((0.7, 0.9, 1.4))
        c.ellipse(
            c.random.uniform(0, 1600),
            330 * c.random.random() ** 1.3,
            size,
            size,
            "#eef0ff",
            c.random.uniform(0.2, 0.8),
        )
    c.ellipse(1240, 170, 44, 44, "#f4efdc")
    c.ellipse(1226, 160, 9, 8, "#ddd6c2")
    c.ellipse(1256, 186, 12, 10, "#ddd6c2")
    c.glow(1240, 170, 260, 260, "#cfd4ff", 0.5)
    c.glow(800, line, 1000, 330, "#f0a070", 0.4)
    for depth, (tone, lamp, low, high) in enumerate(
        (("#2a2f5c", "#c9a06a", 90, 300), ("#1a2046", "#ffcf83", 70, 250), ("#10142f", "#ffd98f", 50, 170))
    ):
        x = -20.0
        while x < 1620:
            wide, tall = c.random.uniform(46, 120), c.random.uniform(low, high)
            swell = 0.7 + 0.85 * math.exp(-(((x - 760) / 420) ** 2))
            _block(c, x, line, wide, tall * swell, tone, lamp, depth)
            x += wide + c.random.uniform(-6, 18 * (2 - depth))
    _clock_tower(c, 700, line)
    _crane(c, 1330, line, 1.0)
    _crane(c, 1450, line, 0.8)
    c.rectangle(0, line - 8, 1600, line, "#0a0d20")
    for x in range(30, 1600, 74):
        c.line([(x, line - 6), (x, line - 36)], "#0a0d20", 2.4)
        c.ellipse(x, line - 38, 3.4, 3.4, "#fff0c4")
        c.glow(x, line - 38, 34, 34, "#ffd692", 0.7)
    c.mirrored(line, 1067, "#0b1030", 0.28, ripple=8, squash=1.45)
    for x in range(30, 1600, 74):
        c.soft(
            [[(x - 5, line + 4), (x + 5, line + 4), (x + 13, line + 210), (x - 13, line + 210)]],
            "#ffcf86",
            7,
            0.35,
            light=True,
        )
    c.glints(line + 8, 1060, "#ffdca0", 300, 0.45)
    c.glints(line + 20, 1060, "#0a0f2c", 200, 0.5)
    return c.finished(vignette=0.3)


def _block(
    c: Canvas, x: float, foot: float, wide: float, tall: float, tone: str, lamp: str, depth: int
) -> None:
    c.rectangle(x, foot - tall, x + wide, foot, tone)
    c.rectangle(x, foot - tall, x + wide * 0.16, foot, mixed(tone, "#6a6fa8", 0.22))
    shape = c.random.random()
    if shape < 0.25:
        c.polygon([(x, foot - tall), (x + wide / 2, foot - tall - wide * 0.4), (x + wide, foot - tall)], tone)
    elif shape < 0.45:
        c.rectangle(x + wide * 0.3, foot - tall - 16, x + wide * 0.7, foot - tall, tone)
    elif shape < 0.55:
        c.line([(x + wide / 2, foot - tall), (x + wide / 2, foot - tall - 46)], tone, 2)
        c.ellipse(x + wide / 2, foot - tall - 46, 2.4, 2.4, "#ff7a6a")
    step = 13 + 2 * depth
    for row in range(int(tall / step)):
        for col in range(int(wide / step)):
            if c.random.random() < 0.36:
                wx, wy = x + 6 + col * step, foot - tall + 8 + row * step
                tint = mixed(
                    lamp, c.random.choice(("#ffffff", "#ff9f5a", "#9fc3ff")), c.random.uniform(0, 0.4)
                )
                c.rectangle(wx, wy, wx + step * 0.44, wy + step * 0.56, tint, c.random.uniform(0.45, 1))


def _clock_tower(c: Canvas, x: float, foot: float) -> None:
    tone, edge = "#151a3a", "#39407a"
    c.rectangle(x - 34, foot - 380, x + 34, foot, tone)
    c.rectangle(x - 34, foot - 380, x - 22, foot, edge)
    c.rectangle(x - 42, foot - 388, x + 42, foot - 374, edge)
    c.polygon([(x - 40, foot - 386), (x, foot - 500), (x + 40, foot - 386)], tone)
    c.polygon([(x - 40, foot - 386), (x, foot - 500), (x - 12, foot - 386)], edge)
    c.ellipse(x, foot - 330, 24, 24, "#fff1c9")
    c.line([(x, foot - 330), (x, foot - 348)], "#2a2440", 3)
    c.line([(x, foot - 330), (x + 12, foot - 322)], "#2a2440", 3)
    c.glow(x, foot - 330, 90, 90, "#ffe3a3", 0.6)
    for y in (foot - 270, foot - 210, foot - 150, foot - 90):
        c.rectangle(x - 6, y, x + 6, y + 26, "#ffd58c", radius=5)


def _crane(c: Canvas, x: float, foot: float, size: float) -> None:
    tone = "#0d1130"

    def put(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, foot + py * size) for px, py in points]

    for leg in (-40, 40):
        c.line(put((leg, 0), (leg * 0.35, -210)), tone, 7 * size)
    for y in (-60, -120, -170):
        c.line(put((-40 * (1 + y / 320), y), (40 * (1 + (y - 40) / 320), y - 40)), tone, 3 * size)
    c.line(put((70, -190), (-180, -330)), tone, 7 * size)
    c.line(put((0, -200), (10, -330), (-180, -330)), tone, 3 * size)
    c.line(put((10, -330), (70, -190)), tone, 3 * size)
    c.polygon(put((-20, -190), (70, -190), (70, -228), (-20, -228)), tone)
    c.line(put((-160, -316), (-160, -210)), tone, 2 * size)
    c.ellipse(x - 180 * size, foot - 330 * size, 3.4, 3.4, "#ff6a5c")
    c.glow(x - 180 * size, foot - 330 * size, 26, 26, "#ff6a5c", 0.8)

"""An old brick mill beside a river."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas


def old_mill() -> Image.Image:
    c = Canvas("old-mill")
    line = 660
    c.gradient([(0, "#6fa3b8"), (0.5, "#bcd3c9"), (1, "#f5e6bf")], (0, 0, 1600, line))
    for x, y, wide in ((240, 200, 480), (1180, 150, 560), (760, 300, 320)):
        c.cumulus(x, y, wide, "#fff8e6", "#dfe2d2", 0.8)
    c.glow(1350, 420, 520, 400, "#ffe9ae", 0.7)
    c.land(c.ridge(480, 70), [(0, "#8ba58a"), (1, "#b4bf8d")], line)
    c.land(c.ridge(560, 40), [(0, "#6d8c62"), (1, "#97a768")], line)
    for x, y, size in (
        (80, 520, 100),
        (210, 560, 84),
        (1490, 500, 120),
        (1330, 560, 84),
        (1180, 580, 64),
        (1080, 600, 48),
    ):
        c.rectangle(x - 6, y + 20, x + 6, line, "#4b3a2c")
        c.crowns(x, y, size, size * 1.05, ("#34512f", "#4d6c35", "#7a8f3f", "#b0ac4f"), 34)
    c.shaded([(0, 640), (420, 624), (1600, 634), (1600, line), (0, line)], [(0, "#8a9a4a"), (1, "#566a34")])
    _mill(c, line)
    c.mirrored(line, 1067, "#3b5a52", 0.32, ripple=6, squash=1.25)
    c.mist(line + 180, 1067, "#12312f", 0.0, 0.6)
    c.glints(line + 8, 1060, "#fff1c2", 230, 0.5)
    c.glints(line + 30, 1060, "#1d3f3b", 160, 0.4)
    for x in range(-10, 340, 9):
        _reed(c, x + c.random.uniform(-5, 5), 1067, c.random.uniform(120, 330) * (1 - x / 560))
    for x in range(1380, 1620, 9):
        _reed(c, x + c.random.uniform(-5, 5), 1067, c.random.uniform(90, 240) * ((x - 1200) / 400))
    return c.finished(vignette=0.2, warmth="#a4926a")


def _mill(c: Canvas, foot: float) -> None:
    left, right, top = 500, 940, 250
    c.gradient([(0, "#c47a55"), (0.7, "#a35d42"), (1, "#7e4636")], (left, top, right, foot), sideways=True)
    for course in range(int((foot - top) / 9)):
        y = top + course * 9
        c.rectangle(left, y, right, y + 1, "#6d3f30", 0.35)
    for _brick in range(240):
        x, y = c.random.uniform(left, right - 18), top + 9 * c.random.randrange(int((foot - top) / 9))
        c.rectangle(x, y, x + 17, y + 8, c.random.choice(("#d9946b", "#8f4e3a", "#b86c4c")), 0.55)
    c.polygon(
        [(left - 24, top + 6), (left + 60, top - 150), (right - 60, top - 150), (right + 24, top + 6)],
        "#5e5a5c",
    )
    c.polygon(
        [(right - 190, top + 6), (right - 150, top - 150), (right - 60, top - 150), (right + 24, top + 6)],
        "#4b484d",
    )
    for row in range(8):
        y = top - 10 - row * 18
        c.line([(left - 16 + row * 10, y), (right + 16 - row * 10, y)], "#3f3d43", 1, 0.6)
    c.polygon(
        [(690, top - 60), (690, top - 130), (720, top - 164), (750, top - 130), (750, top - 60)], "#8a5a42"
    )
    c.rectangle(706, top - 124, 734, top - 84, "#2d2a2b")
    c.line([(720, top - 160), (790, top - 176)], "#3b2c24", 5)
    for row in range(3):
        for col in range(5):
            x, y = left + 40 + col * 80, top + 44 + row * 108
            c.rectangle(x - 6, y - 6, x + 46, y + 66, "#e4d4b4")
            c.gradient([(0, "#3d5561"), (1, "#6f8a8c")], (x, y, x + 40, y + 60))
            c.rectangle(x + 18, y, x + 21, y + 60, "#e4d4b4")
            c.rectangle(x, y + 28, x + 40, y + 31, "#e4d4b4")
            if (row, col) in ((0, 3), (1, 1)):
                c.rectangle(x, y, x + 18, y + 28, "#ffdf92")
    c.rectangle(right, top + 150, right + 120, foot, "#94604a")
    c.polygon([(right - 6, top + 152), (right, top + 90), (right + 140, top + 152)], "#4b484d")
    hub, radius = (right + 128, foot - 70), 150
    for ring in (radius, radius - 26):
        box = [((hub[0] - ring) * 2, (hub[1] - ring) * 2), ((hub[0] + ring) * 2, (hub[1] + ring) * 2)]
        c.draw.ellipse(box, outline=(58, 42, 32, 255), width=16)
    for spoke in range(16):
        angle = spoke / 16 * math.tau + 0.1
        out = (hub[0] + math.cos(angle) * radius, hub[1] + math.sin(angle) * radius)
        c.line([hub, out], "#4a372a", 6)
        tip = (hub[0] + math.cos(angle) * (radius + 20), hub[1] + math.sin(angle) * (radius + 20))
        root = (hub[0] + math.cos(angle) * (radius - 26), hub[1] + math.sin(angle) * (radius - 26))
        c.line([root, tip], "#6b5340", 12)
    c.ellipse(*hub, 20, 20, "#2f241c")
    for _drop in range(70):
        c.ellipse(hub[0] + c.random.gauss(40, 60), foot - abs(c.random.gauss(0, 26)), 2, 2, "#f5f3e2", 0.7)


def _reed(c: Canvas, x: float, foot: float, high: float) -> None:
    lean = c.random.uniform(-26, 34)
    tone = c.random.choice(("#1e3a2a", "#2d4d2f", "#16302a", "#4a6534"))
    c.polygon(
        [
            (x - 4, foot),
            (x + lean * 0.4, foot - high * 0.6),
            (x + lean, foot - high),
            (x + 3 + lean * 0.4, foot - high * 0.55),
            (x + 4, foot),
        ],
        tone,
    )
    if c.random.random() < 0.16:
        c.line([(x + lean * 0.7, foot - high * 0.8), (x + lean * 0.95, foot - high)], "#5a3b22", 9)

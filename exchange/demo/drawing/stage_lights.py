"""Beams of coloured light above an empty stage."""

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def stage_lights() -> Image.Image:
    c = Canvas("stage-lights")
    c.gradient([(0, "#0a0714"), (0.6, "#1d1230"), (1, "#2a1738")])
    for fold in range(34):
        x = fold * 48
        c.gradient(
            [(0, "#1c0d24"), (0.5, mixed("#43203f", "#5a2a4a", c.random.random())), (1, "#180a20")],
            (x, 90, x + 48, 700),
            sideways=True,
        )
    c.mist(90, 700, "#0a0714", 0.75, 0.05)
    floor = 690
    c.gradient([(0, "#54304a"), (0.4, "#351f3c"), (1, "#120a1a")], (0, floor, 1600, 900))
    for board in range(25):
        c.line([(800 + (board - 12) * 84, floor), (800 + (board - 12) * 170, 900)], "#160c1e", 2, 0.8)
    lamps = (
        (150, "#ff5f8f", 560),
        (330, "#ffb347", 760),
        (510, "#5fd0ff", 380),
        (700, "#ff6fd0", 980),
        (900, "#7c8cff", 620),
        (1090, "#ffd35f", 860),
        (1270, "#5fe0c0", 1180),
        (1450, "#ff7a5f", 1010),
    )
    for x, tone, aim in lamps:
        for spread, strength in ((120, 0.2), (66, 0.24), (24, 0.22)):
            c.soft(
                [[(x - 14, 96), (x + 14, 96), (aim + spread, floor + 90), (aim - spread, floor + 90)]],
                tone,
                14,
                strength,
                light=True,
            )
        c.glow(aim, floor + 86, 210, 60, tone, 0.7)
    c.rectangle(0, 40, 1600, 52, "#05040a")
    c.rectangle(0, 78, 1600, 86, "#05040a")
    for strut in range(0, 1600, 44):
        c.line([(strut, 50), (strut + 22, 80), (strut + 44, 50)], "#05040a", 4)
    for x, tone, aim in lamps:
        lean = (aim - x) / 12
        c.polygon([(x - 26, 76), (x + 26, 76), (x + 30 + lean, 126), (x - 30 + lean, 126)], "#0b0912")
        c.ellipse(x + lean, 126, 29, 11, mixed(tone, "#ffffff", 0.6))
        c.glow(x + lean, 128, 130, 110, tone, 0.9)
    c.line([(800, floor + 70), (800, floor - 86)], "#0a0710", 5)
    c.ellipse(800, floor + 72, 32, 8, "#0a0710")
    c.rectangle(793, floor - 112, 807, floor - 80, "#1a1422", radius=7)
    c.ellipse(800, floor - 112, 10, 13, "#3b3346")
    for speck in range(240):
        x, y = c.random.uniform(60, 1540), c.random.uniform(150, 680)
        c.ellipse(x, y, 1.3, 1.3, "#ffe9d0", c.random.uniform(0.1, 0.5) if speck % 3 else 0.7)
    c.gradient([(0, "#3b2134"), (0.16, "#150c1c"), (1, "#08050d")], (0, 900, 1600, 1067))
    c.rectangle(0, 894, 1600, 904, "#8a4f4a")
    for row in range(4):
        y, size = 930 + row * 44, 20 + row * 7
        for seat in range(int(1700 / (size * 2.7))):
            x = seat * size * 2.7 + (row % 2) * size + c.random.uniform(-5, 5)
            tone = mixed("#2a1730", "#07040b", row / 3)
            c.ellipse(x, y, size * 0.72, size * 0.84, tone)
            c.polygon(
                [
                    (x - size * 1.3, y + size * 3),
                    (x - size * 1.1, y + size * 0.95),
                    (x + size * 1.1, y + size * 0.95),
                    (x + size * 1.3, y + size * 3),
                ],
                tone,
            )
            if row < 3:
                c.line(
                    [
                        (x - size * 0.5, y - size * 0.6),
                        (x, y - size * 0.83),
                        (x + size * 0.5, y - size * 0.6),
                    ],
                    ("#d9708f", "#d99a5a", "#7a9ae0")[seat % 3],
                    2,
                    0.55 - row * 0.12,
                )
    return c.finished(vignette=0.35)

"""A bridge under repair."""

import math

from PIL import Image

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import mixed


def bridge_works() -> Image.Image:
    c = Canvas("bridge-works")
    line = 760
    c.gradient([(0, "#d98a5c"), (0.35, "#ecb47c"), (0.7, "#f7dca8"), (1, "#fbeecb")], (0, 0, 1600, line))
    c.streaks(60, 420, ["#c8785a", "#f2c890", "#fdf0d0"], 11, 0.5)
    c.glow(420, 470, 560, 460, "#fff3c8", 0.9)
    c.ellipse(420, 480, 50, 50, "#fffbe6")
    c.land(c.ridge(640, 50), [(0, "#c99a80"), (1, "#d9b08c")], line)
    x = -20.0
    while x < 1620:
        wide, high = c.random.uniform(40, 90), c.random.uniform(40, 120)
        c.rectangle(x, line - high, x + wide, line, mixed("#b5866f", "#a0705f", c.random.random()))
        x += wide
    deck = 520
    for pier in (130, 640, 1150, 1660):
        c.shaded(
            [(pier - 50, deck + 60), (pier + 50, deck + 60), (pier + 64, line + 40), (pier - 64, line + 40)],
            [(0, "#8a6a5c"), (0.6, "#5b4848"), (1, "#463a40")],
            sideways=True,
        )
        c.rectangle(pier - 76, deck + 48, pier + 76, deck + 72, "#6b5350")
        c.rectangle(pier - 84, line + 20, pier + 84, line + 46, "#4d4045")
    for left in (130, 640, 1150):
        top = [(left + t * 510, deck + 8 - math.sin(t * math.pi) * 190) for t in [n / 24 for n in range(25)]]
        c.line(top, "#2f5a66", 15)
        c.line(top, "#4f8590", 5)
        for n in range(1, 12):
            px, py = top[n * 2]
            c.line([(px, py), (px, deck + 14)], "#2f5a66", 5)
            if n < 11:
                c.line([(px, py), (top[n * 2 + 2][0], deck + 14)], "#2f5a66", 2.6)
    c.rectangle(0, deck, 1600, deck + 14, "#3b6a74")
    c.gradient([(0, "#2c4f5a"), (1, "#1d3640")], (0, deck + 14, 1600, deck + 46))
    for rivet in range(0, 1600, 26):
        c.ellipse(rivet, deck + 30, 2.4, 2.4, "#5f929a")
    c.rectangle(0, deck - 26, 1600, deck - 22, "#2f5a66")
    for post in range(0, 1600, 22):
        c.rectangle(post, deck - 26, post + 2, deck, "#2f5a66")
    _scaffold(c, 640, deck + 40, line + 34)
    _tower_crane(c, 1010, deck)
    for x, tone in ((180, "#c9402f"), (345, "#efe6d0"), (1330, "#2f6f8f")):
        _lorry(c, x, deck - 2, tone)
    for x in (560, 600, 700, 735, 905):
        _worker(c, x, deck)
    c.mirrored(line, 1067, "#7a5a58", 0.28, ripple=7, squash=1.5)
    _barge(c, 1240, line + 96)
    c.glow(420, 900, 230, 330, "#ffe9b0", 0.6)
    c.glints(line + 10, 1060, "#fff3cf", 260, 0.6, 160, 760)
    c.glints(line + 10, 1060, "#6b4a4c", 220, 0.3)
    return c.finished(vignette=0.22, warmth="#b08a6a")


def _scaffold(c: Canvas, x: float, top: float, foot: float) -> None:
    left, right = x - 128, x + 128
    c.rectangle(left + 8, top + 20, right - 8, foot - 40, "#3f8f86", 0.34)
    for level in range(6):
        y = top + (foot - top) * level / 5
        c.line([(left, y), (right, y)], "#d9a03a", 4)
        c.rectangle(left - 8, y - 5, right + 8, y, "#8a5f34")
        if level < 5:
            step = (foot - top) / 5
            for bay in range(4):
                bx = left + bay * 64
                if (bay + level) % 2:
                    c.line([(bx, y), (bx + 64, y + step)], "#b9832c", 2.4)
                else:
                    c.line([(bx + 64, y), (bx, y + step)], "#b9832c", 2.4)
    for post in range(5):
        c.line([(left + post * 64, top - 40), (left + post * 64, foot + 10)], "#e8b24a", 5)


def _tower_crane(c: Canvas, x: float, deck: float) -> None:
    tone, dark = "#e0a02c", "#a86f1c"
    top = 92
    for side in (-17, 17):
        c.line([(x + side, deck), (x + side, top)], tone if side < 0 else dark, 6)
    for n in range(14):
        y = deck - n * 31
        c.line([(x - 17, y), (x + 17, y - 31)], dark, 3)
        c.line([(x - 17, y - 31), (x + 17, y - 31)], dark, 3)
    c.line([(x - 560, top), (x + 260, top)], tone, 7)
    c.line([(x - 540, top - 26), (x + 20, top - 26)], tone, 4)
    for n in range(18):
        bx = x - 550 + n * 32
        c.line([(bx, top), (bx + 16, top - 26), (bx + 32, top)], dark, 2.4)
    c.line([(x, top - 26), (x, 26)], tone, 8)
    c.line([(x, 28), (x - 400, top - 26)], dark, 2)
    c.line([(x, 28), (x + 240, top)], dark, 2)
    c.rectangle(x + 186, top + 2, x + 256, top + 48, "#6f6a66")
    c.rectangle(x - 44, top + 6, x - 10, top + 48, "#efe6d0")
    c.rectangle(x - 40, top + 12, x - 20, top + 34, "#4d6a76")
    c.line([(x - 370, top), (x - 370, 336)], "#3a3434", 2)
    c.rectangle(x - 430, 340, x - 310, 364, "#3b6a74")
    c.line([(x - 430, 340), (x - 370, 318), (x - 310, 340)], "#3a3434", 2)


def _lorry(c: Canvas, x: float, foot: float, tone: str) -> None:
    c.rectangle(x - 60, foot - 50, x + 20, foot - 10, tone)
    c.rectangle(x - 60, foot - 22, x + 20, foot - 10, mixed(tone, "#201a1a", 0.3))
    c.polygon(
        [
            (x + 22, foot - 10),
            (x + 22, foot - 42),
            (x + 42, foot - 42),
            (x + 54, foot - 26),
            (x + 54, foot - 10),
        ],
        mixed(tone, "#201a1a", 0.15),
    )
    c.polygon([(x + 28, foot - 26), (x + 28, foot - 37), (x + 40, foot - 37), (x + 47, foot - 26)], "#cfe0dc")
    for wheel in (-44, -24, 36):
        c.ellipse(x + wheel, foot - 8, 9, 9, "#241f22")
        c.ellipse(x + wheel, foot - 8, 4, 4, "#8a8480")


def _worker(c: Canvas, x: float, foot: float) -> None:
    c.line([(x - 3, foot - 20), (x - 5, foot)], "#2b3440", 5)
    c.line([(x + 3, foot - 20), (x + 5, foot)], "#2b3440", 5)
    c.rectangle(x - 8, foot - 44, x + 8, foot - 18, "#f0742c")
    c.rectangle(x - 8, foot - 34, x + 8, foot - 30, "#f6f2c8")
    c.ellipse(x, foot - 51, 6, 7, "#c58f6a")
    c.polygon([(x - 8, foot - 52), (x - 6, foot - 60), (x + 6, foot - 60), (x + 8, foot - 52)], "#f6d23a")


def _barge(c: Canvas, x: float, y: float) -> None:
    c.soft([[(x - 230, y + 10), (x + 230, y + 10), (x + 200, y + 90), (x - 200, y + 90)]], "#3a2a30", 14, 0.6)
    c.shaded(
        [(x - 240, y - 34), (x - 214, y + 22), (x + 214, y + 22), (x + 240, y - 34)],
        [(0, "#5a4a4c"), (1, "#2c2429")],
    )
    c.rectangle(x - 244, y - 40, x + 244, y - 32, "#c9402f")
    c.rectangle(x - 190, y - 74, x - 60, y - 40, "#8a7a6a")
    for beam in range(5):
        c.rectangle(
            x - 30, y - 48 - beam * 9, x + 110, y - 41 - beam * 9, "#3b6a74" if beam % 2 else "#2f5a66"
        )
    c.rectangle(x + 140, y - 96, x + 210, y - 40, "#efe6d0")
    c.rectangle(x + 148, y - 86, x + 202, y - 66, "#4d6a76")

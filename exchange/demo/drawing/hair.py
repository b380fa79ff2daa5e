"""Hair, and a scarf, around the heads of portraits."""

import math

from exchange.demo.drawing.brush import Canvas
from exchange.demo.drawing.marks import flowing, mixed
from exchange.demo.drawing.sitters import Sitter, oval, shade, smooth


def hair_behind(c: Canvas, who: Sitter) -> None:
    dark = shade(who.hair, 0.35)
    if who.cut == "long":
        c.shaded(
            [
                *oval(400, 360, 176, 190, 0.5, 1),
                *flowing([(576, 360), (604, 560), (566, 700), (234, 700), (196, 560), (224, 360)]),
            ],
            [(0, who.hair), (1, dark)],
            sideways=True,
        )
    elif who.cut == "bob":
        c.shaded(
            [
                *oval(400, 366, 172, 184, 0.5, 1),
                *flowing([(572, 366), (586, 490), (548, 570), (252, 570), (214, 490), (228, 366)]),
            ],
            [(0, who.hair), (1, dark)],
            sideways=True,
        )
    elif who.cut == "curls":
        for x, y in oval(400, 318, 138, 118, 0.48, 1.02):
            c.ellipse(x + c.random.gauss(0, 7), y + c.random.gauss(0, 7), 40, 40, dark)


def hair_before(c: Canvas, who: Sitter) -> None:
    light, dark = mixed(who.hair, "#ffffff", 0.16), shade(who.hair, 0.3)
    if who.cut == "bob":
        left = [
            (400, 206),
            (310, 222),
            (252, 290),
            (226, 400),
            (230, 500),
            (258, 548),
            (278, 470),
            (284, 380),
            (330, 310),
            (440, 262),
            (470, 214),
        ]
        right = [
            (430, 206),
            (520, 236),
            (566, 310),
            (578, 420),
            (566, 520),
            (540, 550),
            (526, 460),
            (520, 370),
            (486, 300),
            (436, 262),
        ]
        c.shaded(smooth(left), [(0, light), (1, who.hair)], sideways=True)
        c.shaded(smooth(right), [(0, who.hair), (1, dark)], sideways=True)
        _strands(c, 300, 236, light, 5)
    elif who.cut == "short":
        c.shaded(
            smooth(
                [
                    (262, 390),
                    (252, 300),
                    (286, 228),
                    (360, 188),
                    (450, 186),
                    (520, 224),
                    (550, 300),
                    (540, 390),
                    (524, 346),
                    (508, 300),
                    (450, 268),
                    (360, 280),
                    (300, 290),
                    (280, 340),
                ]
            ),
            [(0, light), (1, dark)],
            sideways=True,
        )
        _strands(c, 320, 214, light, 6)
    elif who.cut == "long":
        left = [
            (420, 196),
            (320, 206),
            (252, 280),
            (214, 420),
            (206, 570),
            (232, 700),
            (300, 690),
            (268, 560),
            (280, 400),
            (330, 300),
            (420, 244),
        ]
        right = [
            (416, 196),
            (500, 212),
            (562, 290),
            (592, 430),
            (600, 570),
            (572, 700),
            (506, 690),
            (536, 560),
            (522, 400),
            (480, 310),
            (418, 244),
        ]
        c.shaded(smooth(left), [(0, mixed(who.hair, "#8a5a40", 0.3)), (1, who.hair)], sideways=True)
        c.shaded(smooth(right), [(0, who.hair), (1, dark)], sideways=True)
        _strands(c, 290, 250, mixed(who.hair, "#a8744f", 0.4), 6)
    elif who.cut == "scarf":
        _scarf_edge(c, who)
    elif who.cut == "curls":
        for x, y in oval(400, 300, 118, 84, 0.5, 1):
            c.ellipse(x + c.random.gauss(0, 6), y + c.random.gauss(0, 6), 31, 30, who.hair)
        for _curl in range(46):
            turn = c.random.uniform(math.pi * 1.06, math.pi * 1.94)
            x, y = (
                400 + math.cos(turn) * c.random.uniform(70, 150),
                318 + math.sin(turn) * c.random.uniform(70, 128),
            )
            c.draw.arc(
                [(x - 14) * 2, (y - 14) * 2, (x + 14) * 2, (y + 14) * 2], 150, 340, (92, 66, 54, 170), 5
            )
    elif who.cut == "swept":
        c.shaded(
            smooth(
                [
                    (258, 400),
                    (240, 300),
                    (272, 214),
                    (360, 168),
                    (470, 172),
                    (548, 230),
                    (562, 320),
                    (544, 400),
                    (528, 330),
                    (480, 262),
                    (400, 250),
                    (330, 268),
                    (286, 320),
                ]
            ),
            [(0, "#f3f0ea"), (0.6, who.hair), (1, "#8f8a88")],
            sideways=True,
        )
        _strands(c, 300, 206, "#ffffff", 7)


SCARF = ("#e58c58", "#c8653c", "#8a3c26")


def scarf(c: Canvas) -> None:
    """Around head, neck and shoulders; the face comes on top."""
    back = flowing(
        [
            (222, 380),
            (248, 250),
            (330, 176),
            (420, 166),
            (510, 200),
            (566, 290),
            (584, 420),
            (606, 560),
            (676, 660),
            (590, 742),
            (400, 772),
            (210, 742),
            (124, 660),
            (196, 560),
        ],
        8,
        closed=True,
    )
    c.shaded(back, [(0, SCARF[0]), (0.55, SCARF[1]), (1, SCARF[2])], sideways=True)
    for start, middle, end in (
        ((240, 480), (250, 590), (190, 690)),
        ((560, 500), (560, 600), (620, 690)),
        ((300, 590), (400, 660), (560, 690)),
        ((270, 600), (380, 700), (540, 740)),
        ((250, 560), (330, 640), (330, 740)),
    ):
        c.line(flowing([start, middle, end], 10), SCARF[2], 4, 0.5)
    for start, middle, end in (
        ((262, 300), (320, 214), (420, 190)),
        ((250, 350), (290, 250), (360, 204)),
        ((230, 600), (300, 680), (380, 730)),
    ):
        c.line(flowing([start, middle, end], 10), "#f7b98e", 4, 0.55)
    c.soft(
        [flowing([(300, 560), (400, 620), (500, 560), (520, 620), (400, 680), (280, 620)], 6, closed=True)],
        SCARF[2],
        16,
        0.6,
    )


def _scarf_edge(c: Canvas, who: Sitter) -> None:
    """The hairline, and the fold that frames the face and hides neck and jaw."""
    c.polygon(
        flowing(
            [(284, 330), (330, 268), (400, 250), (470, 268), (516, 330), (470, 288), (400, 274), (330, 288)],
            8,
            closed=True,
        ),
        who.hair,
    )
    rim = flowing(
        [
            (400, 246),
            (318, 266),
            (276, 340),
            (272, 430),
            (296, 510),
            (350, 560),
            (400, 576),
            (450, 560),
            (504, 510),
            (528, 430),
            (524, 340),
            (482, 266),
            (400, 246),
        ],
        8,
    )
    outer = flowing(
        [
            (400, 214),
            (300, 240),
            (246, 330),
            (240, 440),
            (262, 540),
            (330, 604),
            (400, 622),
            (470, 604),
            (538, 540),
            (560, 440),
            (554, 330),
            (500, 240),
            (400, 214),
        ],
        8,
    )
    for n in range(len(rim) - 1):
        across = (rim[n][0] - 272) / 256
        tone = mixed(SCARF[0], SCARF[2], max(0.0, across) * 0.8)
        c.polygon([rim[n], rim[n + 1], outer[n + 1], outer[n]], tone)
    c.line(rim, SCARF[2], 4, 0.8)
    c.line(outer, SCARF[2], 3, 0.35)


def _strands(c: Canvas, x: float, y: float, tone: str, count: int) -> None:
    for strand in range(count):
        shift = strand * 19
        c.line(
            [(x + shift - 22, y + 74 - strand * 4), (x + shift, y + 26), (x + shift + 52, y + 6)],
            tone,
            2.6,
            0.5,
        )

"""Portraits of the contributors, kept as plain as a line of type."""

from PIL import Image

from exchange.demo.drawing.brush import FINE, Canvas
from exchange.demo.drawing.hair import hair_before, hair_behind, scarf
from exchange.demo.drawing.marks import flowing, mixed
from exchange.demo.drawing.sitters import Sitter, oval, shade, smooth

ROSA = Sitter(("#d98f5f", "#8f3f3a"), "#d9a27c", "#3a2018", "#2f4f5c", "#f3e6cc", "bob")


JONAS = Sitter(
    ("#6f9aa3", "#24505f"), "#e8bf9c", "#7a5230", "#5a4a3c", "#dfe6e2", "short", glasses=True, beard=True
)


NADIA = Sitter(("#e0b45c", "#a8662f"), "#b57f58", "#1d1412", "#6b2f45", "#efe2cc", "long")


SURAYA = Sitter(("#8fae8f", "#2f5f52"), "#a8744f", "#17110f", "#3f4f7a", "#e9d9b4", "scarf")


CALLUM = Sitter(("#8a8fb8", "#3a3f6b"), "#8a5a40", "#140f0e", "#c07a35", "#f0e6d2", "curls")


BEATRIX = Sitter(
    ("#c99aa0", "#7a3f55"), "#ecc6aa", "#cfcac2", "#3a3a44", "#c9563f", "swept", glasses=True, age=0.8
)


def portrait_1() -> Image.Image:
    return _portrait("portrait-1", ROSA)


def portrait_2() -> Image.Image:
    return _portrait("portrait-2", JONAS)


def portrait_3() -> Image.Image:
    return _portrait("portrait-3", NADIA)


def portrait_4() -> Image.Image:
    return _portrait("portrait-4", SURAYA)


def portrait_5() -> Image.Image:
    return _portrait("portrait-5", CALLUM)


def portrait_6() -> Image.Image:
    return _portrait("portrait-6", BEATRIX)


def _portrait(name: str, who: Sitter) -> Image.Image:
    c = Canvas(name, 800, 800)
    c.gradient([(0, who.ground[0]), (1, who.ground[1])])
    c.glow(250, 210, 560, 520, "#fff0d0", 0.4)
    c.soft([oval(560, 470, 250, 330)], mixed(who.ground[1], "#0c0a10", 0.5), 70, 0.55)
    hair_behind(c, who)
    _shoulders(c, who)
    if who.cut == "scarf":
        scarf(c)
    _head(c, who)
    _features(c, who)
    hair_before(c, who)
    if who.glasses:
        _glasses(c, who)
    _come_nearer(c, 76, 128, 648)
    return c.finished(vignette=0.25, grain=5.5)


def _come_nearer(c: Canvas, x: float, y: float, side: float) -> None:
    """Frame a square of the picture, as large as the whole."""
    box = (x * FINE, y * FINE, (x + side) * FINE, (y + side) * FINE)
    c.image = c.image.resize(c.image.size, Image.Resampling.BICUBIC, box=box)


def _shoulders(c: Canvas, who: Sitter) -> None:
    coat = [
        *flowing([(90, 830), (104, 716), (160, 654), (300, 604), (400, 640)]),
        *flowing([(400, 640), (500, 604), (640, 654), (696, 716), (710, 830)]),
    ]
    c.shaded(
        coat,
        [(0, mixed(who.coat, "#ffffff", 0.14)), (0.55, who.coat), (1, shade(who.coat, 0.5))],
        sideways=True,
    )
    c.polygon([(330, 560), (470, 560), (482, 640), (400, 760), (318, 640)], who.shirt)
    c.polygon([(400, 620), (470, 580), (482, 640), (400, 760)], shade(who.shirt, 0.16))
    neck = [(338, 500), (462, 500), (470, 612), (400, 668), (330, 612)]
    c.shaded(
        neck,
        [(0, shade(who.skin, 0.06)), (0.5, shade(who.skin, 0.14)), (1, shade(who.skin, 0.36))],
        sideways=True,
    )
    c.soft([oval(408, 560, 84, 34)], shade(who.skin, 0.55), 12, 0.55)
    for side in (-1, 1):
        tone = mixed(who.coat, "#ffffff", 0.1) if side < 0 else shade(who.coat, 0.35)
        c.polygon(
            [
                (400 + side * 72, 580),
                (400 + side * 132, 622),
                (400 + side * 96, 700),
                (400 + side * 20, 800),
                (400 + side * 8, 800),
                (400 + side * 60, 660),
            ],
            tone,
        )
    c.polygon([(328, 592), (344, 570), (400, 660), (372, 700)], mixed(who.shirt, "#ffffff", 0.3))
    c.polygon([(472, 592), (456, 570), (400, 660), (428, 700)], shade(who.shirt, 0.1))


def _head(c: Canvas, who: Sitter) -> None:
    for side in (-1, 1):
        if who.cut in ("short", "curls", "swept"):
            c.ellipse(400 + side * 133, 402, 21, 36, shade(who.skin, 0.12 if side < 0 else 0.34))
    jaw = flowing(
        [
            (532, 372),
            (530, 420),
            (514, 484),
            (474, 538),
            (430, 564),
            (400, 568),
            (370, 564),
            (326, 538),
            (286, 484),
            (270, 420),
            (268, 372),
        ]
    )
    face = [*oval(400, 372, 132, 160, 0.5, 1), *jaw]
    c.shaded(
        face,
        [
            (0, mixed(who.skin, "#fff0dc", 0.16)),
            (0.5, who.skin),
            (0.78, shade(who.skin, 0.16)),
            (1, shade(who.skin, 0.34)),
        ],
        sideways=True,
    )
    c.soft(
        [[(440, 250), (540, 260), (540, 500), (470, 560), (420, 560), (470, 420)]],
        shade(who.skin, 0.55),
        20,
        0.28,
    )
    for x in (322, 472):
        c.soft([oval(x, 448, 34, 24)], "#d9604a", 14, 0.22)


def _features(c: Canvas, who: Sitter) -> None:
    dark = shade(who.skin, 0.62)
    brow = mixed(who.hair, "#2a1a16", 0.35)
    for side in (-1, 1):
        x = 400 + side * 56
        arch = flowing(
            [(x - side * 33, 366), (x - side * 4, 359), (x + side * 20, 357), (x + side * 36, 366)], 6
        )
        c.line(arch, brow, 8 if who.beard else 6)
        c.polygon(
            [(x - 25, 398), (x - 9, 387), (x + 11, 387), (x + 25, 398), (x + 8, 407), (x - 8, 407)], "#f8f1e6"
        )
        c.ellipse(x, 398, 12.4, 12.4, "#2b1d1a")
        c.ellipse(x - 3, 394, 2.6, 2.6, "#ffffff")
        lid = flowing([(x - 28, 398), (x - 11, 389), (x + 11, 389), (x + 28, 398)], 6)
        c.polygon([*lid, (x + 24, 380), (x - 24, 380)], shade(who.skin, 0.08 if side < 0 else 0.2))
        c.line(lid, mixed(dark, "#1a0f10", 0.5), 4.4)
        if who.age:
            c.line([(x - 20, 420), (x, 426), (x + 20, 420)], dark, 2, 0.35)
    c.line(flowing([(406, 404), (417, 446), (406, 461), (390, 460)], 6), dark, 4, 0.6)
    c.soft([[(404, 400), (426, 452), (404, 462)]], dark, 6, 0.4)
    lip = mixed(who.skin, "#a83a3a", 0.5 if not who.beard else 0.3)
    c.polygon(
        [(362, 502), (386, 494), (400, 498), (414, 494), (440, 502), (420, 517), (400, 521), (380, 517)], lip
    )
    c.line(
        flowing([(356, 499), (382, 505), (400, 503), (418, 505), (446, 498)], 6),
        mixed(lip, "#3a1418", 0.6),
        3,
    )
    if who.beard:
        chin = [
            (270, 420),
            (286, 500),
            (330, 560),
            (400, 588),
            (470, 560),
            (514, 500),
            (530, 420),
            (512, 450),
            (490, 484),
            (448, 480),
            (400, 474),
            (352, 480),
            (310, 484),
            (288, 450),
        ]
        c.shaded(
            smooth(chin), [(0, mixed(who.hair, "#ffffff", 0.08)), (1, shade(who.hair, 0.4))], sideways=True
        )
        c.polygon([(362, 503), (400, 496), (440, 503), (400, 520)], lip)
        c.line([(362, 503), (400, 507), (440, 502)], mixed(lip, "#3a1418", 0.6), 3)


def _glasses(c: Canvas, who: Sitter) -> None:
    frame = (38, 30, 36, 255) if not who.age else (122, 48, 42, 255)
    for side in (-1, 1):
        x = 400 + side * 57
        c.draw.rounded_rectangle([(x - 42) * 2, 368 * 2, (x + 42) * 2, 430 * 2], 52, outline=frame, width=11)
        c.polygon([(x - 26, 374), (x - 6, 374), (x - 26, 410), (x - 34, 400)], "#ffffff", 0.28)
        c.draw.line([((400 + side * 99) * 2, 388 * 2), ((400 + side * 134) * 2, 382 * 2)], frame, 10)
    c.draw.arc([384 * 2, 380 * 2, 416 * 2, 408 * 2], 190, 350, frame, 10)

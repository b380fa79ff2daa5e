"""Drawing a card: words and the bytes of a picture in, the bytes of a JPEG out. Reads the colours once."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from published.cards.colours import accent, colours
from published.cards.letters import drawable, font, lines_of
from published.languages import direction

WIDTH, HEIGHT = 1200, 630
# What is drawn otherwise than before gets another number, so that kept cards are drawn again.
DRAWING = 2

MARGIN, BAR, GAP = 64, 14, 48
FOOT = 96
SIZES = (116, 104, 94, 84, 76, 68, 60, 54, 48, 43, 38, 34)
LEADING = {"ltr": 1.12, "rtl": 1.42}
LABEL = 30


@dataclass(frozen=True)
class Card:
    """What a card says."""

    headline: str
    language: str
    section: str
    accent: str
    site: str
    label: str = ""


def draw(card: Card, picture: bytes | None = None) -> bytes:
    """Return the card as JPEG: words on paper, the picture beside them if there is one.

    Words with letters that the font lacks are left out, so that no card shows empty boxes.
    """
    canvas = Image.new("RGB", (WIDTH, HEIGHT), colours()["paper"])
    is_rtl = direction(card.language) == "rtl"
    start, end = MARGIN, WIDTH - MARGIN
    if picture and _paste(canvas, picture, fills=not drawable(card.headline), at_start=is_rtl):
        middle = WIDTH // 2
        start, end = (middle + GAP, end) if is_rtl else (start, middle - GAP)
    if not picture or drawable(card.headline):
        _write(ImageDraw.Draw(canvas), card, start, end, is_rtl)
    ImageDraw.Draw(canvas).rectangle((0, 0, WIDTH, BAR), fill=accent(card.accent))
    made = BytesIO()
    canvas.save(made, "JPEG", quality=86, optimize=True, progressive=True)
    return made.getvalue()


def _paste(canvas: Image.Image, picture: bytes, *, fills: bool, at_start: bool) -> bool:
    """Set the picture on its half, or on the whole card; say whether it is half."""
    size = (WIDTH if fills else WIDTH // 2, HEIGHT)
    with Image.open(BytesIO(picture)) as opened:
        cut = ImageOps.fit(opened.convert("RGB"), size, Image.Resampling.LANCZOS)
    canvas.paste(cut, (0 if at_start or fills else WIDTH // 2, 0))
    return not fills


def _write(pen: ImageDraw.ImageDraw, card: Card, start: int, end: int, is_rtl: bool) -> None:
    top = BAR + MARGIN - 12
    labels = " · ".join(filter(None, map(drawable, (card.section, card.label))))
    if labels:
        _line(pen, labels, top, start, end, LABEL, accent(card.accent), is_rtl)
        top += LABEL + 26
    foot = HEIGHT - FOOT
    _headline(pen, drawable(card.headline), top, foot - 24, start, end, is_rtl)
    pen.line((start, foot, end, foot), fill=colours()["rule"], width=2)
    _line(pen, drawable(card.site), foot + 24, start, end, LABEL, colours()["ink-soft"], is_rtl)


def _headline(
    pen: ImageDraw.ImageDraw, text: str, top: int, bottom: int, start: int, end: int, is_rtl: bool
) -> None:
    """Write it as large as it fits; what does not fit at the smallest size is cut with dots."""
    leading = LEADING["rtl" if is_rtl else "ltr"]
    for size in SIZES:
        lines = lines_of(text, font(size), end - start)
        most = int((bottom - top) / (size * leading))
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    for number, line in enumerate(lines):
        _line(pen, line, top + round(number * size * leading), start, end, size, colours()["ink"], is_rtl)


def _line(
    pen: ImageDraw.ImageDraw,
    text: str,
    top: int,
    start: int,
    end: int,
    size: int,
    colour: tuple[int, int, int],
    is_rtl: bool,
) -> None:
    """Write one line from the side where the language begins; raqm orders and joins the letters."""
    face = font(size)
    if face.getlength(text) > end - start:
        text = lines_of(text, face, end - start)[0]
    # The letters' own height is above the line, so that scripts of different fonts share one.
    anchor, x = ("rs", end) if is_rtl else ("ls", start)
    pen.text((x, top + size), text, colour, face, anchor=anchor, direction="rtl" if is_rtl else "ltr")

"""The font of the cards: which letters it has, and lines that fit a width. Pure.

Letters are Latin, Greek, Cyrillic and Arabic with the letters of Urdu, Persian, Pashto and Sindhi. A newsroom
that writes another script names a font of its own in NEWSROOM_CARD_FONT.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

OWN_FONT = Path(__file__).with_name("card.ttf")
_COVERED = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1B0), (0x1CD, 0x1D4),
    (0x1E6, 0x1E7), (0x1FA, 0x21B), (0x259, 0x259), (0x300, 0x304), (0x306, 0x30C), (0x323, 0x323),
    (0x370, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3E1),
    (0x3F0, 0x45F), (0x490, 0x493), (0x49A, 0x4A3), (0x4AE, 0x4B1), (0x4D8, 0x4E9), (0x60C, 0x60C),
    (0x610, 0x614), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x657, 0x657),
    (0x660, 0x66D), (0x670, 0x671), (0x679, 0x6D5), (0x6EE, 0x6FF), (0x750, 0x77F), (0x1E02, 0x1E03),
    (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9), (0x200C, 0x2015), (0x2018, 0x201E),
    (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A),
    (0x2044, 0x2044), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122),
)  # fmt: skip
# A card without its little pictures says the same; one without its letters says nothing.
_LEFT_OUT = frozenset({"So", "Sk", "Cs", "Co", "Cn", "Cc"})


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font of the cards at a size in pixels."""
    return _font(settings.CARD_FONT or str(OWN_FONT), size)


@lru_cache(maxsize=32)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def drawable(text: str) -> str:
    """Return the text as it can be drawn, or nothing when the font lacks a letter of it.

    Emoji and signs are left out. A font of the newsroom's own is taken to have every letter.
    """
    whole = unicodedata.normalize("NFC", text)
    whole = "".join(" " if sign.isspace() else sign for sign in whole)
    if settings.CARD_FONT:
        return " ".join(whole.split())
    kept = [sign for sign in whole if _has(sign) or unicodedata.category(sign) not in _LEFT_OUT]
    kept = [sign for sign in kept if not "\ufe00" <= sign <= "\ufe0f"]
    return " ".join("".join(kept).split()) if all(map(_has, kept)) else ""


def _has(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _COVERED)


def lines_of(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return the text in lines no wider than `width`; a word that is wider alone is cut."""
    lines: list[str] = []
    for word in _pieces(text, face, width):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _pieces(text: str, face: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for sign in word:
            if piece and face.getlength(piece + sign) > width:
                yield piece
                piece = ""
            piece += sign
        yield piece

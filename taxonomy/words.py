"""Cutting text into words that can be compared with names. Pure: text in, words out.

Works for every script that puts something between its words: Latin, Greek, Cyrillic, Arabic, Urdu, Hebrew,
the scripts of India. A text in Chinese, Japanese or Thai is one long word here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from taxonomy.keys import key

# What stands between two words.
SPACE, COMMA, BREAK = " ", " , ", " \n "


class Word(NamedTuple):
    """A word of a text: its key, the key without a plural ending, as written, and where it stands."""

    word: str
    stem: str
    shown: str
    start: int
    end: int
    before: str  # what parts it from the word before: SPACE, COMMA or BREAK


def _marks() -> str:
    """The accents, vowel signs and joiners that belong to the letter before them, as ranges."""
    points = [
        point for point in range(0x300, 0x3100) if unicodedata.category(chr(point)) in ("Mn", "Mc", "Me")
    ]
    points += [0x200C, 0x200D, 0x0640]
    return "".join(f"\\u{point:04x}" for point in sorted(points))


_LETTERS = rf"[^\W_](?:[^\W_]|[{_marks()}])*"
_APOSTROPHES = "'’‘ʼ`´"
_WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_END = re.compile(r"[.!?…؟۔।]")
_STOP = re.compile(r"[,،;:؛()\[\]\"“”„«»–—]")
_ABBREVIATION = 3


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order, possessive endings off; `start` and `end` count its characters."""
    found: list[Word] = []
    after = 0
    for match in _WORD.finditer(text):
        shown = _POSSESSIVE.sub("", match[0])
        word = _key(shown)
        if not word:
            continue
        before = _between(text[after : match.start()], found[-1] if found else None)
        found.append(Word(word, _stem(word), sys.intern(shown), match.start(), match.end(), before))
        after = match.end()
    return found


def _between(gap: str, last: Word | None) -> str:
    """Say what parts two words. A full stop after a short word (“St.”, “Dr.”, “J.”) ends no sentence."""
    if gap in (" ", "-"):
        return SPACE
    if last is None or "\n" in gap:
        return BREAK
    if end := _END.search(gap):
        is_short = end[0] == "." and len(last.shown) <= _ABBREVIATION
        return SPACE if is_short and gap.strip() == "." else BREAK
    return COMMA if _STOP.search(gap) else SPACE


@lru_cache(maxsize=65_536)
def _key(shown: str) -> str:
    """Return the key of a word; plain letters need no look at each of them."""
    return shown.lower() if shown.isascii() and shown.isalnum() else key(shown)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """Take an English plural ending off; the same word with and without it has one stem."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]

"""What makes two names the same name.

Pure: text in, text out. The rule is that of the vocabulary (docs/topics/vocabulary.md): Unicode NFC, quotes
and dashes made alike, case-folded, accents stripped, runs of space as one, no outer space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Letters that Arabic, Persian and Urdu keyboards give under several code points; the stretching mark is no
# letter.
_ARABIC_LETTERS = {"ك": "ک", "ي": "ی", "ى": "ی", "ـ": None}
_LIVING = 0x3000
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʹʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **_ARABIC_LETTERS,
    }
)


class _Letters(dict[int, int | None]):
    """What becomes of each letter (None: it falls away), found out when it is first met. Translates texts.

    So a text is walked by Python's own loop and not by ours. Letters beyond the living scripts are not kept,
    or a text of all that Unicode has would stay in memory.
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self.rule = rule

    def __missing__(self, point: int) -> int | None:
        found = self.rule(chr(point))
        becomes = ord(found) if found else None
        if point < _LIVING:
            self[point] = becomes
        return becomes


def tidy(name: str) -> str:
    """Return a name as it is stored: Unicode NFC, no control characters, runs of space as one."""
    return unicodedata.normalize("NFC", re.sub(" +", " ", name.translate(_SPACED)).strip())


def key(text: str) -> str:
    """Return the key a name is looked up by: two names are the same name if their keys are equal.

    Idempotent. Empty only for text of nothing but space, accents and invisible characters.
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return tidy(folded.translate(_FOLDED))


def _falls_away(letter: str) -> bool:
    """Say whether a character is an accent, a vowel point of Arabic or Hebrew, or invisible.

    Told by the combining class, since in many scripts a mark is a letter of its own: Indic vowel signs, the
    voicing mark of kana.
    """
    point = unicodedata.combining(letter)
    return 10 <= point <= 36 or point >= 200 or unicodedata.category(letter) == "Cf" or "︀" <= letter <= "️"


def _spaced(letter: str) -> str:
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) == "Cc" else letter


_SPACED = _Letters(_spaced)
_FOLDED = _Letters(lambda letter: "" if _falls_away(letter) else letter.translate(_ALIKE))

"""What makes two written words the same word to a search: the one fold, for index, question and marks.

Pure: text in, text out. Done here and not by a database, so that both databases find the same and a person
who types without accents, vowel marks or another keyboard's letters finds what was written with them.
"""

from __future__ import annotations

import unicodedata

LONGEST_WORD = 40

# Letters that no decomposition leads to a plain one.
_ALIKE = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ĸ": "k", "ё": "е",
    # Arabic, Persian and Urdu keyboards give one letter under several code points. The hamza on a carrier and
    # the madda of an alef are marks that fall away by themselves; a tatweel only stretches.
    "ك": "ک", "ي": "ی", "ى": "ی", "ے": "ی", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ە": "ہ", "ۀ": "ہ", "ٱ": "ا",
    "ں": "ن", "ـ": "", "ء": "",
}  # fmt: skip


class _Letters(dict[int, str]):
    """What each character becomes; worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = becomes = _fold_letter(chr(point))
        return becomes


def _fold_letter(letter: str) -> str:
    if letter in _ALIKE:
        return _ALIKE[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category[0] in "LN":
        return f" {letter} " if _stands_alone(letter) else letter
    if category == "Cf" or (category[0] == "M" and _falls_away(letter)):
        return ""
    return letter if category[0] == "M" else " "


def _falls_away(mark: str) -> bool:
    """Say whether a mark is an accent or a vowel point; Indic vowel signs are letters of their words."""
    point = unicodedata.combining(mark)
    return 10 <= point <= 36 or point >= 200 or "\ufe00" <= mark <= "\ufe0f"


def _stands_alone(letter: str) -> bool:
    """Chinese is written without spaces: each character counts as a word."""
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"


_letters = _Letters()
_ASCII = {point: chr(point).lower() if chr(point).isalnum() else " " for point in range(128)}


def fold(text: str) -> str:
    """Return the words of a text in their plain form, a space between two. Idempotent."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(plain.translate(_letters).split())


def words(text: str) -> list[str]:
    """Return the folded words in their order, each cut at 40 letters."""
    return [word[:LONGEST_WORD] for word in fold(text).split(" ") if word]


def variants(word: str) -> tuple[str, ...]:
    """Return a word and its plural or singular, as many European languages form them: “flood”, “floods”.

    No stemming: it would have to know each story's language, and merges words that differ.
    """
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return (word,)
    if word.endswith("ies") and len(word) > 4:
        return (word, word[:-3] + "y")
    if word.endswith("s"):
        return (word,) if word.endswith("ss") else (word, word[:-1])
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, word[:-1] + "ies")
    return (word, word + "s")

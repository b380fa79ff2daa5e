"""The words that tell what a story is about, in any script."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

# What a word counts by where it stands; a word that stands in several places counts once, at its best.
IN_HEADLINE, IN_STANDFIRST, IN_LEDE = 3.0, 2.0, 1.0
MOST_TELLING = 12
LONGEST = 40
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LATIN = re.compile(r"[a-z]+$")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: lower case, no accents, possessive and plural endings off."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    found = (_stem(word) for word in _WORD.findall(unicodedata.normalize("NFC", plain)))
    return [word for word in found if len(word) > (2 if _LATIN.match(word) else 1)]


def _stem(word: str) -> str:
    word = _POSSESSIVE.sub("", word)[:LONGEST]
    if _LATIN.match(word) and len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def places_of(headline: str, standfirst: str, lede: str) -> dict[str, float]:
    """Return each word of a story's head with what its best place counts."""
    places: dict[str, float] = {}
    for text, counts in ((lede, IN_LEDE), (standfirst, IN_STANDFIRST), (headline, IN_HEADLINE)):
        for word in words_of(text):
            places[word] = counts
    return places


def telling(places: Mapping[str, float], uses: Mapping[str, int], stories: int) -> dict[str, float]:
    """Return the most telling words and their weights: where they stand, times how rare they are.

    `uses` says in how many of the `stories` counted a common word stands; a word it does not know is rare.
    Before anything was counted, a long word passes for a rare one.
    """
    weighed = {word: counts * _rarity(word, uses, stories) for word, counts in places.items()}
    best = sorted(weighed, key=lambda word: (-weighed[word], word))[:MOST_TELLING]
    return {word: round(weighed[word], 4) for word in best if weighed[word] > 0}


def _rarity(word: str, uses: Mapping[str, int], stories: int) -> float:
    if not stories:
        return min(len(word), 8) / 8
    return math.log((stories + 1) / (uses.get(word, 0) + 1))

"""Names that look alike, told by the groups of three letters they share. Pure.

The measure is that of PostgreSQL's pg_trgm: the shared groups divided by all groups of both names, 0 to 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import NamedTuple

NEAR = 0.25
PAIR = 0.6


class Pair(NamedTuple):
    """Two keys that look alike, and how much; 1 for the same words in another order."""

    one: str
    other: str
    similarity: float


@lru_cache(maxsize=65_536)
def groups(key: str) -> frozenset[str]:
    """Return the groups of three letters of a key, each word padded as pg_trgm does it."""
    found: set[str] = set()
    for word in key.split():
        padded = f"  {word} "
        found.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return frozenset(found)


def similarity(one: str, other: str) -> float:
    """Return how much two keys look alike."""
    mine, theirs = groups(one), groups(other)
    together = len(mine | theirs)
    return len(mine & theirs) / together if together else 0.0


class Lookalikes:
    """Keys ready to be compared. Some 0.3 s for 20,000."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(set(keys))
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for group in groups(key):
                self._holding[group].append(number)

    def near(self, key: str, *, least: float = NEAR, most: int = 5) -> list[str]:
        """Return the keys most like one that need not be known, best first, without itself."""
        scored = [(score, other) for other, score in self._alike(key, least) if other != key]
        return [other for _score, other in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:most]]

    def pairs(self, *, least: float = PAIR) -> list[Pair]:
        """Return all pairs of known keys that look alike or have the same words, most alike first."""
        found: dict[tuple[str, str], float] = {}
        for key in self._keys:
            for other, score in self._alike(key, least):
                if key < other:
                    found[key, other] = score
        found |= self._same_words()
        return sorted((Pair(*pair, score) for pair, score in found.items()), key=lambda p: (-p.similarity, p))

    def _alike(self, key: str, least: float) -> Iterable[tuple[str, float]]:
        """Only keys that share one of the rarest groups can reach `least`, so only those are compared."""
        mine = groups(key)
        needed = len(mine) - ceil(least * len(mine)) + 1
        rarest = sorted(mine, key=lambda group: (len(self._holding.get(group, ())), group))[:needed]
        candidates = {number for group in rarest for number in self._holding.get(group, ())}
        for number in candidates:
            score = similarity(key, self._keys[number])
            if score >= least:
                yield self._keys[number], score

    def _same_words(self) -> dict[tuple[str, str], float]:
        by_words: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            by_words[" ".join(sorted(key.split()))].append(key)
        return {
            (one, other): 1.0
            for alike in by_words.values()
            for place, one in enumerate(alike)
            for other in alike[place + 1 :]
        }


def spelled_alike(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of keys that differ only by number or by hyphens and spaces (“co-op”, “coops”)."""
    from taxonomy.words import words_of

    by_form: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(keys)):
        by_form["".join(word.stem for word in words_of(key))].append(key)
    return [
        (one, other)
        for alike in by_form.values()
        for place, one in enumerate(alike)
        for other in alike[place + 1 :]
    ]

"""How close one story is to another. Pure: no table is asked here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from published.more_news.weights import Weights

DAY = timedelta(days=1)
# A story that has half of the other's telling words, by weight, is as close by its text as can be.
ENOUGH_WORDS = 0.5


@dataclass(frozen=True)
class TagFacts:
    """What is known of a tag: its kind, on how many stories it stands, and its parents."""

    number: int
    kind: str
    stories: int
    parents: tuple[TagFacts, ...] = ()


@lru_cache(maxsize=50_000)
def rarity(stories_with: int, stories: int) -> float:
    """Return ln((N+1)/(df+1)); never below nothing, should a count be older than the other."""
    return max(0.0, math.log((stories + 1) / (stories_with + 1)))


def tag_weights(
    tags: Iterable[TagFacts], lead: int | None, stories: int, weights: Weights
) -> dict[int, float]:
    """Return the weight of each tag of a story, of which the one numbered `lead` is the lead.

    Rarity times kind, 1.4 times for the lead. Parents join at half weight, unless the story has them itself.
    """
    found: dict[int, float] = {}
    own = list(tags)
    for tag in own:
        weight = rarity(tag.stories, stories) * weights.of_kind(tag.kind)
        found[tag.number] = weight * (weights.lead if tag.number == lead else 1)
    for tag in own:
        for parent in tag.parents:
            weight = rarity(parent.stories, stories) * weights.of_kind(parent.kind) * weights.parent
            found[parent.number] = max(found.get(parent.number, 0.0), weight)
    return {number: weight for number, weight in found.items() if weight > 0}


def cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return how far two lists of weights point the same way: 0 to 1."""
    product = sum(weight * other[number] for number, weight in one.items() if number in other)
    if not product:
        return 0.0
    length = math.hypot(*one.values()) * math.hypot(*other.values())
    return min(1.0, product / length)


def text_part(mine: Mapping[str, float], theirs: Iterable[str]) -> float:
    """Return how much of my telling words the other story has: 0 to 1."""
    total = sum(mine.values())
    if not total:
        return 0.0
    found = sum(mine.get(word, 0.0) for word in set(theirs))
    return min(1.0, found / total / ENOUGH_WORDS)


def age_factor(mine: datetime, theirs: datetime, is_evergreen: bool, weights: Weights) -> float:
    """Return what the other story's age leaves of its score; 0 for one that is too old to be shown."""
    days = (mine - theirs) / DAY
    if days <= 0:
        return 1.0
    if is_evergreen:
        return max(weights.least_age_factor_evergreen, float(0.5 ** (days / weights.half_life)))
    if days > weights.oldest:
        return 0.0
    return max(weights.least_age_factor, float(0.5 ** (days / weights.half_life)))


def score(tags: float, text: float, age: float, weights: Weights) -> float:
    """Return the score of another story, 0 to 1 with the usual weights."""
    return (weights.share_of_tags * tags + weights.share_of_text * text) * age


def similarity(one: str, other: str) -> float:
    """Return how alike two headlines are: the share of three-letter pieces both have, 0 to 1."""
    mine, theirs = _pieces(one), _pieces(other)
    together = mine | theirs
    return len(mine & theirs) / len(together) if together else 0.0


def _pieces(text: str) -> set[str]:
    words = ("".join(letter if letter.isalnum() else " " for letter in text.casefold())).split()
    padded = [f"  {word} " for word in words]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}

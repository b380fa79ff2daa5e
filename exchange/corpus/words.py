"""The words of the synthetic newsroom: a vocabulary in which few words are common, and paragraphs of them."""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate, product

COMMON = (
    "the of and to in a that for was on is with said by as at from it council has its an be river would "
    "city they have not but school market bridge people year after police report minister court union "
    "harbour budget strike election hospital harvest storm festival ferry library museum railway forest"
).split()
FIRST = (
    "Ada Ben Carla David Elif Femi Greta Hugo Ines Jonas Kofi Leyla Maria Nadia Omar Priya Quinn Rosa".split()
)
LAST = "Abbott Brandt Castro Diallo Eriksen Farouk Garcia Haddad Ivanov Jansen Khan".split()
STARTS = "ba ce di fo gu ha je ki lo mu na pe qui ro sa te vi wo ya zu".split()
MIDDLES = "nar lem tor vis gan mel rad sor tin bul".split()
ENDS = "en ing er al ous ment ity ow et ard".split()
WORDS_IN_A_PARAGRAPH, PARAGRAPHS = 50, 3_000


@cache
def vocabulary() -> tuple[str, ...]:
    """Return 2,052 words, the most common first."""
    made = ("".join(parts) for parts in product(STARTS, MIDDLES, ENDS))
    return (*COMMON, *made)


@cache
def paragraphs() -> tuple[str, ...]:
    """Return paragraphs of fifty words: a word's rank says how rare it is (Zipf's law)."""
    chance = random.Random(20_261_123)  # noqa: S311  the same every time is what is wanted
    words = vocabulary()
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return tuple(
        " ".join(chance.choices(words, cum_weights=weights, k=WORDS_IN_A_PARAGRAPH)).capitalize() + "."
        for _ in range(PARAGRAPHS)
    )


def tag_name(number: int) -> str:
    """Return a tag's name: two rare words, and a number so that no two are alike."""
    rare = vocabulary()[len(COMMON) :]
    first, second = rare[number * 7 % len(rare)], rare[number * 13 % len(rare)]
    return f"{first.capitalize()} {second} {number}"


def person_name(number: int) -> str:
    """Return a contributor's name, each another one up to 198."""
    first = FIRST[number % len(FIRST)]
    return f"{first} {LAST[number // len(FIRST) % len(LAST)]}" + (" II" if number >= 198 else "")

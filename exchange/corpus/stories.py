"""One synthetic story by its number: what it says, who wrote it, what it is about. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate

from exchange.corpus.teams import Team
from exchange.corpus.words import paragraphs, vocabulary
from published.querysets import local_day

PARAGRAPHS = 9


@dataclass(frozen=True, slots=True)
class Story:
    """A published story. `tags` are numbers of rows, in order."""

    number: int
    moment: datetime
    day: date
    headline: str
    standfirst: str
    slug: str
    paragraphs: tuple[str, ...]
    section: int
    team: Team
    tags: tuple[int, ...]

    @property
    def body(self) -> str:
        """The text as the desk keeps it."""
        return "".join([f"<p>{words}</p>" for words in self.paragraphs])


def make_story(
    number: int, moment: datetime, sections: Sequence[int], teams: Sequence[Team], tags: Sequence[int]
) -> Story:
    """Return story `number`: about 450 words by one team, four to six tags, some far more used."""
    chance = random.Random(number)  # noqa: S311  the same every time is what is wanted
    throw = chance.random  # a fifth of what randrange takes
    texts, words = paragraphs(), vocabulary()
    start, step = int(throw() * len(texts)), 1 + int(throw() * 97)
    said = tuple([texts[(start + step * place) % len(texts)] for place in range(PARAGRAPHS)])
    spoken = [words[int(throw() * len(words))] for _ in range(6)]
    return Story(
        number=number,
        moment=moment,
        day=local_day(moment),
        headline=f"{' '.join(spoken).capitalize()} {number}",
        standfirst=said[0][:140].rpartition(" ")[0] + ".",
        slug="-".join([*spoken[:4], str(number)]),
        paragraphs=said,
        section=sections[int(throw() * len(sections))],
        team=teams[int(throw() * len(teams))],
        tags=_some_tags(chance, tags, 4 + int(throw() * 3)),
    )


def _some_tags(chance: random.Random, tags: Sequence[int], wanted: int) -> tuple[int, ...]:
    found: dict[int, None] = {}
    while len(found) < min(wanted, len(tags)):
        found.update(dict.fromkeys(chance.choices(tags, cum_weights=_zipf(len(tags)), k=wanted)))
    return tuple(found)[:wanted]


@cache
def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))

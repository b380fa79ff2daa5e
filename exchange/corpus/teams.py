"""Who writes together: the bylines of the synthetic newsroom, which recur as those of a newsroom do."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from articles.document import CREDIT_FIELDS, row_of
from articles.models import Credit
from published.bylines import CreditLine, compose_byline
from published.search.folding import words

TEAMS = 1_500
LARGEST = 3


@dataclass(frozen=True)
class Person:
    """A contributor, as bylines print one."""

    number: int
    name: str
    slug: str


@dataclass(frozen=True)
class Team:
    """One to three people, and what each story of theirs says of them: worked out once, for all stories."""

    people: tuple[Person, ...]

    @cached_property
    def byline(self) -> str:
        """The composed byline, as JSON."""
        return json.dumps(compose_byline([CreditLine("by", one.name, one.slug) for one in self.people]))

    @cached_property
    def credits(self) -> str:
        """What structured data say of the people, as JSON."""
        said = {"role": "by", "type": "Person", "place": "", "affiliation": ""}
        return json.dumps([said | {"name": one.name, "slug": one.slug} for one in self.people])

    @cached_property
    def document(self) -> list[dict[str, object]]:
        """The credits as a story's document has them."""
        blank = row_of(Credit(), CREDIT_FIELDS)
        return [blank | {"contributor_id": one.number, "printed_name": one.name} for one in self.people]

    @cached_property
    def words(self) -> list[str]:
        """What the people are found by."""
        return words(" ".join([one.name for one in self.people]))


@lru_cache(maxsize=2)
def teams(people: tuple[Person, ...]) -> Sequence[Team]:
    """Return the teams that these people form, the same each time. Everybody is in several."""
    chance = random.Random(len(people))  # noqa: S311  the same every time is what is wanted
    most = min(LARGEST, len(people))
    return [Team(tuple(chance.sample(people, 1 + place % most))) for place in range(TEAMS)]

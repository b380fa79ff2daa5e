"""Stories as lists have them: what a card shows and nothing else, straight from the row that was fetched.

A page of twenty cards whose markup is known needs no instance of a model: the values are looked up as they
are (`contents`), and become a story only where one has to be drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from published.compiled import compiled
from published.models import PublishedArticle
from published.paging import Anchor
from taxonomy.models import Section

# What a card shows of its story and of the section. Moments, days and JSON come as text, since reading
# them takes longer than all the rest: only those of new cards are read, and the first row's.
PLAIN = (
    "id", "kind", "language", "slug", "headline", "short_headline", "kicker", "standfirst",
    "is_day_only", "is_evergreen", "section_id",
)  # fmt: skip
OF_SECTION = ("slug", "name", "accent")
TEXTS = ("day", "published_at", "updated_at", "card_picture", "byline")
COUNT = len(PLAIN) + len(OF_SECTION) + len(TEXTS)
_KIND, _LANGUAGE, _SECTION = (PLAIN.index(name) for name in ("kind", "language", "section_id"))
_PICTURE, _PUBLISHED_AT = -2, -4


class CardRow:
    """A story of a list. Whatever else is asked of it is asked of the story that it then becomes."""

    __slots__ = ("_story", "added", "contents")

    def __init__(self, values: tuple[Any, ...]) -> None:
        """Take the values of one row: those of the card, and before them what `card_values` adds."""
        added = len(values) - COUNT
        self.contents = values[added:] if added else values
        self.added = values[:added]
        self._story: PublishedArticle | None = None

    @property
    def pk(self) -> int:
        """The number of the story."""
        return int(self.contents[0])

    @property
    def published_at(self) -> datetime:
        """When the story was published."""
        return moment_in(self.contents[_PUBLISHED_AT])

    @property
    def place(self) -> datetime:
        """When the row stands in its list: the story's moment, or the row's own, which is the same."""
        return moment_in(self.added[0]) if self.added else self.published_at

    @property
    def role(self) -> str:
        """What was asked for along with the card."""
        return str(self.added[1])

    @property
    def card_picture(self) -> dict[str, Any] | None:
        """The picture of the card."""
        text = self.contents[_PICTURE]
        return json.loads(text) if text is not None else None

    @property
    def kind(self) -> str:
        """The kind of the story."""
        return str(self.contents[_KIND])

    @property
    def language(self) -> str:
        """The language of the story."""
        return str(self.contents[_LANGUAGE])

    @property
    def story(self) -> PublishedArticle:
        """The story with its section. What no card shows is fetched when it is asked for."""
        if self._story is None:
            self._story = _story(self.contents)
        return self._story

    def __getattr__(self, name: str) -> Any:
        return getattr(self.story, name)

    def __eq__(self, other: object) -> bool:
        return getattr(other, "pk", None) == self.pk

    def __hash__(self) -> int:
        return hash(self.pk)


def moment_in(text: str) -> datetime:
    """Return the moment that a database wrote as text: PostgreSQL with the offset, SQLite in UTC without."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _story(contents: tuple[Any, ...]) -> PublishedArticle:
    end = len(PLAIN) + len(OF_SECTION)
    read = [None if text is None else read(text) for read, text in zip(_READERS, contents[end:], strict=True)]
    values = dict(zip((*PLAIN, *TEXTS), (*contents[: len(PLAIN)], *read), strict=True))
    of_section = dict(zip(OF_SECTION, contents[len(PLAIN) : end], strict=True))
    story = instance_of(PublishedArticle, values)
    story.section = instance_of(Section, of_section | {"id": values["section_id"]})
    return story


def instance_of(model: Any, values: dict[str, Any]) -> Any:
    """Return an instance with these values; the others are fetched when asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db("default", names, [values[name] for name in names])


_READERS: tuple[Callable[[str], Any], ...] = (
    date.fromisoformat,
    moment_in,
    moment_in,
    json.loads,
    json.loads,
)


def card_values(rows: Any, *, below: str = "", role: str = "") -> QuerySet[Any, tuple[Any, ...]]:
    """Ask for the values of cards.

    `below` leads from a row to its story (“article__”); such a row brings its own place in the order, and the
    field named by `role`.
    """
    added = [Cast("published_at", TextField()), role] if below else []
    found: QuerySet[Any, tuple[Any, ...]] = rows.values_list(*filter(None, added), *card_columns(below))
    return found


def card_columns(below: str = "") -> list[Any]:
    """Return the columns that a `CardRow` is made of, for `values_list()`; what is added comes before."""
    plain = [f"{below}{name}" for name in PLAIN]
    section = [f"{below}section__{name}" for name in OF_SECTION]
    return [*plain, *section, *(Cast(f"{below}{name}", TextField()) for name in TEXTS)]


class Listing:
    """One list, of which pages are asked for: composed once for each shape, then only filled with values."""

    def __init__(self, queries: CardList, given: dict[str, Any]) -> None:
        self._queries, self._given = queries, given

    def part(self, skipped: int, many: int, upto: Anchor | None = None) -> list[CardRow]:
        """Return `many` rows after the `skipped` first of those at or after a place. One query."""
        return self._rows(self._queries.part, skipped, many, upto)

    def before(self, place: Anchor, many: int) -> list[CardRow]:
        """Return the `many` rows just before a place, the nearest first. One query."""
        return self._rows(self._queries.newer, 0, many, place)

    def _rows(self, query: Any, skipped: int, many: int, place: Anchor | None) -> list[CardRow]:
        where = {"from_moment": place.published_at, "from_number": place.number} if place else _NOWHERE
        return [CardRow(row) for row in query(**self._given, **where, skipped=skipped, many=many)]


_NOWHERE: dict[str, Any] = {"from_moment": None, "from_number": None}


class CardList:
    """The queries of a list: `compose` makes the rows from values given by name, in no order yet."""

    def __init__(self, compose: Callable[..., Any], below: str, role: str, *, one_plan: bool) -> None:
        self.__doc__ = compose.__doc__

        def part(skipped: int, many: int, from_moment: Any, from_number: Any, **given: Any) -> Any:
            rows = compose(**given)
            rows = rows.up_to(from_moment, from_number) if from_moment else rows
            return card_values(rows.latest_first(), below=below, role=role)[skipped : skipped + many]

        def newer(skipped: int, many: int, from_moment: Any, from_number: Any, **given: Any) -> Any:
            rows = compose(**given).above(from_moment, from_number).latest_first().reverse()
            return card_values(rows, below=below, role=role)[skipped : skipped + many]

        self.part = compiled("skipped", "many", one_plan=one_plan)(part)
        self.newer = compiled("skipped", "many", one_plan=one_plan)(newer)

    def __call__(self, **given: Any) -> Listing:
        """Return the list for these values."""
        return Listing(self, given)


def card_list(
    *, below: str = "", role: str = "", one_plan: bool = False
) -> Callable[[Callable[..., Any]], CardList]:
    """Make a list of stories out of a function that returns the queryset of its rows.

    What goes for `compiled` goes for its arguments. `role` names a field that comes along with each row.
    """
    return lambda compose: CardList(compose, below, role, one_plan=one_plan)

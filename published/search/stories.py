"""The stories of one page of results: what a result shows of each, and no more, in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from published.models import Kind, PublishedArticle
from published.navigation import sections
from taxonomy.models import Section

_COLUMNS = (
    "id", "version", "section_id", "kind", "language", "kicker", "headline", "standfirst", "lede", "body",
    "byline", "credits", "day", "slug", "published_at", "is_day_only",
)  # fmt: skip


Row = tuple[Any, ...]
KIND = _COLUMNS.index("kind")


class FoundStory(NamedTuple):
    """A story as a result shows it. Its names are those of a published article."""

    pk: int
    version: int
    section: Section
    kind: str
    language: str
    kicker: str
    headline: str
    standfirst: str
    lede: str
    body: str
    byline: str
    credits: list[dict[str, Any]]
    day: date
    slug: str
    published_at: datetime
    is_day_only: bool

    def get_kind_display(self) -> str:
        """The kind in the active language."""
        return str(Kind(self.kind).label)


def rows_of(numbers: Sequence[int]) -> tuple[Row, ...]:
    """Return what results show of the stories of these numbers, in this order. One query.

    Rows and not objects: twenty of a model with thirty fields take as long to make as the rest of a search.
    """
    if not numbers:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection.vendor, len(numbers)), list(numbers))
        rows = {row[0]: row for row in cursor.fetchall()}
    return tuple(rows[number] for number in numbers if number in rows)


def stories_of(rows: Iterable[Row]) -> list[FoundStory]:
    """Return rows as stories. No query, but one for a section that has just been made."""
    rows = list(rows)
    known = _sections({row[2] for row in rows})
    return [_story(row, known) for row in rows]


@cache
def _sql(vendor: str, number: int) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, _COLUMNS))
    places = ", ".join(["%s"] * number)
    return f"SELECT {names} FROM {quote(PublishedArticle._meta.db_table)} WHERE id IN ({places})"  # noqa: S608


def _sections(numbers: set[int]) -> dict[int, Section]:
    known = {section.pk: section for section in sections()}
    if missing := numbers - known.keys():
        known |= Section.objects.in_bulk(missing)
    return known


def _story(row: tuple[Any, ...], known: dict[int, Section]) -> FoundStory:
    values = dict(zip(FoundStory._fields, row, strict=True))
    at = values["published_at"]
    return FoundStory(**values)._replace(
        section=known[row[2]],
        byline=json.loads(values["byline"]).get("short", ""),
        credits=json.loads(values["credits"]),
        published_at=at if at.tzinfo else at.replace(tzinfo=UTC),  # SQLite keeps no zones
    )

"""What backends share: what is asked of them, what they answer, and who is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection

from published.models import PublishedArticle

# “Best” is chosen among this many of the newest hits, and this many of the newest with every word in the
# headline: ranking all stories that have a common word would read all of them.
NEWEST, TITLED = 200, 100
# Two common words that never stand together are looked for through the whole archive: not for longer.
SECONDS = 1.5
LOWEST, HIGHEST = -(2**63), 2**63 - 1


class TooBroad(Exception):
    """The database would look for too long."""


@dataclass(frozen=True)
class Hit:
    """A story that was found. For “best”: among how many it was ranked, and the place of their newest."""

    article: int
    place: int
    of: int = 0
    newest: int = 0


@dataclass(frozen=True)
class Window:
    """Which part of the order is wanted: places between two, both included; how many rows after which."""

    lowest: int = LOWEST
    highest: int = HIGHEST
    skip: int = 0
    limit: int = 20


def public_condition(entry: str, at: datetime) -> tuple[str, list[Any]]:
    """Return SQL that holds for the entries of public, listed stories: the one rule, as Django writes it.

    `entry` is the column that names the story.
    """
    sql, params = _compiled_condition(connection.vendor, entry)
    moment = connection.ops.adapt_datetimefield_value(at)
    return sql, [moment if param == _some_moment() else param for param in params]


_SOME = datetime(2000, 1, 1, tzinfo=UTC)


def _some_moment() -> Any:
    """What the database is given for the moment that stands for all others in the compiled rule."""
    return connection.ops.adapt_datetimefield_value(_SOME)


@cache
def _compiled_condition(_vendor: str, entry: str) -> tuple[str, tuple[Any, ...]]:
    """The rule for some moment: writing it takes Django longer than a database takes for a small search."""
    stories = PublishedArticle.objects.public(_SOME).listed().order_by().values("pk")
    sql, params = stories.query.sql_with_params()
    table = PublishedArticle._meta.db_table
    return f'EXISTS ({sql} AND "{table}"."id" = {entry})', tuple(params)

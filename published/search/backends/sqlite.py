"""Search in SQLite's FTS5. The row of a story is its place, so the index itself is in order of time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import OperationalError, connection

from published.search.backends.common import (
    NEWEST,
    SECONDS,
    TITLED,
    Hit,
    TooBroad,
    Window,
    public_condition,
)
from published.search.models import SearchEntry
from published.search.querying import Alternatives, Query

if TYPE_CHECKING:
    from published.search.indexing import IndexRow

# What a word is worth by the part of the story in which it stands: headline, standfirst, tags and names.
_WORTH = (12, 5, 3)
_IN_THE_BODY = 1
_STEPS = 20_000  # of SQLite's machine: some tenths of a millisecond
_PUT = (
    "INSERT INTO published_searchindex (rowid, headline, standfirst, names, body, marks) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)
_ADD = (
    "UPDATE published_searchindex SET names = names || ' ' || %s, body = body || ' ' || %s "
    "WHERE rowid = (SELECT place FROM published_searchentry WHERE article_id = %s) AND length(body) < %s"
)
_MOST_LETTERS = 200_000


def put(rows: Sequence[IndexRow], *, form: int) -> None:
    """Write the entries of stories and their words. A trigger takes the words out with the entry."""
    SearchEntry.objects.bulk_create(
        SearchEntry(place=row.place, article_id=row.article, form=form) for row in rows
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            _PUT,
            [
                (row.place, *(" ".join(part) for part in
                              (row.headline, row.standfirst, row.names, row.body, row.marks)))
                for row in rows
            ],
        )  # fmt: skip


def add(article: int, names: list[str], body: list[str]) -> bool:
    """Give a story further words; False for one that is not in the index or has very many. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [" ".join(names), " ".join(body), article, _MOST_LETTERS])
        return bool(cursor.rowcount)


def find(query: Query, window: Window, *, order: str, at: datetime) -> list[Hit]:
    """Return the stories that match, newest or best first. One statement."""
    if order == "newest":
        sql, params = _pool(match(query), window, window.skip + window.limit, at)
        return [Hit(article, place) for article, place, *_parts in _rows(sql, params)][window.skip :]
    newest, params = _pool(match(query), window, NEWEST, at)
    titled, more = _pool(match(query, column="headline"), window, TITLED, at)
    rows = _rows(f"SELECT * FROM ({newest}) UNION SELECT * FROM ({titled})", [*params, *more])  # noqa: S608
    rows.sort(key=lambda row: (_worth(query, row[2:]), row[1]), reverse=True)
    wanted = rows[window.skip : window.skip + window.limit]
    last = max((row[1] for row in rows), default=0)
    return [Hit(article, place, of=len(rows), newest=last) for article, place, *_parts in wanted]


def _worth(query: Query, parts: Sequence[str]) -> int:
    """What a story is worth: of each term, the part it stands in that is worth most.

    FTS5's own measure asks how often each word stands in the whole archive, and lets a short text outweigh a
    headline.
    """
    padded = [f" {part} " for part in parts]
    return sum(_worth_of(term, padded) for term in query.terms)


def _worth_of(term: Alternatives, parts: Sequence[str]) -> int:
    phrases = [f" {' '.join(phrase)} " for phrase in term]
    for worth, part in zip(_WORTH, parts, strict=True):
        if any(phrase in part for phrase in phrases):
            return worth
    return _IN_THE_BODY


def _rows(sql: str, params: list) -> list[tuple]:
    """Raises TooBroad after a second and a half; SQLite asks now and then whether to go on."""
    ends = time.monotonic() + SECONDS
    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            cursor.execute(sql, params)
            return cursor.fetchall()
        except OperationalError as error:
            if "interrupted" in str(error):
                raise TooBroad from error
            raise
        finally:
            connection.connection.set_progress_handler(None, 0)


def _pool(expression: str, window: Window, most: int, at: datetime) -> tuple[str, list]:
    condition, params = public_condition("entry.article_id", at)
    sql = (
        "SELECT entry.article_id, entry.place, headline, standfirst, names "  # noqa: S608
        "FROM published_searchindex CROSS JOIN published_searchentry entry "
        "ON entry.place = published_searchindex.rowid "
        "WHERE published_searchindex MATCH %s AND published_searchindex.rowid BETWEEN %s AND %s "
        f"AND {condition} ORDER BY published_searchindex.rowid DESC LIMIT %s"
    )
    return sql, [expression, window.lowest, window.highest, *params, most]


def match(query: Query, column: str = "") -> str:
    """Return a query as FTS5 writes it. Words hold letters and digits alone and are quoted all the same."""
    wanted = " AND ".join(f"({_either(term)})" for term in query.terms)
    if column and wanted:
        wanted = f"{column} : ({wanted})"
    marks = " AND ".join(f"({_either(mark)})" for mark in query.marks)
    both = " AND ".join(part if part == marks else f"({part})" for part in (wanted, marks) if part)
    unwanted = "".join(f" NOT ({_either(term)})" for term in query.without)
    return f"({both}){unwanted}"


def _either(alternatives: Alternatives) -> str:
    return " OR ".join('"' + " ".join(phrase) + '"' for phrase in alternatives)

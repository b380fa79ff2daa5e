"""Search in PostgreSQL. The vectors are written here, so no text parser of the server has a say in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from django.db import OperationalError, connection

from published.search.backends import commonness
from published.search.backends.common import NEWEST, SECONDS, TITLED, Hit, TooBroad, Window, public_condition
from published.search.querying import Alternatives, Query

if TYPE_CHECKING:
    from published.search.indexing import IndexRow

# Weights of body, tags and names, standfirst, headline, in PostgreSQL's order from D to A.
_RANK = "ts_rank('{0.08, 0.3, 0.5, 1}', pool.vector, %s::tsquery, 1)"
_PUT = (
    "INSERT INTO published_searchentry (place, article_id, form, vector, title) "
    "VALUES (%s, %s, %s, %s::tsvector, %s::tsvector)"
)
_ADD = (
    "UPDATE published_searchentry SET vector = vector || %s::tsvector "
    "WHERE article_id = %s AND pg_column_size(vector) < %s"
)
_MOST_BYTES = 200_000  # compressed; PostgreSQL refuses a megabyte
_NEWEST_FIRST = "ORDER BY entry.place DESC"
_SORTED = "ORDER BY entry.place + 0 DESC"
_CANCELED = "57014"  # query_canceled: the limit, or an operator
_MOST_POSITIONS, _LAST_POSITION = 200, 16_383  # PostgreSQL keeps 255 of a word, and none above this
_SURELY_FEW = 2 * _MOST_POSITIONS  # letters: each place takes two at least
_USUAL_POSITIONS = 2_048  # those of nearly every story are written once


def put(rows: Sequence[IndexRow], *, form: int) -> None:
    """Write the entries of stories with their words. One statement each."""
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, [(row.place, row.article, form, vector(row), title(row)) for row in rows])


def add(article: int, names: list[str], body: list[str]) -> bool:
    """Give a story further words; False for one that is not in the index or has very many. One statement."""
    from published.search.indexing import IndexRow

    more = vector(IndexRow(0, article, [], [], names, body, []))
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [more, article, _MOST_BYTES])
        return bool(cursor.rowcount)


def vector(row: IndexRow) -> str:
    """Return a story's words as PostgreSQL writes them: “'flood':1A,14 'river':2A”."""
    parts = (("A", row.headline), ("B", row.standfirst), ("C", row.names), ("", row.body), ("", row.marks))
    found: dict[str, str] = {}
    start = 1
    for weight, part in parts:
        for word, place in zip(part, _places(start, len(part), weight), strict=True):
            found[word] = found.get(word, "") + place
        start += len(part) + 10  # no phrase reaches from one part into the next
    return " ".join(
        [
            f"'{word}':{places[1:] if len(places) <= _SURELY_FEW else _fewer(places)}"
            for word, places in found.items()
        ]
    )


def _places(start: int, count: int, weight: str) -> list[str]:
    if start + count <= _USUAL_POSITIONS:
        return _usual_places(weight)[start : start + count]
    return _written_places(start, start + count, weight)


@cache
def _usual_places(weight: str) -> list[str]:
    return _written_places(0, _USUAL_POSITIONS, weight)


def _written_places(start: int, end: int, weight: str) -> list[str]:
    return [f",{min(place, _LAST_POSITION)}{weight}" for place in range(start, end)]


def _fewer(places: str) -> str:
    """Cut the places of one word."""
    return ",".join(places[1:].split(",")[:_MOST_POSITIONS])


def title(row: IndexRow) -> str:
    """Return the words of the headline alone, by which the best hits are found first."""
    return " ".join(f"'{word}'" for word in dict.fromkeys(row.headline))


def find(query: Query, window: Window, *, order: str, at: datetime) -> list[Hit]:
    """Return the stories that match, newest or best first. One statement, two if the first is slow.

    One more in ten minutes, for how common words are.
    """
    make = _newest if order == "newest" else _best
    is_rare = _is_rare("vector", query, window.skip + window.limit if order == "newest" else NEWEST)
    try:
        return _within_time(*make(query, window, at, is_rare))
    except TooBroad:
        # Two common words that never stand together: the index of words alone finds those few that have both.
        return _within_time(*make(query, window, at, not is_rare))


def _is_rare(column: str, query: Query, most: int) -> bool:
    known = commonness.of_column(column)
    return known is not None and known.is_rare(query, most)


def _within_time(sql: str, params: list) -> list[Hit]:
    """Sent as one message, so that the limit holds for this statement alone, in a transaction or not.

    Raises TooBroad at the limit; the connection, and a transaction that is open, can be used as before.
    """
    is_inside = connection.in_atomic_block
    message = (
        f"SET LOCAL statement_timeout = {SECONDS * 1000:.0f}; {sql}; SET LOCAL statement_timeout = DEFAULT"
    )
    if is_inside:
        message = f"SAVEPOINT search; {message}; RELEASE SAVEPOINT search"
    with connection.cursor() as cursor:
        try:
            cursor.execute(message, params)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != _CANCELED:
                raise
            if is_inside:
                cursor.execute("ROLLBACK TO SAVEPOINT search")
            raise TooBroad from error
        for _statement in range(1 + is_inside):
            cursor.nextset()
        return [Hit(*row) for row in cursor.fetchall()]


def _newest(query: Query, window: Window, at: datetime, is_rare: bool) -> tuple[str, list]:
    sql, params = _pool(window, window.skip + window.limit, at, is_rare, ("vector", match(query)))
    return f"SELECT article_id, place FROM ({sql}) pool OFFSET %s", [*params, window.skip]  # noqa: S608


def _best(query: Query, window: Window, at: datetime, is_rare: bool) -> tuple[str, list]:
    words = text(query)
    newest, params = _pool(window, NEWEST, at, is_rare, ("vector", match(query)))
    pool, values = _ranked(newest), [words, *params]
    if query.terms:
        titled, more = _titled(query, window, at)
        pool, values = f"{pool} UNION {_ranked(titled)}", [*values, words, *more]
    sql = (
        f"SELECT article_id, place, COUNT(*) OVER (), MAX(place) OVER () FROM ({pool}) ranked "  # noqa: S608
        "ORDER BY rank DESC, place DESC LIMIT %s OFFSET %s"
    )
    return sql, [*values, window.limit, window.skip]


def _titled(query: Query, window: Window, at: datetime) -> tuple[str, list]:
    asked = (("title", text(query)), ("vector", rest(query)))
    if not _is_rare("title", query, TITLED):
        return _pool(window, TITLED, at, False, *asked)
    # Sorted before they are asked whether they are public, which nearly all are: a half more are taken.
    newest, params = _matching(window, *asked)
    public, more = public_condition("entry.article_id", at)
    sql = (
        "SELECT entry.place, entry.article_id, entry.vector "  # noqa: S608
        f"FROM ({newest} {_SORTED} LIMIT %s) entry WHERE {public} {_NEWEST_FIRST} LIMIT %s"
    )
    return sql, [*params, TITLED + TITLED // 2, *more, TITLED]


def _ranked(pool: str) -> str:
    """Ranked where they are found: to look the vectors up once more would cost a join."""
    return f"SELECT pool.place, pool.article_id, {_RANK} AS rank FROM ({pool}) pool"  # noqa: S608


def _pool(
    window: Window, most: int, at: datetime, is_rare: bool, *asked: tuple[str, str]
) -> tuple[str, list]:
    """The newest `most` public stories in which each (column, expression) that is not empty matches.

    Rare ones are sorted, others met on the way from the newest end of the archive.
    """
    matching, params = _matching(window, *asked)
    public, more = public_condition("entry.article_id", at)
    order = _SORTED if is_rare else _NEWEST_FIRST
    return f"{matching} AND {public} {order} LIMIT %s", [*params, *more, most]


def _matching(window: Window, *asked: tuple[str, str]) -> tuple[str, list]:
    asked = tuple((column, expression) for column, expression in asked if expression)
    matching = "".join(f"entry.{column} @@ %s::tsquery AND " for column, _expression in asked)
    sql = (
        "SELECT entry.place, entry.article_id, entry.vector FROM published_searchentry entry "  # noqa: S608
        f"WHERE {matching}entry.place BETWEEN %s AND %s"
    )
    return sql, [*(expression for _column, expression in asked), window.lowest, window.highest]


def match(query: Query) -> str:
    """Return a whole query as PostgreSQL writes it."""
    return " & ".join(filter(None, [text(query), rest(query)]))


def text(query: Query) -> str:
    """Return the wanted words alone."""
    return " & ".join(f"({_either(term)})" for term in query.terms)


def rest(query: Query) -> str:
    """Return the filters and the unwanted words."""
    marks = [f"({_either(mark)})" for mark in query.marks]
    return " & ".join([*marks, *(f"!({_either(term)})" for term in query.without)])


def _either(alternatives: Alternatives) -> str:
    """Words hold letters and digits alone, so quoting needs no escapes."""
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in alternatives)

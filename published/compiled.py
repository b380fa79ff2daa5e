"""Queries that are composed once: the SQL is kept, and only values are filled in.

Django composes a query from its parts each time it is asked, which for a page of readers takes much longer
than fetching its rows. A function marked `compiled` says how the query is made; it is called once for each
shape, with stand-ins for the values, and never again:

    @compiled("limit")
    def newest(section: int, at: datetime, limit: int) -> QuerySet[PublishedArticle]:
        return PublishedArticle.objects.public(at).filter(section=section).latest_first()[:limit]

    stories = newest(section=3, at=timezone.now(), limit=20)  # a list; one query

The rules of the querysets stay where they are, since they are what composes. A value must reach the database
as it is given: what is computed from one (`at - a fortnight`) is passed as a value of its own. What changes
the SQL (a limit, an order) is named in the decorator as a part of the shape; None, True and False always are.
What was forgotten is found out at the first call: such a query is composed each time, and the log says why.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet

from published.statements import Statement, Value

log = logging.getLogger("newsroom.compiled")

Row = TypeVar("Row")
# A list is filled up to a length of this kind, so that there are few shapes of it.
LENGTHS = tuple(2**power for power in range(16))
# Shapes are few; if somebody made a shape of what readers type, this is where it ends.
MOST_SHAPES = 500


def compiled(
    *shape: str, one_plan: bool = False, by_row: bool = False
) -> Callable[[Callable[..., QuerySet[Any, Row]]], Compiled[Row]]:
    """Make a function that returns a queryset one that returns its rows as a list. Give all values by name.

    `shape` names the arguments that the SQL depends on. Values are moments, days, texts, numbers, and lists
    of numbers or texts, of which the last is repeated as often as the length needs: ask for them with `in`
    alone.
    With `one_plan` PostgreSQL keeps the statement, planned once for all values, which saves it more than half
    of its work. Say so where all values find about as many rows, as numbers and addresses do. One tag has
    three stories and another fifty thousand: the plan that serves the one would sort the whole of the other.
    With `by_row` each instance brings its row as `contents`, by which published/memory.py compares it at once
    instead of field by field: for instances that are shown and that nobody changes.

    Rows are instances with what was selected and annotated, tuples of `values_list()`, or flat values.
    """
    return lambda compose: Compiled(compose, frozenset(shape), one_plan=one_plan, by_row=by_row)


class Compiled(Generic[Row]):
    """A query in all the shapes that it was asked for."""

    def __init__(
        self,
        compose: Callable[..., QuerySet[Any, Row]],
        shape: frozenset[str],
        *,
        one_plan: bool = False,
        by_row: bool = False,
    ) -> None:
        self.compose, self.shape, self.one_plan, self.by_row = compose, shape, one_plan, by_row
        self._told: list[Any] = []
        self._model: type[Model] | None = None
        self.__doc__ = compose.__doc__

    def __call__(self, **given: Any) -> list[Row]:
        """Return the rows. One query; none for an empty list in which to look."""
        connection, statement, values = self._prepared(given)
        return statement.rows(connection, values, by_row=self.by_row) if statement else []

    def _prepared(self, given: dict[str, Any]) -> tuple[Any, Statement | None, list[Value]]:
        shape: list[tuple[str, Any]] = []
        values: list[Value] = []
        for name, value in given.items():
            if value is None or value is True or value is False or name in self.shape:
                shape.append((name, value))
            elif isinstance(value, list | tuple):
                listed = _filled_up(value)
                shape.append((name, len(listed)))
                values.extend(listed)
            else:
                shape.append((name, type(value)))
                values.append(value)
        connection = connections[router.db_for_read(self._model)] if self._model else None
        known = _kept(connection).get((self, *shape)) if connection else None
        if known is None:
            connection, known = self._composed(given, shape)
        return connection, known, values

    def _composed(self, given: dict[str, Any], shape: list[tuple[str, Any]]) -> tuple[Any, Statement | None]:
        """Compose the query with stand-ins, for the connection that it will be sent over."""
        stand_ins: list[Value] = []
        arguments: dict[str, Any] = {}
        for (name, kind), value in zip(shape, given.values(), strict=True):
            if isinstance(value, list | tuple) and name not in self.shape:
                of = type(value[0]) if value else int
                listed = [_stand_in(of, len(stand_ins) + place) for place in range(kind)]
                arguments[name], stand_ins = listed, stand_ins + listed
            elif isinstance(kind, type) and name not in self.shape:
                arguments[name] = _stand_in(kind, len(stand_ins))
                stand_ins.append(arguments[name])
            else:
                arguments[name] = value
        queryset = self.compose(**arguments)
        self._model = queryset.model
        connection = connections[queryset.db]
        try:
            statement = Statement(queryset, connection, stand_ins, one_plan=self.one_plan)
        except EmptyResultSet:
            return connection, self._afresh(given, connection)
        if statement.missing:
            if shape not in self._told:
                self._told.append(shape)
                log.warning("%s is composed each time: %s are not sent as given", self, statement.missing)
            return connection, self._afresh(given, connection)
        kept = _kept(connection)
        if len(kept) >= MOST_SHAPES:
            kept.clear()
        kept[(self, *shape)] = statement
        return connection, statement

    def _afresh(self, given: dict[str, Any], connection: Any) -> Statement | None:
        """Compose with the values themselves; None where the database need not be asked."""
        try:
            return Statement(self.compose(**given), connection, [])
        except EmptyResultSet:
            return None

    def __str__(self) -> str:
        return f"{self.compose.__module__}.{self.compose.__qualname__}"


def _kept(connection: Any) -> dict[Any, Statement]:
    """Statements live with their connection, which their converters know and which belongs to one thread."""
    return connection.__dict__.setdefault("_newsroom_compiled", {})


def _filled_up(listed: Sequence[Value]) -> list[Value]:
    if not listed:
        return []
    length = next((length for length in LENGTHS if length >= len(listed)), len(listed))
    return [*listed, *[listed[-1]] * (length - len(listed))]


def _stand_in(kind: Any, place: int) -> Any:
    """Return a value of a kind that no query has by itself, another one for each place."""
    if issubclass(kind, datetime):
        return datetime(2987, 6, 5, 4, 3, 2, 1, tzinfo=UTC) + timedelta(minutes=place)
    if issubclass(kind, date):
        return date(2986, 5, 4) + timedelta(days=place)
    return f"stand-in \ue000 {place}" if issubclass(kind, str) else kind(1_987_650_000 + place)

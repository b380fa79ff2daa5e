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
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

log = logging.getLogger("newsroom.compiled")

Row = TypeVar("Row")
Value = datetime | date | str | int | float

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

    def _prepared(self, given: dict[str, Any]) -> tuple[Any, _Statement | None, list[Value]]:
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

    def _composed(self, given: dict[str, Any], shape: list[tuple[str, Any]]) -> tuple[Any, _Statement | None]:
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
            statement = _Statement(queryset, connection, stand_ins, one_plan=self.one_plan)
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

    def _afresh(self, given: dict[str, Any], connection: Any) -> _Statement | None:
        """Compose with the values themselves; None where the database need not be asked."""
        try:
            return _Statement(self.compose(**given), connection, [])
        except EmptyResultSet:
            return None

    def __str__(self) -> str:
        return f"{self.compose.__module__}.{self.compose.__qualname__}"


class _Statement:
    """The SQL of one shape for one connection, where each value goes, and how rows become what is wanted."""

    def __init__(
        self, queryset: QuerySet[Any, Any], connection: Any, stand_ins: list[Value], *, one_plan: bool = False
    ) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        sent = [_adapted(one, connection.ops) for one in stand_ins]
        self.params = [(sent.index(one), None) if one in sent else (-1, one) for one in params]
        self.has_moments = any(isinstance(one, date) for one in stand_ins)
        used = {place for place, _constant in self.params}
        self.missing = [one for place, one in enumerate(stand_ins) if place not in used]
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns).items()
        self.conversions = {at: [(one, column) for one in many] for at, (many, column) in converters}
        self.made = _maker(queryset, compiler)
        self.kept_sql = ""
        if one_plan and not self.missing and hasattr(connection, "keeps_statements"):
            self.kept_sql = connection.in_the_servers_words(self.sql, self.params)

    def rows(self, connection: Any, values: Sequence[Value], *, by_row: bool) -> list[Any]:
        """Send it with these values, and make of each row what is wanted; `by_row`, with the row itself."""
        found = self._fetched(connection, values)
        made = list(self.made(self._converted(found, connection)))
        for instance, row in zip(made, found, strict=True) if by_row else ():
            instance.contents = (type(instance), row)
        return made

    def _fetched(self, connection: Any, values: Sequence[Value]) -> list[Sequence[Any]]:
        if self.has_moments:
            values = [_adapted(value, connection.ops) for value in values]
        if self.kept_sql and connection.keeps_statements():
            with connection.prepared_cursor() as cursor:
                cursor.execute(self.kept_sql, [values[place] for place, _none in self.params if place >= 0])
                return cursor.fetchall()
        params = [constant if place < 0 else values[place] for place, constant in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.fetchall()

    def _converted(self, found: Sequence[Sequence[Any]], connection: Any) -> Iterable[Sequence[Any]]:
        return self._each_converted(found, connection) if self.conversions else found

    def _each_converted(self, found: Sequence[Sequence[Any]], connection: Any) -> Iterator[Sequence[Any]]:
        for row in found:
            values = list(row)
            for place, conversions in self.conversions.items():
                for convert, column in conversions:
                    values[place] = convert(values[place], column, connection)
            yield values


def _kept(connection: Any) -> dict[Any, _Statement]:
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


def _adapted(value: Value, ops: Any) -> Any:
    """Return a value as the fields of its kind send it."""
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Iterable[Sequence[Any]]], Iterator[Any]]:
    """Return what makes rows of what the database sent: as the queryset's own way of reading does."""
    way: Any = queryset._iterable_class
    if way is ValuesListIterable:
        return lambda rows: map(tuple, rows)
    if way is FlatValuesListIterable:
        return lambda rows: (row[0] for row in rows)
    if way is not ModelIterable:
        raise TypeError(f"rows of {way.__name__} are not made here")
    return _maker_of_instances(queryset.db, compiler)


def _maker_of_instances(alias: str, compiler: Any) -> Callable[[Iterable[Sequence[Any]]], Iterator[Any]]:
    """The loop of Django's ModelIterable, with what it finds out before each query found out once."""
    info, annotations = compiler.klass_info, list((compiler.annotation_col_map or {}).items())
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    make, related = info["model"].from_db, get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]

    def made(rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
        for row in rows:
            instance = make(alias, names, row[first:end])
            for populator in related:
                populator.populate(row, instance)
            for name, place in annotations:
                setattr(instance, name, row[place])
            yield instance

    return made

"""One SQL statement of a compiled query for one connection: where each value goes, and what rows become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

Value = datetime | date | str | int | float


class Statement:
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

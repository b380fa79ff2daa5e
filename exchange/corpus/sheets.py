"""Rows of a table on their way into the database in bulk: COPY on PostgreSQL, INSERT elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, models


class Sheet:
    """Rows of one model. `names` are what `add` is given, by attribute; the rest is what the model says."""

    def __init__(self, model: type[models.Model], *names: str) -> None:
        fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
        others = [field for field in fields if field.attname not in names]
        self.table = model._meta.db_table
        self.columns = [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
        self.columns += [str(field.column) for field in others]
        self._prepared = preparing()
        self._rest = tuple(self._prepared(_default(field)) for field in others)
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        """Add a row; JSON comes as text, and what is used more than once comes as `preparing` makes it."""
        self.rows.append((*map(self._prepared, values), *self._rest))

    def write(self) -> None:
        """Write the rows and forget them. One statement."""
        if connection.vendor == "postgresql":
            copy_into(self.table, self.columns, self.rows)
        else:
            marks = ", ".join(["%s"] * len(self.columns))
            with connection.cursor() as cursor:
                into = f"INSERT INTO {_columns(self.table, self.columns)}"
                cursor.executemany(f"{into} VALUES ({marks})", self.rows)
        self.rows = []


def copy_into(table: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write rows of values that `copied` has prepared, as the text form of COPY (PostgreSQL alone)."""
    lines = "".join(["\t".join(row) + "\n" for row in rows])
    with connection.cursor() as cursor, cursor.copy(f"COPY {_columns(table, columns)} FROM STDIN") as copy:
        copy.write(lines)


def preparing() -> Callable[[Any], Any]:
    """Return what makes a value ready for the statement that writes it on this database."""
    return copied if connection.vendor == "postgresql" else _plain


def copied(value: Any) -> str:
    """Return a value as COPY reads it. Done here: handing each over by itself takes four times as long."""
    if type(value) is int:  # half of all values; nothing in them is to be escaped
        return str(value)
    if value is None:
        return r"\N"
    text = str(value)
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        return text.translate(_ESCAPES)
    return text


_ESCAPES = {ord("\\"): r"\\", ord("\n"): r"\n", ord("\t"): r"\t", ord("\r"): r"\r"}


def _columns(table: str, columns: Iterable[str]) -> str:
    names = ", ".join(map(connection.ops.quote_name, columns))
    return f"{connection.ops.quote_name(table)} ({names})"


def _default(field: Any) -> Any:
    value = field.get_default() if field.has_default() or not field.null else None
    return json.dumps(value) if isinstance(field, models.JSONField) and value is not None else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value

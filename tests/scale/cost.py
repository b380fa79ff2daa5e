"""What a page costs the database: statements, and the rows they bring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection
from django.db.models.sql import compiler


@dataclass
class Cost:
    """The statements in order, each with the number of rows that were fetched for it."""

    statements: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def queries(self) -> int:
        return len(self.statements)

    @property
    def most_rows(self) -> int:
        """The rows of the statement that brought most."""
        return max(self.rows, default=0)

    def __str__(self) -> str:
        lines = zip(self.rows, self.statements, strict=True)
        return "\n".join(f"{rows:5} {statement[:300]}" for rows, statement in lines)


@contextmanager
def counted() -> Iterator[Cost]:
    """Count what is asked of the database, savepoints included, and the rows that the ORM fetches."""
    cost, fetch = Cost(), compiler.cursor_iter

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        cost.statements.append(sql)
        cost.rows.append(0)
        return execute(sql, params, many, context)

    def fetched(*args: Any) -> Iterator[Any]:
        place = len(cost.rows) - 1
        for chunk in fetch(*args):
            cost.rows[place] += len(chunk)
            yield chunk

    with connection.execute_wrapper(note), mock.patch.object(compiler, "cursor_iter", fetched):
        yield cost

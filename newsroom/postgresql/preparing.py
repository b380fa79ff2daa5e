"""Statements that the server keeps with their plans (PREPARE), in its own spelling: `$1` for what differs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg import RawCursor
from psycopg.errors import FeatureNotSupported
from psycopg.types.numeric import Int8

Literal = Callable[[Any], str]


class PreparingCursor(base.CursorMixin, RawCursor[Any]):
    """A cursor whose statements the server keeps with their plans, for the next time.

    They are sent as they are: the driver would look for its own marks in a long one each time.
    """

    def execute(self, query: Any, params: Any = None, **_options: Any) -> PreparingCursor:
        """Send the values alone where the server knows the statement, else both."""
        # The driver would choose the type of a number by its size, and keep a statement for each choice.
        values = [Int8(one) if type(one) is int else one for one in params or ()]
        # Set for this moment: otherwise the driver would count, and hold, every statement that is sent.
        self.connection.prepare_threshold = sys.maxsize
        try:
            super().execute(query, values, prepare=True)
        except FeatureNotSupported:
            # A migration has changed the type of a column that a kept plan reads.
            if not self.connection.autocommit:
                raise
            self.connection.execute("DEALLOCATE ALL")
            super().execute(query, values, prepare=True)
        finally:
            self.connection.prepare_threshold = None
        return self


def in_the_servers_words(sql: str, params: Sequence[tuple[int, Any]], literal: Literal) -> str:
    """Return a statement with `$1`, `$2` … for Django's marks, and with the constants among them written in.

    `params`: place and constant of each mark; those whose place is below 0 are constants, which `literal`
    writes. The others are given in their order when it is sent.
    """
    left, number = iter(params), 0

    def written(mark: re.Match[str]) -> str:
        nonlocal number
        if mark[0] == "%%":
            return "%"
        place, constant = next(left)
        if place < 0:
            return literal(constant)
        number += 1
        return f"${number}"

    return re.sub("%[s%]", written, sql)


def with_values(sql: str, params: Sequence[Any], literal: Literal) -> str:
    """Return a statement in the server's words with its values, for the log and for tests."""
    return re.sub(r"\$(\d+)", lambda mark: literal(params[int(mark[1]) - 1]), sql)

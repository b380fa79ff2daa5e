"""The database backend that `DATABASE_URL` with postgres:// leads to."""

from __future__ import annotations

import re
import select
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base, operations
from psycopg.errors import FeatureNotSupported
from psycopg.types.numeric import Int8

_HOW_TO_PLAN = """
SELECT set_config('plan_cache_mode', %s, false), (
  SELECT set_config(name, '1.1', false) FROM pg_settings
   WHERE name = 'random_page_cost' AND source = 'default')
WHERE pg_backend_pid() = %s"""


class PreparingCursor(base.ServerBindingCursor):
    """A cursor whose statements the server keeps with their plans (PREPARE), for the next time."""

    connection: Any

    def execute(self, query: Any, params: Any = None) -> PreparingCursor:
        """Send the values alone where the server knows the statement, else both."""
        # The driver would choose the type of a number by its size, and keep a statement for each choice.
        values = [Int8(one) if type(one) is int else one for one in params or ()]
        # Set for this moment: otherwise the driver would count, and hold, every statement that is sent.
        self.connection.prepare_threshold = sys.maxsize
        try:
            self._send(query, values)
        except FeatureNotSupported:
            # A migration has changed the type of a column that a kept plan reads.
            if not self.connection.autocommit:
                raise
            self.connection.execute("DEALLOCATE ALL")
            self._send(query, values)
        finally:
            self.connection.prepare_threshold = None
        return self

    def _send(self, query: Any, values: list[Any]) -> None:
        super().execute(query, values, prepare=True)  # type: ignore[misc]  # the driver's


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which can also tell what a prepared statement said."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return the statement with its values, for the log and for tests."""
        if isinstance(cursor, PreparingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, which asks less whether a kept connection is there, and can have statements prepared.

    Not with the setting PREPARED_STATEMENTS off, nor through a pooler: that may give a statement to another
    process of the server, which does not know what was prepared, or knows something else by its name.
    """

    ops_class = DatabaseOperations
    prepares = False

    def init_connection_state(self) -> None:
        """Tell a new connection how to plan, if it is no pooler's. One query a connection.

        A prepared statement is planned once, for all values: left to itself, PostgreSQL plans it anew for as
        long as it believes that knowing the values gives the better plan, and only what finds as many rows
        with any values is prepared here. And looking up a row costs little more than reading on, as on every
        disk without moving parts; who runs the server may have said otherwise, and is heard.
        """
        super().init_connection_state()
        plan = "force_generic_plan" if settings.PREPARED_STATEMENTS else "auto"
        with self.cursor() as cursor:
            cursor.execute(_HOW_TO_PLAN, [plan, self.process_number()])
            self.prepares = cursor.fetchone() is not None and settings.PREPARED_STATEMENTS

    def process_number(self) -> int:
        """Return the number of the process that took the connection; a pooler gives one of its own."""
        return int(self.connection.info.backend_pid)

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that come again and again, with `%s` for what differs alone."""
        self.ensure_connection()
        if not self.prepares:
            return self.cursor()
        with self.wrap_database_errors:
            # As `cursor()` does with Django's own; the stubs know neither.
            return self._prepare_cursor(PreparingCursor(self.connection))  # type: ignore[attr-defined, call-arg]

    def with_constants(self, sql: str, params: Sequence[tuple[int, Any]]) -> str:
        """Write the constants among `params`, those whose place is below 0, into the statement. No query."""
        left = iter(params)

        def written(mark: re.Match[str]) -> str:
            if mark[0] == "%%":
                return mark[0]
            place, constant = next(left)
            if place >= 0:
                return mark[0]
            text: str = self.ops.compose_sql("%s", [constant])
            return text.replace("%", "%%")

        return re.sub("%[s%]", written, sql)

    def is_usable(self) -> bool:
        """Say whether the connection can be used. No query, but where the server has said something.

        Django asks `SELECT 1` before the first query of each request: for a list that is a query more. A
        server that has closed a connection, or says anything unasked, makes its socket readable. While there
        is nothing to be read, the connection is as good as it was; otherwise it is asked as Django does.
        """
        if self.connection is None:
            return False
        try:
            if self.connection.closed or select.select([self.connection.fileno()], [], [], 0)[0]:
                return bool(super().is_usable())
        except (OSError, ValueError, self.Database.Error):
            return False
        return True

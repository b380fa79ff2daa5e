"""The database backend that `DATABASE_URL` with postgres:// leads to."""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base, operations

from newsroom.postgresql.loading import load_moments_fast
from newsroom.postgresql.preparing import PreparingCursor, in_the_servers_words, with_values

_HOW_TO_PLAN = """
SELECT set_config('plan_cache_mode', %s, false), (
  SELECT set_config(name, '1.1', false) FROM pg_settings
   WHERE name = 'random_page_cost' AND source = 'default'), (
  SELECT set_config(name, 'off', false) FROM pg_settings
   WHERE name = 'jit' AND source = 'default')
WHERE pg_backend_pid() = %s"""


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which can also tell what a prepared statement said."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return the statement with its values, for the log and for tests."""
        if isinstance(cursor, PreparingCursor):
            return with_values(sql, params, self.literal)
        return super().last_executed_query(cursor, sql, params)

    def literal(self, value: Any) -> str:
        """Return a value as it is written in a statement. No query."""
        return str(self.compose_sql("%s", [value]))


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
        disk without moving parts. Nor is a query compiled to machine code (jit), which PostgreSQL does where
        it expects very many rows, and which takes seconds for more than a page of SQL. Who runs the server
        may have said otherwise, and is heard.
        """
        super().init_connection_state()
        load_moments_fast(self.connection, self.timezone)
        plan = "force_generic_plan" if settings.PREPARED_STATEMENTS else "auto"
        with self.cursor() as cursor:
            cursor.execute(_HOW_TO_PLAN, [plan, self.process_number()])
            self.prepares = cursor.fetchone() is not None and settings.PREPARED_STATEMENTS

    def process_number(self) -> int:
        """Return the number of the process that took the connection; a pooler gives one of its own."""
        return int(self.connection.info.backend_pid)

    def keeps_statements(self) -> bool:
        """Say whether `prepared_cursor()` may be used. No query where there is a connection already."""
        self.ensure_connection()
        return self.prepares

    def prepared_cursor(self) -> Any:
        """Return a cursor for statements that come again and again, as `in_the_servers_words` spells them."""
        with self.wrap_database_errors:
            # As `cursor()` does with Django's own; the stubs know neither.
            return self._prepare_cursor(PreparingCursor(self.connection))  # type: ignore[attr-defined]

    def in_the_servers_words(self, sql: str, params: Sequence[tuple[int, Any]]) -> str:
        """Return a statement for `prepared_cursor()`: the function of this name says how. No query."""
        return in_the_servers_words(sql, params, self.ops.literal)  # type: ignore[attr-defined]  # ours

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

"""The database backend that `DATABASE_URL` with postgres:// leads to."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before the first query of each request: for a list that is a query more.

    A server that has closed a connection, or says anything unasked, makes its socket readable. While nothing
    is there to be read, the connection is as good as it was; otherwise it is asked as Django does.
    """

    def is_usable(self) -> bool:
        """Say whether the connection can be used. No query, but where the server has said something."""
        if self.connection is None:
            return False
        try:
            if self.connection.closed or select.select([self.connection.fileno()], [], [], 0)[0]:
                return bool(super().is_usable())
        except (OSError, ValueError, self.Database.Error):
            return False
        return True

"""Have the test server answer in turn where it must, and wait for it to have answered everything.

With SQLite in memory all threads of the server share one connection, and so one transaction: two uploads at a
time would begin and end each other's. A real server never does that: each of its threads has its own.

A page that is closed may still have a request under way, and may send one as it goes (an autosave, a word
that nobody is at the story any more). Were the database emptied under it, the next test would pay for that.
"""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from django.db import connection

LONGEST_WAIT = 10.0
QUIET_FOR = 0.1
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CountedRequests:
    """A WSGI application around the test server's, that knows how many requests are being answered."""

    def __init__(self, application: Application) -> None:
        """Stand before `application`."""
        self.application, self.open, self.changed = application, 0, time.monotonic()
        self.lock = threading.Lock()
        shared = getattr(connection, "is_in_memory_db", lambda: False)()
        self.turn: Any = threading.Lock() if shared else nullcontext()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request; the tests' pages are short enough to be held whole."""
        self.count(1)
        try:
            with nullcontext() if environ["PATH_INFO"].startswith("/static/") else self.turn:
                answer = self.application(environ, start_response)
                try:
                    return [b"".join(answer)]
                finally:
                    getattr(answer, "close", lambda: None)()
        finally:
            self.count(-1)

    def count(self, number: int) -> None:
        """Note a beginning (1) or an end (-1)."""
        with self.lock:
            self.open, self.changed = self.open + number, time.monotonic()

    def rest(self) -> None:
        """Return when nothing has been under way for a moment, or after ten seconds in any case."""
        asked = time.monotonic()
        while (now := time.monotonic()) < asked + LONGEST_WAIT:
            if self.open == 0 and now - max(self.changed, asked) >= QUIET_FOR:
                return
            time.sleep(0.02)


def counted(live_server: Any) -> CountedRequests:
    """Return the count of a test server, which is put before it the first time."""
    httpd = live_server.thread.httpd
    if not isinstance(httpd.get_app(), CountedRequests):
        httpd.set_app(CountedRequests(httpd.get_app()))
    requests: CountedRequests = httpd.get_app()
    return requests

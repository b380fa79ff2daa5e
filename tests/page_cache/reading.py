"""Reading as a browser does: through the whole stack, from the server's end."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from newsroom.page_cache import PageCache
from newsroom.page_cache.encodings import expanded
from newsroom.page_cache.shared import Level

MEGABYTE = 1024 * 1024


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        return expanded(self.raw, self.headers.get("Content-Encoding", "identity")).decode()

    # The names of Django's test client, for tests that run with and without the cache.
    @property
    def status_code(self) -> int:
        return self.status

    @property
    def content(self) -> bytes:
        return self.text.encode()

    def get(self, header: str, default: str = "") -> str:
        return self.headers.get(header, default)

    @property
    def is_stale(self) -> bool:
        return "Warning" in self.headers


@contextmanager
def _one_connection() -> Iterator[None]:
    """A test that stands in a transaction keeps its connection, as with Django's own test client."""
    if not connection.in_atomic_block:
        yield
        return
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Reader:
    """A browser in front of one process: `made` counts the pages that the site itself was asked for."""

    def __init__(self, *, most_bytes: int = 4 * MEGABYTE, shared: Level | None = None) -> None:
        self.site = WSGIHandler()
        self.cache = PageCache(self._counted, most_bytes=most_bytes, shared=shared)
        self.made = 0

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.made += 1
        return self.site(environ, start_response)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; keyword arguments are headers, as in `accept_encoding="br"`."""
        parts, seen = urlsplit(address), {}
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc or "127.0.0.1:8000",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme or "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}

        def start_response(status: str, sent: list[tuple[str, str]], exc_info: Any = None) -> None:
            seen.update(status=status, headers=dict(sent))

        with _one_connection():
            response = self.cache(environ, start_response)
            body = b"".join(response)
            if hasattr(response, "close"):
                response.close()
        return Answer(int(seen["status"][:3]), seen["headers"], body)

"""Asking the site for a page, and judging whether its answer may be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from newsroom.page_cache.addresses import Address, Environ
from newsroom.page_cache.copies import Copy, Headers, copy_of
from newsroom.page_cache.declaring import END, KEYS
from newsroom.page_cache.purging import EVERYTHING
from newsroom.page_cache.states import State

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Found, moved for ever, gone, gone for the law's sake. What is not found has addresses without end.
KEPT = ("200", "301", "410", "451")
UNSHARED = ("private", "no-store", "no-cache")


class Made:
    """The site's answer to a request, read whole; it was asked as GET, and for what the page knows alone."""

    def __init__(self, application: Application, address: Address, environ: Environ) -> None:
        self._environ = environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": address.query}
        self.status, self.headers = "", Headers()
        response = application(self._environ, self._start)
        try:
            self.body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()

    def _start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    @property
    def is_away(self) -> bool:
        """Whether the site could not make the page for the time being."""
        return self.status.startswith("503")

    def copy(self, state: State, encoding: str, *, before: Copy | None, is_small: bool) -> Copy | None:
        """Return what may be kept of it, or None: for an error, and for what is one person's alone."""
        if not self._is_for_everybody():
            return None
        made = copy_of(
            self.status,
            self.headers,
            self.body,
            state=state,
            at=timezone.now(),
            encoding=encoding,
            before=before,
        )
        made.surrogate_keys = " ".join(dict.fromkeys([EVERYTHING, *self._environ.get(KEYS, ())]))
        made.no_later_than = self._environ.get(END)
        made.is_small = is_small
        return made

    def send(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Give the answer as it is."""
        start_response(self.status, self.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]

    def _is_for_everybody(self) -> bool:
        if not self.status.startswith(KEPT):
            return False
        said = {name.lower(): value.lower() for name, value in self.headers}
        varies = {part.strip() for part in said.get("vary", "").split(",")} - {"", "accept-encoding"}
        is_unshared = any(word in said.get("cache-control", "") for word in UNSHARED)
        return not (varies or is_unshared or "set-cookie" in said or "content-encoding" in said)

"""The outermost layer: a WSGI application around the site's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import Error as DatabaseError
from django.utils import timezone

from newsroom.page_cache.addresses import (
    LONGEST_QUERY,
    Address,
    Environ,
    address_of,
    is_asked_by_anybody,
    path_of,
)
from newsroom.page_cache.copies import Copy, Headers
from newsroom.page_cache.declaring import Declaration, declaration_of
from newsroom.page_cache.encodings import IDENTITY, chosen
from newsroom.page_cache.flights import Flights
from newsroom.page_cache.making import Application, Made, StartResponse
from newsroom.page_cache.ready import ReadyAnswers
from newsroom.page_cache.shared import Level, NoLevel, shared_level
from newsroom.page_cache.states import State, present_state
from newsroom.page_cache.store import MEGABYTE, Store

# Said in the old way (RFC 7234) and in the new one (RFC 9211).
STALE: Headers = [("Warning", '110 - "Response is Stale"'), ("Cache-Status", "newsroom; hit; detail=stale")]


class PageCache:
    """Answers readers from copies, and asks `application` for what is missing or not for everybody."""

    def __init__(self, application: Application, *, most_bytes: int, shared: Level | None = None) -> None:
        self.application = application
        self.store = Store(most_bytes)
        self.shared = shared or NoLevel()
        self._flights = Flights()
        self._ready = ReadyAnswers()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request. A page that is there costs no query and no template."""
        ready = self._ready.find(environ)
        if ready is not None:
            start_response(ready.status, ready.headers)
            return ready.chunks
        if not is_asked_by_anybody(environ):
            return self.application(environ, start_response)
        address, declared = address_of(environ)
        copy = self.store.get(address)
        if copy is None:
            declared = declared or declaration_of(path_of(environ))
            if declared is None or len(address.query) > LONGEST_QUERY:
                return self.application(environ, start_response)
        try:
            state = present_state()
        except DatabaseError:  # it has been away since this process began
            return self.application(environ, start_response)
        if copy is not None and copy.token == state.token and state.is_sure:
            return self._answer(copy, address, environ, start_response)
        if not state.is_sure and copy is not None and _may_stand_in(copy):
            return self._answer(copy, address, environ, start_response, STALE)
        declared = declared or declaration_of(path_of(environ))
        if declared is None:
            return self.application(environ, start_response)
        return self._fetch(address, declared, state, environ, start_response)

    def _fetch(
        self,
        address: Address,
        declared: Declaration,
        state: State,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Take the page from the other processes or make it, or wait for whoever is doing so."""
        encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        with self._flights.join(address) as is_first:
            old = self.store.get(address)
            if not is_first and old and old.token in (state.token, present_state().token):
                return self._answer(old, address, environ, start_response)
            taken = self.shared.get(address, encoding, state)
            if taken is not None:
                return self._take(taken, address, state, environ, start_response)
            made = Made(self.application, address, environ)
            copy = made.copy(state, encoding, before=old, is_small=declared.is_small)
            if copy is not None and state.is_sure:
                self.store.keep(address, copy)
                self.shared.keep(address, encoding, copy)
        if copy is not None:
            return self._answer(copy, address, environ, start_response)
        if made.is_away and old is not None and _may_stand_in(old):
            return self._answer(old, address, environ, start_response, STALE)
        return made.send(environ, start_response)

    def _take(
        self, copy: Copy, address: Address, state: State, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what another process has made. With the database away it is the last that is known."""
        self.store.keep(address, copy)
        if state.is_sure:
            return self._answer(copy, address, environ, start_response)
        if _may_stand_in(copy):
            return self._answer(copy, address, environ, start_response, STALE)
        return self.application(environ, start_response)

    def _answer(
        self,
        copy: Copy,
        address: Address,
        environ: Environ,
        start_response: StartResponse,
        marks: Headers | None = None,
    ) -> Iterable[bytes]:
        """Send a copy as it was asked for: 304, head, or body in the wished encoding."""
        if copy.is_forward and environ.get("QUERY_STRING", "") != address.query:
            return self.application(environ, start_response)  # which takes the whole query along
        encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", "")) if copy.is_compressible else IDENTITY
        headers = copy.answer_headers(encoding, timezone.now())
        if marks:
            headers = [*headers, *marks]
        etags, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if (etags or since) and copy.is_what_they_have(etags, since):
            start_response("304 Not Modified", [pair for pair in headers if pair[0] != "Content-Encoding"])
            return []
        body = copy.bodies.get(encoding)
        if body is None:
            body = copy.make(encoding)
            self.store.measure_again(address, copy)
        headers = [*headers, ("Content-Length", str(len(body)))]
        start_response(copy.status, headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        if marks is None:
            self._ready.keep(environ, copy, headers, body)
        return [body]


def in_front_of(site: Application) -> Application:
    """Return the site behind a cache of the size that the settings say, or the bare site."""
    most = settings.PAGE_CACHE_MB * MEGABYTE
    return PageCache(site, most_bytes=most, shared=shared_level()) if most else site


def _may_stand_in(copy: Copy) -> bool:
    """Say whether a copy may be shown stale while the database is away: a page that has expired may not."""
    return copy.no_later_than is None or copy.no_later_than > timezone.now()

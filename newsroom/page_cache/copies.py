"""One kept page: its bytes in each encoding asked for, and its headers, ready to send."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils.http import http_date, parse_http_date_safe

from newsroom.page_cache import lifetimes
from newsroom.page_cache.encodings import IDENTITY, can_be_compressed, compressed, expanded
from newsroom.page_cache.states import State

Headers = list[tuple[str, str]]

# Besides the bytes: the objects around them, measured over ten thousand pages.
OVERHEAD_BYTES = 2_000
OWN_HEADERS = {
    "content-length", "content-encoding", "vary", "etag", "last-modified", "cache-control", "surrogate-key",
}  # fmt: skip


@dataclass(slots=True)
class Copy:
    """A page as it was under the state `token`, good until `until`.

    `no_later_than` is when it may not be shown any more, whatever has happened to the database. `is_small`:
    it is one of those that share a small part of the memory. Of the bytes only those are kept that somebody
    asked for; another encoding is made from them.
    """

    token: Hashable
    until: datetime
    status: str
    headers: Headers
    etag: str
    modified: str
    is_compressible: bool
    surrogate_keys: str = ""
    no_later_than: datetime | None = None
    is_small: bool = False
    bodies: dict[str, bytes] = field(default_factory=dict)
    _ready: dict[str, Headers] = field(default_factory=dict)

    @property
    def is_forward(self) -> bool:
        """Whether it only says where the page is now."""
        return self.status.startswith("301")

    @property
    def size(self) -> int:
        """About what it takes of the memory, in bytes."""
        return sum(map(len, self.bodies.values())) + OVERHEAD_BYTES

    def make(self, encoding: str) -> bytes:
        """Add the bytes in an encoding to `bodies` and return them."""
        kept, body = next(iter(self.bodies.items()))
        made = self.bodies[encoding] = compressed(expanded(body, kept), encoding)
        return made

    def answer_headers(self, encoding: str, at: datetime) -> Headers:
        """Return the headers of an answer given at `at`: ready made, but for the seconds before `until`."""
        if at >= self.until - lifetimes.longest():
            return self._written(encoding, at)
        ready = self._ready.get(encoding)
        if ready is None:
            ready = self._ready[encoding] = self._written(encoding, at)
        return ready

    def _written(self, encoding: str, at: datetime) -> Headers:
        is_plain = encoding == IDENTITY
        own = [
            ("Cache-Control", lifetimes.cache_control(at, self.until)),
            ("ETag", f'"{self.etag}"' if is_plain else f'"{self.etag}-{encoding}"'),
            ("Last-Modified", self.modified),
            ("Vary", "Accept-Encoding"),
            *lifetimes.surrogate_headers(self.surrogate_keys),
        ]
        return [*self.headers, *own] if is_plain else [*self.headers, *own, ("Content-Encoding", encoding)]

    def is_what_they_have(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Say whether a reader's own copy is this page (RFC 9110, section 13.2.2): then 304 is enough."""
        if not self.status.startswith("200"):
            return False
        if if_none_match is not None:
            return if_none_match.strip() == "*" or self.etag in _etags(if_none_match)
        since = parse_http_date_safe(if_modified_since or "")
        return since is not None and since >= (parse_http_date_safe(self.modified) or 0)


def copy_of(
    status: str,
    headers: Headers,
    body: bytes,
    *,
    state: State,
    at: datetime,
    encoding: str,
    before: Copy | None = None,
) -> Copy:
    """Return a copy of a page made at `at`. The same bytes as `before` were modified when those were."""
    etag = hashlib.blake2b(body, digest_size=12).hexdigest()
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    is_compressible = can_be_compressed(content_type, body)
    kept = encoding if is_compressible else IDENTITY
    return Copy(
        token=state.token,
        until=state.until,
        status=status,
        headers=[shared_header(name, value) for name, value in headers if name.lower() not in OWN_HEADERS],
        etag=etag,
        modified=before.modified if before and before.etag == etag else http_date(at.timestamp()),
        is_compressible=is_compressible,
        bodies={kept: compressed(body, kept)},
    )


def _etags(header: str) -> Iterable[str]:
    """The tags of If-None-Match without weakness, quotes and encoding: a proxy may change all three."""
    return {part.strip().removeprefix("W/").strip('"').partition("-")[0] for part in header.split(",")}


@lru_cache(maxsize=512)
def shared_header(name: str, value: str) -> tuple[str, str]:
    """One object for a header that all pages have: the content policy alone is half a kilobyte."""
    return name, value

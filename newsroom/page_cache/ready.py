"""The fast lane: answers that were just given, to be given again to whoever asks in the same words.

A page out of the store costs some twenty steps; most of a flood asks in the same few ways. What is here is
good for the second in which the state was asked for, and is forgotten with it: so the store is asked once a
second for every page, and knows which are used.
"""

from __future__ import annotations

from collections.abc import Hashable
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from newsroom.page_cache import lifetimes
from newsroom.page_cache.addresses import Environ, is_signed_in
from newsroom.page_cache.copies import Copy, Headers
from newsroom.page_cache.states import good

# A flood of many pages is no flood on any of them; they come from the store.
MOST = 1_024


class ReadyAnswer(NamedTuple):
    """A whole answer, and until when (monotonic seconds) it is good."""

    status: str
    headers: Headers
    chunks: list[bytes]
    until: float


class ReadyAnswers:
    """The answers given since the state was last asked for."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str | None, ...], ReadyAnswer] = {}
        self._token: Hashable = None
        self._good_until = 0.0
        header = settings.SECURE_PROXY_SSL_HEADER
        self._scheme = header[0] if header else "wsgi.url_scheme"

    def find(self, environ: Environ) -> ReadyAnswer | None:
        """Return the answer to a request that is word for word the same, or None."""
        answer = self._answers.get(self._words(environ))
        if answer is None or monotonic() >= answer.until or self._is_over():
            return None
        return None if _is_personal(environ) else answer

    def keep(self, environ: Environ, copy: Copy, headers: Headers, body: bytes) -> None:
        """Keep an answer that was just given from a good copy."""
        if copy.token != good.token or _is_personal(environ):
            return
        if self._is_over():
            self._answers, self._token, self._good_until = {}, good.token, good.until
        if len(self._answers) < MOST:
            left = (copy.until - lifetimes.longest() - timezone.now()).total_seconds()
            until = min(monotonic() + left, self._good_until)
            self._answers[self._words(environ)] = ReadyAnswer(copy.status, headers, [body], until)

    def _is_over(self) -> bool:
        return self._good_until != good.until or self._token != good.token

    def _words(self, environ: Environ) -> tuple[str | None, ...]:
        get = environ.get
        return (
            get("PATH_INFO"),
            get("QUERY_STRING"),
            get("HTTP_ACCEPT_ENCODING"),
            get("HTTP_HOST"),
            get("REQUEST_METHOD"),
            get("wsgi.url_scheme"),
            get(self._scheme),
        )


def _is_personal(environ: Environ) -> bool:
    """Say whether the answer may be another one than the last reader got."""
    if "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ:
        return True
    return is_signed_in(environ)

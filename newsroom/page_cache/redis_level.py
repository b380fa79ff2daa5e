"""Pages shared through a Redis server, or one that speaks as Redis does (Valkey)."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.utils import timezone
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from newsroom.page_cache.addresses import Address
from newsroom.page_cache.copies import Copy
from newsroom.page_cache.packing import packed, unpacked
from newsroom.page_cache.program import program
from newsroom.page_cache.shared import key_of
from newsroom.page_cache.states import State

log = logging.getLogger("newsroom.shared_pages")

# A page is made in some ten milliseconds: waiting longer for somebody else's gains nothing.
ANSWER_SECONDS = 0.1
# So long nobody asks a server that did not answer.
REST_SECONDS = 5.0
# An edition that is over is never asked for again; its pages leave by themselves.
LONGEST = timedelta(hours=1)
# What readers type has no end.
LONGEST_SMALL = timedelta(minutes=1)
MOST_BYTES = 2_000_000


class RedisLevel:
    """Asks the server at `url`; while it is away, is as if it were empty."""

    def __init__(self, url: str) -> None:
        self._server = Redis.from_url(
            url,
            socket_connect_timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        self._program = program()
        self._lock = threading.Lock()
        self._asked_again_at = 0.0
        self._is_away = False

    def get(self, address: Address, encoding: str, state: State) -> Copy | None:
        """Return the page that another process has made; None for whatever else lies there."""
        data = self._ask("GET", key_of(self._program, address, encoding, state.token))
        copy = unpacked(data, state.token) if isinstance(data, bytes) else None
        return copy if copy is not None and copy.until == state.until else None

    def keep(self, address: Address, encoding: str, copy: Copy) -> None:
        """Keep the page until the clock changes it, an hour at most. Very large ones are made by each."""
        left = min(copy.until - timezone.now(), LONGEST_SMALL if copy.is_small else LONGEST)
        if left <= timedelta() or copy.size > MOST_BYTES:
            return
        milliseconds = max(left // timedelta(milliseconds=1), 1)
        self._ask(
            "SET", key_of(self._program, address, encoding, copy.token), packed(copy), "PX", milliseconds
        )

    def _ask(self, *command: str | bytes | int) -> object:
        """Send one command. One that fails lets all be for some seconds; then a single one tries again."""
        if self._is_away and not self._may_try():
            return None
        try:
            answer: object = self._server.execute_command(*command)
        except (RedisError, OSError) as error:
            self._rest(error)
            return None
        if self._is_away:
            self._is_away = False
            log.info("The server of shared pages is back.")
        return answer

    def _may_try(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now < self._asked_again_at:
                return False
            self._asked_again_at = now + REST_SECONDS
            return True

    def _rest(self, error: Exception) -> None:
        with self._lock:
            self._asked_again_at = time.monotonic() + REST_SECONDS
            was_away, self._is_away = self._is_away, True
        if not was_away:  # the error may name the address, and with it a password
            log.warning(
                "The server of shared pages does not answer (%s); each process makes its own.",
                type(error).__name__,
            )

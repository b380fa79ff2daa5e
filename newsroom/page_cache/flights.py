"""Single flight: of those who ask for one missing page at once, the first makes it and the others wait."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

# After so long whoever waits makes the page too: a request that hangs must not hold up the others.
WAIT_SECONDS = 10.0


class Flights:
    """The pages that are being made in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[Hashable, threading.Event] = {}

    @contextmanager
    def join(self, key: Hashable) -> Iterator[bool]:
        """Give True to the first who asks for `key`; give False to others once the first has ended."""
        with self._lock:
            end = self._ends.get(key)
            is_first = end is None
            if end is None:
                end = self._ends[key] = threading.Event()
        if not is_first:
            end.wait(WAIT_SECONDS)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._ends[key]
            end.set()

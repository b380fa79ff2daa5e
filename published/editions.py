"""The edition number: what tells every process that something public has changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from newsroom.page_cache import State, purge_on_commit, state_has_changed
from published import clock
from published.compiled import compiled
from published.models import Edition

Result = TypeVar("Result")

log = logging.getLogger("newsroom.editions")
READ_AGAIN_SECONDS = 1.0
LONG_AGO = float("-inf")


class Reading(NamedTuple):
    """What the database said, and when (monotonic seconds). Not sure: it did not answer when last asked."""

    at: float
    number: int
    is_sure: bool


_lock = threading.Lock()
_read: Reading | None = None
_kept: dict[Any, tuple[int, Any]] = {}
_state: State | None = None


def raise_edition(*keys: str) -> None:
    """Raise the number by one, as the last statement of the transaction that changes public matter.

    The row is locked until the transaction ends, which is why it comes last: a long merge
    must not hold up a publication. `keys` name what has changed ("story-17", "section-3"), for a CDN to drop;
    without any, everything has. One statement, two the first time.
    """
    if not Edition.objects.filter(pk=1).update(number=F("number") + 1):
        Edition.objects.get_or_create(pk=1, defaults={"number": 2})
    forget()
    transaction.on_commit(forget)  # what another thread has read meanwhile is the old number
    purge_on_commit(keys)


def current_edition() -> int:
    """Return the number, read from the database at most once a second in each process.

    While the database is away it is the last one known; raises a database error when none ever was.
    """
    return _reading().number


def state() -> State:
    """Return what kept pages are good for: this edition, until the next moment of the clock.

    Asked by the page cache outside of any request, so it looks after the connection itself. No query nearly
    always; one a second, and one more after a public change and when the clock has changed pages.
    """
    global _state
    reading, now = _reading(is_outside=True), timezone.now()
    known, is_sure = _state, reading.is_sure
    if known is None or known.token[0] != reading.number or now >= known.until:  # type: ignore[index]
        known = _next_state(known, reading, now)
        is_sure = is_sure and known.is_sure
    again = reading.at + READ_AGAIN_SECONDS
    if known.is_sure != is_sure or known.asked_again_at != again:
        known = State(known.token, known.until, is_sure, again)
    _state = known
    return known


def _next_state(known: State | None, reading: Reading, now: datetime) -> State:
    """The edition or the clock has moved; without a database nobody can say where the clock will."""
    try:
        until = clock.next_change(now) if reading.is_sure else None
    except DatabaseError:
        until = None
    if until is not None:
        return State((reading.number, until), until)
    return State(known.token, known.until, False) if known else State((reading.number, None), now, False)


def forget() -> None:
    """Read the number again at the next question (this process has just changed it)."""
    global _read
    with _lock:
        if _read is not None:
            _read = _read._replace(at=LONG_AGO)
    state_has_changed()


def kept_per_edition(key: str, make: Callable[[], Result]) -> Result:
    """Return what `make()` gave in this edition; made again once the edition has moved.

    For small matter that every page shows and that only a public change can change, such as
    the list of sections. Costs the queries of `make` once an edition and process.
    """
    edition = current_edition()
    found = _kept.get(key)
    if found is None or found[0] != edition:
        found = (edition, make())
        _kept[key] = found
    return found[1]


def _reading(*, is_outside: bool = False) -> Reading:
    """One thread asks the database; the others go by what is known, if it is younger than two seconds."""
    known, now = _read, time.monotonic()
    if known is not None and now - known.at < READ_AGAIN_SECONDS:
        return known
    is_needed = known is None or now - known.at >= 2 * READ_AGAIN_SECONDS
    wait = READ_AGAIN_SECONDS if known and is_needed else -1
    if not _asking.acquire(blocking=is_needed, timeout=wait) and known is not None:
        return known._replace(is_sure=known.is_sure and not is_needed)
    try:
        known = _read
        if known is not None and time.monotonic() - known.at < READ_AGAIN_SECONDS:
            return known
        return _asked(known, is_outside)
    finally:
        _asking.release()


_asking = threading.Lock()


@compiled(one_plan=True)
def _number() -> QuerySet[Edition, int]:
    return Edition.objects.filter(pk=1).order_by().values_list("number", flat=True)


def _asked(known: Reading | None, is_outside: bool) -> Reading:
    global _read
    if is_outside and not connection.in_atomic_block:
        close_old_connections()
    try:
        number = next(iter(_number()), 1)
        reading = Reading(time.monotonic(), number, True)
    except DatabaseError as error:
        if known is None or connection.in_atomic_block:
            raise
        if known.is_sure:
            log.warning("The database is away (%s); kept pages go on, marked stale.", error)
        reading = Reading(time.monotonic(), known.number, False)
    with _lock:
        _read = reading
    return reading

"""What copies are good for: the state of public matter, told by the room that owns it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class State:
    """Public matter as it is: copies made under the same `token` are good.

    `until` is the next moment at which pages change by the clock alone. `asked_again_at` (monotonic seconds)
    is when the room will look whether it still is so. `is_sure` is False while the database is away: then the
    last known state is told, and copies of any state may stand in, marked stale.
    """

    token: Hashable
    until: datetime
    is_sure: bool = True
    asked_again_at: float = 0.0


_tellers: list[Callable[[], State]] = []


def register_state(teller: Callable[[], State]) -> None:
    """Let `teller` say what copies are good for. It is asked at every request, so it must cost nothing
    nearly always; it may raise a database error only as long as nothing has ever been known."""
    _tellers[:] = [teller]


def present_state() -> State:
    """Return the state as the registered room tells it."""
    state = _tellers[0]()
    good.token, good.until = state.token, state.asked_again_at if state.is_sure else 0.0
    return state


class Good:
    """Until when (monotonic seconds) answers made under a token may be repeated without asking again."""

    token: Hashable = None
    until = 0.0


good = Good()


def state_has_changed() -> None:
    """Ask for the state at the next request: this process has just changed it."""
    good.until = 0.0

"""What the tests of the page cache share."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.page_cache import state_has_changed
from published import editions
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING


class Clock:
    """The time in a test, which stands until it is put on."""

    now = EVENING

    def put_on(self, **parts: float) -> datetime:
        self.now += timedelta(**parts)
        state_has_changed()  # as it does by itself after a second
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def reader(db: None, clock: Clock) -> Reader:
    return Reader()


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, no second passes but where the edition is forgotten."""
    monkeypatch.setattr(editions, "READ_AGAIN_SECONDS", 3600.0)

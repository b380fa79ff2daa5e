"""What the reader's tests share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fronts.live import live_fronts
from published.identity import identity
from published.navigation import newest_day, sections
from tests.published.factories import EVENING


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is the same evening in every test."""
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    return EVENING


@pytest.fixture
def counting(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpResponse]:
    """Read an address, with at most so many queries: `counting(3, "/")`.

    On a slow machine more than a second may pass, after which the edition would be read again.
    """
    monkeypatch.setattr("published.editions.READ_AGAIN_SECONDS", 3600.0)

    def read(most: int, address: str) -> HttpResponse:
        sections()
        newest_day()
        identity()
        live_fronts()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        told = "\n".join(query["sql"][:300] for query in queries)
        assert len(queries) <= most, f"{address} took {len(queries)} queries:\n{told}"
        return response

    return read

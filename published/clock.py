"""The next moment at which readers' pages change by the clock alone: schedules, expiries, midnight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Min

from published.models import PublishedArticle
from published.querysets import day_bounds, local_day

Ticker = Callable[[datetime], datetime | None]


def _next_publication(at: datetime) -> datetime | None:
    found: datetime | None = PublishedArticle.objects.filter(public_from__gt=at).aggregate(
        next=Min("public_from")
    )["next"]
    return found


def _next_expiry(at: datetime) -> datetime | None:
    found: datetime | None = PublishedArticle.objects.filter(expires_at__gt=at).aggregate(
        next=Min("expires_at")
    )["next"]
    return found


def _midnight(at: datetime) -> datetime:
    """“Today” ends, and stories grow older by a day."""
    return day_bounds(local_day(at), local_day(at))[1]


_tickers: list[Ticker] = [_next_publication, _next_expiry, _midnight]


def register_ticker(ticker: Ticker) -> None:
    """Have kept pages end at the moments that `ticker` tells: given a moment, the next one after it, or None.

    For rooms whose pages change by the clock, such as a front with a placement from and until. It is asked
    once after each public change, in each process, and may cost one small query.
    """
    if ticker not in _tickers:
        _tickers.append(ticker)


def next_change(at: datetime) -> datetime:
    """Return the next moment after `at` at which some page changes by the clock alone. One query a ticker."""
    found = [moment for ticker in _tickers if (moment := ticker(at)) is not None]
    return min(found)

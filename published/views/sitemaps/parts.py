"""Which days and months the newsroom's stories fill: what the index of sitemaps names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from published.compiled import compiled
from published.models import PublishedArticle
from published.moments import Moment
from published.querysets import day_bounds
from published.spans import holding

Span = tuple[date, date]
AT_ONCE = 240
# A month of more stories is told day by day, so that no file of a big newsroom takes seconds to write.
MOST_OF_A_MONTH = 1_000


def parts() -> Iterator[Span]:
    """Give the months that hold a story, newest first; of a month with more than 1,000, its days.

    Each is its first and its last day. Four queries for twenty years of stories, one more for each twenty
    years beyond, and one for each eight months told by day.
    """
    at = timezone.now()
    months = list(_months(at))
    full = set(_holding(months, at, MOST_OF_A_MONTH))
    days = set(_holding([day for month in months if month in full for day in _days(month)], at))
    for month in months:
        yield from (day for day in _days(month) if day in days) if month in full else [month]


def parts_of(month: Span, at: datetime) -> list[Span]:
    """Return the days of a month with more than 1,000 stories, newest first; else none. One query or two."""
    is_full = list(_holding([month], at, MOST_OF_A_MONTH))
    return list(_holding(list(_days(month)), at)) if is_full else []


def _months(at: datetime) -> Iterator[Span]:
    """The months that hold a story, newest first: the years first, so that a gap of decades costs nothing."""
    ends = sorted(Moment(moment).day for moment in _first_and_last(at=at))
    if not ends:
        return
    oldest, newest = ends[0], ends[-1]
    years = [(date(y, 1, 1), date(y, 12, 31)) for y in range(newest.year, oldest.year - 1, -1)]
    firsts = [date(first.year, month, 1) for first, _ in _holding(years, at) for month in range(12, 0, -1)]
    yield from _holding([(first, _last_day(first)) for first in firsts], at)


@compiled()
def _first_and_last(at: datetime) -> QuerySet[Any, datetime]:
    """The moments of the oldest and the newest story, from the two ends of the index."""
    listed = PublishedArticle.objects.public(at).listed()
    ends = (listed.order_by("published_at", "id"), listed.latest_first())
    first, last = [
        PublishedArticle.objects.filter(pk__in=one.values("pk")[:1])
        .order_by()
        .values_list("published_at", flat=True)
        for one in ends
    ]
    return first.union(last)


def _days(month: Span) -> Iterator[Span]:
    """Every day of a span, newest first."""
    first, last = month
    for back in range((last - first).days + 1):
        yield (last - timedelta(days=back),) * 2


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _holding(spans: list[Span], at: datetime, more_than: int = 0) -> Iterator[Span]:
    """Give the spans with more stories than that: a walk in the index for each, 240 in one query."""
    for start in range(0, len(spans), AT_ONCE):
        some = spans[start : start + AT_ONCE]
        held = holding([day_bounds(*span) for span in some], at, more_than)
        yield from (span for span, is_held in zip(some, held, strict=True) if is_held)

"""The archive: what was published on a day, in a month, in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published import date_words
from published.addresses import absolute, span_of
from published.card_rows import card_list
from published.compiled import compiled
from published.fronts import by_day
from published.memory import remembered_page
from published.models import PublishedArticle
from published.moments import Moment
from published.paging import Page, page_of
from published.querysets import day_bounds
from published.spans import holding
from published.surrogates import ARCHIVE, shows


@dataclass(frozen=True)
class Step:
    """A link to another part of the archive."""

    address: str
    words: str


@reader_page("page", "upto")
@require_safe
def day_archive(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """Show a day's stories. Two queries."""
    return _archive(request, "day", _span(year, month, day), [])


@reader_page("page", "upto")
@require_safe
def month_archive(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Show a month's stories by day, and which days have any. Three queries."""
    first, last = span = _span(year, month)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return _archive(request, "month", span, days)


@reader_page("page", "upto")
@require_safe
def year_archive(request: HttpRequest, year: str) -> HttpResponse:
    """Show a year's stories by day, and which months have any. Three queries."""
    first, _last = span = _span(year)
    months = [date(first.year, month, 1) for month in range(1, 13)]
    return _archive(request, "year", span, months)


def _archive(
    request: HttpRequest, unit: str, span: tuple[date, date], beginnings: list[date]
) -> HttpResponse:
    """Raise Http404 for a span without stories: a day on which one is to come looks like any other."""
    at = timezone.now()
    start, end = day_bounds(*span)
    page = page_of(request, newest_between(start=start, end=end, at=at))
    if not page.rows:
        raise Http404
    shows(request, ARCHIVE, stories=page.rows)
    moments = _nearest(start=start, end=end, at=at)
    facts = (
        unit,
        span,
        page,
        _held(beginnings, end, at) if beginnings else [],
        [Moment(moment).day for moment in moments],
    )
    return remembered_page(request, "published/archive.html", facts, lambda: _context(*facts))


@card_list()
def newest_between(start: datetime, end: datetime, at: datetime) -> QuerySet[PublishedArticle]:
    """The stories of a span of time that readers have at a moment."""
    return PublishedArticle.objects.public(at).listed().within(start, end)


def _context(
    unit: str, span: tuple[date, date], page: Page, parts: list[tuple[date, bool]], nearest: list[date]
) -> dict[str, Any]:
    first, last = span
    above = {"day": "month", "month": "year"}.get(unit)
    below = {"month": "day", "year": "month"}.get(unit, "")
    before, after = [day for day in nearest if day < first], [day for day in nearest if day > last]
    return {
        "words": _step(first, unit).words,
        "up": _step(first, above) if above else None,
        "parts": [(begin, _step(begin, below) if is_held else None) for begin, is_held in parts],
        "is_day": unit == "day",
        "page": page,
        "days": by_day(page.rows),
        "unit": unit,
        "canonical": absolute(_address(first, unit) + page.own_query),
        "earlier": _step(before[0], unit) if before else None,
        "later": _step(after[0], unit) if after else None,
    }


def _span(*parts: str) -> tuple[date, date]:
    span = span_of(*parts)
    if span is None:
        raise Http404
    return span


@compiled()
def _nearest(start: datetime, end: datetime, at: datetime) -> QuerySet[Any, Any]:
    """The moments of the nearest story before a span and of the nearest after it, where there are such."""
    listed = PublishedArticle.objects.public(at).listed()
    earlier = listed.filter(published_at__lt=start).latest_first().values("pk")[:1]
    later = listed.filter(published_at__gte=end).order_by("published_at", "id").values("pk")[:1]
    # Joined by OR, the two would make the database read every story.
    ends = [PublishedArticle.objects.filter(pk__in=one).order_by() for one in (earlier, later)]
    return (
        ends[0].values_list("published_at", flat=True).union(ends[1].values_list("published_at", flat=True))
    )


def _held(beginnings: list[date], end: datetime, at: datetime) -> list[tuple[date, bool]]:
    """Say which parts of a month or a year, given by their first days, hold a story. One query."""
    edges = [*(day_bounds(day, day)[0] for day in beginnings), end]
    return list(zip(beginnings, holding(list(pairwise(edges)), at), strict=True))


def _step(day: date, unit: str) -> Step:
    words = {
        "day": date_words.full_day,
        "month": date_words.month,
        "year": lambda day: str(day.year),
    }[unit](day)
    return Step(_address(day, unit), words)


def _address(day: date, unit: str) -> str:
    parts = {"year": day.year, "month": day.month, "day": day.day}
    names = ("year", "month", "day")[: {"year": 1, "month": 2, "day": 3}[unit]]
    return reverse(f"published:{unit}", kwargs={name: parts[name] for name in names})

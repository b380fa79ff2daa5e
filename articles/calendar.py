"""The desk's week: what goes out and what is due, by day and hour of the site zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from articles.when_in_words import site_zone
from published.date_words import clock, day_in_year, short_day

State = Article.State
# More than this in one week is cut, and the page says so.
MOST = 500
YEARS = range(1900, 2200)
_ISO = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True)
class Week:
    """Monday to Sunday, by ISO 8601."""

    monday: date

    @classmethod
    def read(cls, text: str) -> Week | None:
        """Return the week of “2026-W48”, or None for what is none."""
        match = _ISO.fullmatch(text)
        if match is None or int(match[1]) not in YEARS:
            return None
        try:
            return cls(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            return None

    def __str__(self) -> str:
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def number(self) -> int:
        """The number of the week in its year."""
        return self.monday.isocalendar().week

    @property
    def before(self) -> Week:
        return Week(self.monday - timedelta(days=7))

    @property
    def after(self) -> Week:
        return Week(self.monday + timedelta(days=7))

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def first_day(self) -> str:
        """Its Monday in words."""
        return short_day(self.monday, with_year=self.monday.year != self.days[6].year)

    @property
    def last_day(self) -> str:
        """Its Sunday in words."""
        return short_day(self.days[6], with_year=True)

    def bounds(self) -> tuple[datetime, datetime]:
        """Return its first moment and the first after it, in the site zone."""
        zone = site_zone()
        return datetime.combine(self.monday, time.min, zone), datetime.combine(
            self.after.monday, time.min, zone
        )


@dataclass(frozen=True)
class Entry:
    """One story at one moment: it goes out then, went out then, or is due."""

    article: Article
    moment: datetime
    what: str
    is_late: bool = False

    @property
    def hour(self) -> str:
        """The time of day in the site zone."""
        return clock(self.moment.astimezone(site_zone()))


@dataclass
class Day:
    """One day of the week with what stands on it, in order."""

    day: date
    is_today: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """“Monday, November 23”."""
        return day_in_year(self.day)


def week_of(at: datetime) -> Week:
    """Return the week of a moment, in the site zone."""
    day = at.astimezone(site_zone()).date()
    return Week(day - timedelta(days=day.weekday()))


def in_week(week: Week, at: datetime | None = None) -> tuple[list[Day], bool]:
    """Return the seven days with their stories, and whether some were left out. Two queries."""
    at = at or timezone.now()
    today = at.astimezone(site_zone()).date()
    days = {day: Day(day, day == today) for day in week.days}
    going, due = _going(week), _due(week)
    entries = [_goes(article, at) for article in going[:MOST]] + [
        _wanted(article, at) for article in due[:MOST]
    ]
    for entry in sorted(entries, key=lambda entry: (entry.moment, entry.article.pk)):
        days[entry.moment.astimezone(site_zone()).date()].entries.append(entry)
    return list(days.values()), max(len(going), len(due)) > MOST


def _going(week: Week) -> list[Article]:
    """What the clock lets out, or let out, in this week."""
    first, end = week.bounds()
    rows = Article.objects.filter(
        state__in=(State.SCHEDULED, State.PUBLISHED), publish_at__gte=first, publish_at__lt=end
    )
    return list(
        rows.order_by("publish_at", "id").select_related("section", "owner").defer("body")[: MOST + 1]
    )


def _due(week: Week) -> list[Article]:
    """What is wanted in this week and not out yet. What has its hour already stands there instead."""
    first, end = week.bounds()
    rows = Article.objects.unpublished().filter(due_at__gte=first, due_at__lt=end)
    return _fetched(rows.order_by("due_at", "id"))


def _fetched(rows: QuerySet[Article]) -> list[Article]:
    """One more than fits, to know whether some are left out."""
    return list(rows.select_related("section", "owner").defer("body")[: MOST + 1])


def _goes(article: Article, at: datetime) -> Entry:
    return Entry(article, cast(datetime, article.publish_at), "out" if article.is_live(at) else "goes")


def _wanted(article: Article, at: datetime) -> Entry:
    due_at = cast(datetime, article.due_at)
    return Entry(article, due_at, "due", is_late=due_at < at)

"""Days and times in words: the site's clock, in the language that is active. Pure.

The order of the parts comes from `newsroom/formats/<language>/formats.py`; names of months and, unless a
language has its own there, of weekdays come from Django's catalogues.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.translation import get_language, gettext


def full_day(day: date) -> str:
    """Return “Monday, November 23, 2026”."""
    return _full_day(day, get_language())


def day_in_year(day: date) -> str:
    """Return “Monday, November 23”."""
    language = get_language()
    return _words_of(day, _format_of("DAY_FORMAT", "l, {MONTH_DAY_FORMAT}", language), language)


def short_day(day: date, *, with_year: bool) -> str:
    """Return “November 23”, or “November 23, 2026”."""
    return _by_format(day, "DATE_FORMAT" if with_year else "MONTH_DAY_FORMAT", get_language())


def month(day: date) -> str:
    """Return “November 2026”."""
    return _by_format(day, "YEAR_MONTH_FORMAT", get_language())


def day_heading(day: date, today: date) -> str:
    """Return what stands above a day's stories: “Today”, “Monday, November 23”; another year is named."""
    if day == today:
        return gettext("Today")
    return day_in_year(day) if day.year == today.year else full_day(day)


def clock(local: datetime) -> str:
    """Return “5:27 PM”, “5:27 p.m.” or “17:27”, as the settings have it. Midnight is 12:00 AM or 00:00."""
    return _clock(local, get_language())


def at_clock(local: datetime) -> str:
    """Return “at 5:27 PM”."""
    language = get_language()
    return _pattern_of("AT_TIME_PATTERN", "{time}", language).format(time=_clock(local, language))


def full_moment(local: datetime) -> str:
    """Return “Monday, November 23, 2026 at 5:27 PM EST”."""
    language = get_language()
    hour = f"{_clock(local, language)} {zone_letters(local)}"
    return _day_and_time(_full_day(local.date(), language), hour, language)


def short_moment(local: datetime) -> str:
    """Return “November 23 at 5:27 PM”."""
    language = get_language()
    day = _by_format(local.date(), "MONTH_DAY_FORMAT", language)
    return _day_and_time(day, _clock(local, language), language)


def zone_letters(local: datetime) -> str:
    """Return the letters of the zone at that moment, such as EST, or its offset: UTC+5:30."""
    name = local.tzname() or ""
    return name if name.isalpha() else f"UTC{_offset(local.utcoffset() or timedelta())}"


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return ""
    return f"{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


# What follows is told the language: looking up which one is active takes longer than all the rest.


def _full_day(day: date, language: str | None) -> str:
    return _words_of(day, _format_of("FULL_DAY_FORMAT", "l, {DATE_FORMAT}", language), language)


def _by_format(day: date, name: str, language: str | None) -> str:
    return _words_of(day, _standard_of(name, language), language)


def _clock(local: datetime, language: str | None) -> str:
    minute = local.time().replace(second=0, microsecond=0)
    if settings.CLOCK_HOURS == 24:
        return _words_of(minute, "H:i", language)
    return _words_of(minute, "g:i a" if settings.CLOCK_MERIDIEM == "a.m." else "g:i A", language)


def _day_and_time(day: str, hour: str, language: str | None) -> str:
    return _pattern_of("MOMENT_PATTERN", "{day}, {time}", language).format(day=day, time=hour)


def _own(name: str) -> Any:
    """Return what the language's format module says under a name of the house's own, or None."""
    value = get_format(name)
    return None if value == name else value


# A page says some fifty days and minutes, and mostly those that the page before it said.


@lru_cache(maxsize=64)
def _pattern_of(name: str, otherwise: str, _language: str | None) -> str:
    return _own(name) or otherwise


@lru_cache(maxsize=64)
def _standard_of(name: str, _language: str | None) -> str:
    return str(get_format(name))


@lru_cache(maxsize=64)
def _format_of(name: str, otherwise: str, _language: str | None) -> str:
    standard = {key: get_format(key) for key in ("DATE_FORMAT", "MONTH_DAY_FORMAT")}
    return _own(name) or otherwise.format(**standard)


@lru_cache(maxsize=8192)
def _words_of(moment: date | time, pattern: str, _language: str | None) -> str:
    return _Words(moment).format(pattern)


def forget(**_kwargs: Any) -> None:
    """Forget all words: a setting has changed, as it does in tests alone."""
    for kept in (_pattern_of, _standard_of, _format_of, _words_of):
        kept.cache_clear()


setting_changed.connect(forget, dispatch_uid="published.date_words")


class _Words(dateformat.DateFormat):
    """Django's formats, with the names that a language's format module prefers."""

    data: Any

    def l(self) -> str:  # noqa: E743  Django's letter for the weekday
        names = _own("WEEKDAY_NAMES")
        return names[self.data.weekday()] if names else str(super().l())

    def A(self) -> str:  # Django's letter for the half of the day
        names = _own("MERIDIEM_NAMES")
        return names[self.data.hour >= 12] if names else str(super().A())

    def a(self) -> str:
        names = _own("MERIDIEM_NAMES")
        return names[self.data.hour >= 12] if names else str(super().a())

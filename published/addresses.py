"""Parts of addresses: what a reader may type is anything at all, and nothing here raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

# What stands in a path as it is (RFC 3986, 3.3).
_PLAIN = "!$&'()*+,;=/~:@"


class FourDigits:
    """A year as it stands in an address. Stays text: it need not be a year at all."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str | int) -> str:
        return f"{int(value):04}"


class TwoDigits(FourDigits):
    """A month or a day, with its zero."""

    regex = "[0-9]{2}"

    def to_url(self, value: str | int) -> str:
        return f"{int(value):02}"


def span_of(year: str, month: str = "", day: str = "") -> tuple[date, date] | None:
    """Return the first and last day that an address of a year, month or day means; None if there is none.

    The calendar's first and last years are left out: they have no day before or after them, which a day of
    another zone needs.
    """
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if first.year in (date.min.year, date.max.year):
        return None
    if day:
        return first, first
    following = date(first.year + 1, 1, 1)
    if month:
        following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, following - timedelta(days=1)


def story_addresses() -> Callable[[date, str], str]:
    """Return what makes a story's address of its day and slug, as reversing would; for pages of many."""
    pattern = _story_pattern(get_urlconf(), get_script_prefix())
    return lambda day, slug: pattern % (day.year, day.month, day.day, quote(slug, safe=_PLAIN))


@lru_cache(maxsize=8)
def _story_pattern(urlconf: str | None, prefix: str) -> str:
    parts = {"year": "1111", "month": "22", "day": "33", "slug": "slug"}
    pattern = reverse("published:article", urlconf=urlconf, kwargs=parts).replace("%", "%%")
    for part, into in (("1111", "%04d"), ("22", "%02d"), ("33", "%02d"), ("slug", "%s")):
        pattern = into.join(pattern.rsplit(part, 1))
    return pattern


def absolute(address: str) -> str:
    """Return a whole address for one of this site; one that is whole already stays."""
    return settings.SITE_ADDRESS + address if address.startswith("/") else address

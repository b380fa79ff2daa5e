"""Wall-clock times in the site's zone: what an editor types, and the hours a clock change breaks. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class NoSuchTime(ValueError):
    """The clock skips this time; `next_valid` (aware) is the first that exists after it."""

    def __init__(self, next_valid: datetime) -> None:
        self.next_valid = next_valid
        super().__init__(f"no such time; the next is {next_valid.isoformat()}")


class TwiceTime(ValueError):
    """The clock shows this time twice; `first` and `second` (aware) are the two moments."""

    def __init__(self, first: datetime, second: datetime) -> None:
        self.first, self.second = first, second
        super().__init__("this time comes twice")


def resolve(naive: datetime, zone: ZoneInfo | None = None, *, fold: int | None = None) -> datetime:
    """Return the moment a wall clock in `zone` (the site's) shows `naive`, aware, in that zone.

    Raises NoSuchTime when the clock goes forward over it, and TwiceTime when it comes twice
    and `fold` (0 the first, 1 the second) does not say which.
    """
    zone = zone or ZoneInfo(settings.TIME_ZONE)
    first, second = (naive.replace(tzinfo=zone, fold=which) for which in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        # In a gap, fold 0 counts with the offset before it: the result lies just after the gap.
        after = first.astimezone(UTC).astimezone(zone)
        raise NoSuchTime(_end_of_gap(after, zone))
    if fold is None:
        raise TwiceTime(first, second)
    return second if fold else first


def _end_of_gap(after: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clock went forward, found by halving the day before `after`."""
    high = int(after.timestamp())
    low = high - 24 * 60 * 60
    new = after.utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == new:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, zone)


def local_text(moment: datetime, zone: ZoneInfo | None = None) -> str:
    """Return the wall-clock time of a moment in `zone`, ISO 8601; `+1` marks the second of two."""
    local = moment.astimezone(zone or ZoneInfo(settings.TIME_ZONE))
    return local.replace(tzinfo=None, fold=0).isoformat() + ("+1" if local.fold else "")


def utc_of(text: str, zone_name: str) -> datetime:
    """Return the moment `local_text` was made from, by the rules the zone has now.

    A time that no longer exists becomes the next that does. Raises ValueError on other text.
    """
    naive = datetime.fromisoformat(text.removesuffix("+1"))
    try:
        return resolve(naive, ZoneInfo(zone_name), fold=1 if text.endswith("+1") else 0)
    except NoSuchTime as gap:
        return gap.next_valid


def until(moment: datetime, now: datetime) -> str:
    """Return how long it is from `now` to `moment`, in words: “in 13 h 20 min”; "" for the past."""
    minutes = int((moment - now).total_seconds() // 60)
    if moment <= now:
        return ""
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        span = ngettext("%(days)d day %(hours)d h", "%(days)d days %(hours)d h", days)
        return _("in %s") % (span % {"days": days, "hours": hours})
    if hours:
        return _("in %(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return _("in %(minutes)d min") % {"minutes": minutes} if minutes else _("in less than a minute")

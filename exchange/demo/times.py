"""When a demonstration story went out, said as a person would say it.

“1 hour 25 minutes ago” counts the hours in which a newsroom is awake, so that nothing ever seems to have gone
out at four in the morning. “3 days ago, 5:27 PM” is a time of day in the site's zone. “in 14 hours” is the
next full or half hour after that.

A day lasts until seven in the morning: to somebody who looks in at six “1 day ago” is the day before the one
that has not ended yet, so that the stories of one day stay behind those of the next.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

DAY_BEGINS, DAY_ENDS = time(5, 30), time(23, 30)
DAY_TURNS = timedelta(hours=7)
HALF_HOUR = 30

_DAYS_AGO = re.compile(r"(\d+) days? ago, (\d{1,2}):(\d{2}) ([AP]M)")
_HOURS_AGO = re.compile(r"(?:(\d+) hours? ?)?(?:(\d+) minutes? )?ago")
_AHEAD = re.compile(r"in (\d+) hours?")


def moment(words: str, now: datetime) -> datetime:
    """Return the moment the words mean, in UTC. Raises ValueError for words of another form."""
    if said := _DAYS_AGO.fullmatch(words):
        return _on_day(int(said[1]), _time_of_day(int(said[2]), int(said[3]), said[4]), now)
    if said := _HOURS_AGO.fullmatch(words):
        return _awake_ago(timedelta(hours=int(said[1] or 0), minutes=int(said[2] or 0)), now)
    if said := _AHEAD.fullmatch(words):
        return _ahead(timedelta(hours=int(said[1])), now)
    raise ValueError(
        f"{words!r} is no time: write “3 days ago, 5:27 PM”, “2 hours 5 minutes ago” or “in 14 hours”"
    )


def _time_of_day(hour: int, minute: int, half: str) -> time:
    return time(hour % 12 + (12 if half == "PM" else 0), minute)


def _on_day(days: int, clock: time, now: datetime) -> datetime:
    today = (_wall_clock(now) - DAY_TURNS).date()
    return _in_utc(datetime.combine(today - timedelta(days=days), clock))


def _awake_ago(length: timedelta, now: datetime) -> datetime:
    """Walk back through the newsroom's days, leaving the nights out."""
    clock = _before_night(_wall_clock(now))
    while clock - datetime.combine(clock, DAY_BEGINS) < length:
        length -= clock - datetime.combine(clock, DAY_BEGINS)
        clock = datetime.combine(clock - timedelta(days=1), DAY_ENDS)
    # Where clocks are set back in the night, one wall-clock time is two moments.
    return min(_in_utc(clock - length), now)


def _before_night(clock: datetime) -> datetime:
    """Return the clock itself by day; by night the end of the day before."""
    if clock.time() < DAY_BEGINS:
        return datetime.combine(clock - timedelta(days=1), DAY_ENDS)
    return min(clock, datetime.combine(clock, DAY_ENDS))


def _ahead(length: timedelta, now: datetime) -> datetime:
    clock = _wall_clock(now + length)
    return _in_utc(clock + timedelta(minutes=-clock.minute % HALF_HOUR))


def _wall_clock(at: datetime) -> datetime:
    return timezone.localtime(at, timezone.get_default_timezone()).replace(
        second=0, microsecond=0, tzinfo=None
    )


def _in_utc(clock: datetime) -> datetime:
    return clock.replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)

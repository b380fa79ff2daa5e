"""Moments as the desk says them: “Tuesday 24 November, 6:00 AM EST, in 13 h 20 min”. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import gettext as _

from articles.local_times import until
from published.date_words import clock, zone_letters


def site_zone() -> ZoneInfo:
    """Return the zone of the site, in which every time at the desk is read and shown."""
    return ZoneInfo(settings.TIME_ZONE)


def echo(moment: datetime, now: datetime) -> str:
    """Return a moment with its weekday, its zone's letters and how far off it is."""
    local = moment.astimezone(site_zone())
    said = _("%(day)s, %(hour)s") % {"day": _day(local, now, with_weekday=True), "hour": _hour(local)}
    distance = until(moment, now)
    return _("%(moment)s, %(distance)s") % {"moment": said, "distance": distance} if distance else said


def hour_on_day(moment: datetime, now: datetime) -> str:
    """Return a moment for a button: “6:00 AM EST on 24 November”."""
    local = moment.astimezone(site_zone())
    return _("%(hour)s on %(day)s") % {"hour": _hour(local), "day": _day(local, now)}


def short(moment: datetime, now: datetime) -> str:
    """Return a moment for a list: the hour alone for today, the day before it otherwise."""
    local = moment.astimezone(site_zone())
    if local.date() == now.astimezone(site_zone()).date():
        return _("Today, %(hour)s") % {"hour": _hour(local)}
    return _("%(day)s, %(hour)s") % {"day": _day(local, now), "hour": _hour(local)}


def zone_note(moment: datetime) -> str:
    """Return the site's zone by name, letters and offset at a moment: “New York time: EST, UTC−5”."""
    local = moment.astimezone(site_zone())
    place = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
    letters, offset = zone_letters(local), _offset(local)
    known = letters if letters == offset else f"{letters}, {offset}"
    return _("%(place)s time: %(zone)s") % {"place": place, "zone": known}


def _hour(local: datetime) -> str:
    return f"{clock(local)} {zone_letters(local)}"


def _day(local: datetime, now: datetime, *, with_weekday: bool = False) -> str:
    said = dateformat.format(local, "l j F" if with_weekday else "j F")
    return said if local.year == now.astimezone(site_zone()).year else f"{said} {local.year}"


def _offset(local: datetime) -> str:
    minutes = round((local.utcoffset()).total_seconds() / 60)  # type: ignore[union-attr]
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")

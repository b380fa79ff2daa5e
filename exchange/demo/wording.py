"""From the words of a story's file to what the desk keeps: days by name, markup, identities. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format

FORMATS = {"day": "l", "date": "j F", "month": "F", "year": "Y"}
MONTHS = 12

_SPAN = re.compile(r"\{(day|date|month|year) ([^{}]+)\}")
_IDENTITY = re.compile(r'data-(article|image)="([^"]+)"')
_GALLERY = re.compile(r'data-gallery="([^"]+)"')
_ITEM = re.compile(r"<li>(.*?)</li>")


def fill(text: str, published: datetime, moments: Mapping[str, datetime]) -> str:
    """Put days in place of `{day -1}`, `{date 12}`, `{month 0}`, `{year -2}` and `{date slug-of-a-story}`.

    A number counts from the day the story is published, in its own unit (dates in days); a slug stands for
    the day on which that story was. Raises KeyError for a story that is not there.
    """
    return _SPAN.sub(lambda span: _in_words(span[1], span[2], published, moments), text)


def _in_words(unit: str, which: str, published: datetime, moments: Mapping[str, datetime]) -> str:
    is_number = which.lstrip("-").isdecimal()
    moment = published if is_number else moments[which]
    day = timezone.localtime(moment, timezone.get_default_timezone()).replace(tzinfo=None)
    count = int(which) if is_number else 0
    if unit in ("day", "date"):
        day += timedelta(days=count)
    else:
        months = day.year * MONTHS + day.month - 1 + count * (MONTHS if unit == "year" else 1)
        day = day.replace(year=months // MONTHS, month=months % MONTHS + 1, day=1)
    with translation.override("en-gb"):
        return date_format(day, FORMATS[unit])


def body_html(lines: str, articles: Mapping[str, int], images: Mapping[str, int]) -> str:
    """Return a body as the desk's editor writes it: no space between blocks, numbers for names.

    Raises KeyError for a story or picture that is not there.
    """
    known = {"article": articles, "image": images}
    html = "".join(line.strip() for line in lines.splitlines())
    html = _ITEM.sub(r"<li><p>\1</p></li>", html)
    html = _GALLERY.sub(lambda found: f'data-gallery="{_numbers(found[1], images)}"', html)
    return _IDENTITY.sub(lambda found: f'data-{found[1]}="{known[found[1]][found[2]]}"', html)


def _numbers(names: str, images: Mapping[str, int]) -> str:
    return ",".join(str(images[name]) for name in names.split())


def without(lines: str, starts: list[str]) -> str:
    """Return the body's lines without those that begin so; a heading takes its section with it."""
    kept, in_section = [], False
    for line in lines.splitlines():
        if line.startswith("<h2>"):
            in_section = False
        if line.startswith(tuple(starts)):
            in_section = line.startswith("<h2>")
        elif not in_section:
            kept.append(line)
    return "\n".join(kept)

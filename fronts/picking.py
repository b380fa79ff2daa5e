"""Stories to place: found by words, number or address, and how each stands. Never drafts.

A scheduled story is on the newsstand already and waits for its hour, so it can be placed before it is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from published.languages import direction
from published.models import PublishedAddress, PublishedArticle
from published.search.asking import Asked
from published.search.finding import search

MOST = 20
MOST_WORDS = 6
LONGEST = 300
# So far back any part of a headline finds its story; what is older is found as readers find it.
SEARCHED_DAYS = 400
_ADDRESS = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([^/]+)/?")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Story:
    """A story as the arranging page shows it."""

    number: int
    headline: str
    language: str
    facts: str
    state: str
    thumbnail: str = ""

    @property
    def direction(self) -> str:
        return direction(self.language)

    def as_json(self) -> dict[str, Any]:
        """Return what the script draws."""
        names = ("number", "headline", "language", "facts", "state", "thumbnail")
        return {name: getattr(self, name) for name in names} | {"direction": self.direction}


def find(asked: str, at: datetime, *, section: Any = None) -> tuple[list[Story], bool]:
    """Return stories for what was typed, newest first, and whether there are more.

    Public ones and those whose hour is to come; nothing typed gives the newest. Up to two queries; seven more
    at most for words that few of the newest stories have, for which the readers' search is asked.
    """
    on_stand = PublishedArticle.objects.listed().filter(Q(expires_at=None) | Q(expires_at__gt=at))
    on_stand = (on_stand.in_section(section) if section else on_stand).for_cards()
    rows, words, since = on_stand, [], at - timedelta(days=SEARCHED_DAYS)
    if number := number_in(asked):
        rows = rows.filter(pk=number)
    elif words := asked[:LONGEST].split()[:MOST_WORDS]:
        rows = rows.filter(published_at__gte=since)
        for word in words:
            rows = rows.filter(Q(headline__icontains=word) | Q(short_headline__icontains=word))
    found = list(rows.latest_first()[: MOST + 1])
    if words and len(found) <= MOST:
        older = on_stand.filter(pk__in=_older(" ".join(words), since, at, section))
        found += older.latest_first()[: MOST + 1 - len(found)]
    return [_story(row, at) for row in found[:MOST]], len(found) > MOST


def _older(words: str, since: datetime, at: datetime, section: Any) -> list[int]:
    """The best of the public stories from before a moment, by the readers' search: bounded by its index."""
    last = timezone.localtime(since).date()
    answer = search(Asked(text=words, section=section, last=last), at=at)
    return [result.story.pk for result in answer.results if result.story.published_at < since]


def by_number(numbers: Iterable[int], at: datetime) -> dict[int, Story]:
    """Return the stories with these numbers; one that is off the newsstand says so. One query."""
    wanted = set(numbers)
    rows = PublishedArticle.objects.filter(pk__in=wanted).for_cards()
    found = {row.pk: _story(row, at) for row in rows}
    gone = _("Not on the newsstand")
    return {
        number: found.get(number)
        or Story(number, _("Story %(number)s") % {"number": number}, "", gone, "gone")
        for number in wanted
    }


def number_in(asked: str) -> int | None:
    """Return the number of the story that an address or a number names; None for anything else.

    One query for an address.
    """
    asked = asked.strip()[:LONGEST]
    if _NUMBER.fullmatch(asked):
        return int(asked)
    try:
        match = _ADDRESS.fullmatch(unquote(urlsplit(asked).path))
        day = date(*map(int, match.groups()[:3])) if match else None
    except ValueError:
        return None
    if match is None or day is None:
        return None
    return PublishedAddress.objects.filter(day=day, slug=match[4]).values_list("story", flat=True).first()


def _story(row: PublishedArticle, at: datetime) -> Story:
    state, words = _state(row, at)
    picture = row.card_picture or {}
    return Story(
        number=row.pk,
        headline=row.card_headline,
        language=row.language,
        facts=" · ".join((words, row.section.name)),
        state=state,
        thumbnail=str(picture.get("srcset_jpeg") or picture.get("src") or "").split(" ")[0],
    )


def _state(row: PublishedArticle, at: datetime) -> tuple[str, str]:
    if row.is_retracted:
        return "gone", _("Retracted: not shown on fronts")
    if row.public_from > at:
        return "waiting", _("Goes out %(when)s") % {"when": _when(row.public_from)}
    if row.expires_at and row.expires_at <= at:
        return "gone", _("Expired")
    return "public", _when(row.published_at)


def _when(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'SHORT_DATE_FORMAT')} {date_format(local, 'TIME_FORMAT')}"

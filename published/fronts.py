"""How a list of stories becomes a front, by rule alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from django.utils import timezone

from published import date_words
from published.card_rows import CardRow
from published.models import PublishedArticle
from published.moments import Moment
from published.querysets import site_zone

# The lead is the newest story with a picture, if one is among the first few; else simply the newest.
LEAD_AMONG = 5
SECONDS = 7

Story = TypeVar("Story", PublishedArticle, CardRow)


@dataclass(frozen=True)
class Front:
    """The top of a front: one lead, a few beside it, and the rest in order."""

    lead: PublishedArticle
    seconds: list[PublishedArticle]
    rest: list[PublishedArticle]


@dataclass(frozen=True)
class Day:
    """A day's stories under its heading."""

    day: date
    heading: str
    stories: list[PublishedArticle]


def arranged(stories: Sequence[PublishedArticle]) -> Front | None:
    """Return a front of stories given newest first, each in one place; None without stories."""
    if not stories:
        return None
    lead, *others = lead_first(stories)
    return Front(lead, others[:SECONDS], others[SECONDS:])


def lead_first(stories: Sequence[Story]) -> list[Story]:
    """Return stories given newest first with the one that leads before the others."""
    lead = next((story for story in stories[:LEAD_AMONG] if story.card_picture), None)
    return sorted(stories, key=lambda story: story is not lead)  # the others keep their order


def by_day(stories: Sequence[PublishedArticle]) -> list[Day]:
    """Return stories, given newest first, under the days of the site's zone, in the active language."""
    today = timezone.now().astimezone(site_zone()).date()
    return [
        Day(day, date_words.day_heading(day, today), list(group))
        for day, group in groupby(stories, key=lambda story: Moment(story.published_at).day)
    ]

"""What a story's page says of the series and the running story it belongs to.

Kept per edition, so that such a page costs no query more than another; whether a story is public is asked of
the clock each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from published import moments
from published.editions import kept_per_edition
from published.languages import direction
from published.models import PublishedArticle, PublishedTagging
from published.running import RunningStory, RunningStoryMember, SeriesPart, SeriesPlan
from taxonomy.models import Tag

# Of a longer series the newest parts are numbered.
MOST_PARTS = 1000


@dataclass(frozen=True)
class Part:
    """A part of a series: its number, and when and where readers have it."""

    story: int
    number: int
    address: str
    headline: str
    language: str
    public_from: datetime
    expires_at: datetime | None

    def is_public(self, at: datetime) -> bool:
        """Say whether readers can have it: as `PublishedArticle.is_public`."""
        return self.public_from <= at and (self.expires_at is None or self.expires_at > at)


@dataclass(frozen=True)
class InSeries:
    """“Part 2 of 5” of a series, and the public parts beside it. `total` is 0 where there is none to tell."""

    tag: Tag
    number: int
    total: int
    previous: Part | None
    next: Part | None


@dataclass(frozen=True)
class Moment:
    """A key moment: its day, what happened, and the address of a public story that tells it ("" without)."""

    day: date
    text: str
    address: str
    story: int | None


@dataclass(frozen=True)
class InRunningStory:
    """A running story, as the box on each of its stories shows it."""

    number: int
    title: str
    address: str
    language: str
    summary: str
    summary_at: datetime | None
    is_open: bool
    moments: list[Moment]

    @property
    def direction(self) -> str:
        """The direction its language is written in."""
        return direction(self.language)

    @property
    def summary_day(self) -> str:
        """When the summary was written, in words of the active language; "" without."""
        return moments.Moment(self.summary_at).full if self.summary_at else ""


def in_series(article: PublishedArticle, tags: Sequence[Tag], at: datetime | None = None) -> InSeries | None:
    """Say which part of a series a story is, if one of its public tags is a series.

    Three queries an edition, none else. A story that is not public yet (a preview) counts as the newest part.
    """
    series = next((tag for tag in tags if tag.kind == Tag.Kind.SERIES), None)
    if series is None:
        return None
    parts, total, numbers = _public_parts(series, at or timezone.now())
    others = [part for part in parts if part.story != article.pk]
    mine = next((part.number for part in parts if part.story == article.pk), numbers.get(article.pk))
    number = mine or 1 + max((part.number for part in others), default=0)
    before = [part for part in others if part.number < number]
    after = [part for part in others if part.number > number]
    return InSeries(
        tag=series,
        number=number,
        total=max(total or 0, len(others) + 1, number, *(part.number for part in others)),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
    )


def parts_of(series: Tag, at: datetime | None = None) -> list[Part]:
    """Return the public parts of a series in order. Three queries an edition, none else."""
    return _public_parts(series, at or timezone.now())[0]


def announced_total(series: Tag) -> int | None:
    """Return how many parts were announced. Three queries an edition, none else."""
    return kept_per_edition(f"series {series.pk}", lambda: _series(series))[1]


def _public_parts(series: Tag, at: datetime) -> tuple[list[Part], int | None, dict[int, int]]:
    """Number what is public: by hand where somebody did, else one after the other by time."""
    stories, total, numbers = kept_per_edition(f"series {series.pk}", lambda: _series(series))
    taken, free, parts = set(numbers.values()), 1, []
    for part in stories:
        if not part.is_public(at):
            continue
        number = numbers.get(part.story)
        if number is None:
            while free in taken:
                free += 1
            number, free = free, free + 1
        parts.append(replace(part, number=number))
    return sorted(parts, key=lambda part: part.number), total, numbers


def _series(series: Tag) -> tuple[list[Part], int | None, dict[int, int]]:
    """What is on the stand, oldest first and without a number; the announced total; numbers by hand."""
    rows = (
        PublishedTagging.objects.with_tag(series)
        .listed()
        .latest_first()
        .select_related("article")
        .only(*(f"article__{name}" for name in _OF_A_PART), "tag", "position", "published_at")
    )
    stories = [_part(row.article) for row in rows[:MOST_PARTS]][::-1]
    total = SeriesPlan.objects.filter(tag=series).values_list("total", flat=True).first()
    return stories, total, dict(SeriesPart.objects.filter(tag=series).values_list("story", "number"))


_OF_A_PART = ("id", "day", "slug", "headline", "short_headline", "language", "public_from", "expires_at")


def _part(story: PublishedArticle) -> Part:
    return Part(
        story.pk,
        0,
        story.get_absolute_url(),
        story.card_headline,
        story.language,
        story.public_from,
        story.expires_at,
    )


def in_running_story(article: PublishedArticle, at: datetime | None = None) -> InRunningStory | None:
    """Return the running story a story belongs to; of several the newest open one.

    No query for a story fetched `for_page()`, but two an edition for the running story itself.
    """
    number = running_story_of(article)
    if number is None:
        return None
    at = at or timezone.now()
    found = kept_per_edition(f"running story {number}", lambda: _running_story(number))
    if found is None:
        return None
    facts, moments, stories = found
    told = [
        Moment(day, text, stories[story].address if _is_told(stories.get(story), at) else "", story)
        for day, text, story in moments
    ]
    return InRunningStory(number=number, moments=told, **facts)


def running_story_of(article: PublishedArticle) -> int | None:
    """Return the number of a story's running story: no query when it was fetched `for_page()`."""
    if hasattr(article, "running_story"):
        return article.running_story
    rows = RunningStoryMember.objects.filter(story=article.pk)
    return (
        rows.order_by("-running_story__is_open", "-running_story")
        .values_list("running_story", flat=True)
        .first()
    )


def _is_told(part: Part | None, at: datetime) -> bool:
    return part is not None and part.is_public(at)


def _running_story(number: int) -> Any:
    row = RunningStory.objects.filter(pk=number).first()
    if row is None:
        return None
    moments = list(row.moments.values_list("day", "text", "story"))
    numbers = [story for _day, _text, story in moments if story]
    stories = PublishedArticle.objects.listed().filter(pk__in=numbers).only(*_OF_A_PART) if numbers else []
    facts = {
        "title": row.title,
        "address": row.get_absolute_url(),
        "language": row.language,
        "summary": row.summary,
        "summary_at": row.summary_at,
        "is_open": row.is_open,
    }
    return facts, moments, {story.pk: _part(story) for story in stories}

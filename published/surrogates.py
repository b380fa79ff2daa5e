"""Surrogate keys: which pages at a CDN a change concerns. Nothing is done where nobody purges by them.

A page has a key for each story it shows (`story-17`) and for each list it is (`section-3`). A change of a
story drops the pages that show it, and the lists it stands in now: what it has left showed it. A story that
is new in the More News of others drops their pages too. Where a box is filled from the section, or more than
`MOST_BOXES` hold the story, a page is as old as `CDN_SECONDS` lets it be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from newsroom.page_cache import depends_on
from published.models import AutomaticLine, OtherSide, PublishedArticle, PublishedCredit, PublishedTagging

# Pages of other stories that one change drops: with more keys than 256 everything would be dropped.
MOST_BOXES = 180
FRONT, ARCHIVE, CORRECTIONS = "front", "archive", "corrections"


def shows(request: HttpRequest, *lists: str, stories: Iterable[Any] = ()) -> None:
    """Say which lists a page is, and which stories it shows. No query."""
    shows_numbers(request, *lists, stories=(story.pk for story in stories))


def shows_numbers(request: HttpRequest, *lists: str, stories: Iterable[int]) -> None:
    """As `shows`, of stories by their numbers."""
    if settings.PURGE_ADDRESS:
        depends_on(request, *lists, *(f"story-{number}" for number in stories))


def of_story(number: int) -> list[str]:
    """Return the keys that a change of a story concerns, by what readers have now. At most five queries."""
    if not settings.PURGE_ADDRESS:
        return []
    keys = [f"story-{number}", FRONT, ARCHIVE, CORRECTIONS]
    for section in PublishedArticle.objects.filter(pk=number).values_list("section", flat=True):
        keys.append(f"section-{section}")
    for tag in PublishedTagging.objects.filter(article=number).values_list("tag", flat=True):
        keys.append(f"tag-{tag}")
    for person in PublishedCredit.objects.filter(article=number).values_list("contributor", flat=True):
        keys.append(f"contributor-{person}")
    return keys + [f"story-{other}" for other in _boxes(number)]


def _boxes(number: int) -> list[int]:
    """The stories in whose More News this one may stand: by their score, best first, or as the other side."""
    by_score = AutomaticLine.objects.filter(other=number).order_by("-score", "article")
    linked = OtherSide.objects.filter(article=number).values_list("other", flat=True)
    return [*linked, *by_score.values_list("article", flat=True)[:MOST_BOXES]]

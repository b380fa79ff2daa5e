"""Rows of the newsstand, as the one door would put them there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from published.models import (
    PublishedAddress,
    PublishedArticle,
    PublishedCorrection,
    PublishedCredit,
    PublishedTagging,
)
from published.more_news.keeping import fill
from published.querysets import site_zone
from taxonomy.models import Contributor, Section, Tag

_number = count(1)

# In New York 5:27 PM on Monday, November 23, 2026, and 10 PM of the same day, which is now in these tests.
AFTERNOON = datetime(2026, 11, 23, 22, 27, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def published(
    headline: str = "",
    *,
    at: datetime | None = None,
    tags: list[Tag] | None = None,
    authors: list[tuple[Contributor, str]] | None = None,
    **fields: Any,
) -> PublishedArticle:
    """Return a story that is public from `at` (an hour ago) on, with its address and its index rows."""
    at = at or EVENING - timedelta(hours=1)
    number = next(_number)
    values = {
        "id": number,
        "version": 1,
        "kind": "news",
        "language": "en",
        "slug": f"story-{number}",
        "headline": headline or f"Headline {number}",
        "body": "<p>The river rose overnight.</p>",
        "lede": "The river rose overnight.",
        "first_published_at": at,
        "published_at": at,
        "public_from": at,
        "day": at.astimezone(site_zone()).date(),
        "byline": {"line": [], "other": [], "end": [], "short": "", "reporting_from": ""},
    } | fields
    values["public_from"] = max(
        values[name] for name in ("public_from", "first_published_at", "published_at")
    )
    if "section" not in values:
        values["section"] = Section.objects.first() or Section.objects.create(name="City")
    story = PublishedArticle.objects.create(**values)
    address(story)
    for position, tag in enumerate(tags or []):
        PublishedTagging.objects.create(
            article=story, tag=tag, position=position, published_at=story.published_at
        )
    for position, (contributor, role) in enumerate(authors or []):
        PublishedCredit.objects.create(
            article=story,
            contributor=contributor,
            role=role,
            position=position,
            published_at=story.published_at,
        )
    fill(story, [tag.pk for tag in tags or []])
    return story


def address(story: PublishedArticle, **fields: Any) -> PublishedAddress:
    """Keep an address of a story: its own, or the `day` and `slug` it had."""
    values: dict[str, Any] = {"day": story.day, "slug": story.slug, "public_from": story.public_from}
    return PublishedAddress.objects.create(story=story.pk, **values | fields)


def withdrawn(story: PublishedArticle, note: str = "") -> PublishedArticle:
    """Take a story off the newsstand; its addresses say so."""
    PublishedArticle.objects.filter(pk=story.pk).delete()
    PublishedAddress.objects.filter(story=story.pk).update(gone=410, note=note)
    return story


def corrected(
    story: PublishedArticle, text: str = "The bridge is in Withen.", **fields: Any
) -> PublishedCorrection:
    """Return a correction of a story: its row, and the note on the story's own page."""
    at = fields.pop("at", story.published_at + timedelta(hours=2))
    kind, placement = fields.pop("kind", "correction"), fields.pop("placement", "bottom")
    row = PublishedCorrection.objects.create(
        id=next(_number), article=story, kind=kind, text=text, published_at=at
    )
    note = {"id": row.pk, "kind": kind, "text": text, "at": at.isoformat(), "placement": placement}
    story.corrections = [*story.corrections, note]
    story.save(update_fields=["corrections"])
    return row


def picture(**fields: Any) -> dict[str, Any]:
    """Return what a page has of a picture."""
    return {
        "id": 1,
        "src": "/media/renditions/1/a/full-960.jpg",
        "srcset_webp": "/media/renditions/1/a/full-480.webp 480w, /media/renditions/1/a/full-960.webp 960w",
        "srcset_jpeg": "/media/renditions/1/a/full-480.jpg 480w, /media/renditions/1/a/full-960.jpg 960w",
        "width": 960,
        "height": 640,
        "alt": "A river under a bridge",
        "caption": "The Arle on Monday.",
        "credit": "Paul Estlin",
    } | fields

"""What a story's page reads beside More News, composed once: the story by its address, and its tags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from published.compiled import compiled
from published.models import PublishedArticle, PublishedTagging
from taxonomy.models import Tag

# What a story's page, its structured data and More News say of a tag.
OF_A_TAG = ("name", "slug", "kind", "is_sensitive")


def story_at(day: date, slug: str, at: datetime) -> PublishedArticle | None:
    """Return the story that is public at this address at `at`, with all its page shows. One query."""
    return next(iter(_at_address(day=day, slug=slug, at=at)), None)


def tags_of(story: int) -> Sequence[Tag]:
    """Return the tags of a story that readers may see, the lead first. One query."""
    return [tagging.tag for tagging in _taggings(story=story)]


@compiled(one_plan=True)
def _at_address(day: date, slug: str, at: datetime) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.public(at).for_page().filter(day=day, slug=slug).order_by()[:1]


@compiled(one_plan=True)
def _taggings(story: int) -> QuerySet[PublishedTagging]:
    rows = PublishedTagging.objects.filter(article=story).shown()
    return rows.only("tag", *(f"tag__{name}" for name in OF_A_TAG))

"""What a story's page reads beside More News: the story by its address with its tags, composed once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray

from published.card_rows import instance_of
from published.compiled import compiled
from published.json_aggregates import JSONListOf
from published.models import PublishedArticle, PublishedTagging
from taxonomy.models import Tag

# What a story's page, its structured data and More News say of a tag.
OF_A_TAG = ("id", "name", "slug", "kind", "is_sensitive")


class StoryRow(NamedTuple):
    """A story, and its tags that readers may see, the lead first."""

    story: PublishedArticle
    tags: Sequence[Tag]


def story_at(day: date, slug: str, at: datetime) -> StoryRow | None:
    """Return the story that is public at this address at `at`, with all its page shows. One query."""
    story = next(iter(_at_address(day=day, slug=slug, at=at)), None)
    return StoryRow(story, _tags(story.told_tags)) if story else None


@compiled(one_plan=True, by_row=True)
def _at_address(day: date, slug: str, at: datetime) -> QuerySet[Any, Any]:
    rows = PublishedArticle.objects.public(at).for_page().filter(day=day, slug=slug).order_by()
    return rows.annotate(told_tags=_tags_of_it())[:1]


def _tags_of_it() -> Subquery:
    """Each tag with its place before it. As one value, a story with its tags takes one query and one row."""
    rows = PublishedTagging.objects.filter(article=OuterRef("pk")).shown().order_by().values("article")
    each = JSONArray("position", "id", *(F(f"tag__{name}") for name in OF_A_TAG))
    return Subquery(rows.annotate(all=JSONListOf(each)).values("all"), output_field=JSONField())


def _tags(told: list[list[Any]] | None) -> list[Tag]:
    return [_tag(one) for _position, _id, *one in sorted(told or [])]


def _tag(told: list[Any]) -> Tag:
    *said, is_sensitive = told
    tag: Tag = instance_of(Tag, dict(zip(OF_A_TAG, (*said, bool(is_sensitive)), strict=True)))
    tag.contents = (Tag, *told)  # as `compiled(by_row=True)` does
    return tag

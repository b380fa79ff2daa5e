"""A story by its address comes with its tags, in one query, and is told at once from another."""

from __future__ import annotations

from typing import Any

import pytest

from published.memory import contents_of
from published.models import PublishedArticle
from published.story_rows import StoryRow, story_at
from taxonomy.models import Tag
from tests.factories import make_tag
from tests.published.factories import EVENING, published

pytestmark = pytest.mark.django_db


def row_of(story: PublishedArticle) -> StoryRow:
    found = story_at(story.day, story.slug, EVENING)
    assert found is not None
    return found


def test_it_brings_the_tags_readers_may_see_in_their_order(django_assert_num_queries: Any) -> None:
    names = ["River", "Floods", "Bridge “Old”", "Ada"]
    tags = [make_tag(name, kind=kind) for name, kind in zip(names, Tag.Kind.values, strict=False)]
    tags[1].is_sensitive = True
    tags[1].save()
    hidden, merged = make_tag("Seen by staff", is_hidden=True), make_tag("Once", merged_into=tags[0])
    story = published(tags=[hidden, *tags[:2], merged, *tags[2:]])
    row_of(story)
    with django_assert_num_queries(1):
        found = row_of(story)
        said = [(tag.pk, tag.name, tag.slug, tag.kind, tag.is_sensitive) for tag in found.tags]
    assert said == [(tag.pk, tag.name, tag.slug, tag.kind, tag.is_sensitive) for tag in tags]
    assert found.tags == tags


def test_it_has_no_tags_where_there_are_none() -> None:
    assert row_of(published()).tags == []


def test_it_is_told_from_what_says_something_else() -> None:
    tag = make_tag("River")
    story = published(tags=[tag])

    def said() -> Any:
        return contents_of(row_of(story))

    before = said()
    assert said() == before
    hash(before)
    tag.name = "The river"
    tag.save()
    renamed = said()
    assert renamed != before
    PublishedArticle.objects.filter(pk=story.pk).update(standfirst="Changed.")
    assert said() not in (before, renamed)


def test_a_section_is_part_of_what_is_said() -> None:
    story = published()
    before = contents_of(row_of(story).story)
    story.section.name = "Renamed"
    story.section.save()
    assert contents_of(row_of(story).story) != before

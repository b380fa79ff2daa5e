"""A compiled query gives what its queryset gives, composes once, and refuses what it would get wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import Value

from published.compiled import compiled
from published.models import PublishedArticle, PublishedTagging
from tests.factories import make_tag
from tests.published.factories import AFTERNOON, EVENING, published

composed = []


@compiled("limit")
def on_the_page(at: datetime, day: date, words: str, limit: int):
    """Stories with all that a page needs."""
    composed.append(limit)
    rows = PublishedArticle.objects.public(at).for_page().annotate(said=Value("constant"))
    return rows.filter(day__lte=day).exclude(slug=words).latest_first()[:limit]


@compiled()
def headlines(numbers: list[int], is_open: bool | None):
    rows = PublishedArticle.objects.filter(pk__in=numbers).order_by("pk")
    return rows.values_list("headline", flat=True) if is_open else rows.values_list("pk", "published_at")


@pytest.fixture
def stories(db):
    return [published(f"Story {n}", at=AFTERNOON - timedelta(hours=n)) for n in range(5)]


def test_it_gives_what_the_queryset_gives(stories):
    given = {"at": EVENING, "day": EVENING.date(), "words": stories[0].slug, "limit": 3}
    found, wanted = on_the_page(**given), list(on_the_page.compose(**given))
    assert found == wanted == stories[1:4]
    for one, other in zip(found, wanted, strict=True):
        assert vars(one).keys() == vars(other).keys()
        assert {name: value for name, value in vars(one).items() if name != "_state"} == {
            name: value for name, value in vars(other).items() if name != "_state"
        }
        assert one.section == other.section
        assert one._state.db == "default"
        assert not one._state.adding


def test_it_composes_once_for_each_shape_and_takes_one_query(stories, django_assert_num_queries):
    given = {"at": EVENING, "day": EVENING.date(), "words": "", "limit": 2}
    on_the_page(**given)
    composed.clear()
    with django_assert_num_queries(2):
        assert on_the_page(**given | {"words": stories[0].slug}) == stories[1:3]
        assert on_the_page(**given | {"at": AFTERNOON - timedelta(hours=2)}) == stories[2:4]
    assert composed == []
    assert on_the_page(**given | {"limit": 1}) == stories[:1]
    assert composed == [1]


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_it_takes_lists_of_any_length(stories, count):
    numbers = [story.pk for story in stories[:count]]
    assert headlines(numbers=numbers, is_open=True) == [story.headline for story in stories[:count]]
    assert headlines(numbers=numbers, is_open=None) == [(one.pk, one.published_at) for one in stories[:count]]


def test_it_joins_what_the_queryset_joins(stories, django_assert_num_queries):
    @compiled()
    def taggings(article: int):
        return PublishedTagging.objects.filter(article=article).shown()

    tag = make_tag(name="River")
    PublishedTagging.objects.create(article=stories[0], tag=tag, published_at=AFTERNOON)
    with django_assert_num_queries(1):
        assert [row.tag.name for row in taggings(article=stories[0].pk)] == ["River"]


def test_what_the_sql_swallows_is_composed_each_time_and_told(stories, caplog):
    @compiled()
    def first(limit: int):
        return PublishedArticle.objects.latest_first()[:limit]

    @compiled()
    def containing(words: str):
        return PublishedArticle.objects.filter(headline__contains=words).latest_first()

    @compiled()
    def small(position: int):
        return PublishedTagging.objects.filter(position=position)

    assert (first(limit=2), first(limit=4)) == (stories[:2], stories[:4])
    assert (containing(words="2"), containing(words="Story")) == (stories[2:3], stories)
    assert small(position=3) == []
    assert [record.message.split(" is")[0].split(".")[-1] for record in caplog.records] == [
        "first",
        "containing",
    ]

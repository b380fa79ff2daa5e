"""A change of a tag reaches the lines of its stories soon after, and somebody says when nobody counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from published.linking import AutomaticLine, DueLines, TagUse
from published.models import PublishedTagging
from published.more_news import due, keeping
from published.more_news.reckoning import Subject, reckon
from taxonomy.models import Tag
from tests.factories import make_section, make_tag
from tests.published.factories import AFTERNOON, EVENING, published


@pytest.fixture
def pair(db):
    """Two stories that only a parent of their tags connects, and the wider tag."""
    wide = make_tag(name="Rivers")
    tags = [make_tag(name="Arle"), make_tag(name="Wend")]
    stories = [
        published(name, tags=[tag], lede="", section=make_section(name))
        for name, tag in zip(("Dredging", "Fishing"), tags, strict=True)
    ]
    [published(f"Filler {n}", lede="", at=AFTERNOON - timedelta(days=n)) for n in range(4)]
    keeping.count_uses()
    DueLines.objects.all().delete()
    return wide, tags, stories


def lines(story):
    return list(AutomaticLine.objects.filter(article=story).values_list("other", flat=True))


def test_parents_reach_the_lines_of_the_stories_below(pair, django_capture_on_commit_callbacks):
    wide, tags, stories = pair
    with django_capture_on_commit_callbacks(execute=True):
        for tag in tags:
            tag.parents.add(wide)
    assert lines(stories[0]) == []
    assert due.fill_due() == 2
    assert lines(stories[0]) == [stories[1].pk]
    assert due.fill_due() == 0


def test_a_kind_reaches_the_lines(pair, django_capture_on_commit_callbacks):
    _wide, tags, stories = pair
    PublishedTagging.objects.create(article=stories[1], tag=tags[0], published_at=AFTERNOON)
    tag = Tag.objects.get(pk=tags[0].pk)
    tag.kind = Tag.Kind.EVENT
    with django_capture_on_commit_callbacks(execute=True):
        tag.save()
    assert due.fill_due() == 2
    assert stories[1].pk in lines(stories[0])


def test_it_marks_no_more_than_is_compared(db, monkeypatch):
    monkeypatch.setattr(due, "NEWEST_OF_A_TAG", 3)
    tag = make_tag()
    for number in range(5):
        published(tags=[tag], at=AFTERNOON - timedelta(hours=number))
    with CaptureQueriesContext(connection) as queries:
        assert due.mark(tag.pk) == 3
    assert len(queries) <= 5, queries.captured_queries  # savepoints included
    monkeypatch.setattr(due, "fill_one", lambda number: None)  # withdrawn meanwhile
    assert due.fill_due(2) == 0
    assert DueLines.objects.count() == 1


def test_what_failed_is_tried_again(db, monkeypatch):
    story = published(tags=[make_tag()])
    DueLines.objects.get_or_create(story=story.pk)
    monkeypatch.setattr(due, "fill_one", lambda number: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        due.fill_due()
    assert DueLines.objects.filter(story=story.pk).exists()


def test_it_says_when_nobody_has_counted_for_two_days(db):
    assert not due.is_late()
    published(tags=[make_tag()], at=EVENING - timedelta(days=3))
    assert due.is_late()
    keeping.count_uses()
    assert not due.is_late()
    TagUse.objects.filter(pk=TagUse.ALL).update(counted_at=EVENING - timedelta(days=2, minutes=1))
    assert due.is_late()


def test_it_is_reckoned_in_two_queries(db, django_assert_num_queries):
    wide = make_tag()
    tags = [make_tag() for _ in range(6)]
    for tag in tags:
        tag.parents.add(wide)
    for number in range(12):
        story = published(tags=tags[number % 3 :], at=AFTERNOON - timedelta(hours=number))
    keeping.count_uses()
    subject = Subject.of(story, [tag.pk for tag in tags])
    reckon(subject)  # the weights are read once an edition
    with django_assert_num_queries(2):
        assert len(reckon(subject).lines) == 11

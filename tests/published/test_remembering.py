"""A card is rendered once and used again, and is another one as soon as anything that it shows is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from published import editions, memory
from published.card_rows import card_list
from published.models import PublishedArticle
from published.running import RunningStory, RunningStoryMember
from published.site_models import SiteIdentity
from taxonomy.models import Section, Tag
from tests.factories import make_tag
from tests.published.factories import EVENING, corrected, picture, published, withdrawn

CARD = Template("{% load remembering %}{% card story level=level size=size note=note under_day=under_day %}")


@pytest.fixture(autouse=True)
def nothing_remembered():
    memory.forget()


@card_list()
def only(number):
    return PublishedArticle.objects.filter(pk=number)


def instance(story):
    return PublishedArticle.objects.for_cards().get(pk=story.pk)


def row(story):
    return only(number=story.pk).part(0, 1)[0]


@pytest.fixture(params=[instance, row], autouse=True)
def read(request, monkeypatch):
    """Every card is drawn of an instance and of what a list has brought along."""
    monkeypatch.setattr(f"{__name__}.fresh", request.param)


fresh = instance


def card(story, **given):
    return CARD.render(Context({"story": fresh(story), "level": 2} | given))


def test_the_card_of_a_list_is_that_of_the_story(db):
    story = published("The river rose", card_picture=picture(), updated_at=EVENING + timedelta(hours=1))
    drawn = [CARD.render(Context({"story": read(story), "level": 2})) for read in (instance, row)]
    assert drawn[0] == drawn[1]
    for name in ("pk", "day", "published_at", "updated_at", "card_picture", "byline", "section", "kind"):
        assert getattr(row(story), name) == getattr(instance(story), name)


def test_it_is_rendered_once(db, monkeypatch):
    story = published("The river rose")
    first = card(story)
    monkeypatch.setattr("published.templatetags.reader.moments", None)  # rendering again would fail
    assert card(story) == first


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "The river fell"),
        ("short_headline", "Fell"),
        ("standfirst", "By noon."),
        ("kicker", "Flood"),
        ("kind", "opinion"),
        ("language", "ur"),
        ("slug", "other"),
        ("byline", {"line": [], "short": "Rosa Marsh"}),
        ("published_at", EVENING - timedelta(days=2)),
    ],
)
def test_every_field_that_it_shows_makes_another_card(db, field, value):
    story = published("The river rose")
    before = card(story)
    PublishedArticle.objects.filter(pk=story.pk).update(**{field: value})
    assert card(story) != before


def test_a_renamed_section_makes_another_card(db):
    story = published("The river rose")
    before = card(story)
    story.section.name = "Town"
    story.section.save()
    assert "Town" in card(story) != before


def test_what_it_is_given_makes_another_card(db):
    story = published("The river rose")
    cards = {card(story), card(story, level=3), card(story, size="lead"), card(story, note="Read this"),
             card(story, under_day=True)}  # fmt: skip
    assert len(cards) == 5


def test_what_is_to_be_escaped_is_not_taken_for_what_is_safe(db):
    story = published("The river rose")
    assert "<b>" in card(story, note=mark_safe("<b>note</b>"))
    assert "<b>" not in card(story, note="<b>note</b>")


def test_language_day_and_settings_make_another_card(db, monkeypatch):
    story = published("The river rose")
    with translation.override("en"):
        before = card(story)
    with translation.override("ar"):
        assert card(story) != before
    with override_settings(CLOCK_HOURS=24):
        assert card(story, under_day=True) != card(story)
    monkeypatch.setattr(timezone, "now", lambda: EVENING + timedelta(days=400))
    assert card(story) != before


def test_the_memory_is_bounded(db, monkeypatch):
    story = published("The river rose")
    for number in range(50):
        card(story, note=f"{number} " + "x" * 60_000)
    assert 0 < memory.markup.size <= memory.markup.most_bytes


def _in_a_running_story(story):
    running = RunningStory.objects.create(title="The flood")
    RunningStoryMember.objects.create(running_story=running, story=story.pk)


CHANGES = {
    "headline": lambda story: _set(story, headline="The river fell"),
    "body": lambda story: _set(story, body="<p>It fell by noon.</p>"),
    "dateline": lambda story: _set(story, dateline="Port Selwyn"),
    "byline": lambda story: _set(story, byline={"line": [{"text": "By Rosa"}], "other": [], "end": []}),
    "picture": lambda story: _set(story, picture=picture(alt="A lower river")),
    "update": lambda story: _set(story, updated_at=EVENING, update_note="It fell"),
    "noindex": lambda story: _set(story, is_noindex=True),
    "correction": corrected,
    "tag": lambda story: Tag.objects.get().rename("Rivers", by=None),
    "section": lambda story: Section.objects.update(name="Town"),
    "name of the site": lambda story: SiteIdentity.objects.create(name="The Gazette"),
    "running story": _in_a_running_story,
    "translation": lambda story: published("Fluss", language="de", original=story.pk),
    "more news": lambda story: published("Newer than all"),
    "a card": lambda story: _set(story.neighbour, headline="It rains on"),
    "withdrawal": lambda story: withdrawn(story.neighbour),
}


def _set(story, **fields):
    PublishedArticle.objects.filter(pk=story.pk).update(**fields)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_story_is_shown_as_it_is_now(client, db, change):
    """The page follows every change at once, and says what a process says that remembers nothing."""
    story = published("The river rose", tags=[make_tag(name="River")])
    story.neighbour = published("It rains")

    def page():
        editions.forget()
        editions._kept.clear()
        return client.get(story.get_absolute_url()).content

    before = page()
    assert page() == before
    change(story)
    after = page()
    memory.forget()
    assert page() == after != before


def test_a_storys_page_is_made_from_memory(client, db, monkeypatch):
    story = published("The river rose", tags=[make_tag()])
    before = client.get(story.get_absolute_url()).content
    monkeypatch.setattr("published.structured_data.people", None)  # making it again would fail
    monkeypatch.setattr("published.templatetags.reader.moments", None)
    assert client.get(story.get_absolute_url()).content == before

"""A live story: entries go out at once, one by one, and leave a trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from articles.errors import NotAllowed, StaleVersion, TransitionError
from articles.models import Article, LiveUpdate
from published.models import Edition, PublishedLive, PublishedLiveUpdate
from tests.factories import NOW, make_article, make_published

MINUTE = timedelta(minutes=1)


@pytest.fixture
def story(db) -> Article:
    return make_published("Flood, live", kind="live", at=NOW)


def edition() -> int:
    return Edition.objects.get(pk=1).number


def words(story: Article) -> list[str]:
    return [row.headline or row.body for row in PublishedLiveUpdate.objects.filter(article=story.pk)]


def test_an_entry_goes_out_at_once(story, cast):
    before = edition()
    update = story.post_update(by=cast.edith, body="<p>The bridge is <b>shut</b>.</p>", at=NOW + MINUTE)
    (row,) = PublishedLiveUpdate.objects.all()
    assert (row.pk, row.at, row.body) == (
        update.pk,
        NOW + MINUTE,
        "<p>The bridge is <strong>shut</strong>.</p>",
    )
    assert PublishedLive.objects.get().changed_at == NOW + MINUTE
    assert edition() == before + 1
    assert story.events.latest("id").verb == "live-post"


def test_no_public_date_moves_and_no_version_is_written(story, cast):
    before = (story.version, story.updated_at, story.versions.count())
    story.post_update(by=cast.edith, body="<p>News</p>", at=NOW + MINUTE)
    story.refresh_from_db()
    assert (story.version, story.updated_at, story.versions.count()) == before


def test_it_posts_once_when_the_form_is_sent_twice(story, cast):
    key = uuid4()
    first = story.post_update(by=cast.edith, body="<p>News</p>", key=key)
    again = story.post_update(by=cast.edith, body="<p>News</p>", key=key)
    assert first.pk == again.pk
    assert story.events.filter(verb="live-post").count() == 1


def test_it_refuses_an_outsider(story, cast):
    with pytest.raises(NotAllowed):
        story.post_update(by=cast.rosa, body="<p>News</p>")
    assert not LiveUpdate.objects.exists()


def test_it_refuses_another_kind_and_a_withdrawn_story(story, cast):
    with pytest.raises(TransitionError, match="Live"):
        make_published("News").post_update(by=cast.edith, body="<p>News</p>")
    story.withdraw(by=cast.edith, note="Wrong.")
    with pytest.raises(TransitionError, match="Withdrawn"):
        story.post_update(by=cast.edith, body="<p>News</p>")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": " <p></p>"}, "body"),
        ({"body": "<p>x</p>", "is_key": True}, "headline"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": "x", "headline": "x" * 201}, "headline"),
    ],
)
def test_it_names_the_field_to_mend(story, cast, values, field):
    with pytest.raises(TransitionError) as refusal:
        story.post_update(by=cast.edith, **values)
    assert refusal.value.field == field


def test_a_change_keeps_the_former_wording(story, cast):
    update = story.post_update(by=cast.edith, body="<p>Two hurt</p>", at=NOW + MINUTE)
    story.change_update(update, by=cast.edith, body="<p>Three hurt</p>", seen=1, at=NOW + 2 * MINUTE)
    row = PublishedLiveUpdate.objects.get()
    assert (row.body, row.at, row.changed_at) == ("<p>Three hurt</p>", NOW + MINUTE, NOW + 2 * MINUTE)
    assert story.events.latest("id").detail["before"]["body"] == "<p>Two hurt</p>"


def test_nobody_overwrites_a_colleagues_change(story, cast):
    update = story.post_update(by=cast.edith, body="<p>One</p>")
    story.change_update(update, by=cast.edith, body="<p>Two</p>", seen=1)
    with pytest.raises(StaleVersion):
        story.change_update(update, by=cast.ada, body="<p>Three</p>", seen=1)
    assert PublishedLiveUpdate.objects.get().body == "<p>Two</p>"


def test_a_removed_entry_leaves_readers_and_stays_at_the_desk(story, cast):
    update = story.post_update(by=cast.edith, body="<p>Rumour</p>", headline="Rumour", is_key=True)
    with pytest.raises(TransitionError):
        story.remove_update(update, by=cast.edith, reason=" ")
    story.remove_update(update, by=cast.edith, reason="Not confirmed")
    assert words(story) == []
    assert PublishedLive.objects.get().moments == PublishedLive.objects.get().latest == []
    assert story.events.latest("id").note == "Not confirmed"
    story.return_update(update, by=cast.edith)
    assert words(story) == ["Rumour"]


def test_a_correction_of_an_entry_is_public_and_stays(story, cast):
    update = story.post_update(by=cast.edith, body="<p>Two hurt</p>")
    story.correct_update(update, by=cast.edith, text="Three people were hurt, not two.")
    story.change_update(update, by=cast.edith, body="<p>Three hurt</p>")
    assert [note["text"] for note in PublishedLiveUpdate.objects.get().corrections] == [
        "Three people were hurt, not two."
    ]


def test_coverage_ends_and_goes_on(story, cast):
    story.post_update(by=cast.edith, body="<p>One</p>")
    story.end_live(by=cast.edith, at=NOW + MINUTE)
    assert PublishedLive.objects.get().ended_at == NOW + MINUTE
    with pytest.raises(TransitionError, match="ended"):
        story.post_update(by=cast.edith, body="<p>Two</p>")
    story.resume_live(by=cast.edith)
    story.post_update(by=cast.edith, body="<p>Two</p>")
    assert PublishedLive.objects.get().ended_at is None


def test_entries_written_before_publication_go_out_with_the_story(db, cast):
    story = make_article("Vote, live", kind="live")
    story.post_update(by=cast.edith, body="<p>Doors open</p>", at=NOW)
    assert not PublishedLiveUpdate.objects.exists()
    story.schedule(by=cast.edith, publish_at=NOW + 9 * MINUTE, at=NOW + MINUTE)
    before = edition()
    story.post_update(by=cast.edith, body="<p>Queue</p>", at=NOW + 2 * MINUTE)
    assert edition() == before  # nobody can see it yet
    assert words(story) == ["<p>Queue</p>", "<p>Doors open</p>"]


def test_a_withdrawn_story_takes_its_entries_along_and_brings_them_back(story, cast):
    story.post_update(by=cast.edith, body="<p>One</p>", headline="One", is_key=True, at=NOW + MINUTE)
    story.withdraw(by=cast.edith, note="Wrong.", at=NOW + 2 * MINUTE)
    assert not PublishedLiveUpdate.objects.exists()
    assert not PublishedLive.objects.exists()
    story.publish(by=cast.edith, at=NOW + 3 * MINUTE)
    assert words(story) == ["One"]
    assert len(PublishedLive.objects.get().moments) == 1


def test_a_retraction_that_leaves_no_text_leaves_no_entries(story, cast):
    story.post_update(by=cast.edith, body="<p>One</p>")
    story.correct(by=cast.edith, text="Invented.", kind="retraction", keeps_text=False)
    assert words(story) == []
    story.post_update(by=cast.edith, body="<p>Two</p>")
    assert words(story) == []


def test_a_picture_in_an_entry_stays_in_the_library(story, cast):
    from images.models import Image
    from images.uses import found_inside_texts
    from tests.articles.test_pickers import make_images

    (image,) = make_images(1)
    Image.objects.update(credit="Paul Estlin")
    update = story.post_update(by=cast.edith, body=f'<figure data-image="{image.pk}"></figure>')
    assert found_inside_texts(image) == [story, update]
    story.change_update(update, by=cast.edith, body="<p>Without</p>")
    assert found_inside_texts(image) == []

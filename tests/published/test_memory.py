"""A page of the same contents is not made again, and one that shows anything else always is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from published import memory
from published.editions import raise_edition
from published.models import PublishedArticle, SiteIdentity
from tests.factories import make_tag
from tests.published.factories import AFTERNOON, EVENING, picture, published


@pytest.fixture(autouse=True)
def nothing_remembered():
    memory.forget()


@pytest.fixture
def story(db):
    return published("The river rose", tags=[make_tag("Floods")], at=AFTERNOON)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def lists_of(story):
    day = f"{story.published_at:%Y/%m/%d}"
    return [
        "/",
        f"/section/{story.section.slug}/",
        "/tag/floods/",
        f"/{day}/",
        f"/{day[:7]}/",
        f"/{day[:4]}/",
    ]


def test_it_is_made_once_for_many_editions(client, story, monkeypatch):
    first = [read(client, address) for address in lists_of(story)]
    monkeypatch.setattr(memory, "render_to_string", None)  # making one again would fail
    raise_edition()
    assert [read(client, address) for address in lists_of(story)] == first


def test_a_changed_story_changes_every_list(client, story):
    for address in lists_of(story):
        assert "The river rose" in read(client, address)
    PublishedArticle.objects.update(headline="The river fell")
    for address in lists_of(story):
        assert "The river fell" in read(client, address)
        assert "The river rose" not in read(client, address)


def test_what_stands_around_a_page_changes_it(client, story):
    before = read(client, "/tag/floods/")
    SiteIdentity.objects.create(strapline="Since 1802")
    story.section.name = "Town"
    story.section.save()
    raise_edition()
    after = read(client, "/tag/floods/")
    assert "Since 1802" not in before
    assert "Since 1802" in after
    assert after.count("Town") >= 2  # in the masthead and on the card


def test_midnight_changes_it(client, story, monkeypatch):
    """The masthead of the home page names the day."""
    today, tomorrow = (f'<time datetime="2026-11-{day}">' for day in (23, 24))
    assert today in read(client, "/")
    monkeypatch.setattr(timezone, "now", lambda: EVENING + timedelta(days=1))
    assert today not in read(client, "/")
    assert tomorrow in read(client, "/")


def test_a_new_story_and_an_expired_one_change_it(client, story, monkeypatch):
    published("The bridge opened", at=EVENING - timedelta(minutes=1), expires_at=EVENING + timedelta(hours=1))
    assert "The bridge opened" in read(client, "/")
    monkeypatch.setattr(timezone, "now", lambda: EVENING + timedelta(hours=1))
    assert "The bridge opened" not in read(client, "/")


@pytest.mark.parametrize("form", ["rss.xml", "atom.xml", "feed.json"])
def test_a_feed_is_written_once_and_follows_its_stories(client, story, monkeypatch, form):
    first = read(client, f"/feed/{form}")
    with monkeypatch.context() as broken:
        broken.setattr("published.views.feeds.entry_of", None)
        assert read(client, f"/feed/{form}") == first
    PublishedArticle.objects.update(body="<p>It fell.</p>")
    assert "It fell." in read(client, f"/feed/{form}")
    assert "It fell." not in first


def test_a_sitemap_is_written_once_and_follows_its_stories(client, story, monkeypatch):
    address = f"/sitemap/{story.published_at:%Y-%m}.xml"
    first = read(client, address)
    with monkeypatch.context() as broken:
        broken.setattr("published.views.sitemaps.stories._url", None)
        assert read(client, address) == first
    PublishedArticle.objects.update(picture=picture(), updated_at=EVENING)
    changed = read(client, address)
    assert "<image:image>" in changed
    assert 'xmlns:image="' in changed
    assert "<image:image>" not in first


def test_rows_may_lead_back_to_one_another(story):
    one = PublishedArticle.objects.select_related("section").get(pk=story.pk)
    alone = memory.contents_of(one)
    one.section._state.fields_cache["front"] = one
    assert memory.contents_of(one) == alone


def test_it_is_bounded(client, story):
    for number in range(400):
        memory.pages.keep(("page", number), b"x" * 50_000)
    assert 0 < memory.pages.size <= memory.pages.most_bytes
    memory.pages.keep("huge", b"x" * memory.pages.most_bytes)
    assert memory.pages.get("huge") is None

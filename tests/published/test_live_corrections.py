"""What was wrong in a live entry stands with all other corrections, on their page and in their feed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from articles.models import Article, LiveUpdate
from published.models import PublishedArticle, PublishedCorrection
from tests.factories import make_published
from tests.published.factories import EVENING

MINUTE = timedelta(minutes=1)
START = EVENING - timedelta(hours=20)
TEXT = "Two were hurt, not three."


@pytest.fixture
def story(db) -> Article:
    return make_published("Flood, live", kind="live", slug="flood", at=START)


@pytest.fixture
def entry(story) -> LiveUpdate:
    entry = story.post_update(by=None, body="<p>Three hurt</p>", at=START + MINUTE)
    story.correct_update(entry, by=None, text=TEXT, at=START + 2 * MINUTE)
    return entry


def listed(client) -> str:
    return client.get("/corrections/").content.decode()


def test_it_is_listed_and_leads_to_the_entry(client, story, entry):
    page = listed(client)
    assert page.count(TEXT) == 1
    address = PublishedCorrection.objects.get().get_absolute_url()
    assert f'href="{address}"' in page
    assert address.startswith(PublishedArticle.objects.get().get_absolute_url())
    assert f'id="entry-{entry.pk}"' in client.get(address.partition("#")[0]).content.decode()


def test_it_is_in_the_feed(client, story, entry):
    (item,) = json.loads(client.get("/corrections/feed/feed.json").content)["items"]
    assert TEXT in item["content_html"]
    assert item["url"].endswith(f"#entry-{entry.pk}")


def test_every_one_is_listed_once_through_changes_and_publications(client, story, entry):
    story.correct_update(entry, by=None, text="On Main Street.", at=START + 3 * MINUTE)
    story.change_update(entry, by=None, body="<p>Two hurt</p>", at=START + 4 * MINUTE)
    known = list(PublishedCorrection.objects.order_by("pk").values_list("pk", "text"))
    assert [text for _number, text in known] == [TEXT, "On Main Street."]
    story.headline = "High water, live"
    story.save()
    story.save_version(by=None, at=START + 5 * MINUTE)
    story.publish(by=None, at=START + 5 * MINUTE)
    assert list(PublishedCorrection.objects.order_by("pk").values_list("pk", "text")) == known
    assert listed(client).count(TEXT) == 1


def test_it_goes_and_returns_with_its_entry_and_with_its_story(client, story, entry):
    story.remove_update(entry, by=None, reason="Wrong", at=START + 3 * MINUTE)
    assert TEXT not in listed(client)
    story.return_update(entry, by=None, at=START + 4 * MINUTE)
    assert TEXT in listed(client)
    story.withdraw(by=None, note="Wrong.", at=START + 5 * MINUTE)
    assert TEXT not in listed(client)

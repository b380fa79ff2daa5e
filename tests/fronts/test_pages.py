"""What readers get of a front."""

from __future__ import annotations

import re
from datetime import timedelta

import html5lib
import pytest

from fronts.plans import Backfill, Layout, Placed, Width
from newsroom.page_cache.states import state_has_changed
from tests.factories import make_section, make_tag
from tests.fronts.factories import launched, slot
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, picture, published, withdrawn

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told(client, address="/"):
    """The headlines of a page, in order."""
    page = client.get(address).content.decode()
    return re.findall(r'card__headline"[^>]*><a href="[^"]*">([^<]*)<', page)


def test_a_front_that_nobody_arranged_is_filled_by_rule(client):
    published("Alone")
    assert told(client) == ["Alone"]


def test_what_was_placed_stands_first_and_nothing_comes_twice(client):
    stories = [published(f"Story {n}", at=EVENING - n * HOUR) for n in range(1, 9)]
    launched(slot("lead", stories[6], size=2), slot("list", stories[6], stories[4], size=2))
    assert told(client) == [
        *("Story 7", "Story 1", "Story 5", "Story 2"),
        *("Story 3", "Story 4", "Story 6", "Story 8"),
    ]


def test_a_scheduled_story_appears_by_the_clock(client, monkeypatch):
    waiting = published("Waiting", at=EVENING + HOUR)
    launched(slot("lead", waiting, size=1))
    assert "Waiting" not in told(client)
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING + HOUR)
    assert told(client) == ["Waiting"]


def test_a_withdrawn_story_makes_room(client):
    gone, next_one = published("Gone"), published("Next", at=EVENING - 2 * HOUR)
    launched(slot("lead", gone, size=1))
    withdrawn(gone)
    assert told(client) == [next_one.headline]


def test_a_section_has_a_front_of_its_own(client):
    city, sport = make_section("City"), make_section("Sport")
    match, river = published("Match", section=sport), published("River", section=city)
    launched(slot("lead", match, heading="From the stand", size=1), slot("list"), section=city)
    assert told(client, "/section/city/") == ["Match", "River"]
    assert told(client, "/section/sport/") == ["Match"]
    assert set(told(client)) == {"Match", "River"}
    assert river.headline in told(client, "/section/city/")


def test_a_renamed_section_keeps_its_front(client):
    city = make_section("City")
    launched(slot(heading="Held"), section=city)
    published("River", section=city)
    city.slug = "town"
    city.save()
    assert client.get("/section/city/").status_code == 301
    assert "Held" in client.get("/section/town/").content.decode()


def test_older_stories_follow_on_the_pages_below(client):
    for number in range(30):
        published(f"Story {number}", at=EVENING - number * HOUR)
    launched(slot("list", size=5))
    first, second = told(client), told(client, "/?page=2")
    assert len(first) == 20
    assert len(second) == 10
    assert not set(first) & set(second)
    assert client.get("/?page=x").status_code == 404


def test_it_costs_three_queries_however_many_slots(client, counting):
    tags = [make_tag(f"Tag {n}") for n in range(8)]
    sections = [make_section(f"Section {n}") for n in range(4)]
    stories = [
        published(tags=[tags[n % 8]], section=sections[n % 4], at=EVENING - n * HOUR, card_picture=picture())
        for n in range(1, 40)
    ]
    launched(
        *[slot("row", stories[n], backfill=Backfill.TAG, tag=tag) for n, tag in enumerate(tags)],
        *[slot("list", backfill=Backfill.SECTION, section=section) for section in sections],
        slot("opinion", backfill=Backfill.KIND, kind="opinion"),
        slot("recent"),
    )
    client.get("/")
    counting(3, "/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_layout_is_html_that_parses(client, language):
    for number in range(40):
        published(f"A & B {number}", card_picture=picture(), at=EVENING - number * HOUR, language=language)
    slots = [slot(layout, heading="<x>", size=4, width=width) for layout in Layout for width in Width][:24]
    launched(*slots, language=language)
    page = client.get("/").content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count("<h1") == 1
    assert "&lt;x&gt;" in page
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


def test_a_running_story_is_called_by_its_tag_and_leads_to_it(client):
    floods = make_tag("Floods")
    published("River", tags=[floods])
    launched(slot("running", backfill=Backfill.TAG, tag=floods))
    assert '<a href="/tag/floods/"><bdi>Floods</bdi></a>' in client.get("/").content.decode()


def test_from_and_until_are_heeded(client):
    story = published("Pinned", at=EVENING - 9 * HOUR)
    published("Newest")
    launched(slot("lead", Placed(story.pk, None, EVENING), size=1))
    assert told(client) == ["Newest", "Pinned"]


def test_a_kept_page_changes_at_the_edge_of_a_placement(monkeypatch):
    story = published("Pinned", at=EVENING - 9 * HOUR)
    published("Newest")
    launched(slot("lead", Placed(story.pk, None, EVENING + HOUR), size=1))
    reader = Reader()
    assert reader.get("/").text.index("Pinned") < reader.get("/").text.index("Newest")
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING + HOUR)
    state_has_changed()  # as it does by itself after a second
    page = reader.get("/").text
    assert page.index("Newest") < page.index("Pinned")

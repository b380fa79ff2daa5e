"""Kept pages change at their second, by the clock alone."""

from datetime import timedelta

import pytest

from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, published

pytestmark = pytest.mark.usefixtures("unhurried")
ALMOST = 0.000_001


def test_a_scheduled_story_appears_at_its_second(reader, clock):
    published()
    published("The bridge opens", at=EVENING, public_from=EVENING + timedelta(minutes=10))
    assert "The bridge opens" not in reader.get("/").text
    clock.put_on(minutes=10, seconds=-ALMOST)
    assert "The bridge opens" not in reader.get("/").text
    clock.put_on(seconds=ALMOST)
    assert "The bridge opens" in reader.get("/").text


def test_two_scheduled_stories_appear_each_at_its_own(reader, clock):
    for minutes in (5, 10):
        published(f"After {minutes}", at=EVENING, public_from=EVENING + timedelta(minutes=minutes))
    shown = []
    for _ in range(3):
        text = reader.get("/").text
        shown.append(("After 5" in text, "After 10" in text))
        clock.put_on(minutes=5)
    assert shown == [(False, False), (True, False), (True, True)]


def test_a_story_expires_at_its_second(reader, clock):
    story = published("The offer ends", expires_at=EVENING + timedelta(minutes=10))
    assert reader.get(story.get_absolute_url()).status == 200
    assert "The offer ends" in reader.get("/").text
    clock.put_on(minutes=10)
    assert reader.get(story.get_absolute_url()).status == 410
    assert "The offer ends" not in reader.get("/").text


def test_today_ends_at_midnight_of_the_sites_zone(reader, clock):
    """It is 10 PM in New York: two hours until then."""
    published()
    assert "November 23" in reader.get("/").text
    clock.put_on(hours=1, minutes=59)
    reader.get("/")
    assert reader.made == 1
    clock.put_on(minutes=1)
    assert "November 24" in reader.get("/").text


def test_another_room_may_have_moments_of_its_own(reader, clock, monkeypatch):
    from published import clock as clock_of_pages

    moment = EVENING + timedelta(minutes=3)
    monkeypatch.setattr(clock_of_pages, "_tickers", list(clock_of_pages._tickers))
    clock_of_pages.register_ticker(lambda at: moment if at < moment else None)
    published()
    for minutes, made in ((0, 1), (2, 1), (1, 2), (5, 2)):
        clock.put_on(minutes=minutes)
        reader.get("/")
        assert reader.made == made


def test_copies_of_two_processes_change_together(db, clock):
    published("The bridge opens", at=EVENING, public_from=EVENING + timedelta(minutes=10))
    one, other = Reader(), Reader()
    one.get("/")
    clock.put_on(minutes=9)
    other.get("/")
    clock.put_on(minutes=1)
    assert "The bridge opens" in one.get("/").text
    assert "The bridge opens" in other.get("/").text

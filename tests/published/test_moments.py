from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from published import date_words
from published.models import PublishedArticle
from published.moments import Moment, age_notice, moments
from tests.published.factories import AFTERNOON


def story(**fields):
    values = {"published_at": AFTERNOON, "kind": "news", "language": "en"} | fields
    return PublishedArticle(**values)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_it_says_the_full_moment_in_the_sites_zone():
    assert Moment(AFTERNOON).full == "Monday, November 23, 2026 at 5:27 PM EST"


def test_it_gives_machines_the_offset():
    assert Moment(AFTERNOON).iso == "2026-11-23T17:27:00-05:00"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Monday, November 23, 2026 at 5:27 PM EST"),
        ("en-gb", "Monday 23 November 2026 at 5:27 PM EST"),
        ("ur", "پیر، 23 نومبر، 2026، 5:27 بعد دوپہر EST"),
        ("ar", "الاثنين، 23 نوفمبر 2026، الساعة 5:27 م EST"),
        ("de", "Montag, 23. November 2026, 5:27 nachm. EST"),
    ],
)
def test_it_speaks_the_language_of_the_page(language, words):
    with translation.override(language):
        assert Moment(AFTERNOON).full == words


@pytest.mark.parametrize(
    ("hours", "meridiem", "at", "words"),
    [
        (12, "AM", utc(2026, 11, 23, 5, 0), "12:00 AM"),
        (12, "AM", utc(2026, 11, 23, 17, 0), "12:00 PM"),
        (12, "a.m.", utc(2026, 11, 23, 5, 0), "12:00 a.m."),
        (12, "a.m.", utc(2026, 11, 23, 17, 0), "12:00 p.m."),
        (24, "AM", utc(2026, 11, 23, 5, 0), "00:00"),
        (24, "AM", utc(2026, 11, 23, 17, 0), "12:00"),
    ],
)
def test_it_tells_midnight_and_noon_by_the_sites_clock(settings, hours, meridiem, at, words):
    settings.CLOCK_HOURS, settings.CLOCK_MERIDIEM = hours, meridiem
    assert Moment(at).time == f"at {words}"


def test_it_tells_the_two_hours_of_a_clock_change_apart():
    first, second = Moment(utc(2026, 11, 1, 5, 30)), Moment(utc(2026, 11, 1, 6, 30))
    assert first.full == "Sunday, November 1, 2026 at 1:30 AM EDT"
    assert second.full == "Sunday, November 1, 2026 at 1:30 AM EST"
    assert first.iso == "2026-11-01T01:30:00-04:00"
    assert second.iso == "2026-11-01T01:30:00-05:00"


def test_it_goes_over_the_hour_that_does_not_exist():
    assert Moment(utc(2026, 3, 8, 6, 59)).time == "at 1:59 AM"
    assert Moment(utc(2026, 3, 8, 7, 0)).time_with_zone == "at 3:00 AM EDT"


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(2024, 2, 29, 17, 0), "Thursday, February 29, 2024"),
        (utc(2027, 1, 1, 4, 59), "Thursday, December 31, 2026"),
        (utc(2027, 1, 1, 5, 0), "Friday, January 1, 2027"),
        (utc(1962, 7, 10, 16, 0), "Tuesday, July 10, 1962"),
    ],
)
def test_it_knows_leap_days_new_years_and_days_before_1970(at, day):
    assert date_words.full_day(Moment(at).day) == day


def test_it_gives_a_moment_before_standard_time_in_utc_to_machines():
    assert Moment(utc(1880, 5, 1, 12, 0)).iso == "1880-05-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "letters"),
    [
        ("America/New_York", "EST"),
        ("Asia/Karachi", "PKT"),
        ("Asia/Dubai", "UTC+4"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/Sao_Paulo", "UTC−3"),
        ("UTC", "UTC"),
    ],
)
def test_it_shows_the_zones_letters_or_its_offset(settings, zone, letters):
    settings.TIME_ZONE = zone
    assert Moment(AFTERNOON).full.endswith(letters)


def test_it_shows_a_day_without_an_hour_where_no_hour_is_known():
    day = Moment(AFTERNOON, is_day_only=True)
    assert (day.full, day.iso, day.time) == ("Monday, November 23, 2026", "2026-11-23", "")
    assert day.stamp == "2026-11-23T00:00:00-05:00"


def test_it_heads_a_list_with_today_or_the_day():
    today = date(2026, 11, 23)
    assert date_words.day_heading(today, today) == "Today"
    assert date_words.day_heading(date(2026, 11, 22), today) == "Sunday, November 22"
    assert date_words.day_heading(date(2025, 11, 22), today) == "Saturday, November 22, 2025"


@pytest.mark.parametrize(("minutes", "words"), [(14, ""), (15, "at 5:42 PM EST"), (60, "at 6:27 PM EST")])
def test_it_mentions_an_update_that_came_late_enough(minutes, words):
    when = moments(story(updated_at=AFTERNOON + timedelta(minutes=minutes)))
    assert when.updated_words == words


def test_it_tells_machines_of_every_update():
    when = moments(story(updated_at=AFTERNOON + timedelta(minutes=1)))
    assert when.updated is None
    assert when.modified.iso == "2026-11-23T17:28:00-05:00"


def test_it_names_the_day_of_an_update_on_another_day():
    when = moments(story(updated_at=AFTERNOON + timedelta(hours=12)))
    assert when.updated_words == "Tuesday, November 24, 2026 at 5:27 AM EST"


def test_it_compares_days_where_only_the_day_of_publication_is_known():
    same_day = story(is_day_only=True, updated_at=AFTERNOON + timedelta(hours=1))
    next_day = story(is_day_only=True, updated_at=AFTERNOON + timedelta(days=1))
    assert moments(same_day).updated is None
    assert moments(next_day).updated is not None


@pytest.mark.parametrize(
    ("published", "today", "words"),
    [
        (date(2026, 8, 26), date(2026, 11, 23), None),
        (date(2026, 8, 25), date(2026, 11, 23), "This story is 2 months old."),
        (date(2025, 11, 24), date(2026, 11, 23), "This story is 11 months old."),
        (date(2025, 11, 23), date(2026, 11, 23), "This story is 1 year old."),
        (date(2024, 11, 24), date(2026, 11, 23), "This story is 1 year old."),
        (date(2024, 2, 29), date(2026, 2, 28), "This story is 1 year old."),
        (date(2024, 2, 29), date(2026, 3, 1), "This story is 2 years old."),
    ],
)
def test_it_says_how_old_a_story_is_from_ninety_days(published, today, words):
    assert age_notice(published, today) == words


@pytest.mark.parametrize("fields", [{"is_evergreen": True}, {"kind": "review"}])
def test_it_does_not_call_an_ageless_story_old(fields):
    later = AFTERNOON + timedelta(days=900)
    assert moments(story(), at=later).age_notice == "This story is 2 years old."
    assert moments(story(**fields), at=later).age_notice is None


def test_it_dates_each_correction():
    row = {"id": 7, "kind": "clarification", "text": "A.", "at": "2026-11-23T22:27:00Z", "placement": "top"}
    when = moments(story(corrections=[row]))
    (note,) = when.corrections_at_top
    assert (note.label, note.moment.full) == ("Clarification", "Monday, November 23, 2026 at 5:27 PM EST")
    assert when.corrections_at_bottom == []

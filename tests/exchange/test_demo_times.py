"""Times said as a person would say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from exchange.demo.files import later, stories
from exchange.demo.times import DAY_BEGINS, DAY_ENDS, moment
from exchange.demo.wording import body_html, fill, without

# A Monday, half past five in the afternoon in New York.
NOW = datetime(2026, 11, 23, 22, 27, 40, tzinfo=UTC)

ZONES = ["America/New_York", "Asia/Karachi", "Europe/London", "Australia/Lord_Howe", "America/Havana", "UTC"]
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def in_new_york(at: datetime) -> str:
    return at.astimezone(ZoneInfo("America/New_York")).strftime("%A %H:%M")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("20 minutes ago", "Monday 17:07"),
        ("1 hour 25 minutes ago", "Monday 16:02"),
        ("3 hours ago", "Monday 14:27"),
        ("12 hours ago", "Sunday 23:27"),  # the night does not count
        ("1 day ago, 6:00 AM", "Sunday 06:00"),
        ("2 days ago, 12:05 PM", "Saturday 12:05"),
        ("2 days ago, 12:05 AM", "Saturday 00:05"),
        ("in 14 hours", "Tuesday 07:30"),
    ],
)
def test_it_understands(words, meant):
    assert in_new_york(moment(words, NOW)) == meant


def test_it_refuses_what_it_does_not_understand():
    with pytest.raises(ValueError, match="write “3 days ago"):
        moment("last Tuesday", NOW)


def test_it_lets_a_day_last_until_seven_in_the_morning():
    at_six = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert in_new_york(moment("1 day ago, 9:30 AM", at_six)) == "Sunday 09:30"


@given(moments, st.sampled_from(ZONES))
def test_it_never_publishes_in_the_future_or_in_the_night(now, zone):
    with timezone_of_the_site(zone):
        for story in stories():
            if not story.was_public:
                continue
            at = moment(story.published, now)
            changes = [story.updated, story.correction, story.withdrawn]
            assert at + max(later(change) for change in changes) <= now, story.slug
            assert DAY_BEGINS <= timezone.localtime(at, ZoneInfo(zone)).time() <= DAY_ENDS, story.slug


@given(moments, st.sampled_from(ZONES))
def test_it_schedules_ahead_on_the_half_hour(now, zone):
    with timezone_of_the_site(zone):
        at = moment("in 14 hours", now)
        assert now + timedelta(hours=12) < at
        assert timezone.localtime(at, ZoneInfo(zone)).minute % 30 == 0


def test_it_has_fresh_news_on_a_working_afternoon():
    ages = [NOW - moment(story.published, NOW) for story in stories() if story.was_public]
    assert sum(age <= timedelta(hours=36) for age in ages) >= 18
    assert sum(age > timedelta(days=730) for age in ages) == 2
    assert len(set(ages)) < len(ages)  # two in the same minute


def test_it_says_days_by_name_whatever_the_language_of_the_site():
    yesterday = NOW - timedelta(days=1)
    said = fill("{day 0}, {day -1}, {date 8}, {month 2}, {year -2}, {day other}", NOW, {"other": yesterday})
    assert said == "Monday, Sunday, 1 December, January, 2024, Sunday"


def test_it_writes_a_body_as_the_editor_does():
    lines = '\n<p>See <a data-article="other">it</a>.</p>\n<ul>\n<li>One</li>\n</ul>\n'
    html = '<p>See <a data-article="17">it</a>.</p><ul><li><p>One</p></li></ul>'
    assert body_html(lines, {"other": 17}, {}) == html
    with pytest.raises(KeyError):
        body_html(lines, {}, {})


def test_it_leaves_out_what_was_added_later():
    lines = "<p>A</p>\n<h2>Later</h2>\n<p>B</p>\n<h2>First</h2>\n<p>C</p>\n<p>D</p>"
    assert without(lines, ["<h2>Later", "<p>D"]) == "<p>A</p>\n<h2>First</h2>\n<p>C</p>"


def timezone_of_the_site(zone: str):
    """Let the site live in another zone."""
    from django.test import override_settings

    return override_settings(TIME_ZONE=zone)

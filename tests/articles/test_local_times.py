"""Wall-clock times: the hours a clock change skips or repeats."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.local_times import NoSuchTime, TwiceTime, local_text, resolve, until, utc_of

NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from(["America/New_York", "Asia/Karachi", "Australia/Lord_Howe", "Europe/London", "UTC"])


def test_it_reads_a_plain_time():
    assert resolve(datetime(2026, 11, 24, 6), NEW_YORK).isoformat() == "2026-11-24T06:00:00-05:00"


def test_it_refuses_an_hour_that_does_not_exist_and_names_the_next():
    with pytest.raises(NoSuchTime) as gap:
        resolve(datetime(2026, 3, 8, 2, 30), NEW_YORK)
    assert gap.value.next_valid.isoformat() == "2026-03-08T03:00:00-04:00"


def test_it_asks_which_of_two():
    with pytest.raises(TwiceTime) as twice:
        resolve(datetime(2026, 11, 1, 1, 30), NEW_YORK)
    assert twice.value.second - twice.value.first == timedelta(0)  # same wall clock …
    assert twice.value.second.astimezone(UTC) - twice.value.first.astimezone(UTC) == timedelta(hours=1)
    assert resolve(datetime(2026, 11, 1, 1, 30), NEW_YORK, fold=1).tzname() == "EST"


@given(st.datetimes(datetime(1950, 1, 1), datetime(2037, 12, 31)), ZONES)
def test_it_comes_back_from_text(naive, zone):
    moment = naive.replace(tzinfo=UTC)
    text = local_text(moment, ZoneInfo(zone))
    assert utc_of(text, zone) == moment


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(hours=13, minutes=20), "in 13 h 20 min"),
        (timedelta(minutes=5), "in 5 min"),
        (timedelta(seconds=20), "in less than a minute"),
        (timedelta(days=2, hours=1), "in 2 days 1 h"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_it_says_how_long(later, words):
    now = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
    assert until(now + later, now) == words

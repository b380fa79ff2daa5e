"""The figures of accuracy."""

from datetime import timedelta

import pytest

from articles.accuracy import accuracy
from tests.factories import NOW, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_it_counts_per_hundred_stories_and_the_median_hours():
    stories = [make_published() for _ in range(4)]
    stories[0].correct(by=None, text="Wrong", at=NOW + 2 * HOUR)
    stories[1].correct(by=None, text="Wrong", at=NOW + 6 * HOUR)
    stories[2].correct(by=None, text="Clearer", kind="clarification", at=NOW + HOUR)
    figures = accuracy(30, at=NOW + 24 * HOUR)
    assert (figures.stories, figures.corrections, figures.per_hundred, figures.median_hours) == (
        4,
        2,
        50.0,
        4.0,
    )


def test_it_says_nothing_about_nothing():
    figures = accuracy(30, at=NOW)
    assert (figures.per_hundred, figures.median_hours) == (None, None)

"""A search takes the way that is short: through the newest stories, or by the index of words and a sort."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from published.search.asking import Asked
from published.search.backends import commonness, postgresql
from published.search.backends.commonness import Commonness
from published.search.finding import search
from published.search.querying import Query, to_query, understand
from tests.factories import NOW, make_published, make_section

MILLION = Commonness(1_000_000, {"the": 0.95, "council": 0.5, "councils": 0.1, "storm": 0.01}, 0.003)


def asked(text: str, *marks: str) -> Query:
    return to_query(understand(text), {}, tuple((mark,) for mark in marks))


def test_it_reckons_with_every_word_and_each_of_its_forms():
    assert MILLION.share_of(asked("council").terms) == pytest.approx(0.6)
    assert MILLION.share_of(asked("the council").terms) == pytest.approx(0.95 * 0.6 + 0.003 * 0.6, abs=0.01)
    assert MILLION.share_of(asked('"the storm"').terms) == pytest.approx(0.01)
    assert MILLION.share_of(asked("nowhere").terms) == pytest.approx(0.006)
    assert MILLION.share_of(()) == 1


@pytest.mark.parametrize(
    ("text", "marks", "most", "is_rare"),
    [
        ("the", (), 200, False),
        ("council", (), 21, False),
        ("storm", (), 200, True),
        ("nowhere", (), 21, True),
        ("council nowhere", (), 21, True),
        ("council", ("ßt7",), 200, True),
    ],
)
def test_it_sorts_what_is_rare_and_walks_to_what_is_common(text, marks, most, is_rare):
    assert MILLION.is_rare(asked(text, *marks), most) is is_rare


@pytest.mark.skipif(connection.vendor != "postgresql", reason="these are PostgreSQL's statistics")
@pytest.mark.parametrize("order", ["best", "newest"])
def test_both_ways_find_the_same(db, monkeypatch, order):
    make_section("City")
    for number in range(5):
        make_published(f"River {number}", at=NOW - timedelta(hours=number))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_searchentry")
    monkeypatch.setattr(commonness, "_read", (float("-inf"), {}))
    found = {}
    for is_rare in (True, False):
        monkeypatch.setattr(postgresql, "_is_rare", lambda column, query, most, it=is_rare: it)
        answer = search(Asked("river", order=order), at=NOW + timedelta(hours=1))
        found[is_rare] = [result.story.headline for result in answer.results]
    assert found[True] == found[False] == [f"River {number}" for number in range(5)]
    known = commonness.of_column("vector")
    assert known is not None
    assert known.known["river"] == 1

"""How close one story is to another: the score as it is specified, and what holds whatever comes."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.more_news.scoring import (
    TagFacts,
    age_factor,
    cosine,
    rarity,
    score,
    similarity,
    tag_weights,
    text_part,
)
from published.more_news.weights import Weights, weights_from
from published.more_news.words import MOST_TELLING, places_of, telling, words_of

USUAL = Weights()
NOW = datetime(2026, 11, 23, tzinfo=UTC)
LISTS = st.dictionaries(st.integers(1, 30), st.floats(0.01, 20), max_size=8)


def test_a_tag_weighs_its_rarity_times_its_kind_and_the_lead_more():
    event, place = TagFacts(1, "event", 9), TagFacts(2, "place", 9)
    found = tag_weights([event, place], 1, 99, USUAL)
    assert found == pytest.approx({1: math.log(10) * 1.4, 2: math.log(10) * 0.5})


def test_parents_join_at_half_weight_unless_the_story_has_them():
    parent = TagFacts(3, "topic", 9)
    child = TagFacts(1, "topic", 0, (parent,))
    assert tag_weights([child], None, 99, USUAL)[3] == pytest.approx(math.log(10) * 0.8 * 0.5)
    assert tag_weights([child, parent], None, 99, USUAL)[3] == pytest.approx(math.log(10) * 0.8)


def test_a_tone_counts_nothing():
    assert tag_weights([TagFacts(1, "tone", 0)], 1, 99, USUAL) == {}


def test_a_count_that_is_older_than_the_other_does_no_harm():
    assert rarity(20, 10) == 0


@given(one=LISTS, other=LISTS)
def test_the_tag_part_is_even_handed_and_between_nothing_and_one(one, other):
    assert 0 <= cosine(one, other) <= 1
    assert cosine(one, other) == pytest.approx(cosine(other, one))
    assert (cosine(one, other) > 0) == bool(one.keys() & other.keys())


@given(one=LISTS.filter(bool))
def test_a_story_is_as_close_as_can_be_to_its_double(one):
    assert cosine(one, one) == pytest.approx(1)


@given(
    mine=st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(0.01, 9), max_size=12),
    theirs=st.lists(st.text("abc", min_size=1, max_size=3)),
)
def test_the_text_part_is_between_nothing_and_one(mine, theirs):
    assert 0 <= text_part(mine, theirs) <= 1
    assert not mine or text_part(mine, mine) == 1


@pytest.mark.parametrize(
    ("days", "evergreen", "factor"),
    [(-5, False, 1), (0, False, 1), (30, False, 0.5), (60, False, 0.25), (300, False, 0.05),
     (366, False, 0), (366, True, 0.5), (15, True, 0.5**0.5), (4000, True, 0.5)],
)  # fmt: skip
def test_age_takes_its_share(days, evergreen, factor):
    assert age_factor(NOW, NOW - timedelta(days=days), evergreen, USUAL) == pytest.approx(factor)


@given(st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_an_older_story_never_scores_more(one, other, evergreen):
    older, newer = max(one, other), min(one, other)
    factor = [age_factor(NOW, NOW - timedelta(days=days), evergreen, USUAL) for days in (older, newer)]
    assert factor[0] <= factor[1]


def test_the_score_is_seven_parts_tags_and_three_parts_text():
    assert score(1, 0, 1, USUAL) == pytest.approx(0.7)
    assert score(0, 1, 1, USUAL) == pytest.approx(0.3)
    assert score(0.5, 0.5, 0.5, USUAL) == pytest.approx(0.25)


def test_headlines_that_look_alike_are_told():
    assert similarity("River Board chair resigns", "River Board chair resigns today") > 0.8
    assert similarity("River Board chair resigns", "Athletic win late") < 0.2
    assert similarity("", "") == 0
    assert similarity("دریا چڑھ گیا", "دریا چڑھ گیا") == 1


def test_words_are_folded_in_any_script():
    assert words_of("The Mayor’s cafés") == ["the", "mayor", "cafe"]
    assert words_of("دریا کا پانی") == ["دریا", "کا", "پانی"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_telling_words_are_few_and_weigh_something(headline, lede):
    found = telling(places_of(headline, "", lede), {"the": 90}, 100)
    assert len(found) <= MOST_TELLING
    assert all(weight > 0 for weight in found.values())


def test_a_rare_word_high_up_tells_most():
    places = places_of("The sluice", "", "The river rose")
    assert next(iter(telling(places, {"the": 99, "river": 10, "rose": 10}, 100))) == "sluice"


def test_only_known_weights_are_read():
    assert weights_from({"lead": 2, "gone": 1}) == Weights(lead=2)
    assert Weights(lead=2).changed() == {"lead": 2}

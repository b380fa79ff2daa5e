"""Curated first, then by rule, nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fronts.filling import _most, choose, filled
from fronts.plans import Backfill, Placed, SlotPlan, next_edge
from taxonomy.models import Section
from tests.factories import make_section, make_tag
from tests.fronts.factories import slot
from tests.published.factories import EVENING, published, withdrawn

HOUR = timedelta(hours=1)

numbers = st.lists(st.integers(1, 12), max_size=8)
slots_of = st.lists(
    st.builds(
        lambda stories, size: SlotPlan(size=size, stories=tuple(map(Placed, stories))),
        numbers,
        st.integers(1, 4),
    ),
    max_size=5,
)


@given(slots_of, st.lists(numbers, min_size=5, max_size=5), st.sets(st.integers(1, 12)))
def test_it_chooses_nothing_twice_and_pins_come_first(slots, ruled, public):
    chosen = choose(slots, EVENING, public, dict(enumerate(ruled)))
    everything = [number for some, _count in chosen for number in some]
    assert len(everything) == len(set(everything))
    pinned_anywhere = {one.story for plan in slots for one in plan.stories} & public
    shown_pinned = {number for some, count in chosen for number in some[:count]}
    for plan, (some, count) in zip(slots, chosen, strict=True):
        assert len(some) <= plan.size
        assert set(some[:count]) <= {one.story for one in plan.stories} & public
        if count < plan.size:  # no pinned story waits while there is room where it was put
            assert {one.story for one in plan.stories} & public <= shown_pinned
    assert shown_pinned <= pinned_anywhere


@given(slots_of, st.lists(numbers, min_size=5, max_size=5))
def test_a_place_stays_empty_only_when_the_rule_has_no_more(slots, ruled):
    chosen = choose(slots, EVENING, set(), dict(enumerate(ruled)))
    used = {number for some, _count in chosen for number in some}
    for place, (some, _count) in enumerate(chosen):
        assert len(some) == slots[place].size or set(ruled[place]) <= used


def headlines(slots, **fields):
    return [
        [story.headline for story in one.stories] for one in filled(slots, EVENING, **fields) if one.stories
    ]


@pytest.mark.django_db
def test_each_rule_finds_its_stories():
    city, sport, floods = make_section("City"), make_section("Sport"), make_tag("Floods")
    published("Match", section=sport, at=EVENING - 2 * HOUR)
    published("River", section=city, tags=[floods], at=EVENING - 3 * HOUR)
    published("View", section=city, kind="opinion", at=EVENING - 4 * HOUR)
    published("نهر", section=city, language="ar", at=EVENING - 5 * HOUR)
    rules = [
        slot(size=1),
        slot(size=1, backfill=Backfill.SECTION, section=city),
        slot(size=1, backfill=Backfill.KIND, kind="opinion"),
        slot(size=1, language="ar"),
        slot(size=1, backfill=Backfill.TAG, tag=floods),
        slot(size=1, backfill=Backfill.NOTHING),
    ]
    assert headlines(rules) == [["Match"], ["River"], ["View"], ["نهر"]]


@pytest.mark.django_db
def test_newest_on_a_sections_front_is_the_sections():
    city, sport = make_section("City"), make_section("Sport")
    published("Match", section=sport)
    published("River", section=city, at=EVENING - 3 * HOUR)
    assert headlines([slot()], section=city) == [["River"]]


@pytest.mark.django_db
def test_a_story_pinned_below_is_not_taken_by_a_rule_above():
    newest = published("Newest")
    published("Older", at=EVENING - 3 * HOUR)
    assert headlines([slot(size=1), slot("list", newest, size=1)]) == [["Older"], ["Newest"]]


@pytest.mark.django_db
def test_only_what_readers_can_have_is_shown():
    gone = withdrawn(published("Gone"))
    scheduled = published("Scheduled", at=EVENING + HOUR)
    expired = published("Expired", expires_at=EVENING)
    retracted = published("Retracted", is_retracted=True)
    pinned = slot("list", gone, scheduled, expired, retracted, size=8)
    assert headlines([pinned]) == []
    assert [s.headline for s in filled([pinned], EVENING + HOUR)[0].stories] == ["Scheduled"]


@pytest.mark.django_db
def test_from_and_until_hold_by_the_clock():
    story = published("Morning", at=EVENING - 9 * HOUR)
    plan = slot("lead", Placed(story.pk, EVENING, EVENING + HOUR), backfill=Backfill.NOTHING)
    seen = [bool(filled([plan], EVENING + step)[0].stories) for step in (-HOUR, 0 * HOUR, HOUR / 2, HOUR)]
    assert seen == [False, True, True, False]
    assert next_edge((plan,), EVENING - HOUR) == EVENING
    assert next_edge((plan,), EVENING) == EVENING + HOUR
    assert next_edge((plan,), EVENING + HOUR) is None


def test_it_asks_for_as_many_of_a_section_as_other_slots_may_take():
    """Of another section's slot only what is pinned there can be of this one."""
    city, sport = Section(pk=1, name="City"), Section(pk=2, name="Sport")
    slots = [
        SlotPlan(size=8),
        SlotPlan(size=4, backfill=Backfill.SECTION, section=city),
        SlotPlan(size=5, backfill=Backfill.SECTION, section=sport, stories=(Placed(17),)),
    ]
    assert [_most(slots, slot.rule) for slot in slots] == [8 + 4 + 5, 8 + 4 + 1, 8 + 0 + 5]

"""What editors do to a front: keep, launch, restore, hand back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fronts import arranging
from fronts.errors import FrontError, NotAllowed, StaleFront
from fronts.live import live_fronts, next_change
from fronts.models import Arrangement, Front
from fronts.plans import MOST_SLOTS, Backfill, Placed
from published.editions import current_edition
from tests.factories import make_section
from tests.fronts.factories import front_of, launched, slot
from tests.published.factories import EVENING, published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_draft_is_kept_and_nobody_sees_it(cast):
    front, story = front_of(), published()
    before = current_edition()
    plan = (slot("lead", story, heading="Top"), slot("opinion", backfill=Backfill.KIND, kind="opinion"))
    front.arrange(plan, by=cast.edith)
    assert front.draft.plan() == plan
    assert live_fronts() == {}
    assert current_edition() == before


def test_a_launch_gives_readers_the_draft_and_moves_the_edition(cast):
    front, before = front_of(), current_edition()
    plan = (slot("list"),)
    front.arrange(plan, by=cast.edith)
    front.launch(by=cast.edith, at=EVENING)
    assert live_fronts()[""].slots == plan
    assert current_edition() == before + 1
    front.arrange((slot("row"),), by=cast.edith)
    assert live_fronts()[""].slots == plan
    assert [event.verb for event in front.events.all()] == ["arrange", "launch", "arrange"]


def test_an_earlier_arrangement_comes_back_as_a_draft(cast):
    front = launched(slot("lead", heading="First"))
    first = front.draft.number
    front.arrange((slot("list", heading="Second"),), by=cast.edith)
    front.launch(by=cast.edith)
    front.restore(first, by=cast.edith, seen=front.version)
    assert front.draft.plan()[0].heading == "First"
    assert live_fronts()[""].slots[0].heading == "Second"
    front.launch(by=cast.edith)
    assert live_fronts()[""].slots[0].heading == "First"


def test_a_front_can_be_handed_back_to_its_rule(cast):
    front = launched(slot())
    front.hand_back(by=cast.edith)
    assert live_fronts() == {}
    assert front.draft is not None
    with pytest.raises(FrontError, match="already"):
        front.hand_back(by=cast.edith)


@pytest.mark.parametrize("who", ["rosa", "paul", "tara"])
def test_nobody_but_editors_may(cast, who):
    front, person = launched(slot()), getattr(cast, who)
    verbs = (
        lambda: front.arrange((slot(),), by=person),
        lambda: front.launch(by=person),
        lambda: front.restore(1, by=person),
        lambda: front.hand_back(by=person),
    )
    for verb in verbs:
        with pytest.raises(NotAllowed):
            verb()
    assert front.version == 2


def test_nobody_overwrites_a_colleague(cast):
    front = front_of()
    seen = front.version
    front.arrange((slot(heading="Hers"),), by=cast.ada, seen=seen)
    for verb in (
        lambda: front.arrange((slot(heading="His"),), by=cast.edith, seen=seen),
        lambda: front.launch(by=cast.edith, seen=seen),
        lambda: front.hand_back(by=cast.edith, seen=seen),
    ):
        with pytest.raises(StaleFront, match=r"Ada changed this at .* Nothing was overwritten"):
            verb()
    assert front.draft.plan()[0].heading == "Hers"


def test_nothing_is_nothing_to_launch(cast):
    with pytest.raises(FrontError, match="nothing to launch"):
        front_of().launch(by=cast.edith)


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        ([slot()] * (MOST_SLOTS + 1), "at most"),
        ([slot(backfill=Backfill.SECTION)], "choose the section"),
        ([slot(), slot(backfill=Backfill.TAG)], "Slot 2: choose the tag"),
        ([slot(backfill=Backfill.KIND)], "choose the kind"),
        ([slot("list", *[Placed(n) for n in range(1, 30)])], "stories at most"),
        ([slot("list", Placed(1, EVENING, EVENING))], "ends after it begins"),
    ],
)
def test_it_refuses_slots_that_cannot_stand(cast, slots, sentence):
    front = front_of()
    with pytest.raises(FrontError, match=sentence):
        front.arrange(slots, by=cast.edith)
    assert front.draft is None


def test_launched_arrangements_are_kept_and_old_drafts_are_not(cast, monkeypatch):
    monkeypatch.setattr(arranging, "KEPT_DRAFTS", 2)
    front = launched(slot(heading="Launched"))
    for _ in range(5):
        front.arrange((slot(),), by=cast.edith)
    kept = Arrangement.objects.filter(front=front)
    assert kept.filter(launched_at=None).count() == 2
    assert kept.exclude(launched_at=None).count() == 1


def test_the_next_change_is_the_next_edge_of_a_launched_front():
    assert next_change(EVENING) is None
    launched(slot("list", Placed(1, EVENING + HOUR, EVENING + 3 * HOUR)))
    launched(slot("list", Placed(1, None, EVENING + 2 * HOUR)), section=make_section("City"))
    assert next_change(EVENING) == EVENING + HOUR
    assert next_change(EVENING + HOUR) == EVENING + 2 * HOUR
    assert next_change(EVENING + 3 * HOUR) is None


def test_there_is_one_home():
    front_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        Front.objects.create(is_home=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Front.objects.create(is_home=False)

"""The verbs on a front. One order: right, transaction, lock, version seen, change, event, edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fronts.errors import FrontError, NotAllowed, StaleFront
from fronts.models import Arrangement, Front, FrontEvent, Placement, Slot
from fronts.plans import MOST_SLOTS, MOST_STORIES, Backfill, SlotPlan
from newsroom.stale_saves import is_stale, refusal
from published.editions import raise_edition
from published.surrogates import FRONT

if TYPE_CHECKING:
    from accounts.models import User

# Drafts that were never launched are kept so far back; launched arrangements are kept for good.
KEPT_DRAFTS = 50
ARRANGE, LAUNCH = "arrange_front", "launch_front"


def arrange(
    front: Front,
    slots: Sequence[SlotPlan],
    *,
    by: User | None,
    seen: int | None = None,
    at: datetime | None = None,
    language: str | None = None,
) -> Arrangement:
    """See `Front.arrange`."""
    check(slots)
    at = at or timezone.now()
    with _acting(front, "arrange", ARRANGE, by=by, seen=seen, at=at):
        if language is not None and front.language != language:
            front.language = language
            front.save(update_fields=["language"])
        written = _write(front, slots, by=by, at=at)
        _thin(front)
    return written


def launch(
    front: Front, *, by: User | None, seen: int | None = None, at: datetime | None = None
) -> Arrangement:
    """See `Front.launch`."""
    at = at or timezone.now()
    with _acting(front, "launch", LAUNCH, by=by, seen=seen, at=at, is_public=True):
        draft = front.draft
        if draft is None or not draft.slots.exists():
            raise FrontError(_("There is nothing to launch: add a slot and save first."))
        if draft.launched_at is None:
            draft.launched_at = at
            draft.save(update_fields=["launched_at"])
        front.live = draft
        front.save(update_fields=["live"])
    return draft


def restore(
    front: Front, number: int, *, by: User | None, seen: int | None = None, at: datetime | None = None
) -> Arrangement:
    """See `Front.restore`."""
    at = at or timezone.now()
    with _acting(front, "restore", ARRANGE, by=by, seen=seen, at=at):
        earlier = front.arrangements.filter(number=number).first()
        if earlier is None:
            raise FrontError(_("There is no arrangement with this number."))
        return _write(front, earlier.plan(), by=by, at=at)


def hand_back(front: Front, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> None:
    """See `Front.hand_back`."""
    with _acting(front, "hand-back", LAUNCH, by=by, seen=seen, at=at or timezone.now(), is_public=True):
        if front.live is None:
            raise FrontError(_("This page is filled by rule already."))
        front.live = None
        front.save(update_fields=["live"])


def check(slots: Sequence[SlotPlan]) -> None:
    """Raise FrontError for slots that cannot stand: too many, or a rule without what it asks for."""
    if len(slots) > MOST_SLOTS:
        raise FrontError(_("A front has %(most)s slots at most."), params={"most": MOST_SLOTS})
    lacking = {
        Backfill.SECTION: ("section", _("Slot %(slot)s: choose the section that fills it.")),
        Backfill.TAG: ("tag", _("Slot %(slot)s: choose the tag that fills it.")),
        Backfill.KIND: ("kind", _("Slot %(slot)s: choose the kind that fills it.")),
        Backfill.RUNNING: ("running_story", _("Slot %(slot)s: choose the running story that fills it.")),
    }
    for place, slot in enumerate(slots, start=1):
        name, sentence = lacking.get(Backfill(slot.backfill), ("backfill", ""))
        if not getattr(slot, name):
            raise FrontError(sentence, params={"slot": place})
        if len(slot.stories) > MOST_STORIES:
            raise FrontError(
                _("Slot %(slot)s: %(most)s stories at most."), params={"slot": place, "most": MOST_STORIES}
            )
        if any(one.starts_at and one.ends_at and one.ends_at <= one.starts_at for one in slot.stories):
            raise FrontError(_("Slot %(slot)s: a story ends after it begins."), params={"slot": place})


@contextmanager
def _acting(
    front: Front,
    verb: str,
    right: str,
    *,
    by: User | None,
    seen: int | None,
    at: datetime,
    is_public: bool = False,
) -> Iterator[None]:
    """Hold the front's row, refuse a stale one, let the change happen, write it down."""
    if by is not None and not by.has_perm(f"fronts.{right}"):
        raise NotAllowed(_("You may not do this: it takes an editor."))
    with transaction.atomic():
        front.refresh_from_db(from_queryset=Front.objects.select_for_update())
        if is_stale(seen, front.version):
            last = front.events.select_related("by").first()
            raise StaleFront(refusal(last.by if last else None, last.at if last else None))
        front.version += 1
        front.save(update_fields=["version"])
        yield
        newest = front.arrangements.order_by("-number").values_list("number", flat=True).first()
        FrontEvent.objects.create(front=front, verb=verb, at=at, by=by, arrangement=newest)
        if is_public:
            raise_edition(FRONT, f"section-{front.section_id}")


def _write(front: Front, slots: Sequence[SlotPlan], *, by: User | None, at: datetime) -> Arrangement:
    arrangement = Arrangement.objects.create(front=front, number=front.version, by=by, at=at)
    rows = [_slot(arrangement, place, slot) for place, slot in enumerate(slots)]
    Slot.objects.bulk_create(rows)
    Placement.objects.bulk_create(
        Placement(slot=row, position=place, story=one.story, starts_at=one.starts_at, ends_at=one.ends_at)
        for row, slot in zip(rows, slots, strict=True)
        for place, one in enumerate(slot.stories)
    )
    return arrangement


def _slot(arrangement: Arrangement, place: int, slot: SlotPlan) -> Slot:
    """What the rule does not ask for is left out, so that it cannot come back by another rule."""
    return Slot(
        arrangement=arrangement,
        position=place,
        layout=slot.layout,
        width=slot.width,
        heading=slot.heading,
        size=slot.size,
        backfill=slot.backfill,
        section=slot.section if slot.backfill == Backfill.SECTION else None,
        tag=slot.tag if slot.backfill == Backfill.TAG else None,
        kind=slot.kind if slot.backfill == Backfill.KIND else "",
        running_story=slot.running_story if slot.backfill == Backfill.RUNNING else None,
        language=slot.language,
    )


def _thin(front: Front) -> None:
    """Let go of old drafts that nobody launched."""
    drafts = front.arrangements.filter(launched_at=None).order_by("-number")
    old = list(drafts.values_list("pk", flat=True)[KEPT_DRAFTS : KEPT_DRAFTS + 50])
    if old:
        Arrangement.objects.filter(pk__in=old).delete()

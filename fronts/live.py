"""The launched fronts, as every reader's page needs them. Kept for an edition: no query a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fronts.models import Front
from fronts.plans import SlotPlan, next_edge
from published.editions import kept_per_edition
from taxonomy.models import Section


@dataclass(frozen=True)
class LiveFront:
    """What readers have of a front: its slots, the section it is the face of, and its language."""

    section: Section | None
    language: str
    slots: tuple[SlotPlan, ...]


def live_fronts() -> dict[str, LiveFront]:
    """Return the launched fronts by the slug of their section, home by "". Six queries once an edition."""
    return kept_per_edition("fronts", _read)


def next_change(at: datetime) -> datetime | None:
    """Return the next moment after `at` at which a launched front changes by its from–until times, or None.

    Stories that become public or expire change fronts too; those moments are the stories' own. No query in an
    edition.
    """
    edges = (next_edge(front.slots, at) for front in live_fronts().values())
    return min((edge for edge in edges if edge), default=None)


def _read() -> dict[str, LiveFront]:
    fronts = Front.objects.exclude(live=None).select_related("section", "live")
    fronts = fronts.prefetch_related(
        "live__slots__section", "live__slots__tag", "live__slots__running_story", "live__slots__placements"
    )
    return {
        front.section.slug if front.section else "": LiveFront(
            front.section, front.language, front.live.plan()
        )
        for front in fronts
        if front.live
    }

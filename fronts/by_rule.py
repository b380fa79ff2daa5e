"""The home page of a site that nobody has arranged, set out by its sections as an editor might."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fronts.filling import Filled
from fronts.plans import Backfill, Layout, SlotPlan, Width
from published.editions import kept_per_edition
from published.fronts import lead_first
from published.models import Kind
from published.navigation import sections

MOST_BLOCKS = 10
# Fewer stories than this make no block, and fewer no column: they stand in the list below.
LEAST_IN_BLOCK, LEAST_IN_COLUMN = 3, 4
# After two blocks side by side, one of cards in a row: a page of equal boxes tires.
BLOCKS_A_ROUND = 3


def plan_of_home() -> tuple[SlotPlan, ...]:
    """Return the slots that are filled when nobody has arranged home. No query in an edition."""
    return kept_per_edition(f"home by rule, {get_language()}", _plan_of_home)


def _plan_of_home() -> tuple[SlotPlan, ...]:
    blocks = (
        SlotPlan(
            layout=Layout.BLOCK, size=4, backfill=Backfill.SECTION, section=section, heading=section.name
        )
        for section in sections()[:MOST_BLOCKS]
    )
    recent = SlotPlan(layout=Layout.RECENT, width=Width.NARROW, size=6, heading=_("Most recent"))
    return SlotPlan(layout=Layout.LEAD, size=8), recent, *blocks


def set_out(slots: Sequence[Filled]) -> list[Filled]:
    """Return the filled slots of `plan_of_home` in their order on the page, without the thin ones. Pure."""
    lead, recent, *blocks = slots
    blocks = [_pictured_first(one) for one in blocks if len(one.stories) >= LEAST_IN_BLOCK]
    opinion = [_with(one, layout=Layout.OPINION) for one in blocks if _is_opinion(one)]
    blocks = [one for one in blocks if not _is_opinion(one)]
    top = [_pictured_first(lead)]
    if blocks and len(recent.stories) >= LEAST_IN_COLUMN:
        top += [_with(blocks.pop(0), width=Width.WIDE), recent]
    return [*top, *opinion, *_in_rounds(blocks)]


def _in_rounds(blocks: Sequence[Filled]) -> Iterator[Filled]:
    """Two side by side, then one that has the line to itself; so has a last one that stands alone."""
    for place, block in enumerate(blocks):
        within = place % BLOCKS_A_ROUND
        is_alone = within == 0 and place == len(blocks) - 1
        if within == BLOCKS_A_ROUND - 1:
            yield _with(block, layout=Layout.ROW)
        else:
            yield block if is_alone else _with(block, width=Width.HALF)


def _is_opinion(block: Filled) -> bool:
    return all(story.kind == Kind.OPINION for story in block.stories)


def _pictured_first(slot: Filled) -> Filled:
    return replace(slot, stories=lead_first(slot.stories))


def _with(block: Filled, **fields: str) -> Filled:
    return replace(block, slot=replace(block.slot, **fields))  # type: ignore[arg-type]

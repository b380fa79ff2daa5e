"""What the arranging page shows: each slot with its form, its pinned stories, and what the rule adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max

from fronts.filling import filled
from fronts.forms import ArrangementForm, usual_sizes
from fronts.models import Front
from fronts.picking import Story, by_number, find
from fronts.plans import Layout, SlotPlan, Width
from taxonomy.models import Tag

MOST_TAGS = 100


@dataclass(frozen=True)
class Row:
    """A pinned story and its form."""

    form: Any
    story: Story


@dataclass(frozen=True)
class SlotCard:
    """A slot on the board."""

    index: int
    form: Any
    rows: list[Row]
    by_rule: list[Story]


@dataclass(frozen=True)
class Board:
    """Everything the page needs, with the queries done."""

    form: ArrangementForm
    slots: list[SlotCard]
    newest: list[Story]
    tags: list[str]
    languages: list[tuple[str, Any]]
    usual_sizes: dict[str, int]

    @classmethod
    def of(cls, front: Front, form: ArrangementForm, plan: tuple[SlotPlan, ...], at: datetime) -> Board:
        """Return the board of a form, bound or not. About nine queries, whatever is on it."""
        numbers = [_number(row["story"].value()) for row in form.stories]
        slots = filled(plan, at, section=front.section)
        added = [[story.pk for story in one.stories[one.pinned :]] for one in slots]
        known = by_number({n for n in numbers if n} | {n for some in added for n in some}, at)
        cards = [
            SlotCard(
                index,
                slot,
                [
                    Row(row, known[n])
                    for row, n in zip(form.stories, numbers, strict=True)
                    if n and _is_in(row, index)
                ],
                [known[n] for n in added[index]] if index < len(added) and not form.slots.is_bound else [],
            )
            for index, slot in enumerate(form.slots)
        ]
        cards.sort(key=lambda card: (_number(card.form["position"].value()) or 0, card.index))
        newest, _more = find("", at, section=front.section)
        return cls(form, cards, newest, _used_tags(), list(settings.LANGUAGES), usual_sizes())


def starting_plan(front: Front) -> tuple[SlotPlan, ...]:
    """Return what a front that nobody arranged begins with: near to what its rule shows."""
    return (
        SlotPlan(layout=Layout.LEAD, width=Width.WHOLE, size=8),
        SlotPlan(layout=Layout.ROW, width=Width.WHOLE, size=4),
    )


def _is_in(row: Any, index: int) -> bool:
    return _number(row["slot"].value()) == index


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _used_tags() -> list[str]:
    """The tags that stories carried last, to choose from while typing. One query."""
    rows = Tag.objects.readable().annotate(last=Max("published_taggings__published_at")).exclude(last=None)
    return list(rows.order_by("-last").values_list("name", flat=True)[:MOST_TAGS])

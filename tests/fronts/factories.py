"""Fronts, launched by the verbs."""

from __future__ import annotations

from typing import Any

from fronts.models import Front
from fronts.plans import Placed, SlotPlan


def slot(layout: str = "list", *stories: Any, **fields: Any) -> SlotPlan:
    """A slot with these stories, or `Placed`, pinned in it."""
    placed = tuple(one if isinstance(one, Placed) else Placed(one.pk) for one in stories)
    return SlotPlan(layout=layout, stories=placed, **{"size": 3} | fields)


def front_of(section: Any = None) -> Front:
    return Front.objects.get_or_create(section=section, is_home=section is None)[0]


def launched(*slots: SlotPlan, section: Any = None, **fields: Any) -> Front:
    """A front that readers have."""
    front = front_of(section)
    front.arrange(slots, by=None, **fields)
    front.launch(by=None)
    return front

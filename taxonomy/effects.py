"""What a merge does in the rooms above, in sentences for its preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model

Teller = Callable[[Sequence[Any], Any], list[str]]

_tellers: dict[type[Model], list[Teller]] = {}


def register_teller(model: type[Model], teller: Teller) -> None:
    """Have a room say what a merge does to what is its own: `teller(sources, target)` gives sentences."""
    _tellers.setdefault(model, []).append(teller)


def effects_of_merge(sources: Sequence[Any], target: Any) -> list[str]:
    """Return what merging `sources` into `target` does in all rooms; the tellers' queries."""
    return [line for teller in _tellers.get(type(target), ()) for line in teller(sources, target)]

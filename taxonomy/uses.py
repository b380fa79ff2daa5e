"""Where a tag is used: what rooms above know of it beyond their foreign keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import PROTECT, ForeignKey

from taxonomy.ledger import rows_of
from taxonomy.references import references

Finder = Callable[[Any], list[str]]

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Have a room say, in a few words each, where a tag stands by number alone, such as in versions."""
    _finders.append(finder)


def uses_of(tag: Any) -> list[str]:
    """Return where a tag is used, in a few words each. One query for each relation, and the finders'."""
    found = []
    for key in references(tag.__class__):
        if _holds(key) and (count := rows_of(key.model).filter(**{key.attname: tag.pk}).count()):
            found.append(f"{key.model._meta.verbose_name_plural} ({count})")
    return found + [use for finder in _finders for use in finder(tag)]


def _holds(key: ForeignKey[Any, Any]) -> bool:
    """Say whether rows that point by this key keep what they point at from being deleted."""
    return key.remote_field.on_delete is PROTECT

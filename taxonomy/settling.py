"""Keeping a shared alias one that several tags of its kind share, whatever became of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Model

from taxonomy.ledger import Ledger, rows_of, snapshot
from taxonomy.models.tag_name import TagName

if TYPE_CHECKING:
    from taxonomy.models import Tag


def settle_shared(rows: Iterable[TagName], ledger: Ledger | None = None) -> None:
    """Bring shared aliases in line with the tags they lead to, and write down what changes.

    A tag of another kind answers to the name by itself; one that is left alone has it for its own; a name
    that leads nowhere is no name. Two queries for each alias that is in line.
    """
    for row in list(rows):
        readings = list(row.readings.order_by("pk"))
        if len(readings) > 1 and all(tag.kind == row.kind for tag in readings):
            continue
        before = snapshot(rows_in_play(row.key))
        _settle(row, readings)
        if ledger is not None:
            ledger.compare(before, snapshot(rows_in_play(row.key)))


def rows_in_play(*keys: str) -> list[Model]:
    """Return the rows of names with these keys, of every kind, and who shares them. Two queries."""
    names = list(rows_of(TagName).filter(key__in=keys))
    sharing = rows_of(TagName.readings.through).filter(tagname__in=[row.pk for row in names])
    # An undo walks backwards: it brings a name back before those who share it.
    return [*sharing, *names]


def _settle(row: TagName, readings: list[Tag]) -> None:
    mine = [tag for tag in readings if tag.kind == row.kind]
    for tag in readings:
        if tag not in mine:
            row.readings.remove(tag)
    if not mine:
        row.delete()
    elif len(mine) == 1:
        row.readings.clear()
        row.tag = mine[0]
        row.save()
    for tag in readings:
        if tag not in mine and not TagName.objects.filter(kind=tag.kind, key=row.key).exists():
            TagName(tag=tag, name=row.name).save()

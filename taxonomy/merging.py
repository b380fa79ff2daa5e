"""Merging a tag or contributor into another: everything that pointed at one points at the other afterwards.

The target keeps its own fields. The source stays as a stub that forwards, so that old documents and addresses
still resolve; stubs that pointed at it now point at the target, so that every chain is one hop long.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from taxonomy.announcing import announce, announcing
from taxonomy.errors import VocabularyError
from taxonomy.ledger import Ledger, chunks, rows_of
from taxonomy.models.operation import Operation
from taxonomy.references import doubles, references
from taxonomy.signals import vocabulary_merged


@dataclass
class Preview:
    """What a merge would do.

    `names`: what the target will answer to. `rows`: name of the things, how many move, how many fall away as
    doubles. `differences`: name of a field, what the source says, what the target says and goes on saying.
    """

    names: list[str] = dataclasses.field(default_factory=list)
    rows: list[tuple[str, int, int]] = dataclasses.field(default_factory=list)
    differences: list[tuple[str, Any, Any]] = dataclasses.field(default_factory=list)


class Mergeable(models.Model):
    """Mixin of tags and contributors: two that are one become one, for good or until it is undone."""

    IN_THE_PREVIEW: ClassVar[tuple[str, ...]] = ()
    if TYPE_CHECKING:
        kind: Any
        label: Any
        merged_into: Any
        merged_into_id: Any
        names: Any
        get_kind_display: Any

    class Meta:
        abstract = True

    def merge_into(
        self, target: Self, *, by: Any, at: datetime | None = None, confirmed: bool = False
    ) -> Operation:
        """Merge this one into `target` in one transaction and return the operation, which can undo it.

        Names and aliases become aliases of the target, old addresses forward to it, and every row that points
        at this one points at the target. A row that a unique constraint forbids to do so falls away and is
        kept whole in the operation; of two positions the better stays. No date of a story moves.

        Raises `VocabularyError` for a merge into itself, of or into a stub, into a proposed or retired tag,
        and across kinds unless `confirmed`. Announces `vocabulary_merged`, and `vocabulary_changed` for both.
        """
        steps = self.merging(target, by=by, at=at, confirmed=confirmed)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                operation: Operation = end.value
                return operation

    def merging(
        self, target: Self, *, by: Any, at: datetime | None = None, confirmed: bool = False
    ) -> Generator[int, None, Operation]:
        """As `merge_into`, which see, step by step: give the number of rows done after each.

        The transaction is open between the steps; closing the generator early takes everything back.
        """
        with transaction.atomic(), announcing():
            source, kept = lock_both(self, target)
            source.refuse_merge(kept, confirmed=confirmed)
            ledger = Ledger()
            source.hand_over(kept, ledger)
            yield from absorbing(source, kept, ledger)
            kept.settle(ledger)
            ledger.change(source, merged_into_id=kept.pk)
            operation = Operation.record(
                Operation.Verb.MERGE,
                _("Merged “%(source)s” into “%(target)s”") % {"source": source.label, "target": kept.label},
                ledger,
                about=[source, kept],
                by=by,
                at=at,
            )
            announce(source)
            announce(kept)
            announce(source, vocabulary_merged, target=kept, undone=False)
        self.refresh_from_db()
        target.refresh_from_db()
        return operation

    def refuse_merge(self, target: Self, *, confirmed: bool = False) -> None:
        """Raise `VocabularyError`, with the way out, if this may not be merged into `target`."""
        names = {"source": self.label, "target": target.label}
        if self.pk == target.pk:
            raise VocabularyError(
                _("“%(source)s” cannot be merged into itself. Choose another one."), params=names
            )
        if self.merged_into_id:
            raise VocabularyError(_("“%(source)s” has been merged already."), params=names)
        if target.merged_into_id:
            names["end"] = target.merged_into.label
            raise VocabularyError(
                _("“%(target)s” was itself merged into “%(end)s”. Merge into that one."), params=names
            )
        if self.kind != target.kind and not confirmed:
            names |= {"kind": self.get_kind_display(), "other": target.get_kind_display()}
            raise VocabularyError(
                _("“%(source)s” (%(kind)s) and “%(target)s” (%(other)s) differ in kind: confirm."),
                params=names,
                code="kinds_differ",
            )

    def hand_over(self, target: Self, ledger: Ledger) -> None:
        """Give the target what needs more than a foreign key that is turned round: here, the names."""
        for row in self.names.all():
            values = {
                f"{self.names.field.name}_id": target.pk,
                "role": row.Role.ALIAS,
                **self.name_values(target),
            }
            if target.answers_to(row.key, besides=row.pk):
                ledger.remove([row])
            else:
                ledger.change(row, **values)

    def settle(self, ledger: Ledger) -> None:
        """Bring in line what is left once names and foreign keys have gone over: here, nothing."""

    def answers_to(self, key: str, *, besides: int) -> bool:
        """Say whether a row of a name, other than `besides`, has a key already. One query."""
        return self.names.filter(key=key).exclude(pk=besides).exists()

    def name_values(self, target: Self) -> dict[str, Any]:
        """Return what else changes in the row of a name that goes over to `target`."""
        return {}

    def rows_to_merge(self) -> int:
        """Return how many rows point at this one: the work of a merge. A query for each foreign key."""
        keys = references(type(self))
        return sum(rows_of(key.model).filter(**{key.attname: self.pk}).count() for key in keys)

    def preview_merge(self, target: Self) -> Preview:
        """Count what `merge_into` would move and drop, and list the fields that differ. Changes nothing."""
        preview = Preview(names=[row.name for row in self.names.all()])
        for key in references(type(self)):
            if key.model is self.names.model:
                continue
            count = rows_of(key.model).filter(**{key.attname: self.pk}).count()
            if count:
                falling = len(doubles(key, self.pk, target.pk))
                preview.rows.append((things_called(key.model), count - falling, falling))
        for name in self.IN_THE_PREVIEW:
            mine, theirs = getattr(self, name), getattr(target, name)
            if mine and mine != theirs:
                field: Any = type(self)._meta.get_field(name)
                preview.differences.append((str(field.verbose_name), mine, theirs))
        return preview


def things_called(model: type[Model]) -> str:
    """Return what the rows of a model are called; those of a relation by its two ends."""
    owner: Any = model._meta.auto_created
    if not owner:
        return str(model._meta.verbose_name_plural)
    relation = next(field for field in owner._meta.many_to_many if field.remote_field.through is model)
    return f"{owner._meta.verbose_name_plural}: {relation.verbose_name}"


def lock_both(source: Any, target: Any) -> tuple[Any, Any]:
    """Lock the two rows, always in the order of their keys, and return them as they are in the database."""
    rows = type(source)._default_manager.select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[source.pk, target.pk])}
    return found[source.pk], found[target.pk]


def absorb(source: Model, target: Model, ledger: Ledger) -> None:
    """Turn every foreign key that points at `source` to `target`.

    Of two rows that would be doubles, the source's falls away after what hangs on it has gone over to its
    twin.
    """
    for _done in absorbing(source, target, ledger):
        pass


def absorbing(source: Model, target: Model, ledger: Ledger) -> Iterator[int]:
    """As `absorb`, giving the number of rows done after each step."""
    for key in references(type(source)):
        twins = doubles(key, source.pk, target.pk)
        for some in chunks(twins):
            _fall_together(key.model, {row: twins[row] for row in some}, ledger)
            yield len(some)
        yield from ledger.moving(key, source.pk, target.pk)


def _fall_together(model: type[Model], twins: dict[Any, Any], ledger: Ledger) -> None:
    """Remove rows in favour of their twins, which take the better of the two positions."""
    rows = rows_of(model).in_bulk([*twins, *twins.values()])
    if references(model):
        for row, twin in twins.items():
            absorb(rows[row], rows[twin], ledger)
    ledger.remove([rows[row] for row in twins])
    if not _has_position(model):
        return
    better = ((rows[twin], rows[row].position) for row, twin in twins.items())
    ledger.change_each("position", [(twin, place) for twin, place in better if place < twin.position])


def _has_position(model: type[Model]) -> bool:
    return any(field.name == "position" for field in model._meta.concrete_fields)

"""Who points at a row: found through what Django knows of all models, so that no room is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model, Q, UniqueConstraint

from taxonomy.ledger import rows_of

Unique = tuple[tuple[str, ...], Q, bool]


@cache
def references(model: type[Model]) -> tuple[ForeignKey[Any, Any], ...]:
    """Return the foreign keys of all rooms that point at a model, those of many-to-many tables among them."""
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    return tuple(
        relation.field
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and isinstance(relation.field, ForeignKey)
        and not relation.parent_link
    )


def doubles(field: ForeignKey[Any, Any], source: Any, target: Any) -> dict[Any, Any]:
    """Pair each row at `source` that may not point at `target` with the unique one that does already.

    Gives row key to key of the twin. Two queries for each constraint the foreign key is part of. A constraint
    on an expression is not understood: there the database refuses the whole operation.
    """
    found: dict[Any, Any] = {}
    for names, condition, nulls_are_alike in _uniques(field):
        rows = rows_of(field.model).filter(condition)
        pointing_at_target = rows.filter(**{field.attname: target}).values_list("pk", *names)
        twins = {tuple(values): key for key, *values in pointing_at_target}
        for key, *values in rows.filter(**{field.attname: source}).values_list("pk", *names):
            if tuple(values) in twins and (nulls_are_alike or None not in values):
                found.setdefault(key, twins[tuple(values)])
    return found


def _uniques(field: ForeignKey[Any, Any]) -> Iterator[Unique]:
    """Give for each unique constraint with this key its other columns, condition, and if nulls are alike."""
    meta = field.model._meta
    if field.unique:
        yield (), Q(), False
    for together in meta.unique_together:
        if field.name in together:
            yield _others(field, together), Q(), False
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields:
            alike = constraint.nulls_distinct is False
            yield _others(field, constraint.fields), constraint.condition or Q(), alike


def _others(field: ForeignKey[Any, Any], names: Any) -> tuple[str, ...]:
    columns: list[Any] = [field.model._meta.get_field(name) for name in names if name != field.name]
    return tuple(column.attname for column in columns)

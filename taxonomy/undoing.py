"""Walking a ledger backwards: what has not been changed since is restored, the rest is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import ForeignKey, Model, ProtectedError
from django.utils.translation import gettext as _

from taxonomy.announcing import announce
from taxonomy.errors import VocabularyError
from taxonomy.ledger import chunks, rows_of
from taxonomy.parents import refuse_kind, refuse_parents
from taxonomy.row_values import columns, from_json, model_called, row_from_values, row_values, to_json
from taxonomy.settling import settle_shared
from taxonomy.signals import contributor_renamed, vocabulary_merged

if TYPE_CHECKING:
    from taxonomy.models import Operation

Step = dict[str, Any]


Undo = Callable[["Operation", Any, datetime], list[str]]
_own_ways: dict[str, Undo] = {}


def register_undo(verb: str, undo: Undo) -> None:
    """Have a room undo what is its own: `undo(operation, by, at)` gives a sentence for each thing it left."""
    _own_ways[verb] = undo


# Where a long undo is begun and followed: gives the address of its page.
Begin = Callable[["Operation", Any], str]
_long_ways: dict[str, Begin] = {}


def register_long_undo(verb: str, begin: Begin) -> None:
    """Have a room take back what is its own in batches, on a page of its own."""
    _long_ways[verb] = begin


def begin_long_undo(operation: Operation, by: Any) -> str:
    """Begin an undo that goes on in batches and return the address of its page; "" where one step does it."""
    begin = _long_ways.get(operation.verb)
    return begin(operation, by) if begin else ""


def refuse_undo(operation: Operation, at: datetime) -> None:
    """Raise `VocabularyError` if an operation may not be undone, or nothing of it could be restored."""
    operation.refuse_undo(at)
    _refuse_if_merged_further(_things_of(operation)[-1:])


def undo(operation: Operation, by: Any, at: datetime) -> list[str]:
    """Restore what an operation touched; return one sentence for each row that could not be restored.

    Runs inside a transaction of the caller's, who has looked whether the operation may be undone at all.
    Raises `VocabularyError` while what it was done to has been merged further: nothing of it could be
    restored.
    """
    _refuse_if_merged_further(_things_of(operation)[-1:])
    lost = walk_back(operation.data["steps"])
    if own_way := _own_ways.get(operation.verb):
        lost += own_way(operation, by, at)
    things = _things_of(operation)
    if operation.verb == operation.Verb.DELETE and not things:
        raise VocabularyError(_("This tag cannot come back: another one has its address by now."))
    for thing in things:
        lost += _settle_names(thing)
        _refuse_family(thing)
        if lost and hasattr(thing, "shared_names"):
            settle_shared(thing.shared_names.all())
        announce(thing)
    if operation.verb == operation.Verb.MERGE and len(things) == 2:
        announce(things[0], vocabulary_merged, target=things[1], undone=True)
    if "on_old_stories" in operation.data:
        announce(things[0], contributor_renamed, on_old_stories=operation.data["on_old_stories"])
    return lost


def _things_of(operation: Operation) -> list[Any]:
    """Return the tags or contributors an operation was done to, as they are now."""
    found = [rows_of(model_called(label)).filter(pk=key).first() for label, key in operation.data["about"]]
    return [thing for thing in found if thing is not None]


def _refuse_if_merged_further(things: list[Any]) -> None:
    for thing in things:
        if thing.merged_into_id:
            names = {"thing": thing.label, "end": thing.merged_into.label}
            raise VocabularyError(
                _("“%(thing)s” has been merged into “%(end)s” since. Undo that merge first."), params=names
            )


def _settle_names(thing: Any) -> list[str]:
    """See that a thing that is no stub answers to its label again.

    A name that another tag has taken meanwhile stays with that one; this one is told apart by its number.
    """
    try:
        with transaction.atomic():
            thing.write_names()
    except VocabularyError as refusal:
        if not hasattr(thing, "inner_name"):
            return refusal.messages
        rows_of(type(thing)).filter(pk=thing.pk).update(inner_name=f"{thing.name[:80]} ({thing.pk})")
        thing.refresh_from_db()
        thing.write_names()
        return [*refusal.messages, _("It has the inner name “%(name)s” now.") % {"name": thing.inner_name}]
    return []


def _refuse_family(thing: Any) -> None:
    """Refuse an undo that would leave a tag among parents or children it may not have."""
    if not hasattr(thing, "parents") or thing.merged_into_id:
        return
    refuse_kind(thing)
    refuse_parents(thing, thing.parents.all())


def walk_back(steps: list[Step]) -> list[str]:
    """Undo the steps of a ledger, last first; return one sentence for each row that could not be restored.

    Runs inside a transaction of the caller's.
    """
    lost: list[str] = []
    for step in reversed(steps):
        try:
            model = model_called(step["model"])
        except LookupError:
            lost.append(_("%(model)s: no longer part of this site.") % {"model": step["model"]})
            continue
        lost += _UNDO[step["did"]](model, step)
    return lost


def _unmove(model: type[Model], step: Step) -> list[str]:
    """Point rows back that still point where the operation pointed them."""
    field: Any = model._meta.get_field(step["field"])
    lost: list[str] = []
    for keys in chunks(step["keys"]):
        now = dict(rows_of(model).filter(pk__in=keys).values_list("pk", field.attname))
        still = [key for key in keys if now.get(key) == step["target"]]
        lost += [
            _removed(model, key) if key not in now else _changed(model, key)
            for key in keys
            if key not in still
        ]
        if not _point(model, still, field, step["source"]):
            lost += [_taken(model, key) for key in still if not _point(model, [key], field, step["source"])]
    return lost


def _point(model: type[Model], keys: list[Any], field: Any, at: Any) -> bool:
    """Point rows at a key; say whether no constraint stood against it."""
    try:
        with transaction.atomic():
            rows_of(model).filter(pk__in=keys).update(**{field.attname: at})
    except IntegrityError:
        return False
    return True


def _unchange(model: type[Model], step: Step) -> list[str]:
    """Give back the values that are still as the operation left them."""
    row = rows_of(model).filter(pk=step["pk"]).first()
    if row is None:
        return [_removed(model, step["pk"])]
    values = {}
    for name, after in step["after"].items():
        field: Any = model._meta.get_field(name)
        before = from_json(field, step["before"][name])
        if to_json(field, getattr(row, name)) == after and not _gone(field, {before}):
            values[name] = before
    try:
        with transaction.atomic():
            rows_of(model).filter(pk=row.pk).update(**values)
    except IntegrityError:
        return [_taken(model, row.pk)]
    return [] if len(values) == len(step["after"]) else [_changed(model, row.pk)]


def _unremove(model: type[Model], step: Step) -> list[str]:
    """Put rows back under their old keys, as they were."""
    rows: list[Any] = [row_from_values(model, values) for values in step["rows"]]
    orphans = _orphans(rows) | {
        row.pk for row in rows if hasattr(row, "may_come_back") and not row.may_come_back()
    }
    lost: list[str] = []
    for some in chunks(row for row in rows if row.pk not in orphans):
        if not _insert_all(model, some):
            lost += [_taken(model, row.pk) for row in some if not _insert(row)]
    return lost + [_taken(model, key) for key in orphans]


def _insert_all(model: type[Model], rows: list[Any]) -> bool:
    """Write rows as they are in one statement; say whether there was room for all of them.

    Django's own `bulk_create` would set the moments that set themselves anew.
    """
    try:
        with transaction.atomic():
            rows_of(model)._insert(rows, fields=columns(model), using=DEFAULT_DB_ALIAS, raw=True)
    except IntegrityError:
        return False
    return True


def _orphans(rows: list[Model]) -> set[Any]:
    """Return the keys of rows that point at something that has gone meanwhile."""
    found: set[Any] = set()
    for field in rows[0]._meta.concrete_fields:
        gone = _gone(field, {getattr(row, field.attname) for row in rows})
        found |= {row.pk for row in rows if gone and getattr(row, field.attname) in gone}
    return found


def _gone(field: Any, values: set[Any]) -> set[Any]:
    """Return the values of a foreign key that lead nowhere; a database may notice only at the commit."""
    if not isinstance(field, ForeignKey):
        return set()
    gone = values - {None}
    target: Any = field.target_field
    for some in chunks(list(gone)):
        there = rows_of(target.model).filter(**{f"{target.attname}__in": some})
        gone -= set(there.values_list(target.attname, flat=True))
    return gone


def _insert(row: Model) -> bool:
    """Write a row as it is, past its own `save()`; say whether there was room for it."""
    try:
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)
    except IntegrityError:
        return False
    return True


def _unadd(model: type[Model], step: Step) -> list[str]:
    """Remove a row that the operation made and nobody has changed."""
    row = rows_of(model).filter(pk=step["pk"]).first()
    if row is None:
        return []
    try:
        if row_values(row) == step["row"]:
            take_back = getattr(row, "take_back", row.delete)
            take_back()
            return []
    except (ProtectedError, VocabularyError):
        pass
    return [_changed(model, step["pk"])]


_UNDO: dict[str, Callable[[type[Model], Step], list[str]]] = {
    "moved": _unmove,
    "changed": _unchange,
    "removed": _unremove,
    "added": _unadd,
}


def _removed(model: type[Model], key: Any) -> str:
    return _("%(thing)s %(key)s: removed since.") % {"thing": model._meta.verbose_name, "key": key}


def _changed(model: type[Model], key: Any) -> str:
    return _("%(thing)s %(key)s: changed since, left as it is.") % {
        "thing": model._meta.verbose_name,
        "key": key,
    }


def _taken(model: type[Model], key: Any) -> str:
    return _("%(thing)s %(key)s: its place has been taken or is gone.") % {
        "thing": model._meta.verbose_name,
        "key": key,
    }

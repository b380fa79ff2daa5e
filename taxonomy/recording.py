"""Keeping the account of a verb on one tag or contributor, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from taxonomy.announcing import announcing
from taxonomy.errors import VocabularyError
from taxonomy.ledger import Ledger, Snapshot, rows_of, snapshot
from taxonomy.models.operation import Operation
from taxonomy.row_values import model_called
from taxonomy.settling import rows_in_play


@dataclass
class Account:
    """`thing`: the locked row to change. `data`: what else to keep. `done`: the operation, at the end.

    `summary` may be changed, and name the `words` too.
    """

    thing: Any
    summary: Any
    data: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    done: Operation = field(init=False)


@contextmanager
def recorded(
    instance: Any, verb: str, summary: Any, *, by: Any, at: datetime | None, can_be_undone: bool = True
) -> Iterator[Account]:
    """Open a transaction, lock the row, let the block change it, and write down what has become of it.

    `summary` may name `%(old)s` and `%(new)s`, the labels before and after. `instance` is read again at the
    end. Without `can_be_undone` no row is kept. Raises `VocabularyError` for a merged stub.
    """
    with transaction.atomic(), announcing():
        account = Account(type(instance)._default_manager.select_for_update().get(pk=instance.pk), summary)
        thing = account.thing
        if thing.merged_into_id:
            names = {"thing": thing.label, "end": thing.merged_into.label}
            raise VocabularyError(_("“%(thing)s” was merged into “%(end)s”. Change that one."), params=names)
        old, before = thing.label, _own_rows(thing)
        yield account
        ledger = Ledger()
        if can_be_undone:
            ledger.compare(before, _own_rows(thing))
        text = account.summary % {"old": old, "new": thing.label, **account.words}
        account.done = Operation.record(verb, text, ledger, about=[thing], by=by, at=at, **account.data)
    instance.refresh_from_db()


def _own_rows(thing: Any) -> Snapshot:
    return snapshot([rows_of(type(thing)).get(pk=thing.pk), *thing.names.all(), *thing.former_slugs.all()])


Part = Callable[[Any], Iterable[Model]]
_parts: list[Part] = []


def register_part(find: Part) -> None:
    """Have a room name rows of its own that are part of a tag, such as pins: their changes are kept too."""
    _parts.append(find)


def whole(tag: Any, keys: Iterable[str] = ()) -> Snapshot:
    """Take down a tag with all that belongs to it, before or after an edit.

    `keys`: of names that others may have before the edit and share with it afterwards. Eight queries and
    one for each registered part.
    """
    parts = [row for find in _parts for row in find(tag)]
    names = [] if not (asked := list(keys)) else rows_in_play(*asked)
    return snapshot([*names, *parts, *tag.own_rows()])


def names_in_play(tag: Any, keys: Iterable[str] = ()) -> list[str]:
    """Return the keys an edit has to do with: those named, and those the tag shares already. One query."""
    return sorted({*keys, *tag.shared_names.values_list("key", flat=True)})


def record_edit(
    tag: Any, before: Snapshot, *, by: Any, keys: Iterable[str] = (), at: datetime | None = None
) -> Operation | None:
    """Write down what an edit has made of a tag, with what it takes to undo it; None if nothing changed.

    `before`: what `whole` gave before, asked with the same `keys`. Stands in the transaction of the edit.
    """
    ledger = Ledger()
    ledger.compare(before, whole(tag, keys))
    if not ledger.steps:
        return None
    facts = {"tag": tag.label, "parts": ", ".join(dict.fromkeys(_parts_named(ledger)))}
    summary = _("Edited “%(tag)s”: %(parts)s") % facts if facts["parts"] else _("Edited “%(tag)s”") % facts
    return Operation.record(Operation.Verb.EDIT, summary, ledger, about=[tag], by=by, at=at)


@contextmanager
def edited(tag: Any, *, by: Any, keys: Iterable[str] = (), at: datetime | None = None) -> Iterator[None]:
    """Open a transaction, let the block change a tag and what belongs to it, and write down what it did."""
    with transaction.atomic(), announcing():
        keys = names_in_play(tag, keys)
        before = whole(tag, keys)
        yield
        record_edit(tag, before, by=by, keys=keys, at=at)


def _parts_named(ledger: Ledger) -> Iterator[str]:
    """Say what was changed, in the order of the ledger."""
    for step in ledger.steps:
        meta: Any = model_called(step["model"])._meta
        if meta.label_lower == "taxonomy.tag":
            yield from (str(meta.get_field(name.removesuffix("_id")).verbose_name) for name in step["after"])
        elif meta.label_lower.startswith("taxonomy.tagname") and step.get("after", {}).keys() != {"kind"}:
            yield _("aliases")
        elif meta.label_lower == "taxonomy.tag_parents":
            yield _("parents")
        elif not meta.label_lower.startswith("taxonomy.tagname"):
            yield str(meta.verbose_name_plural)

"""Changing rows of any room in a way that can be undone: each change is done and written down in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import ForeignKey, Model

from taxonomy.row_values import row_values, to_json

AT_ONCE = 500
MOVED_AT_ONCE = 5_000


class Ledger:
    """The steps of one operation, in order, as JSON values. `taxonomy.undoing` walks them backwards.

    Rows are written by queries and not by their `save()`, so no date that moves by itself moves.
    """

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []

    def change(self, row: Model, **values: Any) -> None:
        """Give a row other values, by attribute name (`tag_id`, not `tag`). One query."""
        fields: dict[str, Any] = {name: row._meta.get_field(name) for name in values}
        before = {name: to_json(field, getattr(row, name)) for name, field in fields.items()}
        rows_of(type(row)).filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: to_json(field, values[name]) for name, field in fields.items()}
        self._write("changed", type(row), pk=row.pk, before=before, after=after)

    def remove(self, rows: Sequence[Model]) -> None:
        """Remove rows of one model that nothing points at, and keep them whole."""
        if not rows:
            return
        model = type(rows[0])
        self._write("removed", model, rows=[row_values(row) for row in rows])
        for some in chunks(row.pk for row in rows):
            rows_of(model).filter(pk__in=some).delete()

    def move(self, field: ForeignKey[Any, Any], source: Any, target: Any) -> None:
        """Point all rows at `target` (a key) whose foreign key is `source`. Two queries."""
        for _moved in self.moving(field, source, target):
            pass

    def moving(self, field: ForeignKey[Any, Any], source: Any, target: Any) -> Iterator[int]:
        """As `move`, some thousand rows at a time; give how many were moved after each. A query for each."""
        rows = rows_of(field.model).filter(**{field.attname: source})
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        for some in chunks(keys, MOVED_AT_ONCE):
            rows_of(field.model).filter(pk__in=some).update(**{field.attname: target})
            yield len(some)
        if keys:
            self._write("moved", field.model, field=field.name, source=source, target=target, keys=keys)

    def change_each(self, name: str, values: Iterable[tuple[Model, Any]]) -> None:
        """Give rows of one model other values in one column. One query for each value there is."""
        groups: dict[Any, list[Model]] = {}
        for row, value in values:
            groups.setdefault(value, []).append(row)
        for value, rows in groups.items():
            model = type(rows[0])
            field: Any = model._meta.get_field(name)
            rows_of(model).filter(pk__in=[row.pk for row in rows]).update(**{name: value})
            for row in rows:
                before = {name: to_json(field, getattr(row, name))}
                setattr(row, name, value)
                self._write("changed", model, pk=row.pk, before=before, after={name: to_json(field, value)})

    def compare(self, before: Snapshot, after: Snapshot) -> None:
        """Write down what has become of some rows, whoever changed them."""
        for place, (model, values) in before.items():
            if place not in after:
                self._write("removed", model, rows=[values])
        for place, (model, values) in after.items():
            was = before.get(place, (model, values))[1]
            names = [name for name in values if values[name] != was[name]]
            if names:
                old, new = {name: was[name] for name in names}, {name: values[name] for name in names}
                self._write("changed", model, pk=place[1], before=old, after=new)
        for place, (model, values) in after.items():
            if place not in before:
                self._write("added", model, pk=place[1], row=values)

    def _write(self, did: str, model: type[Model], **facts: Any) -> None:
        self.steps.append({"did": did, "model": model._meta.label_lower, **facts})


Snapshot = dict[tuple[str, Any], tuple[type[Model], dict[str, Any]]]


def snapshot(rows: Iterable[Model]) -> Snapshot:
    """Take down some rows as they are."""
    return {(row._meta.label_lower, row.pk): (type(row), row_values(row)) for row in rows}


def rows_of(model: type[Model]) -> Any:
    """All rows, past any manager that hides some or guards names."""
    return model._base_manager.all()


def chunks(values: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """Cut into lists that a database takes in one question."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some

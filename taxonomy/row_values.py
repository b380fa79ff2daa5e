"""A database row as plain JSON values and back, without loss."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Model


def to_json(field: Field[Any, Any], value: Any) -> Any:
    """Return the value of one column as JSON knows it: times with microseconds, decimals with all digits."""
    if value is None or isinstance(value, bool | int | float | str) or isinstance(field, JSONField):
        return value
    holder = field.model()
    setattr(holder, field.attname, value)
    return field.value_to_string(holder)


def from_json(field: Field[Any, Any], value: Any) -> Any:
    """Return what `to_json` was given."""
    return value if isinstance(field, JSONField) else field.to_python(value)


def row_values(row: Model) -> dict[str, Any]:
    """Return every column of a row, by the attribute's name."""
    return {field.attname: to_json(field, getattr(row, field.attname)) for field in columns(type(row))}


def row_from_values(model: type[Model], values: dict[str, Any]) -> Model:
    """Return the unsaved row that `row_values` was given."""
    return model(**{field.attname: from_json(field, values[field.attname]) for field in columns(model)})


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields that have a column to write to."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def model_called(label: str) -> type[Model]:
    """Return the model of a label such as “taxonomy.tag”. Raises LookupError if it is no longer there."""
    return apps.get_model(label)

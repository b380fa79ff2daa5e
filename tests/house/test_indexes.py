"""Each index is written at every save, so none is kept that another one makes superfluous."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models


def _own_models() -> list[type[models.Model]]:
    own = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    return [model for app in own for model in app.get_models()]


def _leading(model: type[models.Model]) -> set[str]:
    """Return the fields that an index over all rows begins with."""
    unique = (one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint))
    lists = [one.fields for one in (*model._meta.indexes, *unique) if one.condition is None and one.fields]
    return {fields[0].lstrip("-") for fields in lists}


@pytest.mark.parametrize("model", _own_models(), ids=lambda model: model._meta.label)
def test_no_relation_has_an_index_that_a_longer_one_begins_with(model: type[models.Model]) -> None:
    relations = {field.name for field in model._meta.local_fields if field.is_relation and field.db_index}
    unique = {field.name for field in model._meta.local_fields if field.unique}
    assert not (relations - unique) & _leading(model), "say db_index=False: the longer index serves"


@pytest.mark.parametrize("model", _own_models(), ids=lambda model: model._meta.label)
def test_every_relation_has_an_index(model: type[models.Model]) -> None:
    """What refers to a deleted row is looked for by it."""
    bare = {
        field.name
        for field in model._meta.local_fields
        if field.is_relation and not field.db_index and not field.unique
    }
    assert bare <= _leading(model), "without an index each deletion reads the whole table"

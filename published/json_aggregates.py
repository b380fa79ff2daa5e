"""What stands in many rows as one value in JSON, on either database."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, JSONField


class _JSONAggregate(Aggregate):
    output_field = JSONField()
    on_sqlite = ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function=self.on_sqlite, **context)


class JSONObjectOf(_JSONAggregate):
    """Names and what stands beside each, as one object."""

    function, on_sqlite = "JSONB_OBJECT_AGG", "JSON_GROUP_OBJECT"
    arity = 2


class JSONListOf(_JSONAggregate):
    """Values as one list, in no order."""

    function, on_sqlite = "JSONB_AGG", "JSON_GROUP_ARRAY"

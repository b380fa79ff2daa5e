"""Which of many spans of time hold a story: a step in the index for each, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery

from published.compiled import compiled
from published.models import PublishedArticle

Span = tuple[datetime, datetime]


def holding(spans: Sequence[Span], at: datetime) -> list[bool]:
    """Say of each span, from one moment on and before another, whether readers have a story of it at `at`."""
    bounds = {}
    for number, (start, end) in enumerate(spans):
        bounds[f"from_{number}"], bounds[f"to_{number}"] = start, end
    found = _oldest(at=at, **bounds) if spans else []
    return [number is not None for number in found[0]] if found else [False] * len(spans)


@compiled()
def _oldest(at: datetime, **bounds: datetime) -> QuerySet[Any, Any]:
    """The number of the oldest story of each span, in one row.

    EXISTS would do; but PostgreSQL then trusts to luck and reads the table.
    """
    listed = PublishedArticle.objects.public(at).listed()
    moments = list(bounds.values())
    oldest = {
        f"span_{number}": Subquery(listed.within(*span).order_by("published_at", "id").values("pk")[:1])
        for number, span in enumerate(zip(moments[::2], moments[1::2], strict=True))
    }
    return listed.latest_first().annotate(**oldest).values_list(*oldest)[:1]

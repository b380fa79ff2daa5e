"""Which of many spans of time hold a story: a step in the index for each, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery

from published.compiled import compiled
from published.models import PublishedArticle

Span = tuple[datetime, datetime]


def holding(spans: Sequence[Span], at: datetime, more_than: int = 0) -> list[bool]:
    """Say of each span, from one moment on and before another, whether readers have a story of it at `at`.

    `more_than`: or whether they have more stories of it than that, so many steps further in the index.
    """
    bounds = {}
    for number, (start, end) in enumerate(spans):
        bounds[f"from_{number}"], bounds[f"to_{number}"] = start, end
    found = _one_of_each(at=at, after=more_than, **bounds) if spans else []
    return [number is not None for number in found[0]] if found else [False] * len(spans)


@compiled("after")
def _one_of_each(at: datetime, after: int, **bounds: datetime) -> QuerySet[Any, Any]:
    """The number of the oldest story of each span but `after` older ones, in one row.

    EXISTS would do; but PostgreSQL then trusts to luck and reads the table.
    """
    listed = PublishedArticle.objects.public(at).listed()
    moments = list(bounds.values())
    oldest = {
        f"span_{number}": Subquery(
            listed.within(*span).order_by("published_at", "id").values("pk")[after : after + 1]
        )
        for number, span in enumerate(zip(moments[::2], moments[1::2], strict=True))
    }
    return listed.latest_first().annotate(**oldest).values_list(*oldest)[:1]

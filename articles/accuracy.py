"""Figures of accuracy for staff: how often the newsroom was wrong, and how fast it mended that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from articles.models import Article, Correction

WRONG = (Correction.Kind.CORRECTION, Correction.Kind.RETRACTION)


@dataclass(frozen=True)
class Accuracy:
    """Figures for one span of time; `None` where there is nothing to divide by."""

    days: int
    stories: int
    corrections: int
    per_hundred: float | None
    median_hours: float | None


def accuracy(days: int, at: datetime | None = None) -> Accuracy:
    """Return the figures for stories first published in the last `days` days. Two queries.

    A correction or retraction counts; a clarification, update or editor's note does not. Hours
    run from first publication to the correction.
    """
    at = at or timezone.now()
    stories = Article.objects.filter(
        first_published_at__gt=at - timedelta(days=days), first_published_at__lte=at
    )
    mended = Correction.objects.filter(article__in=stories, kind__in=WRONG, published_at__lte=at).values_list(
        "article__first_published_at", "published_at"
    )
    hours = [(when - first) / timedelta(hours=1) for first, when in mended if first and when]
    count = stories.count()
    return Accuracy(
        days=days,
        stories=count,
        corrections=len(hours),
        per_hundred=round(100 * len(hours) / count, 1) if count else None,
        median_hours=round(median(hours), 1) if hours else None,
    )

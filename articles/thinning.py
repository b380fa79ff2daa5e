"""Thinning versions: the rule by which the desk forgets saves that nobody needs.

A version that was public is kept for ever, and so are the first and the last of a story, those
a restored or merged version came from, and those of the last `keep_days` days. Of the rest, the
last of each day and person stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Version
from published.querysets import local_day

KEEP_DAYS = 30


def thin_versions(
    articles: Iterable[Article] | None = None, *, keep_days: int = KEEP_DAYS, at: datetime | None = None
) -> int:
    """Delete what the rule lets go; return how many. Three queries a story that has any to let go."""
    before = (at or timezone.now()) - timedelta(days=keep_days)
    chosen = (
        Article.objects.all() if articles is None else Article.objects.filter(pk__in=[a.pk for a in articles])
    )
    old = chosen.filter(versions__at__lt=before).order_by("pk").values_list("pk", flat=True).distinct()
    return sum(_thin_one(number, before) for number in old.iterator())


def _thin_one(number: int, before: datetime) -> int:
    versions = Version.objects.filter(article=number)
    ends = versions.aggregate(first=Min("number"), last=Max("number"))
    droppable = versions.filter(
        Q(public_from=None), at__lt=before, number__gt=ends["first"], number__lt=ends["last"]
    ).exclude(pk__in=_cited(number))
    last_of_day: dict[tuple, int] = {}
    rows = list(droppable.order_by("number").values_list("pk", "by", "at"))
    for pk, by, at in rows:
        last_of_day[by, local_day(at)] = pk
    kept = set(last_of_day.values())
    gone = [pk for pk, _by, _at in rows if pk not in kept]
    return Version.objects.filter(pk__in=gone).delete()[1].get("articles.Version", 0)


def _cited(number: int) -> QuerySet:
    """Versions with a child that is not simply the next save: they were restored, or merged."""
    children = Version.parents.through.objects.filter(to_version__article=number)
    return children.exclude(from_version__number=F("to_version__number") + 1).values("to_version")

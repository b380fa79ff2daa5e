"""Side effects of becoming public: once for each story, by whichever process comes first, retried on failure.

The story itself is public by the clock; nothing here makes it so.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.signals import article_published
from published import surrogates
from published.editions import raise_edition

log = logging.getLogger("newsroom.announcing")


def announce(number: int, at: datetime | None = None) -> bool:
    """Run the side effects of one public story unless they have run; say whether they ran now.

    Claimed by one conditional update, so that several processes do the work once. A claim whose
    receivers fail is given back; the failure is logged and shows as overdue until a retry.
    """
    from articles.models import Article

    at = at or timezone.now()
    if not Article.objects.unannounced(at).filter(pk=number).update(announced_at=at):
        return False
    article = Article.objects.get(pk=number)
    results = article_published.send_robust(sender=Article, article=article)
    failures = [error for _receiver, error in results if isinstance(error, Exception)]
    if failures:
        Article.objects.filter(pk=number).update(announced_at=None)
        log.error("Announcing story %s failed", number, exc_info=failures[0])
    return not failures


def announce_due(at: datetime | None = None) -> int:
    """Settle and announce every story whose time has come; return how many were announced.

    Also holds scheduled stories to their wall-clock time. Two queries when there is nothing to do.
    """
    from articles.actions.scheduling import keep_local_times
    from articles.models import Article

    at = at or timezone.now()
    keep_local_times(at)
    numbers = list(Article.objects.unannounced(at).order_by("pk").values_list("pk", flat=True)[:500])
    announced = 0
    for number in numbers:
        settle_due(number, at)
        announced += announce(number, at)
    return announced


def settle_due(number: int, at: datetime) -> None:
    """Write down that the clock has published a scheduled story, with its Event; once."""
    from articles.actions.acting import State, lock, settle
    from articles.models import Article, Event

    with transaction.atomic():
        article = Article.objects.get(pk=number)
        lock(article)
        if article.state == State.SCHEDULED:
            settle(article, at)
            Event.objects.create(
                article=article,
                verb="went-public",
                at=article.publish_at or at,
                version=article.public_version,
            )
            raise_edition(*surrogates.of_story(number))


def nothing_overdue() -> bool:
    """Say whether the side effects of every public story have run within two minutes; a health check."""
    from articles.models import Article

    return not Article.objects.overdue().exists()

"""Claims: in desk mode two people never have the same story. The database decides who was first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Claim

if TYPE_CHECKING:
    from accounts.models import User

LASTS = timedelta(minutes=10)


def take(article: int, user: User, at: datetime | None = None) -> bool:
    """Give the story numbered `article` to a person for ten minutes; False when somebody else has it.

    Renews the person's own claim. Two statements at most, in a transaction of their own or a savepoint.
    """
    at = at or timezone.now()
    mine_or_over = Q(user=user) | Q(until__lte=at)
    values = {"user": user, "until": at + LASTS}
    if Claim.objects.filter(mine_or_over, article=article).update(**values):
        return True
    try:
        with transaction.atomic():
            Claim.objects.create(article_id=article, **values)
    except IntegrityError:
        return False
    return True


def take_first(articles: Iterable[int], user: User, at: datetime | None = None) -> int | None:
    """Take the first of these stories that nobody else has; None when all are taken."""
    return next((article for article in articles if take(article, user, at)), None)


def release(user: User, article: int | None = None, *, but: int | None = None) -> None:
    """Let a person's claims go: that of one story, or all of them but one. One statement."""
    claims = Claim.objects.filter(user=user)
    if article is not None:
        claims = claims.filter(article=article)
    if but is not None:
        claims = claims.exclude(article=but)
    claims.delete()


def held_by_another(article: int, user: User, at: datetime | None = None) -> Claim | None:
    """Return the claim that keeps a person from a story; None when they may have it. One query."""
    claims = Claim.objects.filter(article=article, until__gt=at or timezone.now())
    return claims.exclude(user=user).select_related("user").first()

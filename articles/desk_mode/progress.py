"""What was done in desk mode: turns, the way back, and the numbers of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from articles.desk_mode import claims
from articles.models import DeskTurn
from articles.querysets import midnight

if TYPE_CHECKING:
    from accounts.models import User

Outcome = DeskTurn.Outcome


@dataclass(frozen=True)
class Done:
    """How many stories were done since midnight in the site zone: by one person, and by the desk."""

    mine: int
    desk: int


def open_turn(article: int, user: User, at: datetime | None = None) -> None:
    """Note that a person has a story before them. What became of it last stays until it is closed again."""
    at = at or timezone.now()
    DeskTurn.objects.update_or_create(article_id=article, user=user, defaults={"opened_at": at})


def close_turn(
    article: int,
    user: User,
    outcome: str,
    *,
    before: Any = None,
    after: Any = None,
    at: datetime | None = None,
) -> DeskTurn:
    """Note what became of a story and let it go. `before` and `after` are what `undo` needs."""
    at = at or timezone.now()
    values = {"outcome": outcome, "closed_at": at, "before": before, "after": after}
    turn, _is_new = DeskTurn.objects.update_or_create(
        article_id=article, user=user, defaults=values, create_defaults={**values, "opened_at": at}
    )
    claims.release(user, article)
    return turn


def before_this(article: int, user: User) -> DeskTurn | None:
    """Return the person's turn at the story they had before this one. Two queries."""
    turns = DeskTurn.objects.filter(user=user)
    here = turns.filter(article=article).values_list("opened_at", flat=True).first()
    if here is not None:
        turns = turns.filter(opened_at__lt=here)
    return turns.exclude(article=article).select_related("article").first()


def done_today(user: User, at: datetime | None = None) -> Done:
    """Count the stories done today. One query, over the day's turns alone."""
    today = DeskTurn.objects.filter(outcome=Outcome.DONE, closed_at__gte=midnight(at)).order_by()
    counted = today.aggregate(
        mine=Count("article", filter=Q(user=user), distinct=True), desk=Count("article", distinct=True)
    )
    return Done(**counted)


def is_handled() -> Exists:
    """A condition on stories: somebody is done with it, and nobody has saved it since."""
    done = DeskTurn.objects.filter(article=OuterRef("pk"), outcome=Outcome.DONE)
    return Exists(done.filter(closed_at__gte=OuterRef("saved_at")))


def skipped_by(user: User, since: datetime) -> Exists:
    """A condition on stories: the person has passed it over since then."""
    mine = DeskTurn.objects.filter(article=OuterRef("pk"), user=user, outcome=Outcome.SKIPPED)
    return Exists(mine.filter(closed_at__gte=since))

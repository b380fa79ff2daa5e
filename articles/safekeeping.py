"""Autosave and presence: what keeps typed text from being lost, and colleagues from colliding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Article, Autosave, Presence

if TYPE_CHECKING:
    from accounts.models import User

# A tab reports every ten seconds; one that sleeps in the background, as browsers let it, once a minute.
PRESENT_FOR = timedelta(seconds=75)
FORGOTTEN_AFTER = timedelta(days=30)
MOST_CHARACTERS = 2_000_000
# Never kept: they belong to one request, or say what to do and not what is written.
_NOT_KEPT = ("csrfmiddlewaretoken", "_recover")

Pairs = Sequence[tuple[str, str]]


def keep(
    user: User,
    pairs: Pairs,
    *,
    article: Article | None,
    draft: str = "",
    started_from: int = 0,
    at: datetime | None = None,
) -> Autosave:
    """Keep a whole form for one person and story, in place of what was kept before. Two statements.

    `pairs` are its names and values in order, names repeated. Raises ValueError when they are
    larger than MOST_CHARACTERS, or when a new story comes without its `draft` key.
    """
    kept = [[name, value] for name, value in pairs if name not in _NOT_KEPT and not name.startswith("_")]
    if sum(len(name) + len(value) for name, value in kept) > MOST_CHARACTERS:
        raise ValueError("too large")
    if article is None and not draft:
        raise ValueError("a new story needs its key")
    autosave, _ = Autosave.objects.update_or_create(
        user=user,
        article=article,
        draft="" if article else draft,
        defaults={"data": kept, "started_from": started_from, "saved_at": at or timezone.now()},
    )
    return autosave


def forget(user: User, *, article: Article | None, draft: str = "") -> None:
    """Drop what was kept, once it is saved in the story or thrown away by its writer."""
    kept = Autosave.objects.filter(user=user)
    if article is not None:
        kept.filter(article=article).delete()
    if draft:
        kept.filter(article=None, draft=draft).delete()


def waiting_for(user: User, article: Article) -> Autosave | None:
    """Return the text a person typed into a story and never saved; None without any. One query."""
    return Autosave.objects.filter(user=user, article=article).first()


def new_stories_of(user: User) -> Iterable[Autosave]:
    """Return the texts of stories a person began and never saved, newest first. One query."""
    return Autosave.objects.filter(user=user, article=None)[:20]


def drop_old(at: datetime | None = None) -> int:
    """Delete autosaves nobody came back for in thirty days, and presences of tabs long closed."""
    at = at or timezone.now()
    Presence.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()
    return Autosave.objects.filter(saved_at__lt=at - FORGOTTEN_AFTER).delete()[0]


@dataclass(frozen=True)
class Colleague:
    """Somebody who has the story open."""

    name: str
    is_typing: bool
    since: datetime


@dataclass(frozen=True)
class Company:
    """Who is in a story: others by person, and how many more tabs of one's own."""

    others: list[Colleague]
    own_tabs: int


def report(
    article: Article, user: User, tab: str, *, is_typing: bool = False, at: datetime | None = None
) -> Company:
    """Say that a tab has the story open, and return who else has. Three statements."""
    at = at or timezone.now()
    Presence.objects.update_or_create(
        article=article, user=user, tab=tab, defaults={"seen_at": at, "is_typing": is_typing}
    )
    return company(article, user, tab, at=at)


def company(article: Article, user: User, tab: str, *, at: datetime | None = None) -> Company:
    """Return who else has the story open, by this moment. One query."""
    at = at or timezone.now()
    present = Presence.objects.filter(article=article, seen_at__gt=at - PRESENT_FOR)
    others: dict[int, Colleague] = {}
    own_tabs = 0
    for row in present.select_related("user").order_by("pk"):
        if row.user_id == user.pk:
            own_tabs += row.tab != tab
            continue
        had = others.get(row.user_id)
        typing = row.is_typing or (had is not None and had.is_typing)
        others[row.user_id] = Colleague(str(row.user), typing, row.seen_at)
    return Company(list(others.values()), own_tabs)


def leave(article: Article, user: User, tab: str) -> None:
    """Say that a tab has closed the story."""
    Presence.objects.filter(article=article, user=user, tab=tab).delete()

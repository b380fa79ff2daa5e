"""The order inside every verb: right, transaction, lock, state, version seen; then change, event, edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.back_links import read_body_links
from articles.document import forget_parts, to_document
from articles.errors import StaleVersion, TransitionError
from articles.models import Article, Event, Version
from articles.permissions import require
from articles.showing import note_pictures
from published import surrogates
from published.compiled import compiled
from published.editions import raise_edition
from published.newsstand import welcome_back

if TYPE_CHECKING:
    from accounts.models import User

State = Article.State
ENDS_EMBARGO = ("lift-embargo", "clear-first-published")


@dataclass
class Act:
    """What a verb is doing: filled in while it runs, written as its Event at the end."""

    by: User | None
    at: datetime
    note: str = ""
    is_public: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    before: tuple[int, int] | None = (
        None  # key and number of the story's latest version, where it was looked up
    )


@contextmanager
def acting(
    article: Article,
    verb: str,
    *,
    by: User | None,
    at: datetime | None,
    seen: int | None = None,
    right: str | None = None,
    states: Sequence[str] = (),
) -> Iterator[Act]:
    """Lock the story, check that the verb may happen, let it happen, and write it down.

    The story is read afresh: what was not saved before is not part of it. The edition is
    raised last, when the verb says that readers can see the change.
    """
    if right:
        require(by, right)
    act = Act(by, at or timezone.now())
    with transaction.atomic():
        lock(article)
        settle(article, act.at)
        _check_seen(article, seen)
        _check_state(article, states)
        if verb not in ENDS_EMBARGO:
            _refuse_quiet_lifting(article, act)
        try:
            yield act
        finally:
            forget_parts(article)  # others may change them from now on, and a refusal has changed nothing
        Event.objects.create(
            article=article,
            verb=verb,
            at=act.at,
            by=by,
            version=article.version or None,
            note=act.note,
            detail=act.detail,
        )
        if act.is_public:
            raise_edition(*surrogates.of_story(article.pk))


def lock(article: Article) -> None:
    """Read the story afresh and hold its row until the transaction ends."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    forget_parts(article)


def settle(article: Article, at: datetime) -> None:
    """Write down what the clock has done: a scheduled story whose time has come is published."""
    if article.state != State.SCHEDULED or not article.is_live(at):
        return
    article.state = State.PUBLISHED
    article.first_published_at = article.first_published_at or article.publish_at
    article.address_day = article.address_day or timezone.localdate(article.publish_at)
    article.withdrawn_at = None
    article.save(update_fields=["state", "first_published_at", "address_day", "withdrawn_at"])
    welcome_back(article.pk)


def write_version(
    article: Article,
    act: Act,
    verb: str,
    *,
    document: dict | None = None,
    saves_all: bool = False,
    **values: Any,
) -> Version:
    """Write the story's next version; `document` is the desk's copy unless given.

    `saves_all`: write what else the verb has changed on the story in the same statement.
    """
    article.version += 1
    article.saved_at, article.saved_by = act.at, act.by
    article.save(update_fields=None if saves_all else ["version", "saved_at", "saved_by"])
    if document is None:
        read_body_links(article)
    version = Version.objects.create(
        article=article,
        number=article.version,
        document=document if document is not None else to_document(article),
        verb=verb,
        at=act.at,
        by=act.by,
        note=values.pop("note", act.note)[:500],
        **values,
    )
    note_pictures(version)
    return version


def _check_seen(article: Article, seen: int | None) -> None:
    if seen is None or seen == article.version:
        return
    raise StaleVersion(
        _("%(who)s saved this story at %(when)s, after you opened it. Nothing was overwritten."),
        params={
            "who": article.saved_by or _("Somebody"),
            "when": timezone.localtime(article.saved_at).strftime("%H:%M") if article.saved_at else "?",
        },
    )


def _refuse_quiet_lifting(article: Article, act: Act) -> None:
    """An embargo that holds is ended by its own verb alone, whatever the field says by now. One query."""
    latest = next(iter(_latest_version(story=article.pk)), None)
    if latest is None:
        return
    act.before = latest[:2]
    if latest[2] is None:
        return
    was, now = datetime.fromisoformat(latest[2]), article.embargoed_until
    if was > act.at and (now is None or now < was):
        raise TransitionError(
            _("Ending an embargo early needs a right and a reason: use “Lift the embargo” under “More”."),
            field="embargoed_until",
        )


@compiled(one_plan=True)
def _latest_version(story: int) -> QuerySet[Version, tuple[int, int, str | None]]:
    rows = Version.objects.filter(article=story).order_by("-number")
    return rows.values_list("pk", "number", "document__fields__embargoed_until")[:1]


def _check_state(article: Article, states: Sequence[str]) -> None:
    if states and article.state not in states:
        raise TransitionError(
            _("This cannot be done to a story in the state “%(state)s”."),
            params={"state": article.get_state_display()},
        )

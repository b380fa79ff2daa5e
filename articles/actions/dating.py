"""Public dates by hand: rare, by right, with a reason, written down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from articles.actions.acting import State, acting, write_version
from articles.actions.live_matter import amend_public
from articles.actions.releasing import note_changes
from articles.errors import TransitionError
from articles.models import Article
from published.newsstand import forget_story

if TYPE_CHECKING:
    from accounts.models import User


def set_display_date(
    article: Article,
    moment: datetime | None,
    *,
    by: User | None,
    reason: str,
    is_day_only: bool,
    at: datetime | None,
) -> None:
    """See Article.set_display_date."""
    _need_reason(reason)
    with acting(article, "set-display-date", by=by, at=at, right="edit_dates") as act:
        _refuse_display(article, moment, act.at)
        act.note = reason
        act.detail = {"from": article.published_at, "to": moment}
        article.published_at, article.is_day_only = moment, is_day_only and moment is not None
        article.save(update_fields=["published_at", "is_day_only"])
        desk = write_version(article, act, "set-display-date").document
        moments = _fields(desk, "published_at", "is_day_only")
        amend_public(article, act, lambda d: {**d, "fields": d["fields"] | moments})
        note_changes(article, desk)


def _fields(document: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: document["fields"][name] for name in names}


def _refuse_display(article: Article, moment: datetime | None, at: datetime) -> None:
    if moment is None:
        return
    if moment > at:
        raise TransitionError(_("The display date cannot lie in the future."), field="published_at")
    if article.updated_at is not None and moment > article.updated_at:
        raise TransitionError(
            _("The display date cannot be later than the last update."), field="published_at"
        )


def lift_embargo(article: Article, *, by: User | None, reason: str, at: datetime | None) -> None:
    """See Article.lift_embargo."""
    _need_reason(reason)
    with acting(article, "lift-embargo", by=by, at=at, right="lift_embargo") as act:
        if article.embargoed_until is None:
            raise TransitionError(_("This story has no embargo."), field="embargoed_until")
        act.note = reason
        act.detail = {"until": article.embargoed_until, "source": article.embargo_source}
        article.embargoed_until, article.embargo_source = None, ""
        article.save(update_fields=["embargoed_until", "embargo_source"])
        write_version(article, act, "lift-embargo")


def clear_first_published(article: Article, *, by: User | None, reason: str, at: datetime | None) -> None:
    """See Article.clear_first_published."""
    _need_reason(reason)
    with acting(
        article,
        "clear-first-published",
        by=by,
        at=at,
        right="clear_first_published",
        states=[State.WITHDRAWN],
    ) as act:
        act.note = reason
        act.detail = {"first_published_at": article.first_published_at}
        forget_story(article.pk)
        article.versions.exclude(public_from=None).update(public_from=None, significance="")
        article.state, article.withdrawn_at, article.withdrawal_note = State.DRAFT, None, ""
        article.first_published_at = article.published_at = article.updated_at = None
        article.address_day, article.public_version, article.update_note = None, None, ""
        article.is_day_only = False
        article.save()
        write_version(article, act, "clear-first-published")
        act.is_public = True


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise TransitionError(_("Give a reason: it is kept in the story’s history."), field="reason")

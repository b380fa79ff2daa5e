"""Withdraw: a live story leaves the newsstand, its address says so. Withhold: one of its versions does."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from articles.actions.acting import State, acting
from articles.errors import TransitionError
from articles.models import Article, Version
from published.models import PublishedAddress, PublishedChange
from published.newsstand import take_off_stand

if TYPE_CHECKING:
    from accounts.models import User


def withdraw(
    article: Article,
    *,
    by: User | None,
    note: str,
    reason: str,
    is_legal: bool,
    at: datetime | None,
    seen: int | None,
) -> None:
    """See Article.withdraw."""
    if not note.strip():
        raise TransitionError(
            _("Write a note: readers who come to the address are told why it is gone."),
            field="withdrawal_note",
        )
    with acting(
        article, "withdraw", by=by, at=at, seen=seen, right="withdraw_article", states=[State.PUBLISHED]
    ) as act:
        act.note, act.is_public = reason or note, True
        gone = PublishedAddress.Gone.LEGAL if is_legal else PublishedAddress.Gone.WITHDRAWN
        act.detail = {"gone": int(gone), "note": note}
        take_off_stand(article.pk, gone=gone, note=note)
        article.state, article.withdrawn_at, article.withdrawal_note = State.WITHDRAWN, act.at, note
        article.publish_at, article.publish_local, article.publish_zone = None, "", ""
        article.has_unpublished_changes = False
        article.save()


def withhold_version(
    article: Article, version: Version, *, by: User | None, reason: str, at: datetime | None
) -> None:
    """See Article.withhold_version."""
    if not reason.strip():
        raise TransitionError(_("Give a reason: it is kept in the story’s history."), field="reason")
    if version.article_id != article.pk:
        raise TransitionError(_("This version belongs to another story."))
    with acting(article, "withhold-version", by=by, at=at, right="withhold_version") as act:
        act.note, act.is_public = reason, True
        act.detail = {"version": version.number}
        article.versions.filter(pk=version.pk).update(is_withheld=True)
        PublishedChange.objects.filter(story=article.pk, version=version.number).update(
            is_withheld=True, text=[], note=""
        )

"""Publish: the desk's copy goes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.acting import Act, State, acting, write_version
from articles.actions.releasing import release
from articles.announcing import announce
from articles.checks_before_publishing import refuse_if_unfit
from articles.document import read_parts
from articles.errors import TransitionError
from articles.models import Article, Correction, Credit, Version

if TYPE_CHECKING:
    from accounts.models import User

Significance = Version.Significance
UNPUBLISHED = (State.DRAFT, State.REVIEW, State.READY, State.SCHEDULED, State.WITHDRAWN)


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None,
    seen: int | None,
    significance: str,
    note: str,
    confirmed: Collection[str] | None,
) -> Version:
    """See Article.publish."""
    with acting(
        article,
        "publish",
        by=by,
        at=at,
        seen=seen,
        right="publish_article",
        states=(*UNPUBLISHED, State.PUBLISHED),
    ) as act:
        act.note, act.is_public = note, True
        read_parts(article)
        refuse_if_embargoed(article, act.at)
        refuse_if_unfit(article, act.at, asked_about(article, confirmed))
        stamp = Significance.FIRST if article.first_published_at is None else significance
        if stamp != Significance.FIRST:
            _require_known(significance, note)
        if article.state != State.PUBLISHED:
            _go_live(article, act)
        _move_dates(article, act, stamp, note)
        print_names(article)
        mark_public(article)
        version = write_version(
            article,
            act,
            "publish",
            saves_all=True,
            public_from=act.at,
            significance=stamp,
            update_note=note[:300],
        )
        release(article, version, at=act.at)
        act.detail = {"significance": stamp, "confirmed": sorted(confirmed or ())}
        transaction.on_commit(lambda: announce(article.pk))
    return version


def refuse_if_embargoed(article: Article, at: datetime) -> None:
    """Raise TransitionError while the embargo holds; at its last moment exactly it has ended."""
    if article.is_embargoed(at):
        raise TransitionError(
            _("Embargoed until %(until)s: schedule it for then, or have the embargo lifted."),
            field="embargoed_until",
            params={"until": timezone.localtime(article.embargoed_until).strftime("%Y-%m-%d %H:%M %Z")},
        )


def asked_about(article: Article, confirmed: Collection[str] | None) -> set[str] | None:
    """Return the codes of warnings that were confirmed, now or before: nobody is asked twice. One query."""
    if confirmed is None:
        return None
    before = article.events.filter(verb__in=("publish", "schedule")).values_list(
        "detail__confirmed", flat=True
    )
    return set(confirmed).union(*(codes for codes in before if codes))


def _require_known(significance: str, note: str) -> None:
    if significance not in (Significance.MINOR, Significance.SIGNIFICANT, Significance.CORRECTION):
        raise TransitionError(
            _("Say what kind of change this is: minor, significant or correction."), field="significance"
        )
    if significance == Significance.SIGNIFICANT and not note.strip():
        raise TransitionError(_("A significant update needs a short note for readers."), field="update_note")


def _go_live(article: Article, act: Act) -> None:
    """Set the dates of a first publication, or keep those of one before a withdrawal."""
    article.state = State.PUBLISHED
    article.first_published_at = article.first_published_at or act.at
    article.address_day = article.address_day or timezone.localdate(article.first_published_at)
    article.withdrawn_at, article.withdrawal_note = None, ""
    article.announced_at = None


def _move_dates(article: Article, act: Act, significance: str, note: str) -> None:
    """Let the waiting corrections out, and move “updated” for what readers must be told."""
    waiting = [one for one in article.corrections.all() if one.published_at is None]
    if significance == Significance.MINOR and waiting:
        raise TransitionError(
            _("A correction is waiting on this story: publish it as a correction, or remove it."),
            field="significance",
        )
    if significance == Significance.CORRECTION and not waiting:
        raise TransitionError(
            _("Write the correction first: readers are told what was wrong."), field="significance"
        )
    for correction in waiting:
        correction.published_at = act.at
    Correction.objects.bulk_update(waiting, ["published_at"])
    if significance in (Significance.SIGNIFICANT, Significance.CORRECTION):
        article.updated_at = max(act.at, article.first_published_at or act.at)
        article.update_note = note[:300] if significance == Significance.SIGNIFICANT else ""


def print_names(article: Article) -> None:
    """Fill the names as printed, so that a later change of name leaves this byline alone.

    One statement, none where all are printed and the parts were read.
    """
    unprinted = [one for one in article.credits.all() if one.contributor and not one.printed_name]
    for credit in unprinted:
        credit.printed_name = credit.contributor.name if credit.contributor else ""
    Credit.objects.bulk_update(unprinted, ["printed_name"])


def mark_public(article: Article) -> None:
    """Note on the story that readers have the version which is written next."""
    article.public_version = article.version + 1
    article.has_unpublished_changes = False

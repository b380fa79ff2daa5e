"""Schedule: a row on the newsstand whose time has not come. The clock publishes; nothing runs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions.acting import State, acting, write_version
from articles.actions.publishing import UNPUBLISHED, asked_about, mark_public, print_names
from articles.actions.releasing import release
from articles.checks_before_publishing import refuse_if_unfit
from articles.document import read_parts
from articles.errors import TransitionError
from articles.local_times import local_text, utc_of
from articles.models import Article, Version
from published.newsstand import forget_unseen

if TYPE_CHECKING:
    from accounts.models import User


def schedule(
    article: Article,
    *,
    by: User | None,
    publish_at: datetime | None,
    at: datetime | None,
    seen: int | None,
    confirmed: Collection[str] | None,
) -> Version:
    """See Article.schedule."""
    with acting(
        article, "schedule", by=by, at=at, seen=seen, right="publish_article", states=UNPUBLISHED
    ) as act:
        act.is_public = True
        read_parts(article)
        set_time(article, publish_at or article.publish_at)
        refuse_time(article, act.at)
        refuse_if_unfit(article, article.publish_at or act.at, asked_about(article, confirmed))
        forget_unseen(article.pk, act.at)
        forget_stamps(article, act.at)
        article.state, article.announced_at = State.SCHEDULED, None
        print_names(article)
        mark_public(article)
        version = write_version(
            article,
            act,
            "schedule",
            saves_all=True,
            public_from=article.publish_at,
            significance=_significance(article),
        )
        release(article, version, at=act.at, public_from=article.publish_at)
        act.detail = {"publish_at": article.publish_at, "confirmed": sorted(confirmed or ())}
    return version


def unschedule(article: Article, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.unschedule."""
    with acting(
        article, "unschedule", by=by, at=at, seen=seen, right="publish_article", states=[State.SCHEDULED]
    ) as act:
        act.is_public = True
        take_back(article, act.at)


def take_back(article: Article, at: datetime) -> None:
    """Remove the waiting row; the story is as before it was scheduled. For use inside a verb."""
    forget_unseen(article.pk, at)
    forget_stamps(article, at)
    article.public_version = None
    article.state = State.WITHDRAWN if article.withdrawn_at else State.READY
    article.publish_at, article.publish_local, article.publish_zone = None, "", ""
    article.has_unpublished_changes = False
    article.save()


def set_time(article: Article, publish_at: datetime | None) -> None:
    """Set the planned moment together with its wall-clock time in the site zone."""
    article.publish_at = publish_at
    article.publish_local = local_text(publish_at) if publish_at else ""
    article.publish_zone = settings.TIME_ZONE if publish_at else ""


def refuse_time(article: Article, at: datetime) -> None:
    """Raise TransitionError unless the planned moment is ahead, after the embargo, before the expiry."""
    moment = article.publish_at
    if moment is None:
        raise TransitionError(_("Say when: choose a day and an hour."), field="publish_at")
    if moment <= at:
        raise TransitionError(
            _("%(time)s has passed: choose a later time, or publish now instead."),
            field="publish_at",
            params={"time": timezone.localtime(moment).strftime("%Y-%m-%d %H:%M %Z")},
        )
    if article.is_embargoed(moment):
        raise TransitionError(
            _("This is before the embargo ends: choose a time at or after it, or have it lifted."),
            field="publish_at",
        )
    if article.expires_at is not None and article.expires_at <= moment:
        raise TransitionError(_("It would expire before it is published."), field="expires_at")


def forget_stamps(article: Article, at: datetime) -> None:
    """Versions that were to be public later never were."""
    article.versions.filter(public_from__gt=at).update(public_from=None, significance="")


def _significance(article: Article) -> str:
    return Version.Significance.MINOR if article.first_published_at else Version.Significance.FIRST


def follow_new_time(article: Article, at: datetime) -> None:
    """Move a scheduled story's waiting row to the time its field says now. For use inside a verb."""
    refuse_time(article, at)
    version = article.versions.get(number=article.public_version or 0)
    version.public_from = article.publish_at
    version.save(update_fields=["public_from"])
    release(article, version, at=at, public_from=article.publish_at)


def keep_local_times(at: datetime | None = None) -> int:
    """Hold scheduled stories to their wall-clock time when a zone's rules have changed.

    Returns how many were moved. One query when nothing is scheduled.
    """
    at = at or timezone.now()
    moved = 0
    for article in Article.objects.waiting(at).exclude(publish_local=""):
        meant = utc_of(article.publish_local, article.publish_zone)
        if meant != article.publish_at and meant > at:
            with acting(article, "keep-local-time", by=None, at=at, states=[State.SCHEDULED]) as act:
                act.is_public = True
                article.publish_at = meant
                article.save(update_fields=["publish_at"])
                follow_new_time(article, at)
            moved += 1
    return moved

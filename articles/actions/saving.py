"""Save: the desk's copy becomes a version. Restore: an old version becomes the desk's copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.acting import Act, State, acting, write_version
from articles.actions.live_matter import carry_live_matter
from articles.actions.releasing import note_changes
from articles.actions.scheduling import follow_new_time, set_time, take_back
from articles.document import MOMENT_FIELDS, apply_document, to_document
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, Version
from articles.permissions import require
from published.models import PublishedArticle

if TYPE_CHECKING:
    from accounts.models import User


def save_version(
    article: Article,
    *,
    by: User | None,
    at: datetime | None,
    seen: int | None,
    verb: str,
    note: str,
    parents: Sequence[Version],
) -> Version:
    """See Article.save_version."""
    with acting(article, verb, by=by, at=at, seen=seen) as act:
        act.note = note
        _require_edit(article, by)
        if article.owner_id is None and article.version == 0:
            article.owner = by
            article.save(update_fields=["owner"])
        _keep_local_text(article)
        _follow_schedule(article, act)
        version = write_version(article, act, verb)
        if parents:
            version.parents.add(*parents)
        elif act.before and act.before[1] == version.number - 1:
            version.parents.add(act.before[0])
        carry_live_matter(article, act, version.document)
        note_changes(article, version.document)
    return version


def restore_version(
    article: Article, version: Version, *, by: User | None, at: datetime | None, seen: int | None
) -> Version:
    """See Article.restore_version."""
    if version.article_id != article.pk:
        raise TransitionError(_("This version belongs to another story."))
    with acting(article, "restore-version", by=by, at=at, seen=seen) as act:
        _require_edit(article, by)
        now = to_document(article)
        kept = {name: now["fields"][name] for name in (*MOMENT_FIELDS, *_PLAN)}
        document = {**version.document, "fields": version.document["fields"] | kept}
        apply_document(article, document)
        act.detail = {"restored": version.number}
        restored = write_version(article, act, "restore-version")
        restored.parents.add(version)
        carry_live_matter(article, act, restored.document)
        note_changes(article, restored.document)
    return restored


# When a story goes out is decided now, not by the version that comes back.
_PLAN = ("publish_at", "publish_local", "publish_zone", "embargoed_until", "embargo_source")


def _require_edit(article: Article, by: User | None) -> None:
    if by is not None and article.version and not permissions.may_edit(by, article):
        raise NotAllowed(
            _("You may not change this story: it is %(state)s, or somebody else’s."),
            params={"state": article.get_state_display()},
        )


def _keep_local_text(article: Article) -> None:
    """Keep the wall-clock time beside the moment, whoever set the moment."""
    before = article.publish_local
    set_time(article, article.publish_at)
    if article.publish_local != before:
        article.save(update_fields=["publish_local", "publish_zone"])


def _follow_schedule(article: Article, act: Act) -> None:
    """A scheduled story goes out at the time its field says, or not at all: never at the old one."""
    if article.state != State.SCHEDULED:
        return
    row = PublishedArticle.objects.filter(pk=article.pk).only("public_from").first()
    if row is not None and row.public_from == article.publish_at:
        return
    require(act.by, "publish_article")
    act.is_public = True
    if article.publish_at is None:
        take_back(article, act.at)
    else:
        follow_new_time(article, act.at)

"""Planning: whose story it is, and which section it stands in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.actions.acting import acting
from articles.errors import TransitionError
from articles.models import Article, Version
from articles.permissions import require

if TYPE_CHECKING:
    from accounts.models import User
    from taxonomy.models import Section


def assign(article: Article, owner: User | None, *, by: User | None, at: datetime | None) -> None:
    """See Article.assign."""
    if owner is not None and not (owner.is_active and owner.is_staff):
        raise TransitionError(_("%(who)s cannot sign in to the desk."), field="owner", params={"who": owner})
    with acting(article, "assign", by=by, at=at, right="edit_any_article") as act:
        before = article.owner
        if before == owner:
            raise TransitionError(
                _("It is %(who)s’s already.") if owner else _("Nobody owns it already."),
                field="owner",
                params={"who": owner},
            )
        act.note = str(owner or "")
        act.detail = {"from": before.pk if before else None, "to": owner.pk if owner else None}
        article.owner = owner
        article.save(update_fields=["owner"])


def move(
    article: Article, section: Section, *, by: User | None, at: datetime | None, seen: int | None
) -> Version:
    """See Article.move."""
    require(by, "edit_any_article")
    with transaction.atomic():
        if Article.objects.filter(pk=article.pk, section=section).exists():
            raise TransitionError(
                _("It stands in “%(section)s” already."), field="section", params={"section": section}
            )
        Article.objects.filter(pk=article.pk).update(section=section)
        return article.save_version(by=by, at=at, seen=seen, verb="move", note=str(section))

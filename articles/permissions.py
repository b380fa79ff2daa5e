"""Who may act on a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from articles.errors import NotAllowed

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

    from articles.models import Article

OWN_STATES = ("draft", "review")


def may_edit(user: AbstractUser | AnonymousUser, article: Article) -> bool:
    """Say whether this person may change the text: an editor any, a reporter their own until it is ready."""
    if user.has_perm("articles.edit_any_article"):
        return True
    if not user.has_perm("articles.change_article"):
        return False
    return article.owner_id == user.pk and article.state in OWN_STATES


def may_tag(user: AbstractUser | AnonymousUser, article: Article) -> bool:
    """Say whether this person may change tags and links."""
    return user.has_perm("articles.tag_article") or may_edit(user, article)


def require(user: AbstractUser | AnonymousUser | None, right: str) -> None:
    """Raise NotAllowed unless the person holds the right; None is the newsroom's own automation."""
    if user is not None and not user.has_perm(f"articles.{right}"):
        raise NotAllowed(
            _("You may not do this: it needs the right “%(right)s”."), params={"right": _name(right)}
        )


def _name(right: str) -> str:
    from articles.models import Article, LiveUpdate

    return str(dict([*Article._meta.permissions, *LiveUpdate._meta.permissions]).get(right, right))

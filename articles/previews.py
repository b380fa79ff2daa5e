"""Previews: the desk's copy as the readers' page, for staff and, by secret link, for one outsider."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils import timezone

from articles.composing import compose
from articles.document import to_document
from articles.live_composing import compose_live
from articles.models import Article, PreviewLink
from published.live import LivePage, page_of
from published.models import Kind
from published.newsstand import Page

if TYPE_CHECKING:
    from accounts.models import User

LASTS = timedelta(days=3)
LONGEST = timedelta(days=30)


def compose_preview(article: Article, at: datetime | None = None) -> Page:
    """Return the page the desk's copy would be if it went out now (unsaved). As many queries as `compose`."""
    return compose(article.pk, to_document(article), at or timezone.now())


def live_preview(
    article: Article, page: Page, query: QueryDict, at: datetime | None = None
) -> LivePage | None:
    """Return the entries of a previewed live story as readers would get them; None for another kind."""
    if page.article.kind != Kind.LIVE:
        return None
    state, rows = compose_live(article, at or timezone.now())
    page.article.live = state
    order = {"newest": True, "oldest": False}
    is_newest_first = order.get(query.get("order", ""), state.is_newest_first)
    rows.sort(key=lambda row: (row.at, row.pk), reverse=is_newest_first)
    return page_of(state, rows, query, is_newest_first=is_newest_first)


def make_link(
    article: Article,
    *,
    by: User | None,
    note: str = "",
    lasts: timedelta = LASTS,
    at: datetime | None = None,
) -> str:
    """Make a secret link and return its secret, which is kept nowhere else. One statement.

    It lasts `lasts`, thirty days at most.
    """
    at = at or timezone.now()
    secret = secrets.token_urlsafe(24)
    PreviewLink.objects.create(
        article=article,
        secret_hash=_hash(secret),
        note=note[:200],
        created_by=by,
        created_at=at,
        expires_at=at + min(lasts, LONGEST),
    )
    return secret


def link_of(secret: str, at: datetime | None = None) -> PreviewLink | None:
    """Return the valid link a secret opens, with its story; None for an expired, revoked or unknown one."""
    link = PreviewLink.objects.select_related("article").filter(secret_hash=_hash(secret)).first()
    return link if link is not None and link.is_valid(at) else None


def revoke(link: PreviewLink, at: datetime | None = None) -> None:
    """Close a link, at once."""
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at or timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

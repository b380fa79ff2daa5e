"""Composing a version and putting it on the newsstand: the one door."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from articles.composing import compose
from articles.document import Document, without_moments
from articles.errors import TransitionError
from articles.live_composing import put_out
from articles.models import Article, Version
from published.models import PublishedArticle
from published.newsstand import AddressTaken, keep_change, put_on_stand


def release(
    article: Article, version: Version, *, at: datetime, public_from: datetime | None = None
) -> PublishedArticle:
    """Put a version out in place of the public one. Raises TransitionError when the slug is taken."""
    page = compose(
        article.pk,
        version.document,
        public_from or at,
        version=version.number,
        public_from=public_from,
    )
    if not version.is_withheld:
        keep_change(
            page,
            at=version.public_from or at,
            significance=version.significance,
            note=version.update_note,
        )
    try:
        row = put_on_stand(page, at=at)
    except AddressTaken as taken:
        raise TransitionError(
            _("Another story of %(day)s has the slug “%(slug)s”: choose another slug."),
            field="slug",
            params={"day": taken.day, "slug": taken.slug},
        ) from None
    put_out(article, row, at=at)
    return row


def note_changes(article: Article, desk: Document) -> None:
    """Keep on the story whether its desk copy, `desk`, says something else than its public version."""
    public = None
    if article.public_version is not None:
        public = article.versions.filter(number=article.public_version).first()
    changed = public is not None and without_moments(desk) != without_moments(public.document)
    if changed != article.has_unpublished_changes:
        article.has_unpublished_changes = changed
        article.save(update_fields=["has_unpublished_changes"])

"""Tags and hand-picked links of a public story go out at once; its text waits for “publish”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.acting import Act, State, acting, write_version
from articles.actions.releasing import note_changes, release
from articles.document import LIVE_FIELDS, Document, forget_parts, set_links, set_tags, without_moments
from articles.errors import NotAllowed
from articles.models import Article, Version
from published.models import PublishedArticle

if TYPE_CHECKING:
    from accounts.models import User


def change_tags(
    article: Article, tags: Sequence[int], *, by: User | None, at: datetime | None, seen: int | None
) -> None:
    """See Article.change_tags."""
    with acting(article, "tag", by=by, at=at, seen=seen) as act:
        if by is not None and not permissions.may_tag(by, article):
            raise NotAllowed(_("You may not tag this story."))
        act.detail = {"from": [tagging.tag_id for tagging in article.taggings.all()], "to": list(tags)}
        set_tags(article, list(tags), by=by)
        forget_parts(article)
        desk = write_version(article, act, "tag").document
        carry_live_matter(article, act, desk)
        note_changes(article, desk)


def tag_and_link(
    article: Article,
    tags: Sequence[int],
    links: Sequence[dict[str, Any]],
    *,
    by: User | None,
    at: datetime | None,
    seen: int | None,
) -> None:
    """See Article.tag_and_link."""
    from articles.actions.linking import refuse_links

    with acting(article, "tag", by=by, at=at, seen=seen) as act:
        if by is not None and not permissions.may_tag(by, article):
            raise NotAllowed(_("You may not tag this story."))
        act.detail = {"from": [tagging.tag_id for tagging in article.taggings.all()], "to": list(tags)}
        refuse_links(article, links)
        set_tags(article, list(tags), by=by)
        set_links(article, list(links))
        forget_parts(article)
        desk = write_version(article, act, "tag").document
        carry_live_matter(article, act, desk)
        note_changes(article, desk)


def carry_live_matter(article: Article, act: Act, desk: Document) -> None:
    """Bring tags and links of the desk's copy, `desk`, into the public version, when they differ."""
    public = public_document(article)
    if public is None:
        return
    if _live_part(public) != _live_part(desk):
        amend_public(article, act, lambda document: _with_live_part(document, desk))


def _live_part(document: Document) -> list[Any]:
    return [document["tags"], document["links"], *(document["fields"][name] for name in LIVE_FIELDS)]


def _with_live_part(document: Document, desk: Document) -> Document:
    fields = document["fields"] | {name: desk["fields"][name] for name in LIVE_FIELDS}
    return {**document, "tags": desk["tags"], "links": desk["links"], "fields": fields}


def public_document(article: Article) -> Document | None:
    """Return the document of the version that readers have, or will have at its time; None without one."""
    if article.state not in (State.PUBLISHED, State.SCHEDULED) or article.public_version is None:
        return None
    return article.versions.get(number=article.public_version).document


def amend_public(article: Article, act: Act, change: Callable[[Document], Document]) -> None:
    """Put the public version out again, changed by `change` and in nothing else. No public date moves.

    The desk's unpublished text stays on the desk. For use inside a verb, after the desk's own
    version was written.
    """
    document = public_document(article)
    row = PublishedArticle.objects.filter(pk=article.pk).only("public_from").first()
    if document is None or row is None:
        return
    amended = change(document)
    latest = article.versions.get(number=article.version)
    if latest.public_from is None and without_moments(latest.document) == without_moments(amended):
        version = latest
    else:
        version = write_version(article, act, "amend", document=amended)
    _stamp(article, version, max(act.at, row.public_from))
    release(article, version, at=act.at, public_from=row.public_from)
    article.public_version = version.number
    article.save(update_fields=["public_version"])
    act.is_public = True


def _stamp(article: Article, version: Version, moment: datetime) -> None:
    """Say from when readers had this version; the one it replaces before its time never was public."""
    article.versions.filter(public_from__gte=moment).exclude(pk=version.pk).update(
        public_from=None, significance=""
    )
    version.public_from, version.significance = moment, Version.Significance.MINOR
    version.save(update_fields=["public_from", "significance"])

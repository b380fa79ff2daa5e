"""From the desk's entries to the newsstand's: expanded, and only where the story has a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import translation

from articles.composing import expanded
from articles.models import Article, LiveCoverage, LiveUpdate
from published import live_stand
from published.models import Kind, PublishedArticle, PublishedLive, PublishedLiveUpdate


def compose_updates(updates: Iterable[LiveUpdate], language: str, at: datetime) -> list[PublishedLiveUpdate]:
    """Return entries as readers get them (unsaved), without the removed. Two queries for all of them."""
    kept = [update for update in updates if update.removed_at is None]
    with translation.override(language):
        bodies = expanded([update.body for update in kept], at)
    return [_row(update, body) for update, body in zip(kept, bodies, strict=True)]


def compose_live(article: Article, at: datetime) -> tuple[PublishedLive, list[PublishedLiveUpdate]]:
    """Return what a preview shows of a live story: its state and every entry, newest first (unsaved)."""
    coverage = LiveCoverage.objects.filter(article=article.pk).first() or LiveCoverage(article=article)
    rows = compose_updates(article.live_updates.all(), article.language, at)
    live = PublishedLive(
        article_id=article.pk,
        is_newest_first=coverage.is_newest_first,
        ended_at=coverage.ended_at,
        changed_at=_last_change(rows, at),
        moments=[live_stand.moment_of(row) for row in rows if row.is_key],
    )
    return live, rows


def put_out(article: Article, page: PublishedArticle, *, at: datetime) -> None:
    """Put every entry of a story out with its page. Nothing is asked for a story of another kind.

    A retraction that leaves no text leaves no entries.
    """
    if page.kind != Kind.LIVE:
        return
    live, rows = compose_live(article, at)
    if page.is_retracted and not page.body:
        rows = []
    live_stand.put_all(
        page.pk,
        rows,
        is_newest_first=live.is_newest_first,
        ended_at=live.ended_at,
        changed_at=live.changed_at,
    )


def put_out_one(article: Article, update: LiveUpdate, *, at: datetime) -> None:
    """Put out one entry that was posted, changed or removed, if its story has a page."""
    page = _page(article)
    if page is None or (page.is_retracted and not page.body):
        return
    if update.removed_at is not None:
        live_stand.take_one(update.pk)
    else:
        live_stand.put_one(compose_updates([update], page.language, at)[0])
    tell(article, at=at)


def tell(article: Article, *, at: datetime | None) -> None:
    """Put out what the page says of the coverage, if the story has a page. `at`: when entries changed."""
    if _page(article) is None:
        return
    coverage = LiveCoverage.objects.filter(article=article.pk).first() or LiveCoverage(article=article)
    live_stand.tell(
        article.pk,
        is_newest_first=coverage.is_newest_first,
        ended_at=coverage.ended_at,
        changed_at=at,
    )


def _page(article: Article) -> PublishedArticle | None:
    rows = PublishedArticle.objects.filter(pk=article.pk)
    return rows.only("language", "is_retracted", "body").first()


def _last_change(rows: Sequence[PublishedLiveUpdate], at: datetime) -> datetime:
    return max((row.changed_at or row.at for row in rows), default=at)


def _row(update: LiveUpdate, body: str) -> PublishedLiveUpdate:
    return PublishedLiveUpdate(
        id=update.pk,
        article_id=update.article_id,
        at=update.at,
        headline=update.headline,
        body=body,
        is_key=update.is_key,
        changed_at=update.changed_at,
        corrections=update.corrections,
    )

"""The admin's first page: what waits for me, what goes out next, what went wrong, what is just out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from articles import skeletons
from articles.desk_mode.queues import UNTAGGED, Left, plain_queue
from articles.models import Article, Skeleton
from articles.querysets import ArticleQuerySet
from articles.talking import with_open_comments
from articles.watching import Failing, failing
from published.more_news.due import is_late

ROWS = 8
State = Article.State


@dataclass
class Dashboard:
    """Short lists of stories, none longer than ROWS."""

    mine: list[Article] = field(default_factory=list)
    review: list[Article] = field(default_factory=list)
    ready: list[Article] = field(default_factory=list)
    changed: list[Article] = field(default_factory=list)
    next_out: list[Article] = field(default_factory=list)
    overdue: list[Article] = field(default_factory=list)
    failing: list[Failing] = field(default_factory=list)
    just_out: list[Article] = field(default_factory=list)
    skeletons: list[Skeleton] = field(default_factory=list)
    may_add: bool = False
    may_publish: bool = False
    may_tag: bool = False
    untagged: Left | None = None
    counts_late: bool = False


def dashboard(user: Any, at: datetime | None = None) -> Dashboard | None:
    """Return what a person's first page shows; None for who may not see stories.

    At most eleven queries, and what `watching.failing` asks about the few stories that go out next.
    """
    if not user.has_perm("articles.view_article"):
        return None
    at = at or timezone.now()
    edits = user.has_perm("articles.edit_any_article")
    rows = Article.objects.for_list()
    by_due = (F("due_at").asc(nulls_last=True), "-saved_at", "-id")
    mine = rows.filter(owner=user, state__in=(State.DRAFT, State.REVIEW))
    found = Dashboard(
        mine=_first(with_open_comments(mine.order_by(*by_due))),
        next_out=_first(rows.waiting(at)),
        just_out=_just_out(rows, at),
        may_add=user.has_perm("articles.add_article"),
        may_publish=user.has_perm("articles.publish_article"),
    )
    if user.has_perm("articles.tag_article"):
        found.may_tag, found.untagged = True, plain_queue(UNTAGGED).left_of_newest()
    if found.may_add:
        found.skeletons = skeletons.offered()
    if edits:
        found.review = _first(rows.filter(state=State.REVIEW).order_by(*by_due))
        found.ready = _first(rows.filter(state=State.READY).order_by(*by_due))
        found.changed = _first(rows.with_unpublished_changes().order_by("-saved_at", "-id"))
        found.overdue = _first(rows.overdue(at).order_by("id"))
        found.failing = failing(found.next_out, at)
    if user.has_perm("published.weigh_more_news"):
        found.counts_late = is_late(at)
    return found


def _just_out(rows: ArticleQuerySet, at: datetime) -> list[Article]:
    """The newest that are out. Two walks along an index; joined by OR they would read every story."""
    published = _first(rows.filter(state=State.PUBLISHED).order_by("-first_published_at", "-id"))
    due = _first(rows.due(at).order_by("-publish_at", "-id"))
    return sorted([*published, *due], key=_went_out, reverse=True)[:ROWS]


def _went_out(story: Article) -> tuple[datetime, int]:
    return story.first_published_at or story.publish_at or story.created_at, story.pk


def _first(rows: QuerySet[Article]) -> list[Article]:
    """The head of a list, without the parts that only the story list shows."""
    return list(rows.prefetch_related(None)[:ROWS])

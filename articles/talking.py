"""What colleagues say about a story: remarks, pinned to a passage or not, open or settled. Never public."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import Truncator

from articles.models import Article, Comment

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_PASSAGE = 500


def say(
    article: Article, text: str, *, by: User | None, passage: str = "", at: datetime | None = None
) -> Comment:
    """Write a comment down and return it; `passage`, the words it is about, is cut at 500 characters."""
    passage = Truncator(" ".join(passage.split())).chars(LONGEST_PASSAGE)
    return Comment.objects.create(
        article=article, by=by, text=text.strip(), passage=passage, at=at or timezone.now()
    )


def settle(comment: Comment, *, by: User | None, at: datetime | None = None) -> None:
    """Mark a comment as dealt with. Who settled it first stays."""
    Comment.objects.filter(pk=comment.pk, resolved_at=None).update(
        resolved_at=at or timezone.now(), resolved_by=by
    )


def reopen(comment: Comment) -> None:
    """Take a settled comment up again."""
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)


def comments_of(article: Article) -> list[Comment]:
    """Return everything said about a story: what is open first, oldest first. One query."""
    found = list(article.comments.select_related("by", "resolved_by"))
    return sorted(found, key=lambda comment: comment.resolved_at is not None)


def with_open_comments(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Add `open_comments`, how many comments on each story nobody has dealt with."""
    opened = Comment.objects.filter(article=OuterRef("pk"), resolved_at=None).order_by()
    counted = opened.values("article").annotate(many=Count("pk")).values("many")
    return articles.annotate(open_comments=Coalesce(Subquery(counted, output_field=IntegerField()), 0))

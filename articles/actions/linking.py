"""Links and More News: what the desk picks and keeps out. Live matter: a public page follows at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.acting import Act, acting, write_version
from articles.actions.live_matter import carry_live_matter
from articles.actions.releasing import note_changes
from articles.document import LINK_FIELDS, forget_parts, row_of, set_links
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, ForbiddenPair, RelatedLink
from published.linking import KeptOut

if TYPE_CHECKING:
    from accounts.models import User

EMPTY = row_of(RelatedLink(), LINK_FIELDS)
WEB = ("https://", "http://")


def change_links(
    article: Article,
    links: Sequence[dict[str, Any]],
    *,
    by: User | None,
    at: datetime | None,
    seen: int | None,
    verb: str = "link",
) -> None:
    """See Article.change_links."""
    with _linking(article, verb, by, at, seen) as act:
        _set(article, act, [EMPTY | link for link in links], verb)


def pin(article: Article, other: int, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.pin."""
    with _linking(article, "pin", by, at, seen) as act:
        KeptOut.objects.filter(article=article.pk, other=other, is_forbidden=False).delete()
        rows = _rows(article)
        if any(row["target_id"] == other for row in rows):
            raise TransitionError(_("This story is picked already."), field="links")
        _refuse_forbidden(article, other)
        act.detail = {"story": other}
        _set(article, act, [*rows, EMPTY | {"target_id": other}], "pin")


def unpin(article: Article, other: int, *, by: User | None, at: datetime | None, seen: int | None) -> None:
    """See Article.unpin."""
    with _linking(article, "unpin", by, at, seen) as act:
        rows = _rows(article)
        kept = [row for row in rows if row["target_id"] != other]
        if kept == rows:
            raise TransitionError(_("This story is not picked here."), field="links")
        act.detail = {"story": other}
        _set(article, act, kept, "unpin")


def place_back(article: Article, other: int, place: int, *, by: User | None, at: datetime | None) -> None:
    """See Article.place_back."""
    link = article.linked_from.filter(article=other, is_both_ways=True).select_related("article").first()
    if link is None:
        raise TransitionError(_("That story has no link that goes both ways."), field="links")
    rows = _rows(link.article)
    for row in rows:
        if row["target_id"] == article.pk:
            row["other_position"] = min(max(place, 0), RelatedLink.MOST_BY_HAND)
    change_links(link.article, rows, by=by, at=at, seen=None)


def not_here(article: Article, other: int, *, by: User | None, at: datetime | None) -> None:
    """See Article.not_here."""
    with _linking(article, "not-here", by, at, None) as act:
        _existing(article, [other])
        KeptOut.objects.get_or_create(article=article.pk, other=other, is_forbidden=False)
        act.detail, act.is_public = {"story": other}, True


def allow_here(article: Article, other: int, *, by: User | None, at: datetime | None) -> None:
    """See Article.allow_here."""
    with _linking(article, "allow-here", by, at, None) as act:
        KeptOut.objects.filter(article=article.pk, other=other, is_forbidden=False).delete()
        act.detail, act.is_public = {"story": other}, True


def never_together(
    article: Article, other: int, *, by: User | None, reason: str, at: datetime | None
) -> ForbiddenPair:
    """See Article.never_together."""
    with _linking(article, "never-together", by, at, None) as act:
        _existing(article, [other])
        first, second = sorted((article.pk, other))
        pair, _is_new = ForbiddenPair.objects.get_or_create(
            first_id=first, second_id=second, defaults={"reason": reason[:300], "by": by, "at": act.at}
        )
        for one, two in ((first, second), (second, first)):
            KeptOut.objects.get_or_create(article=one, other=two, is_forbidden=True)
        act.note, act.detail, act.is_public = reason, {"story": other}, True
    return pair


def allow_together(article: Article, other: int, *, by: User | None, at: datetime | None) -> None:
    """See Article.allow_together."""
    with _linking(article, "allow-together", by, at, None) as act:
        first, second = sorted((article.pk, other))
        ForbiddenPair.objects.filter(first=first, second=second).delete()
        KeptOut.objects.filter(article__in=[first, second], other__in=[first, second]).filter(
            is_forbidden=True
        ).delete()
        act.detail, act.is_public = {"story": other}, True


def fill_more_news(
    article: Article,
    *,
    by: User | None,
    by_score: bool,
    from_section: bool,
    at: datetime | None,
    seen: int | None,
) -> None:
    """See Article.fill_more_news."""
    with _linking(article, "fill-more-news", by, at, seen) as act:
        article.fills_by_score, article.fills_from_section = by_score, from_section
        article.save(update_fields=["fills_by_score", "fills_from_section"])
        act.detail = {"by_score": by_score, "from_section": from_section}
        _carry(article, act, "fill-more-news")


@contextmanager
def _linking(
    article: Article, verb: str, by: User | None, at: datetime | None, seen: int | None
) -> Iterator[Act]:
    with acting(article, verb, by=by, at=at, seen=seen) as act:
        if by is not None and not permissions.may_tag(by, article):
            raise NotAllowed(_("You may not link this story."))
        yield act


def _rows(article: Article) -> list[dict[str, Any]]:
    return [row_of(link, LINK_FIELDS) for link in article.links.all()]


def _set(article: Article, act: Act, rows: list[dict[str, Any]], verb: str) -> None:
    refuse_links(article, rows)
    act.detail = act.detail or {"from": len(article.links.all()), "to": len(rows)}
    set_links(article, rows)
    forget_parts(article)
    _carry(article, act, verb)


def _carry(article: Article, act: Act, verb: str) -> None:
    desk = write_version(article, act, verb).document
    carry_live_matter(article, act, desk)
    note_changes(article, desk)


def refuse_links(article: Article, rows: Sequence[dict[str, Any]]) -> None:
    """Raise TransitionError for links that may not be, in the constraints' words. At most two queries."""
    if len(rows) > RelatedLink.MOST_BY_HAND:
        raise _refusal("related_link_at_most_eight")
    targets = [row["target_id"] for row in rows if row["target_id"]]
    urls = [row["url"] for row in rows if row["url"]]
    if any(bool(row["target_id"]) == bool(row["url"] and row["title"]) for row in rows):
        raise _refusal("related_link_own_or_outside")
    if any(not url.lower().startswith(WEB) for url in urls):
        raise _refusal("related_link_is_web_address")
    if article.pk in targets:
        raise _refusal("related_link_not_to_itself")
    if len(set(targets)) < len(targets):
        raise _refusal("related_link_target_once")
    if len(set(urls)) < len(urls):
        raise _refusal("related_link_url_once")
    if any(row["is_both_ways"] and not row["target_id"] for row in rows):
        raise _refusal("related_link_both_ways_own")
    _existing(article, targets)
    both_ways = [row["target_id"] for row in rows if row["is_both_ways"]]
    if both_ways and article.linked_from.filter(is_both_ways=True, article__in=both_ways).exists():
        raise _refusal("related_link_both_ways_once")


def _refusal(constraint: str) -> TransitionError:
    found = next(one for one in RelatedLink._meta.constraints if one.name == constraint)
    return TransitionError(found.violation_error_message or "", field="links")


def _existing(article: Article, numbers: Sequence[int]) -> None:
    if article.pk in numbers:
        raise _refusal("related_link_not_to_itself")
    if numbers and Article.objects.filter(pk__in=numbers).count() < len(set(numbers)):
        raise TransitionError(_("One of these stories does not exist: choose another."), field="links")


def _refuse_forbidden(article: Article, other: int) -> None:
    if KeptOut.objects.filter(article=article.pk, other=other, is_forbidden=True).exists():
        raise TransitionError(
            _("These two are never shown together: end that first, under “Forbidden pairs”."), field="links"
        )

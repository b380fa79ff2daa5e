"""Putting stories on the newsstand and taking them off: the reader's side of the one door.

Called by the desk's verbs, inside their transaction. They raise the edition themselves, last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import AutoField, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from published.compiled import compiled
from published.linking import OtherSide
from published.models import (
    PublishedAddress,
    PublishedArticle,
    PublishedChange,
    PublishedCorrection,
    PublishedCredit,
    PublishedTagging,
)
from published.more_news.keeping import fill, is_filled, one_at_a_time
from published.more_news.reckoning import Subject
from published.search import indexing
from published.signals import page_changes

COMPARED_BY = ("headline", "standfirst", "lede", "published_at", "is_evergreen", "is_retracted")


class AddressTaken(Exception):
    """Another story has, or had, this address."""

    def __init__(self, day: date, slug: str) -> None:
        self.day, self.slug = day, slug
        super().__init__(_("Another story of that day has this slug."))


@dataclass
class Page:
    """A composed story: its row, and the rows of the indexes that lead to it (all unsaved)."""

    article: PublishedArticle
    taggings: list[PublishedTagging] = field(default_factory=list)
    credits: list[PublishedCredit] = field(default_factory=list)
    corrections: list[PublishedCorrection] = field(default_factory=list)
    other_sides: list[OtherSide] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def put_on_stand(page: Page, *, at: datetime) -> PublishedArticle:
    """Write a page in place of the one the story had, at the moment `at`. About twenty-five statements.

    Eight fewer where nothing has changed by which stories are compared: More News stays as it is then.
    Raises AddressTaken when another story holds its day and slug, now or formerly.
    """
    article, tags = page.article, [row.tag_id for row in page.taggings]
    page_changes.send(sender=PublishedArticle, story=article.pk)
    hold_address(article.day, article.slug, story=article.pk, public_from=article.public_from, at=at)
    before = next(iter(_standing(story=article.pk)), None)
    compared = _compared(before, before.tag_numbers()) if before else None
    article.save(force_insert=before is None)
    parts: list[tuple[Any, Sequence[Any]]] = [
        (PublishedTagging, page.taggings),
        (PublishedCredit, page.credits),
        (PublishedCorrection, page.corrections),
        (OtherSide, page.other_sides),
    ]
    for model, rows in parts:
        _put_part(article.pk, model, rows)
    indexing.index(article, tags, (row.contributor_id for row in page.credits))
    if _compared(article, tags) != compared or not is_filled(article):
        fill(article, tags)
    return article


@compiled(one_plan=True)
def _standing(story: int) -> QuerySet[PublishedArticle]:
    """What of a story that stands already is compared with what takes its place."""
    return PublishedArticle.objects.filter(pk=story).only(*COMPARED_BY).order_by()


def _put_part(article: int, model: Any, rows: Sequence[Any]) -> None:
    """Write the rows of a part in place of what stands: one query, two statements more if they differ."""
    fields = model._meta.concrete_fields
    names = tuple(one.attname for one in fields if not isinstance(one, AutoField))
    had = _rows_of_part(article=article, model=model, names=names)
    if Counter(had) != Counter(tuple(getattr(row, name) for name in names) for row in rows):
        model.objects.filter(article_id=article).delete()
        model.objects.bulk_create(rows)


@compiled("model", "names", one_plan=True)
def _rows_of_part(article: int, model: Any, names: tuple[str, ...]) -> QuerySet[Any, Any]:
    return model.objects.filter(article_id=article).order_by().values_list(*names)


def _compared(article: PublishedArticle, tags: Sequence[int]) -> tuple[Subject, bool]:
    """What More News is reckoned from, and whether the story may stand in that of others."""
    return Subject.of(article, tags), article.is_retracted


def keep_change(page: Page, *, at: datetime, significance: str, note: str) -> None:
    """Keep what readers have from `at` on, for the list of the story's changes. One statement.

    A version that is put out again (a changed time, a recomposition) keeps its one row.
    """
    change = PublishedChange(
        story=page.article.pk,
        version=page.article.version,
        at=at,
        significance=significance,
        note=note,
        text=page.text,
    )
    PublishedChange.objects.bulk_create(
        [change],
        update_conflicts=True,
        unique_fields=["story", "version"],
        update_fields=["at", "significance", "note", "text"],
    )


def hold_address(day: date, slug: str, *, story: int, public_from: datetime, at: datetime) -> None:
    """Give a story an address from `public_from` on. Its other public addresses lead here. One query.

    An address that has not been seen by `at` is let go. Raises AddressTaken when the address
    belongs, or belonged, to another story.
    """
    known = _addresses(story=story, day=day, slug=slug)
    mine = [one for one in known if one.story == story]
    if unseen := [one.pk for one in mine if one.public_from > at and (one.day, one.slug) != (day, slug)]:
        PublishedAddress.objects.filter(pk__in=unseen).delete()
    if public_from <= at and any(one.gone is not None for one in mine):
        welcome_back(story)
    holder = next((one for one in known if (one.day, one.slug) == (day, slug)), None)
    if holder is None:
        holder, _is_new = PublishedAddress.objects.get_or_create(
            day=day, slug=slug, defaults={"story": story, "public_from": public_from}
        )
    if holder.story != story:
        raise AddressTaken(day, slug)
    if holder.public_from > at and holder.public_from != public_from:
        PublishedAddress.objects.filter(pk=holder.pk).update(public_from=public_from)


@compiled(one_plan=True)
def _addresses(story: int, day: date, slug: str) -> QuerySet[PublishedAddress]:
    """The addresses of a story, and the one at a day and slug, whosever it is."""
    return PublishedAddress.objects.filter(Q(story=story) | Q(day=day, slug=slug)).order_by()


def welcome_back(story: int) -> None:
    """Let the addresses of a story that is public again lead to it. One statement."""
    PublishedAddress.objects.filter(story=story).exclude(gone=None).update(gone=None, note="")


def take_off_stand(story: int, *, gone: int, note: str) -> None:
    """Take a story that was public off the stand; its addresses say so for ever. Four statements."""
    page_changes.send(sender=PublishedArticle, story=story)
    one_at_a_time()  # nobody may put it into a box meanwhile
    PublishedArticle.objects.filter(pk=story).delete()
    PublishedAddress.objects.filter(story=story).update(gone=gone, note=note)


def forget_unseen(story: int, at: datetime) -> None:
    """Take back a story whose time has not come: what was never public never existed."""
    one_at_a_time()
    PublishedArticle.objects.filter(pk=story, public_from__gt=at).delete()
    PublishedAddress.objects.filter(story=story, public_from__gt=at).delete()
    PublishedChange.objects.filter(story=story, at__gt=at).delete()


def forget_story(story: int) -> None:
    """Forget that a story that is off the stand ever was on it: its addresses and its changes."""
    PublishedAddress.objects.filter(story=story).delete()
    PublishedChange.objects.filter(story=story).delete()


def address_is_free(day: date, slug: str, *, story: int | None) -> bool:
    """Say whether a story may have this address. One query."""
    return not any(holder != story for holder in _holder(day=day, slug=slug))


@compiled(one_plan=True)
def _holder(day: date, slug: str) -> QuerySet[PublishedAddress, int]:
    """The story that has an address, or had it."""
    return PublishedAddress.objects.filter(day=day, slug=slug).order_by().values_list("story", flat=True)

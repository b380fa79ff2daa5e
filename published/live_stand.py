"""Putting the entries of a live story on the newsstand, inside the transactions of the desk's verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from published.models import PublishedCorrection, PublishedLive, PublishedLiveUpdate
from published.search import indexing
from published.signals import page_changes

# What feeds carry of a live story.
LATEST = 10
# The numbers of stories' corrections are the desk's and far below.
ENTRY_CORRECTIONS = 10**17


def put_all(
    story: int,
    updates: Sequence[PublishedLiveUpdate],
    *,
    is_newest_first: bool,
    ended_at: datetime | None,
    changed_at: datetime,
) -> None:
    """Put out every entry of a story, newest first, in place of what it had. About ten statements.

    The story has just been put on the stand, and into the index without them.
    """
    PublishedLiveUpdate.objects.filter(article=story).delete()
    PublishedLiveUpdate.objects.bulk_create(updates, batch_size=200)
    PublishedCorrection.objects.bulk_create(row for update in updates for row in _corrections(update))
    indexing.add_entries(story, updates)
    tell(story, is_newest_first=is_newest_first, ended_at=ended_at, changed_at=changed_at)


def put_one(update: PublishedLiveUpdate) -> None:
    """Put out one entry, new or changed. About five statements, more when its words have changed."""
    known = PublishedLiveUpdate.objects.filter(pk=update.pk).values_list("headline", "body").first()
    update.save(force_insert=known is None)
    if update.corrections:
        PublishedCorrection.objects.filter(entry=update.pk).delete()
        PublishedCorrection.objects.bulk_create(_corrections(update))
    if known is None:
        indexing.add_entries(update.article_id, [update])
    elif known != (update.headline, update.body):
        indexing.renew(update.article_id)


def take_one(number: int) -> None:
    """Take an entry off the stand, its corrections with it, and its words out of the search."""
    rows = PublishedLiveUpdate.objects.filter(pk=number)
    story = rows.values_list("article", flat=True).first()
    if story is not None:
        rows.delete()
        indexing.renew(story)


def tell(
    story: int, *, is_newest_first: bool, ended_at: datetime | None, changed_at: datetime | None
) -> None:
    """Write down what a live story's page and feeds say without its entries. Four statements.

    `changed_at`: when an entry changed; None leaves that as it was.
    """
    updates = PublishedLiveUpdate.objects.filter(article=story).order_by("-at", "-id")
    values = {
        "is_newest_first": is_newest_first,
        "ended_at": ended_at,
        "moments": [moment_of(row) for row in updates.filter(is_key=True).defer("body")],
        "latest": [_entry(row) for row in updates[:LATEST]],
    }
    if changed_at is not None:
        values["changed_at"] = changed_at
    page_changes.send(sender=PublishedLive, story=story)
    PublishedLive.objects.update_or_create(
        article_id=story,
        defaults=values,
        create_defaults=values | {"changed_at": changed_at or timezone.now()},
    )


def _corrections(update: PublishedLiveUpdate) -> list[PublishedCorrection]:
    """What was wrong in an entry, for the page that lists every correction. Entries keep theirs for good."""
    return [
        PublishedCorrection(
            id=ENTRY_CORRECTIONS + update.pk * 1000 + place,
            article_id=update.article_id,
            entry_id=update.pk,
            kind="correction",
            text=note["text"],
            published_at=datetime.fromisoformat(note["at"]),
        )
        for place, note in enumerate(update.corrections[:1000])
    ]


def moment_of(row: PublishedLiveUpdate) -> dict[str, Any]:
    """Return an entry as the list of key moments has it."""
    return {"id": row.pk, "at": row.at.isoformat(), "headline": row.headline}


def _entry(row: PublishedLiveUpdate) -> dict[str, Any]:
    return {
        "id": row.pk,
        "at": row.at.isoformat(),
        "headline": row.headline,
        "body": row.body,
        "corrections": row.corrections,
    }

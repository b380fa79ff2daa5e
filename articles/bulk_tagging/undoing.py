"""Giving many stories back the tags they had, row for row, unless somebody has changed them since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.acting import acting
from articles.bulk_tagging.running import BATCH, Outcome, write_down
from articles.document import forget_parts
from articles.errors import NotAllowed, TransitionError
from articles.models import BulkTaggedStory, BulkTagging, Tagging
from published.editions import raise_edition
from taxonomy.models import Operation, Tag
from taxonomy.row_values import row_from_values, row_values
from taxonomy.undoing import refuse_undo


def begin_undo(run: BulkTagging, *, by: Any, at: datetime | None = None) -> None:
    """Note that a run is to be taken back, which `undo_batch` does; stories that wait for it are left out.

    Raises `VocabularyError` when it cannot be undone any more, and NotAllowed for a person without the right.
    """
    at = at or timezone.now()
    if by is not None and not by.has_perm("taxonomy.undo_operation"):
        raise NotAllowed(_("You may not undo this."))
    with transaction.atomic():
        run = BulkTagging.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.undo_begun_at is None:
            if run.operation is None:
                raise TransitionError(_("Nothing was changed, so there is nothing to undo."))
            refuse_undo(run.operation, at)
            _begin_undo(run, by, at)


def _begin_undo(run: BulkTagging, by: Any, at: datetime) -> None:
    waiting = run.stories.filter(outcome=Outcome.WAITING)
    waiting.update(outcome=Outcome.SKIPPED, note=_("Undone before its turn."))
    run.undo_begun_at, run.undo_by, run.finished_at = at, by, run.finished_at or at
    run.save(update_fields=["undo_begun_at", "undo_by", "finished_at"])


def undo_batch(run: BulkTagging, *, size: int = BATCH, at: datetime | None = None) -> int:
    """Give the next `size` stories the tags they had, in one transaction; return how many are left.

    Row for row, unless they have been changed since, which is noted. The last batch closes the operation.
    """
    at = at or timezone.now()
    with transaction.atomic():
        run = BulkTagging.objects.select_for_update(of=("self",)).select_related("operation").get(pk=run.pk)
        note, is_public = _("Undone: %(what)s") % {"what": run.operation}, False
        rows = run.stories.filter(outcome=Outcome.CHANGED).select_related("article").order_by("-pk")
        for row in rows[:size]:
            is_public |= _undo_story(row, run.undo_by, at, note)
        left = run.stories.filter(outcome=Outcome.CHANGED).count()
        if not left and run.operation is not None and run.operation.undone_at is None:
            run.operation.close(by=run.undo_by, at=at, lost=_left_as_they_are(run))
        if is_public:
            raise_edition()
    return left


def _undo_story(row: BulkTaggedStory, by: Any, at: datetime, note: str) -> bool:
    is_public = False
    try:
        with transaction.atomic():
            is_public = _give_back(row, by, at, note)
        row.outcome = Outcome.UNDONE
    except TransitionError as refusal:
        row.outcome, row.note = Outcome.KEPT, str(refusal)[:300]
    row.save(update_fields=["outcome", "note"])
    return is_public


def _left_as_they_are(run: BulkTagging) -> list[str]:
    kept = run.stories.filter(outcome=Outcome.KEPT).select_related("article").order_by("pk")
    return [f"“{row.article}”: {row.note}" for row in kept]


def undo_on_its_page(operation: Operation, by: Any) -> str:
    """Begin to take a run back and return the address of the page where batches go on."""
    run = BulkTagging.objects.get(pk=operation.data["run"])
    begin_undo(run, by=by)
    return reverse("admin:articles_bulk_run", args=[run.pk])


def undo_run(operation: Operation, by: Any, at: datetime) -> list[str]:
    """Take a run back as a whole, for who has the time: part of `Operation.undo`, inside its transaction.

    Returns a sentence for each story left as it is.
    """
    run = BulkTagging.objects.get(pk=operation.data["run"])
    _begin_undo(run, by, at)
    while undo_batch(run, at=at):
        pass
    return _left_as_they_are(run)


def _give_back(row: BulkTaggedStory, by: Any, at: datetime, note: str) -> bool:
    with acting(row.article, "tag", by=by, at=at) as act:
        act.note = note
        if not _restored(row):
            raise TransitionError(_("Its tags have been changed since."))
        forget_parts(row.article)
        write_down(row.article, act)
        is_public, act.is_public = act.is_public, False  # the edition is raised once, last
    return is_public


def _restored(row: BulkTaggedStory) -> bool:
    """Bring the rows of a story's tags back as they were, if they are as the run left them."""
    present = {one["id"]: one for one in map(row_values, row.article.taggings.all())}
    wanted = {one["id"]: one for one in row.before}
    if present != {one["id"]: one for one in row.after}:
        return False
    tags = {one["tag_id"] for one in row.before}
    if Tag.objects.unmerged().filter(pk__in=tags).count() != len(tags):
        return False
    Tagging.objects.filter(pk__in=present.keys() - wanted.keys()).delete()
    for number, values in wanted.items():
        if present.get(number) != values:
            row_from_values(Tagging, values).save_base(raw=True)
    return True

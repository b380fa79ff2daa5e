"""Changing the tags of many stories, batch by batch; a run that was interrupted goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.acting import acting, write_version
from articles.actions.live_matter import carry_live_matter
from articles.actions.releasing import note_changes
from articles.bulk_tagging.wishes import Action, Wish, at_most, being_edited, refuse, too_many
from articles.document import forget_parts, set_tags
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, BulkTaggedStory, BulkTagging
from published.editions import raise_edition
from taxonomy.ledger import Ledger
from taxonomy.models import Operation
from taxonomy.row_values import row_values

if TYPE_CHECKING:
    from accounts.models import User

Outcome = BulkTaggedStory.Outcome

BATCH = 25


def start(
    wish: Wish, numbers: Iterable[int], *, by: User | None, reason: str = "", at: datetime | None = None
) -> BulkTagging:
    """Note what is to be done to which stories. Changes none yet: `run_batch` does.

    Raises NotAllowed for a person without the right, and TransitionError, naming the field, without any
    story, above `MOST_STORIES`, without a reason above `REASON_ABOVE`, and for a tag that cannot be used.
    """
    if by is not None and not by.has_perm("articles.add_bulktagging"):
        raise NotAllowed(_("You may not change tags in bulk. Ask a tag editor."))
    numbers = list(
        Article.objects.filter(pk__in=at_most(numbers)).order_by("pk").values_list("pk", flat=True)
    )
    refuse(wish, len(numbers), reason)
    with transaction.atomic():
        run = BulkTagging.objects.create(
            action=wish.action,
            tag=wish.tag,
            replacement=wish.replacement,
            reason=reason[:300],
            by=by,
            at=at or timezone.now(),
        )
        BulkTaggedStory.objects.bulk_create(
            [BulkTaggedStory(run=run, article_id=number) for number in numbers], batch_size=500
        )
    return run


def run_batch(run: BulkTagging, *, size: int = BATCH, at: datetime | None = None) -> int:
    """Change the next `size` stories in one transaction; return how many still wait.

    The edition is raised once, last. Called again until it returns 0; a run that was interrupted goes on
    where it stopped. Some twenty statements a story.
    """
    at = at or timezone.now()
    with transaction.atomic():
        run = (
            BulkTagging.objects.select_for_update(of=("self",))
            .select_related("tag", "replacement")
            .get(pk=run.pk)
        )
        waiting = list(run.stories.filter(outcome=Outcome.WAITING)[:size])
        busy = being_edited([row.article_id for row in waiting], at)
        is_public = False
        for row in waiting:
            is_public |= _change_story(run, row, busy.get(row.article_id, ""), at)
        left = run.stories.filter(outcome=Outcome.WAITING).count()
        _note_progress(run, left, at)
        if is_public:
            raise_edition()
    return left


def wish_of(run: BulkTagging) -> Wish:
    """Return what a run was asked to do."""
    return Wish(run.action, run.tag, run.replacement)


def _change_story(run: BulkTagging, row: BulkTaggedStory, busy: str, at: datetime) -> bool:
    """Change one story, or say why not; return whether readers see it."""
    article = Article.objects.get(pk=row.article_id)
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    after = wish_of(run).applied(tags)
    is_public = False
    if after == tags:
        row.outcome = Outcome.SAME
    elif refusal := busy or too_many(wish_of(run), article, after):
        row.outcome, row.note = Outcome.SKIPPED, refusal[:300]
    else:
        try:
            with transaction.atomic():
                is_public = _retag(run, row, article, at)
            row.outcome = Outcome.CHANGED
        except TransitionError as refused:
            row.outcome, row.note = Outcome.SKIPPED, str(refused)[:300]
    row.save(update_fields=["outcome", "note", "before", "after"])
    return is_public


def _retag(run: BulkTagging, row: BulkTaggedStory, article: Article, at: datetime) -> bool:
    with acting(article, "tag", by=run.by, at=at) as act:
        row.before = [row_values(one) for one in article.taggings.all()]
        tags = [one["tag_id"] for one in row.before]
        after = wish_of(run).applied(tags)
        act.note = run.reason
        act.detail = {"from": tags, "to": after, "bulk": run.pk}
        set_tags(article, after, by=run.by)
        forget_parts(article)
        row.after = [row_values(one) for one in article.taggings.all()]
        write_down(article, act)
        is_public, act.is_public = act.is_public, False  # the batch raises the edition once
    return is_public


def write_down(article: Article, act: Any) -> None:
    """Write the version of changed tags, and let the public page follow."""
    desk = write_version(article, act, "tag").document
    carry_live_matter(article, act, desk)
    note_changes(article, desk)


def _note_progress(run: BulkTagging, left: int, at: datetime) -> None:
    """Keep the operation that undoes the run true after each batch."""
    changed = run.stories.filter(outcome=Outcome.CHANGED).count()
    if run.operation is None and changed:
        about = [tag for tag in (run.replacement, run.tag) if tag]
        run.operation = Operation.record(
            Operation.Verb.BULK, "-", Ledger(), about=about, by=run.by, at=run.at, run=run.pk
        )
    if run.operation is not None:
        Operation.objects.filter(pk=run.operation.pk).update(summary=_summary(run, changed))
    run.finished_at = None if left else at
    run.save(update_fields=["operation", "finished_at"])


def _summary(run: BulkTagging, count: int) -> str:
    facts = {"tag": run.tag.label, "other": run.replacement.label if run.replacement else "", "count": count}
    sentences = {
        Action.ADD: ngettext(
            "Added “%(tag)s” to %(count)d story", "Added “%(tag)s” to %(count)d stories", count
        ),
        Action.LEAD: ngettext(
            "Made “%(tag)s” the lead of %(count)d story",
            "Made “%(tag)s” the lead of %(count)d stories",
            count,
        ),
        Action.REMOVE: ngettext(
            "Took “%(tag)s” off %(count)d story", "Took “%(tag)s” off %(count)d stories", count
        ),
        Action.REPLACE: ngettext(
            "Replaced “%(tag)s” by “%(other)s” on %(count)d story",
            "Replaced “%(tag)s” by “%(other)s” on %(count)d stories",
            count,
        ),
    }
    return (sentences[Action(run.action)] % facts)[:500]

"""Changing the tags of many stories: what would happen, then batch by batch, then undo if need be.

Each story is changed as by one person at its form: its own version and event, and its public page follows. A
story that somebody has open is skipped and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.actions.acting import acting, write_version
from articles.actions.live_matter import carry_live_matter
from articles.actions.releasing import note_changes
from articles.document import forget_parts, set_tags
from articles.errors import NotAllowed, TransitionError
from articles.models import Article, BulkTaggedStory, BulkTagging, Presence, Tagging
from articles.safekeeping import PRESENT_FOR
from articles.tag_limits import refuse_too_many
from published.editions import raise_edition
from taxonomy.ledger import Ledger, chunks
from taxonomy.models import Operation, Tag
from taxonomy.row_values import row_from_values, row_values
from taxonomy.undoing import refuse_undo

if TYPE_CHECKING:
    from accounts.models import User

Action = BulkTagging.Action
Outcome = BulkTaggedStory.Outcome

MOST_STORIES = 5_000
REASON_ABOVE = 50
SHOWN = 50
BATCH = 25


@dataclass(frozen=True)
class Wish:
    """What is to be done: an action, the tag, and what replaces it."""

    action: str
    tag: Tag
    replacement: Tag | None = None

    def applied(self, tags: Sequence[int]) -> list[int]:
        """Return a story's tags (numbers in order) as they would be. Pure."""
        tag, rest = self.tag.pk, [one for one in tags if one != self.tag.pk]
        if self.action == Action.ADD:
            return list(tags) if tag in tags else [*tags, tag]
        if self.action == Action.LEAD:
            return [tag, *rest]
        if self.action == Action.REPLACE and self.replacement and tag in tags:
            swapped = [self.replacement.pk if one == tag else one for one in tags]
            return list(dict.fromkeys(swapped))
        return rest if self.action == Action.REMOVE else list(tags)

    @property
    def added(self) -> Tag | None:
        """The tag that stories may get; None when the wish only takes one off."""
        return {Action.REMOVE: None, Action.REPLACE: self.replacement}.get(self.action, self.tag)  # type: ignore[call-overload]


@dataclass
class Line:
    """One story of a preview, with its tags before and after, and why it will be skipped, if so."""

    article: Article
    before: list[str]
    after: list[str]
    refusal: str = ""


@dataclass
class Preview:
    """What a run would do: how many stories there are of each outcome, and the first that change or fail."""

    total: int = 0
    changing: int = 0
    same: int = 0
    skipped: int = 0
    live: int = 0
    lines: list[Line] = field(default_factory=list)


def preview(wish: Wish, numbers: Iterable[int], *, at: datetime | None = None) -> Preview:
    """Say what a run would do, without doing it. A handful of queries for each five hundred stories."""
    found = Preview()
    for some in chunks(_at_most(numbers)):
        busy = _being_edited(some, at)
        stories = Article.objects.filter(pk__in=some).order_by("pk").defer("body")
        for article in stories.prefetch_related("taggings__tag"):
            _add_line(found, wish, article, busy.get(article.pk, ""), at)
    return found


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
        Article.objects.filter(pk__in=_at_most(numbers)).order_by("pk").values_list("pk", flat=True)
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


def refuse(wish: Wish, count: int, reason: str) -> None:
    """Raise TransitionError, naming the field, if such a run cannot be started."""
    if not count:
        raise TransitionError(
            _("No story was chosen. Choose some in the list, or paste addresses."), field="stories"
        )
    added = wish.added
    if added and not added.is_usable:
        name = "replacement" if wish.action == Action.REPLACE else "tag"
        raise TransitionError(
            _("“%(tag)s” is not active, so no story can get it. Choose an active tag."),
            params={"tag": added.label},
            field=name,
        )
    if wish.replacement and wish.replacement == wish.tag:
        raise TransitionError(
            _("A tag cannot be replaced by itself. Choose another one."), field="replacement"
        )
    if count > REASON_ABOVE and not reason.strip():
        raise TransitionError(
            ngettext(
                "More than %(count)d story: say why, for the stories' history.",
                "More than %(count)d stories: say why, for the stories' history.",
                REASON_ABOVE,
            )
            % {"count": REASON_ABOVE},
            field="reason",
        )


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
        busy = _being_edited([row.article_id for row in waiting], at)
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
        _write_down(row.article, act)
        is_public, act.is_public = act.is_public, False  # the edition is raised once, last
    return is_public


def _at_most(numbers: Iterable[int]) -> list[int]:
    """Return the numbers once each. Raises TransitionError above `MOST_STORIES`."""
    found = list(dict.fromkeys(numbers))
    if len(found) > MOST_STORIES:
        raise TransitionError(
            _("At most %(most)d stories at once; these are %(count)d. Narrow the list down."),
            params={"most": MOST_STORIES, "count": len(found)},
            field="stories",
        )
    return found


def _being_edited(numbers: Sequence[int], at: datetime | None) -> dict[int, str]:
    """Return who has which of these stories open, as sentences. One query."""
    since = (at or timezone.now()) - PRESENT_FOR
    rows = (
        Presence.objects.filter(article__in=numbers, seen_at__gt=since).select_related("user").order_by("pk")
    )
    return {row.article_id: _("%(who)s has it open.") % {"who": row.user} for row in rows}


def _add_line(found: Preview, wish: Wish, article: Article, busy: str, at: datetime | None) -> None:
    names = {tagging.tag_id: tagging.tag.label for tagging in article.taggings.all()}
    names |= {tag.pk: tag.label for tag in (wish.tag, wish.replacement) if tag}
    before = [tagging.tag_id for tagging in article.taggings.all()]
    after = wish.applied(before)
    refusal = "" if before == after else busy or _too_many(wish, article, after)
    found.total += 1
    found.same += before == after
    found.skipped += bool(refusal)
    found.changing += before != after and not refusal
    found.live += before != after and not refusal and article.is_live(at)
    if before != after and len(found.lines) < SHOWN:
        now, then = ([names[tag] for tag in tags] for tags in (before, after))
        found.lines.append(Line(article, now, then, refusal))


def _too_many(wish: Wish, article: Article, after: Sequence[int]) -> str:
    """Say why the tags would be too many, or nothing."""
    if wish.added is None or wish.added.pk not in after:
        return ""
    kinds = [
        one.tag.kind for one in article.taggings.all() if one.tag_id in after and one.tag_id != wish.added.pk
    ]
    return refuse_too_many([*kinds, wish.added.kind])


def _change_story(run: BulkTagging, row: BulkTaggedStory, busy: str, at: datetime) -> bool:
    """Change one story, or say why not; return whether readers see it."""
    article = Article.objects.get(pk=row.article_id)
    tags = [tagging.tag_id for tagging in article.taggings.all()]
    after = wish_of(run).applied(tags)
    is_public = False
    if after == tags:
        row.outcome = Outcome.SAME
    elif refusal := busy or _too_many(wish_of(run), article, after):
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
        _write_down(article, act)
        is_public, act.is_public = act.is_public, False  # the batch raises the edition once
    return is_public


def _write_down(article: Article, act: Any) -> None:
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

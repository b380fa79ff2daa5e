"""Saving what was decided about one story, and taking it back: tags and links only, never the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.acting import lock
from articles.desk_mode.progress import Outcome, close_turn
from articles.document import Document, to_document
from articles.errors import StaleVersion, TransitionError
from articles.merging_edits import merge_documents
from articles.models import Article, DeskTurn, RelatedLink
from articles.suggestions import remember
from published.linking import KeptOut
from taxonomy.models import Tag
from taxonomy.proposing import NewTag, settled

if TYPE_CHECKING:
    from accounts.models import User

PARTS = ("tags", "links")
# What the answers of one form can be at most; more were not offered.
MOST_ANSWERS = 100


@dataclass(frozen=True)
class Answer:
    """A yes or no to a suggested tag, with the points it was suggested with."""

    tag: int
    is_accepted: bool
    points: int = 0


@dataclass(frozen=True)
class Decided:
    """What a person wants a story to have (tags by number, links as rows of its document), and the version
    they saw."""

    tags: Sequence[int | NewTag]
    links: list[dict[str, Any]]
    seen: int
    answers: Sequence[Answer] = ()
    not_here: Sequence[int] = ()
    never: Sequence[int] = ()


@dataclass(frozen=True)
class Saved:
    """What a save has done: whether anything changed, and whose changes were kept beside."""

    is_changed: bool
    merged_with: str = ""


class Clash(StaleVersion):
    """Two people decided differently. `both` holds tags and links with the changes of both, mine first."""

    both: dict[str, Any]


@transaction.atomic
def save(article: Article, decided: Decided, *, by: User, at: datetime | None = None) -> Saved:
    """Give the story these tags and links, remember the answers, and close the person's turn at it.

    What a colleague has changed since the version seen is kept and merged. Raises Clash, with nothing
    written, when both have chosen another lead or the version seen is not kept any more.
    """
    lock(article)
    _remember(article, decided, by, at)
    now = to_document(article)
    theirs = {part: now[part] for part in PARTS}
    mine: dict[str, Any] = {"tags": settled(decided.tags, by=by), "links": decided.links}
    merged_with = ""
    if decided.seen != article.version:
        mine, merged_with = _merged(article, now, mine, decided.seen)
    if mine != theirs:
        article.tag_and_link(mine["tags"], mine["links"], by=by, at=at)
    kept_out = _keep_out(article, decided, by, at)
    if mine == theirs and not any(kept_out.values()):
        close_turn(article.pk, by, Outcome.DONE, at=at)
        return Saved(is_changed=False, merged_with=merged_with)
    # Not before the moment of the save, or the story would count as saved after it was done.
    moment = article.saved_at if mine != theirs else at
    close_turn(article.pk, by, Outcome.DONE, before=theirs, after=mine | kept_out, at=moment)
    return Saved(is_changed=True, merged_with=merged_with)


def _keep_out(article: Article, decided: Decided, by: User, at: datetime | None) -> dict[str, list[int]]:
    """Keep stories out of this one's More News; return those that are kept out by this save."""
    wanted = [*decided.not_here[:MOST_ANSWERS], *decided.never[:MOST_ANSWERS]]
    known = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    had = set(KeptOut.objects.filter(article=article.pk).values_list("other", flat=True)) if known else set()
    not_here = [story for story in decided.not_here if story in known - had]
    never = [story for story in decided.never if story in known - had]
    for story in not_here:
        article.not_here(story, by=by, at=at)
    for story in never:
        article.never_together(story, by=by, at=at)
    return {"not_here": not_here, "never": never}


def _remember(article: Article, decided: Decided, by: User, at: datetime | None) -> None:
    """Keep the answers for the version that was read. Two statements for each."""
    answers = {answer.tag: answer for answer in decided.answers[:MOST_ANSWERS]}
    known = Tag.objects.filter(pk__in=answers).values_list("pk", flat=True) if answers else ()
    for tag in known:
        remember(
            article,
            tag,
            accepted=answers[tag].is_accepted,
            points=answers[tag].points,
            version=decided.seen,
            by=by,
            at=at,
        )


def _merged(
    article: Article, theirs: Document, mine: dict[str, Any], seen: int
) -> tuple[dict[str, Any], str]:
    """Merge with what was saved since, by whom if it is about tags or links."""
    version = article.versions.filter(number=seen).first()
    who = str(article.saved_by or _("Somebody"))
    base = version.document if version is not None else {**theirs, "tags": [], "links": []}
    result = merge_documents(base, theirs, {**base, **mine}).document
    both = {part: result[part] for part in PARTS}
    if version is None:
        _clash(_("%(who)s has saved this story since: look it over and save again.") % {"who": who}, both)
    _refuse_two_leads(base["tags"], theirs["tags"], mine["tags"], who, both)
    if len(both["links"]) > RelatedLink.MOST_BY_HAND:
        said = _("Together with those of %(who)s there are %(n)d links; %(most)d fit. Take some off.")
        values = {"who": who, "n": len(both["links"]), "most": RelatedLink.MOST_BY_HAND}
        _clash(said % values, both)
    is_touched = any(theirs[part] != base[part] for part in PARTS)
    return both, who if is_touched else ""


def _refuse_two_leads(base: list[int], theirs: list[int], mine: list[int], who: str, both: Any) -> None:
    was, their, my = (tags[0] if tags else None for tags in (base, theirs, mine))
    if was in (their, my) or their == my:
        return
    names = Tag.objects.in_bulk([tag for tag in (their, my) if tag])
    said = _("%(who)s has made “%(theirs)s” the lead meanwhile, and you “%(mine)s”: choose, and save again.")
    values = {"who": who, "theirs": names.get(their or 0, "–"), "mine": names.get(my or 0, "–")}
    _clash(said % values, both)


def _clash(sentence: str, both: dict[str, Any]) -> None:
    clash = Clash(sentence)
    clash.both = both
    raise clash


@transaction.atomic
def undo(turn: DeskTurn, *, by: User, at: datetime | None = None) -> None:
    """Take a save back: the story gets the tags and links it had, and is to be done again.

    Raises TransitionError when they have been changed since.
    """
    article = turn.article
    lock(article)
    if turn.outcome != Outcome.DONE:
        raise TransitionError(_("There is nothing to take back on this story."))
    if turn.before is not None:
        now, after = to_document(article), turn.after or {}
        if any(now[part] != after[part] for part in PARTS):
            raise TransitionError(
                _("The tags or links of “%(story)s” have been changed since: nothing was taken back."),
                params={"story": article},
            )
        if any(now[part] != turn.before[part] for part in PARTS):
            article.tag_and_link(turn.before["tags"], turn.before["links"], by=by, at=at)
        for story in after.get("not_here", ()):
            article.allow_here(story, by=by, at=at)
        for story in after.get("never", ()):
            article.allow_together(story, by=by, at=at)
    # A no that was a slip of the finger would hide the line for ever.
    article.suggestion_answers.filter(by=by, at__gte=turn.opened_at).delete()
    turn.outcome, turn.before, turn.after = Outcome.OPEN, None, None
    turn.save(update_fields=["outcome", "before", "after"])

"""The stories that may stand in More News, with what each layer of the box needs to know. One query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value

from published.card_rows import PLAIN, CardRow, card_columns
from published.compiled import compiled
from published.linking import AutomaticLine, KeptOut, MoreNewsWeights, OtherSide
from published.models import PublishedArticle, PublishedTagging
from published.running import RunningStoryMember, first_running_story

SECTION_DAYS = 14
# So many of the best by score are read, so that something is left when some may not be shown.
BEST_READ = 15
MOST_OTHER_SIDES = 20
# So many more of the section than there are slots: the story itself, and what may not stand here.
SPARE = 6


class Candidate(NamedTuple):
    """A story that may stand in the box: what each layer needs to know, and its card."""

    published_at: datetime
    other_position: int | None
    other_note: str
    score: float | None
    shared: Sequence[int]
    affair: str
    is_kept_out: bool
    is_sensitive: bool
    is_sensitive_here: bool
    in_running_story: bool
    in_affair: int | None
    rules: dict[str, Any] | None
    card: CardRow

    @property
    def id(self) -> int:
        return self.card.pk

    @property
    def headline(self) -> str:
        return str(self.card.contents[_HEADLINE])

    @property
    def section_id(self) -> int:
        return int(self.card.contents[_SECTION])


_HEADLINE, _SECTION = PLAIN.index("headline"), PLAIN.index("section_id")
_LOOKED_AT = Candidate._fields[:-1]


def candidates(
    article: PublishedArticle,
    at: datetime,
    *,
    numbers: Sequence[int],
    left_out: Sequence[int],
    running: int | None,
    by_score: bool,
    slots: int,
) -> list[Candidate]:
    """Return every story that may stand in some layer of the box of `article`. One query.

    `numbers` are looked at whatever else they are, those in `left_out` never, and with `by_score` those that
    the table has by score.
    """
    rows = _rows(
        article=article.pk,
        section=article.section_id if article.fills_from_section else None,
        at=at,
        since=at - timedelta(days=SECTION_DAYS) if article.fills_from_section else None,
        numbers=numbers,
        left_out=left_out,
        running=running,
        by_score=by_score and article.fills_by_score,
        slots=slots,
    )
    return [Candidate._make((*row[: len(_LOOKED_AT)], CardRow(row))) for row in rows]


@compiled("slots", one_plan=True)
def _rows(
    *,
    article: int,
    section: int | None,
    at: datetime,
    since: datetime | None,
    numbers: Sequence[int],
    left_out: Sequence[int],
    running: int | None,
    by_score: bool,
    slots: int,
) -> QuerySet[PublishedArticle, tuple[Any, ...]]:
    sources = [_numbered(numbers)] if numbers else []
    sources.append(_numbered(_other_sides(article)))
    if running is not None:
        sources.append(_newest_of_running_story(running, at, slots + 1))
    if by_score:
        best = AutomaticLine.objects.filter(article=article).order_by("-score", "-other")
        sources.append(_numbered(best.values("other")[:BEST_READ]))
    if section is not None and since is not None:
        sources.append(_numbered(_newest_of_section(section, at, since, slots + SPARE)))
    # As a union, so that the database looks each story up by its number; joined by OR it would read them all.
    together = sources[0].union(*sources[1:]) if len(sources) > 1 else sources[0]
    rows = PublishedArticle.objects.public(at).listed().filter(pk__in=together)
    rows = rows.exclude(pk__in=left_out).exclude(_kept_out(article, is_forbidden=True))
    return _described(rows, article, running).order_by().values_list(*_LOOKED_AT, *card_columns())


def _described(rows: Any, article: int, running: int | None) -> Any:
    sensitive = PublishedTagging.objects.filter(tag__is_sensitive=True)
    return rows.annotate(
        side=FilteredRelation("other_sides", condition=Q(other_sides__other=article)),
        other_position=F("side__position"),
        other_note=F("side__note"),
        line=FilteredRelation("stands_in", condition=Q(stands_in__article=article)),
        score=F("line__score"),
        shared=F("line__shared"),
        affair=F("line__affair"),
        is_kept_out=_kept_out(article, is_forbidden=False),
        is_sensitive=Exists(sensitive.filter(article=OuterRef("pk"))),
        is_sensitive_here=Exists(sensitive.filter(article=article)),
        in_running_story=Exists(_members(running).filter(story=OuterRef("pk"))) if running else Value(False),
        in_affair=first_running_story("pk"),
        rules=Subquery(MoreNewsWeights.objects.filter(pk=1).values("values")),
    )


def _kept_out(article: int, *, is_forbidden: bool) -> Exists:
    return Exists(KeptOut.objects.filter(article=article, other=OuterRef("pk"), is_forbidden=is_forbidden))


def _numbered(numbers: Any) -> QuerySet[Any, Any]:
    """Wrap a sliced query, because not every database takes a slice inside a union."""
    return PublishedArticle.objects.filter(pk__in=numbers).order_by().values("pk")


def _other_sides(article: int) -> QuerySet[Any, Any]:
    return OtherSide.objects.filter(other=article).values("article")[:MOST_OTHER_SIDES]


def _members(running: int) -> QuerySet[Any, Any]:
    return RunningStoryMember.objects.filter(running_story=running)


def _newest_of_running_story(running: int, at: datetime, limit: int) -> QuerySet[Any, Any]:
    members = _members(running).order_by().values("story")
    rows = PublishedArticle.objects.public(at).listed().filter(pk__in=members).latest_first()
    return _numbered(rows.values("pk")[:limit])


def _newest_of_section(section: int, at: datetime, since: datetime, limit: int) -> QuerySet[Any, Any]:
    recent = PublishedArticle.objects.public(at).listed().filter(section=section, published_at__gte=since)
    return recent.latest_first().values("pk")[:limit]

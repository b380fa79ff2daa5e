"""Filling More News when a page is shown. One query, bounded whatever the size of the archive.

In layers: what was picked by hand; the same running story; the parts beside it in the series; by score; the
newest of the section. What is kept is only ever a proposal: whether readers can have a story is asked here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from published.card_rows import PLAIN, CardRow, card_columns
from published.compiled import compiled
from published.linking import AutomaticLine, KeptOut, MoreNewsWeights, OtherSide
from published.memory import contents_of
from published.models import PublishedArticle, PublishedTagging
from published.more_news.scoring import similarity
from published.more_news.weights import Weights, weights_from
from published.running import RunningStoryMember, first_running_story
from published.together import InSeries, in_series, running_story_of
from taxonomy.models import Tag

SECTION_DAYS = 14
# So many of the best by score are read, so that something is left when some may not be shown.
BEST_READ = 15
MOST_OTHER_SIDES = 20
# So many more of the section than there are slots: the story itself, and what may not stand here.
SPARE = 6

WEB = ("https://", "http://")


class Layer:
    """Where a line comes from, in the order of filling."""

    HAND, PACKAGE, SERIES, SCORE, SECTION = "hand", "package", "series", "score", "section"
    LABELS: Mapping[str, str | Promise] = {
        HAND: _("Picked by hand"),
        PACKAGE: _("Same running story"),
        SERIES: _("Same series"),
        SCORE: _("By score"),
        SECTION: _("Newest of the section"),
    }


@dataclass(frozen=True)
class OutsideLink:
    """A hand-picked story of somebody else's."""

    url: str
    title: str
    source: str


@dataclass(frozen=True)
class Kept:
    """What is known of a line by score: the score, the tags shared, the affair."""

    score: float
    shared: Sequence[int] = ()
    affair: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of More News: an own story or an outside link, the desk's note on it, and its layer.

    `about` is the tag that readers are told both stories have, of a line by score.
    """

    story: PublishedArticle | CardRow | None = None
    outside: OutsideLink | None = None
    note: str = ""
    layer: str = Layer.HAND
    about: Tag | None = None

    @property
    def contents(self) -> Hashable:
        """What the line says, to be compared by published/memory.py."""
        about = self.about and (self.about.name, self.about.slug)
        return contents_of(self.story), self.outside, self.note, self.layer, about


class _Found(NamedTuple):
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
_LOOKED_AT = _Found._fields[:-1]


@dataclass
class _Box:
    """The box while it is filled."""

    article: PublishedArticle
    tags: Sequence[Tag]
    at: datetime
    slots: int
    shown_elsewhere: frozenset[int]
    kept: Mapping[int, Kept] | None
    running: int | None
    by: Weights | None
    found: dict[int, _Found] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def more_news(
    article: PublishedArticle,
    tags: Sequence[Tag],
    at: datetime | None = None,
    *,
    shown_elsewhere: Iterable[int] = (),
    kept: Mapping[int, Kept] | None = None,
    slots: int | None = None,
    by: Weights | None = None,
) -> list[Entry]:
    """Return the entries for the page of `article`, whose public tags are `tags`; at most `slots`. One query.

    Never the story itself, nothing twice, nothing that is not public at `at` or has been retracted, no pair
    the desk has forbidden, nothing in `shown_elsewhere`: stories another part of the page shows. Hand-picked
    stories that wait appear by themselves once they are public. `kept`, lines by score of a story that is not
    on the stand, stands in for those in the table; `by`, other weights
    for those in force.
    """
    at = at or timezone.now()
    box = _Box(
        article,
        tags,
        at,
        slots=slots or settings.MORE_NEWS_SLOTS,
        shown_elsewhere=frozenset(shown_elsewhere),
        kept=kept,
        running=running_story_of(article),
        by=by,
    )
    series = in_series(article, tags, at)
    box.found = {story.id: story for story in _found(box, series)}
    for entry in _filled(box, series):
        box.entries.append(entry)
        if len(box.entries) == box.slots:
            break
    return box.entries


def _filled(box: _Box, series: InSeries | None) -> Iterator[Entry]:
    """Give the entries in order; each takes its story out of what was found."""
    yield from _by_hand(box)
    if box.running is not None:
        for story in _newest(box, lambda story: story.in_running_story):
            yield _take(box, story, Layer.PACKAGE)
    for part in (series.next, series.previous) if series else ():
        if part is not None and part.story in box.found and not box.found[part.story].is_kept_out:
            yield _take(box, box.found[part.story], Layer.SERIES)
    if any(tag.is_sensitive for tag in box.tags) or any(one.is_sensitive_here for one in box.found.values()):
        return
    if box.article.fills_by_score:
        yield from _by_score(box)
    if box.article.fills_from_section:
        since = box.at - timedelta(days=SECTION_DAYS)
        for story in _newest(box, lambda story: _is_of_section(box, story, since)):
            yield _take(box, story, Layer.SECTION)


def _take(box: _Box, story: Any, layer: str, **values: Any) -> Entry:
    del box.found[story.id]
    return Entry(story=story.card, layer=layer, **values)


def _newest(box: _Box, test: Any) -> list[Any]:
    chosen = [story for story in box.found.values() if not story.is_kept_out and test(story)]
    return sorted(chosen, key=lambda story: (story.published_at, story.id), reverse=True)


def _is_of_section(box: _Box, story: Any, since: datetime) -> bool:
    is_recent = story.section_id == box.article.section_id and story.published_at >= since
    return is_recent and not story.is_sensitive


def _by_hand(box: _Box) -> Iterator[Entry]:
    """Give the links readers can follow. Each address comes once; those of other stories at their places."""
    links: list[Any] = list(box.article.links)
    others = [story for story in box.found.values() if story.other_position is not None]
    for story in sorted(others, key=lambda story: (story.other_position, story.id)):
        links.insert(story.other_position or 0, {"article": story.id, "note": story.other_note})
    seen = set()
    for link in links:
        url = link.get("url") or ""
        if link.get("article") in box.found:
            yield _take(box, box.found[link["article"]], Layer.HAND, note=link.get("note", ""))
        elif url.lower().startswith(WEB) and url not in seen:
            seen.add(url)
            outside = OutsideLink(url, link.get("title") or url, link.get("source", ""))
            yield Entry(outside=outside, note=link.get("note", ""))


def _by_score(box: _Box) -> Iterator[Entry]:
    """Give the best by score: of one affair only so many, and headlines that look alike once."""
    affairs: dict[str, int] = {}
    headlines = [box.article.headline, *(entry.story.headline for entry in box.entries if entry.story)]
    scored = _scored(box)
    rules = box.by or weights_from((scored[0][0].rules if scored else None) or {})
    for story, line in scored:
        affair = f"running-{story.in_affair}" if story.in_affair else line.affair
        is_alike = any(similarity(story.headline, one) > rules.look_alike for one in headlines)
        if is_alike or (affair and affairs.get(affair, 0) >= rules.most_of_an_affair):
            continue
        affairs[affair] = affairs.get(affair, 0) + 1
        headlines.append(story.headline)
        yield _take(box, story, Layer.SCORE, about=_about(box, line))


def _scored(box: _Box) -> list[tuple[Any, Kept]]:
    found = []
    for story in box.found.values():
        line = _line_of(box, story)
        if line is not None and not (story.is_kept_out or story.is_sensitive):
            found.append((story, line))
    return sorted(found, key=lambda pair: (-pair[1].score, -pair[0].id))


def _line_of(box: _Box, story: Any) -> Kept | None:
    if box.kept is not None:
        return box.kept.get(story.id)
    return None if story.score is None else Kept(story.score, story.shared, story.affair)


def _about(box: _Box, line: Kept) -> Tag | None:
    """Return the most telling tag both have that readers may see."""
    names = {tag.pk: tag for tag in box.tags if tag.kind != Tag.Kind.TONE}
    return next((names[number] for number in line.shared if number in names), None)


# The query


def _found(box: _Box, series: InSeries | None) -> list[_Found]:
    """Return every story that may stand in some layer, with what each layer needs to know. One query."""
    article = box.article
    numbers = [link["article"] for link in article.links if link.get("article")]
    numbers += [part.story for part in (series.next, series.previous) if part] if series else []
    rows = _candidates(
        article=article.pk,
        section=article.section_id if article.fills_from_section else None,
        at=box.at,
        since=box.at - timedelta(days=SECTION_DAYS) if article.fills_from_section else None,
        numbers=[*numbers, *(box.kept or ())],
        left_out=[article.pk, *box.shown_elsewhere],
        running=box.running,
        by_score=box.kept is None and article.fills_by_score,
        slots=box.slots,
    )
    return [_Found._make((*row[: len(_LOOKED_AT)], CardRow(row))) for row in rows]


@compiled("slots", one_plan=True)
def _candidates(
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

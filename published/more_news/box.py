"""Filling More News when a page is shown. One query, bounded whatever the size of the archive.

In layers: what was picked by hand; the same running story; the parts beside it in the series; by score; the
newest of the section. What is kept is only ever a proposal: whether readers can have a story is asked here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from published.card_rows import CardRow
from published.memory import contents_of
from published.models import PublishedArticle
from published.more_news.candidates import SECTION_DAYS, Candidate, candidates
from published.more_news.scoring import similarity
from published.more_news.weights import Weights, weights_from
from published.together import InSeries, in_series, running_story_of
from taxonomy.models import Tag

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
    found: dict[int, Candidate] = field(default_factory=dict)
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


def _take(box: _Box, story: Candidate, layer: str, **values: Any) -> Entry:
    del box.found[story.id]
    return Entry(story=story.card, layer=layer, **values)


def _newest(box: _Box, test: Any) -> list[Candidate]:
    chosen = [story for story in box.found.values() if not story.is_kept_out and test(story)]
    return sorted(chosen, key=lambda story: (story.published_at, story.id), reverse=True)


def _is_of_section(box: _Box, story: Candidate, since: datetime) -> bool:
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


def _scored(box: _Box) -> list[tuple[Candidate, Kept]]:
    found = []
    for story in box.found.values():
        line = _line_of(box, story)
        if line is not None and not (story.is_kept_out or story.is_sensitive):
            found.append((story, line))
    return sorted(found, key=lambda pair: (-pair[1].score, -pair[0].id))


def _line_of(box: _Box, story: Candidate) -> Kept | None:
    if box.kept is not None:
        return box.kept.get(story.id)
    return None if story.score is None else Kept(story.score, story.shared, story.affair)


def _about(box: _Box, line: Kept) -> Tag | None:
    """Return the most telling tag both have that readers may see."""
    names = {tag.pk: tag for tag in box.tags if tag.kind != Tag.Kind.TONE}
    return next((names[number] for number in line.shared if number in names), None)


def _found(box: _Box, series: InSeries | None) -> list[Candidate]:
    article = box.article
    numbers = [link["article"] for link in article.links if link.get("article")]
    numbers += [part.story for part in (series.next, series.previous) if part] if series else []
    return candidates(
        article,
        box.at,
        numbers=[*numbers, *(box.kept or ())],
        left_out=[article.pk, *box.shown_elsewhere],
        running=box.running,
        by_score=box.kept is None,
        slots=box.slots,
    )

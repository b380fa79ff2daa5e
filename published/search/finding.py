"""The one question: which public stories answer what a reader asks. At most four queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from published.memory import contents_of
from published.models import Kind
from published.querysets import day_bounds
from published.search import snippets, spelling, tag_words
from published.search.asking import BEST, NEWEST, PAGE_SIZE, Asked
from published.search.backends import backend
from published.search.backends.common import HIGHEST, LOWEST, Hit, TooBroad, Window
from published.search.backends.common import NEWEST as MOST_RANKED
from published.search.folding import variants
from published.search.indexing import contributor_mark, kind_mark, place_of, section_mark
from published.search.live_entries import FoundEntry, entries_with
from published.search.querying import Query, Typed, to_query, understand
from published.search.stories import KIND, FoundStory, Row, rows_of, stories_of
from published.search.tag_words import FoundTag, TagMatches
from taxonomy.models import Contributor


@dataclass(frozen=True)
class Result:
    """A story that was found, with the words marked."""

    story: FoundStory
    headline: SafeString
    text: SafeString
    entry: FoundEntry | None = None


@dataclass
class Answer:
    """What a search found. `next_query` is empty on the last page; `count` None when nobody counted.

    What is shown of the stories is worked out when it is asked for: a page whose rows are known is known.
    """

    asked: Asked
    rows: tuple[Row, ...] = ()
    wanted: frozenset[str] = frozenset()
    tags: list[FoundTag] = field(default_factory=list)
    tag: FoundTag | None = None
    contributor: Any = None
    problems: list[str] = field(default_factory=list)
    next_query: str = ""
    count: int | None = None
    is_capped: bool = False
    did_you_mean: str = ""
    was_asked: bool = False
    took_too_long: bool = False

    @cached_property
    def results(self) -> list[Result]:
        """The stories with the words marked. One query when words have to be found in live entries."""
        return _look_into_live([_result(story, self.wanted) for story in self._stories], self)

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Who wrote what is shown, as slug and name, to narrow the search by."""
        if self.asked.contributor:
            return []
        credits = (credit for story in self._stories for credit in story.credits)
        found = {credit["slug"]: credit["name"] for credit in credits if credit.get("slug")}
        return list(found.items())[:6]

    @cached_property
    def _stories(self) -> list[FoundStory]:
        return stories_of(self.rows)

    @property
    def is_known_by_its_rows(self) -> bool:
        """Say whether the page says what its rows do: entries of live stories are no part of them."""
        return not self.took_too_long and all(row[KIND] != Kind.LIVE for row in self.rows)

    @property
    def contents(self) -> tuple[Any, ...]:
        """What tells this answer from another one."""
        asked = contents_of({name: value for name, value in vars(self.asked).items() if name != "problems"})
        contributor = (self.contributor.slug, self.contributor.name) if self.contributor else None
        told = (
            *self.problems,
            self.next_query,
            self.count,
            self.is_capped,
            self.did_you_mean,
            self.was_asked,
        )
        return asked, self.rows, self.wanted, tuple(self.tags), self.tag, contributor, told


def search(asked: Asked, *, at: datetime | None = None) -> Answer:
    """Find public stories, newest or best first, a page at a time.

    Four queries at most: tags that the words name, the contributor of a filter, the hits, their stories; or,
    without hits, a known word and whether it would find anything. One more for entries of live stories.
    """
    at = at or timezone.now()
    answer = Answer(asked, problems=list(asked.problems))
    typed = understand(asked.text)
    tags = tag_words.match(typed.words, asked.tag)
    query = _query(asked, typed, tags, answer)
    if query is None or query.is_empty:
        return answer
    answer.was_asked, answer.tags = True, tags.named[:6]
    order = asked.order if query.terms else NEWEST
    window = _window(asked, order, at)
    try:
        hits = backend().find(query, window, order=order, at=at)
    except TooBroad:
        answer.took_too_long = True
        answer.problems.append(_("This search took too long. Add a word, a section or a date."))
        return answer
    if hits:
        _fill(answer, hits, order, window, typed)
    elif not asked.skip and not asked.contributor:
        answer.did_you_mean = _other_spelling(query, typed, asked, window, at)
    return answer


def _query(asked: Asked, typed: Typed, tags: TagMatches, answer: Answer) -> Query | None:
    """The question with its filters as marks; None when one of them can lead nowhere."""
    marks: list[tuple[str, ...]] = []
    if asked.section:
        marks.append((section_mark(asked.section.pk),))
    if asked.kind:
        marks.append((kind_mark(asked.kind),))
    if asked.tag:
        answer.tag = tags.asked_for
        if tags.asked_for is None:
            answer.problems.append(_("There is no such tag, so nothing can be found with it."))
            return None
        marks.append(tuple(tags.asked_marks))
    if asked.contributor:
        answer.contributor, numbers = _contributor(asked.contributor)
        if answer.contributor is None:
            answer.problems.append(_("There is no such contributor, so nothing can be found by them."))
            return None
        marks.append(tuple(map(contributor_mark, numbers)))
    if not marks and (asked.first or asked.last) and not typed.wanted:
        answer.problems.append(_("Dates alone find nothing: add a word, or look into the archive."))
    return to_query(typed, tags.marks, tuple(marks))


def _contributor(slug: str) -> tuple[Contributor | None, list[int]]:
    """Somebody with a page, and the numbers they have in the index: merged ones keep theirs. One query."""
    rows = list(Contributor.objects.filter(Q(slug=slug) | Q(merged_into__slug=slug)))
    own = next((row for row in rows if row.slug == slug and row.has_page), None)
    return own, [row.pk for row in rows]


def _window(asked: Asked, order: str, at: datetime) -> Window:
    """Between the days asked for; from the place on where the page before ended or the search began."""
    lowest, highest = LOWEST, HIGHEST
    if asked.first:
        lowest = place_of(day_bounds(asked.first, asked.first)[0], 0)
    if asked.last:
        highest = place_of(day_bounds(asked.last, asked.last)[1], 0) - 1
    if asked.upto is not None:
        highest = min(highest, asked.upto)
    elif order == BEST:
        # What is announced for later would take places among those that are ranked.
        highest = min(highest, place_of(at, 0) + (1 << 24) - 1)
    skip = asked.skip if order == BEST else 0
    return Window(lowest, highest, skip=skip, limit=PAGE_SIZE + 1)


def _fill(answer: Answer, hits: Sequence[Hit], order: str, window: Window, typed: Typed) -> None:
    answer.wanted = frozenset(variant for word in typed.words for variant in variants(word))
    answer.rows = rows_of([hit.article for hit in hits[:PAGE_SIZE]])
    if order == BEST:
        answer.count, answer.is_capped = hits[0].of, hits[0].of >= MOST_RANKED
    if len(hits) > PAGE_SIZE:
        further: dict[str, object] = {"upto": hits[PAGE_SIZE].place}
        if order == BEST:
            # Later pages rank the same stories, whatever is published meanwhile.
            further = {"upto": hits[0].newest or window.highest, "skip": window.skip + PAGE_SIZE}
        answer.next_query = answer.asked.query(**further)


def _result(story: FoundStory, wanted: frozenset[str]) -> Result:
    """The standfirst when it has the words; else the place in the text that has; else the standfirst."""
    text = snippets.marked(story.standfirst, wanted)
    if "<mark>" not in text:
        text = snippets.excerpt(story.body, wanted) or text or snippets.marked(story.lede, wanted)
    return Result(story, snippets.marked(story.headline, wanted), text)


def _look_into_live(results: list[Result], answer: Answer) -> list[Result]:
    """Lead to the entry in which the words stand, where a live story's own text has none. One query."""
    live = [one.story for one in results if one.story.kind == Kind.LIVE and "<mark>" not in one.text]
    if not live:
        return results
    found = entries_with(live, answer.wanted, re.findall(r"\w+", answer.asked.text))
    return [
        replace(result, text=snippets.excerpt(entry.html, answer.wanted), entry=entry)
        if (entry := found.get(result.story.pk))
        else result
        for result in results
    ]


def _other_spelling(query: Query, typed: Typed, asked: Asked, window: Window, at: datetime) -> str:
    """What was typed with known words for unknown ones, if that finds a public story. Two queries."""
    known = spelling.corrections(typed.words)
    if not known:
        return ""
    phrases = [tuple(known.get(word, word) for word in phrase) for phrase in typed.wanted]
    other = replace(query, terms=to_query(Typed(wanted=phrases), {}).terms)
    try:
        found = backend().find(other, replace(window, limit=1), order=NEWEST, at=at)
    except TooBroad:
        return ""
    quoted = (f'"{" ".join(phrase)}"' if len(phrase) > 1 else phrase[0] for phrase in phrases)
    minus = (f'-"{" ".join(phrase)}"' for phrase in typed.unwanted)
    return " ".join([*quoted, *minus]) if found else ""

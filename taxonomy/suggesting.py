"""Finding the names of a vocabulary in a text, with points and reasons. Pure: no database, no clock.

A `Dictionary` is built once from names and then asked about texts: an Aho-Corasick automaton finds every name
in one walk over the text, however many names there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from taxonomy.words import BREAK, Word, words_of

HEADLINE, STANDFIRST, FIRST_PARAGRAPH, LATER = "headline", "standfirst", "first paragraph", "later"
POINTS = {HEADLINE: 5, STANDFIRST: 3, FIRST_PARAGRAPH: 3}
MOST_LATER = 5
ENOUGH = 4
SHORT_NAME = 4
# Kinds whose names have no plural: “Paris” is not several times “Pari”.
_ONE_OF_A_KIND = ("person", "place")


class Name(NamedTuple):
    """One name a tag goes by. `matches_case`: count it only where it is written with the same capitals."""

    text: str
    tag: int
    kind: str
    matches_case: bool = False


@dataclass(frozen=True)
class StoryText:
    """What is read of a story, as plain text."""

    headline: str = ""
    standfirst: str = ""
    first_paragraph: str = ""
    later: str = ""

    def parts(self) -> list[tuple[str, str]]:
        """Return each part with its name, in order."""
        return [
            (HEADLINE, self.headline),
            (STANDFIRST, self.standfirst),
            (FIRST_PARAGRAPH, self.first_paragraph),
            (LATER, self.later),
        ]


@dataclass
class Found:
    """One or several tags that a text names: several when the name is that of several tags.

    `name`: as the text has it the first time. `times`: how often in each part of the text.
    """

    tags: tuple[int, ...]
    name: str
    times: Counter[str] = field(default_factory=Counter)

    @property
    def points(self) -> int:
        """How much the text is about it: the headline weighs most."""
        fixed = sum(points for part, points in POINTS.items() if self.times[part])
        return fixed + min(self.times[LATER], MOST_LATER)

    @property
    def mentions(self) -> int:
        """How often it is named in all."""
        return self.times.total()


class _Entry(NamedTuple):
    tag: int
    words: tuple[str, ...]
    shown: tuple[str, ...]
    minds_case: bool
    has_plural: bool


class _Span(NamedTuple):
    """Words `start` to `end` (excluded) of a text name these tags."""

    start: int
    end: int
    tags: tuple[int, ...]


class Reading(NamedTuple):
    """What became of a text: what it names, and what of it no name covers (see `unknown_names`)."""

    found: list[Found]
    text: _Text
    covered: set[int]


class _Text:
    """The words of a story in one row, each with the part it stands in."""

    def __init__(self, story: StoryText) -> None:
        self.words: list[Word] = []
        self.part: list[str] = []
        self._written = dict(story.parts())
        for part, text in self._written.items():
            words = words_of(text)
            if words:
                words[0] = words[0]._replace(before=BREAK)
            self.words += words
            self.part += [part] * len(words)
        pieces, self.starts, self.ends, at = [], {}, {}, 0
        for number, word in enumerate(self.words):
            at += len(word.before)
            self.starts[at] = number
            at += len(word.stem)
            self.ends[at] = number + 1
            pieces += [word.before, word.stem]
        self.line = "".join(pieces) + " "

    def as_written(self, start: int, end: int) -> str:
        """Return words `start` to `end` (excluded) of one part as the story has them."""
        first, last = self.words[start], self.words[end - 1]
        return self._written[self.part[start]][first.start : last.start + len(last.shown)]


class Dictionary:
    """Names of tags, ready to be found in texts. About 0.3 s for 20,000 names."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._surnames: dict[int, tuple[str, str]] = {}
        rows = [(name, words) for name in names if (words := words_of(name.text))]
        for name, words in rows:
            if name.kind == "person" and len(words) > 1:
                self._surnames.setdefault(name.tag, (words[-1].word, words[-1].shown))
        for name, words in rows:
            if len(words) == 1 and self._surnames.get(name.tag, ("",))[0] == words[0].word:
                continue  # a surname alone counts only beside the full name
            self._entries[_line(words)].append(_entry(name, words))
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(self._patterns, store_patterns=False) if self._patterns else None

    def read(self, story: StoryText) -> Reading:
        """Return every tag the story names, most points first."""
        text = _Text(story)
        spans = _longest(self._spans(text))
        covered = {number for span in spans for number in range(span.start, span.end)}
        found: dict[tuple[int, ...], Found] = {}
        for span in spans:
            _count(found, span, text)
        self._add_surnames(found, text, covered)
        _settle_namesakes(found)
        ranked = sorted(found.values(), key=lambda one: (-one.points, -one.mentions))
        return Reading(ranked, text, covered)

    def _spans(self, text: _Text) -> Iterable[_Span]:
        if self._automaton is None:
            return
        for pattern, start, end in self._automaton.find_matches_as_indexes(text.line, overlapping=True):
            first, last = text.starts.get(start + 1), text.ends.get(end - 1)
            if first is None or last is None:
                continue
            tags = _meant(self._entries[self._patterns[pattern]], text.words[first:last])
            if tags:
                yield _Span(first, last, tags)

    def _add_surnames(self, found: dict[tuple[int, ...], Found], text: _Text, covered: set[int]) -> None:
        """Count surnames that stand alone, where the full name is in the story and one person has it."""
        owners: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
        for tags in found:
            for surname, shown in {self._surnames[tag] for tag in tags if tag in self._surnames}:
                owners[surname].append((tags, shown))
        for number, word in enumerate(text.words):
            holders = owners.get(word.word, ()) if number not in covered else ()
            if len(holders) == 1 and word.shown[0].isupper() == holders[0][1][0].isupper():
                found[holders[0][0]].times[text.part[number]] += 1
                covered.add(number)


def _line(words: Sequence[Word]) -> str:
    """Write a name as `_Text` writes a story; the blanks at both ends are what bounds the words."""
    first, *rest = words
    return f" {first.stem}" + "".join(word.before + word.stem for word in rest) + " "


def _entry(name: Name, words: Sequence[Word]) -> _Entry:
    letters = "".join(word.shown for word in words)
    has_case = letters.upper() != letters.lower()
    minds = name.matches_case or len(letters) < SHORT_NAME or letters == letters.upper()
    return _Entry(
        name.tag,
        tuple(word.word for word in words),
        tuple(word.shown for word in words),
        has_case and minds,
        name.kind not in _ONE_OF_A_KIND,
    )


def _meant(entries: Sequence[_Entry], words: Sequence[Word]) -> tuple[int, ...]:
    """Return the tags that these words name; a name that is there word for word goes before a plural."""
    asked = tuple(word.word for word in words)
    shown = tuple(word.shown for word in words)
    fitting = [entry for entry in entries if _fits(entry, asked, shown)]
    exact = [entry for entry in fitting if entry.words == asked]
    return tuple(sorted({entry.tag for entry in exact or fitting}))


def _fits(entry: _Entry, asked: tuple[str, ...], shown: tuple[str, ...]) -> bool:
    if entry.words[:-1] != asked[:-1] or (entry.words[-1] != asked[-1] and not entry.has_plural):
        return False
    if not entry.minds_case:
        return True
    return entry.shown[:-1] == shown[:-1] and shown[-1].startswith(entry.shown[-1])


def _longest(spans: Iterable[_Span]) -> list[_Span]:
    """Keep the longest of names that lie over each other, from the beginning of the text on."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _count(found: dict[tuple[int, ...], Found], span: _Span, text: _Text) -> None:
    if span.tags not in found:
        found[span.tags] = Found(span.tags, text.as_written(span.start, span.end))
    found[span.tags].times[text.part[span.start]] += 1


def _settle_namesakes(found: dict[tuple[int, ...], Found]) -> None:
    """Give a shared name to the one of its tags that the story names beyond doubt elsewhere, if it is one."""
    for tags in [tags for tags in found if len(tags) > 1]:
        certain = [tag for tag in tags if (tag,) in found]
        if len(certain) == 1:
            found[certain[0],].times += found.pop(tags).times

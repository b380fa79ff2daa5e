"""Names in a text that no tag has yet: capitalised words that stand together more than once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from taxonomy.suggesting import HEADLINE, Reading
from taxonomy.words import BREAK, SPACE, Word

FEWEST_WORDS, MOST_WORDS = 2, 4
FEWEST_TIMES = 2
# Small words inside a name (“Bank of England”, “Anna de Vries”), and those that only begin a sentence.
_INSIDE = frozenset("of de la le du des da di do dos van von der den bin bint ibn al el y".split())
_OPENING = frozenset(
    "a an the this that these those he she it they we i you his her its their our my in on at by for from to "
    "of with after before when while as but and or if so yet no not all some many most both each every what "
    "who how why where there here since until during under over then mr mrs ms".split()
)


def unknown_names(reading: Reading) -> list[tuple[str, int]]:
    """Return names of two to four capitalised words that stand in the text twice or more, with how often.

    Headlines are left out, since some houses capitalise every word of them. Most frequent first.
    """
    words = reading.text.words
    lower = {word.word for word in words if word.shown[:1].islower()}
    runs = [(start + _is_opening(words[start], lower), end) for start, end in _runs(reading)]
    runs = [(start, end) for start, end in runs if start < end]
    counted: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    inside = {_folded(words[start:end]) for start, end in runs}
    for start, end in runs:
        if words[start].before == BREAK and _folded(words[start + 1 : end]) in inside:
            start += 1  # “Wednesday Rosa Marsh” at the beginning of a sentence is Rosa Marsh
        if FEWEST_WORDS <= sum(map(_is_capital, words[start:end])) <= MOST_WORDS:
            name = _folded(words[start:end])
            counted[name] += 1
            written.setdefault(name, reading.text.as_written(start, end))
    return [(written[name], times) for name, times in counted.most_common() if times >= FEWEST_TIMES]


def _folded(words: list[Word]) -> tuple[str, ...]:
    return tuple(word.word for word in words)


def _runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Give the longest rows of capitalised words that no known name covers: start and end of each."""
    start, words = None, reading.text.words
    for number, word in enumerate(words):
        fits = reading.text.part[number] != HEADLINE and number not in reading.covered
        joins = start is not None and word.before == SPACE
        if start is not None and not (fits and joins and (_is_capital(word) or word.shown in _INSIDE)):
            yield start, _end(words, start, number)
            start = None
        if fits and start is None and _is_capital(word):
            start = number
    if start is not None:
        yield start, _end(words, start, len(words))


def _end(words: list[Word], start: int, end: int) -> int:
    """Leave small words at the end out of the name."""
    while end > start and not _is_capital(words[end - 1]):
        end -= 1
    return end


def _is_capital(word: Word) -> bool:
    return word.shown[0].isupper()


def _is_opening(word: Word, lower: set[str]) -> bool:
    """Say whether a word is a capital only because it begins a sentence."""
    return word.word in _OPENING or (word.before == BREAK and word.word in lower)

"""From what was typed to what is asked of the index. Pure; nothing that can be typed raises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from published.search.folding import variants, words

LONGEST = 200  # letters that are looked at
MOST_TERMS = 12

# Each of these phrases will do; a word is a phrase of one.
Alternatives = tuple[tuple[str, ...], ...]

_PART = re.compile(
    r'(?P<minus>(?<!\S)-(?=[\w"]))?(?:["“”„«»](?P<phrase>[^"“”„«»]+)["“”„«»]|(?P<word>[^\s"“”„«»]+))'
)


@dataclass(frozen=True)
class Query:
    """What every hit has: one alternative of each term and of each mark, and none of `without`."""

    terms: tuple[Alternatives, ...] = ()
    without: tuple[Alternatives, ...] = ()
    marks: tuple[Alternatives, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to look for; leaving words out alone is no question."""
        return not self.terms and not self.marks


@dataclass
class Typed:
    """What was typed, understood: phrases that are wanted and phrases that are not."""

    wanted: list[tuple[str, ...]] = field(default_factory=list)
    unwanted: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Every wanted word, once."""
        return list(dict.fromkeys(word for phrase in self.wanted for word in phrase))


def understand(text: str) -> Typed:
    """Read words, "a phrase" in any quotes, and -what is not wanted; the first twelve of them."""
    typed = Typed()
    for part in _PART.finditer(text[:LONGEST]):
        if len(typed.wanted) + len(typed.unwanted) >= MOST_TERMS:
            break
        found = words(part["phrase"] or part["word"])[:MOST_TERMS]
        phrases = [tuple(found)] if part["phrase"] or part["minus"] else [(word,) for word in found]
        rows = typed.unwanted if part["minus"] else typed.wanted
        rows += [phrase for phrase in phrases if phrase and phrase not in rows]
    typed.wanted = typed.wanted[:MOST_TERMS]
    return typed


def to_query(
    typed: Typed, tag_marks: Mapping[str, list[str]], marks: tuple[tuple[str, ...], ...] = ()
) -> Query:
    """Return the question for the index.

    `tag_marks` gives the marks of tags that a word names: a story that carries the tag has the word.
    `marks` are the filters, each a choice of marks.
    """
    return Query(
        terms=tuple(_alternatives(phrase, tag_marks) for phrase in typed.wanted),
        without=tuple((phrase,) for phrase in typed.unwanted),
        marks=tuple(tuple((mark,) for mark in choice) for choice in marks),
    )


def _alternatives(phrase: tuple[str, ...], tag_marks: Mapping[str, list[str]]) -> Alternatives:
    if len(phrase) > 1:
        return (phrase,)
    return tuple((word,) for word in (*variants(phrase[0]), *tag_marks.get(phrase[0], ())))

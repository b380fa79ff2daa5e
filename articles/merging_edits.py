"""Three-way merging of documents: base, theirs and mine, so that two people's work becomes one. Pure.

What only one of them changed is taken. What both changed alike is taken. What both changed
differently is a clash, which a person decides; until then nothing of either is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from articles.document import TEXT_FIELDS, Document, upgraded


@dataclass(frozen=True)
class Clash:
    """What both changed differently: a field, or one passage of the body."""

    name: str
    base: Any
    theirs: Any
    mine: Any
    passage: int | None = None


@dataclass
class Merge:
    """The document with everything that could be merged; where it clashes, it holds `mine`."""

    document: Document
    clashes: list[Clash] = field(default_factory=list)
    bodies: tuple[str, str, str] = ("", "", "")

    @property
    def is_clean(self) -> bool:
        return not self.clashes


@dataclass(frozen=True)
class Chunk:
    """A stretch of a merged sequence; `is_clash` when both sides changed it differently."""

    base: tuple
    theirs: tuple
    mine: tuple

    @property
    def is_clash(self) -> bool:
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)

    @property
    def merged(self) -> tuple:
        """What stands in the result: the changed side; mine where it clashes."""
        return self.theirs if self.mine == self.base else self.mine


def merge_documents(base: Document, theirs: Document, mine: Document) -> Merge:
    """Return the merge of two documents that both started from `base`.

    Public dates are never merged: they are `theirs`, what the database has. The body is merged
    block by block; credits, agencies, tags, links and corrections as ordered lists.
    """
    base, theirs, mine = map(upgraded, (base, theirs, mine))
    result: Document = {**theirs, "fields": dict(theirs["fields"])}
    bodies = (base["fields"]["body"], theirs["fields"]["body"], mine["fields"]["body"])
    merge = Merge(result, bodies=bodies)
    for name in TEXT_FIELDS:
        versions = [document["fields"][name] for document in (base, theirs, mine)]
        if name == "body":
            result["fields"][name] = _merge_body(merge, *versions)
        else:
            result["fields"][name] = _merge_value(merge, name, *versions)
    for name, key in _LISTS.items():
        result[name] = _merge_list(merge, name, key, base[name], theirs[name], mine[name])
    return merge


def _merge_value(merge: Merge, name: str, base: Any, theirs: Any, mine: Any) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs != base:
        merge.clashes.append(Clash(name, base, theirs, mine))
    return mine


_BLOCKS = re.compile(r"<(p|h2|h3|ul|ol|blockquote|figure|aside)(?=[\s>])[^>]*>|<hr>", re.IGNORECASE)


def blocks(html: str) -> list[str]:
    """Return the outermost blocks of a cleaned text; joined, they are the text."""
    found: list[str] = []
    position = 0
    while match := _BLOCKS.search(html, position):
        if match.start() > position:
            found.append(html[position : match.start()])
        position = _end_of_block(html, match)
        found.append(html[match.start() : position])
    if position < len(html):
        found.append(html[position:])
    return found


def _end_of_block(html: str, opening: re.Match[str]) -> int:
    """Return where a block ends that `opening` opens, the same tag inside it included."""
    if opening[1] is None:
        return opening.end()
    depth, tags = 1, re.compile(rf"<(/?){opening[1]}(?=[\s>])[^>]*>", re.IGNORECASE)
    for tag in tags.finditer(html, opening.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(html)


def _merge_body(merge: Merge, base: str, theirs: str, mine: str) -> str:
    chunks = merge_sequences(blocks(base), blocks(theirs), blocks(mine))
    for number, chunk in enumerate(chunks):
        if chunk.is_clash:
            old, their, my = ("".join(side) for side in (chunk.base, chunk.theirs, chunk.mine))
            merge.clashes.append(Clash("body", old, their, my, passage=number))
    return "".join("".join(chunk.merged) for chunk in chunks)


def merge_sequences(base: Sequence, theirs: Sequence, mine: Sequence) -> list[Chunk]:
    """Return the three sequences cut into stretches: the classic three-way merge of diff3.

    Source: Khanna, Kunal and Pierce, “A Formal Investigation of Diff3” (2007). Joined, the
    `base`, `theirs` and `mine` of the chunks are the three sequences.
    """
    chunks: list[Chunk] = []
    at_base = at_theirs = at_mine = 0
    for start, end, in_theirs, in_mine in _agreements(base, theirs, mine):
        changed = Chunk(
            tuple(base[at_base:start]), tuple(theirs[at_theirs:in_theirs]), tuple(mine[at_mine:in_mine])
        )
        if changed != Chunk((), (), ()):
            chunks.append(changed)
        size = end - start
        if size:
            same = tuple(base[start:end])
            chunks.append(Chunk(same, same, same))
        at_base, at_theirs, at_mine = end, in_theirs + size, in_mine + size
    return chunks


def _agreements(base: Sequence, theirs: Sequence, mine: Sequence) -> list[tuple[int, int, int, int]]:
    """Stretches of `base` that both sides kept, with where they stand in each; the end as the last."""
    left = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        a, b = left[i], right[j]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            found.append((start, end, a.b + start - a.a, b.b + start - b.a))
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    return [*found, (len(base), len(base), len(theirs), len(mine))]


def _by(*names: str) -> Any:
    return lambda row: tuple(row[name] for name in names)


# What makes two rows the same thing, changed.
_LISTS: dict[str, Any] = {
    "credits": _by("role", "contributor_id", "name"),
    "sources": _by("contributor_id"),
    "tags": lambda tag: tag,
    "links": _by("target_id", "url"),
    "corrections": lambda row: row["id"] or row["text"],  # a new one has no number yet
}


def _merge_list(merge: Merge, name: str, key: Any, base: list, theirs: list, mine: list) -> list:
    """Merge ordered rows: what either added stays, what either took out goes, a row both changed clashes.

    The order is that of whoever changed it; mine if both did.
    """
    in_base, in_theirs, in_mine = ({key(row): row for row in side} for side in (base, theirs, mine))
    rows: dict[Hashable, Any] = {}
    for one in dict.fromkeys([*_order(base, theirs, mine, key), *in_theirs, *in_mine]):
        if _taken_out(one, in_base, in_theirs, in_mine):
            continue
        row = _merge_row(merge, name, in_base.get(one), in_theirs.get(one), in_mine.get(one))
        rows[one] = row
    return list(rows.values())


def _order(base: list, theirs: list, mine: list, key: Any) -> list[Hashable]:
    orders = [[key(row) for row in side] for side in (base, theirs, mine)]
    return orders[1] if orders[2] == orders[0] else orders[2]


def _taken_out(one: Hashable, base: dict, theirs: dict, mine: dict) -> bool:
    """Say whether a row goes: one side took it out and the other left it as it was."""
    if one not in base or (one in theirs and one in mine):
        return False
    left = theirs.get(one, mine.get(one))
    return left is None or left == base[one]


def _merge_row(merge: Merge, name: str, base: Any, theirs: Any, mine: Any) -> Any:
    if mine is None or mine == base:
        chosen = theirs
    elif theirs is None or theirs in (base, mine):
        chosen = mine
    else:
        merge.clashes.append(Clash(name, base, theirs, mine))
        chosen = mine
    return mine if chosen is None else chosen

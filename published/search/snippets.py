"""What a result shows of a story: the words that were asked for, marked where they stand.

Most texts are plain enough for a look at their letters; one with accents or of another script is folded word
by word, as the index is. Either way it is done for the results that are shown, and around one place of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import escape

from django.utils.safestring import SafeString, mark_safe

from published.search.folding import fold
from published.search.indexing import TAG, plain

BEFORE, LENGTH = 8, 34  # words
# Letters of markup that hold that many words for certain; what a search is worth looking through for.
_AROUND, _FAR, _MOST_PLACES = 900, 170, 200
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u0f7f\u200c\u200d\ufe00-\ufe0f])*")
_TYPOGRAPHY = {ord(mark): " " for mark in "‘’‚“”„«»‹›–—…·•\u00a0\u2009\u202f"}

Place = tuple[int, int]


def marked(text: str, wanted: Set[str]) -> SafeString:
    """Return a text as HTML with the wanted words in `mark`. `wanted` are folded words."""
    places = _places(text, wanted)
    if not places:
        return mark_safe(escape(text))  # noqa: S308
    parts, end = [], 0
    for start, stop in places:
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))  # noqa: S308  escaped above


def how_many(html: str, wanted: Set[str]) -> int:
    """Return how many of the wanted words stand in a composed text."""
    return len(wanted & set(fold(plain(html)).split()))


def excerpt(html: str, wanted: Set[str]) -> SafeString:
    """Return the few lines of a composed text where most of the wanted words stand; "" without any."""
    places = [] if "embed__card" in html else [start for start, _stop in _look(html, html.lower(), wanted)]
    places = [place for place in places if not _is_in_a_tag(html, place)]
    if places:
        return _cut(html, _densest(places, _FAR), wanted)
    return mark_safe("") if html.isascii() and "embed__card" not in html else _folded(plain(html), wanted)


def _cut(html: str, at: int, wanted: Set[str]) -> SafeString:
    """The words around a place in the markup, without reading more of it than they take."""
    start, end = max(0, at - _AROUND), min(len(html), at + _AROUND)
    head, tail = html[start:at], html[at:end]
    if start and _ends_a_tag(head):
        head = head[head.find(">") + 1 :]
    if end < len(html) and tail.rfind("<") > tail.rfind(">"):
        tail = tail[: tail.rfind("<")]
    before, after = plain(head), plain(tail)
    if start:  # it may begin inside a word, as the other may end inside one
        before = before.lstrip().partition(" ")[2]
    if end < len(html):
        after = after.rstrip().rpartition(" ")[0]
    hit = (before.split() or [""])[-1] if before and not before[-1].isspace() else ""
    first = before.split()[:-1] if hit else before.split()
    rest = (hit + after).split()
    length = max(BEFORE, LENGTH - len(rest))
    shown = [*first[-length:], *rest][:LENGTH]
    is_cut = len(first) > length or start > 0
    goes_on = len(first[-length:]) + len(rest) > LENGTH or end < len(html)
    return _around(" ".join(shown), wanted, is_cut=is_cut, goes_on=goes_on)


def _is_in_a_tag(html: str, place: int) -> bool:
    tag = TAG.match(html, max(0, html.rfind("<", 0, place)))
    return tag is not None and tag.end() > place


def _ends_a_tag(text: str) -> bool:
    end, begin = text.find(">"), text.find("<")
    return end >= 0 and (begin < 0 or end < begin)


def _folded(text: str, wanted: Set[str]) -> SafeString:
    """The same for a text in which every word has to be folded to be known."""
    chunks = text.split()
    at = [place for place, chunk in enumerate(chunks) if any(word in wanted for word in fold(chunk).split())]
    if not at:
        return mark_safe("")
    start = max(0, _densest(at, LENGTH - BEFORE) - BEFORE)
    end = min(len(chunks), start + LENGTH)
    start = max(0, end - LENGTH)
    return _around(" ".join(chunks[start:end]), wanted, is_cut=start > 0, goes_on=end < len(chunks))


def _around(text: str, wanted: Set[str], *, is_cut: bool, goes_on: bool) -> SafeString:
    before, after = "… " if is_cut else "", " …" if goes_on else ""
    return mark_safe(before + marked(text, wanted) + after)  # noqa: S308  escaped in `marked`


def _places(text: str, wanted: Set[str]) -> list[Place]:
    """Where wanted words stand, in order."""
    simple = text if text.isascii() else text.translate(_TYPOGRAPHY)
    if simple.isascii():
        return list(_look(simple, simple.lower(), wanted))
    return [word.span() for word in _WORD.finditer(text) if fold(word[0]) in wanted]


def _look(text: str, lower: str, wanted: Set[str]) -> list[Place]:
    """Where wanted words stand letter for letter, in order; nothing when small letters are more or fewer."""
    if len(text) != len(lower):
        return []
    return sorted(place for word in wanted for place in _places_of(word, lower))


def _places_of(word: str, text: str) -> Iterator[Place]:
    start, found = text.find(word), 0
    while start >= 0 and found < _MOST_PLACES:
        end = start + len(word)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or after.isalnum() or (before == "&" and after == ";")):
            found += 1
            yield start, end
        start = text.find(word, end)


def _densest(at: list[int], far: int) -> int:
    """The place from which most of the others lie within so far; the first of several."""
    best, most, last = at[0], 0, 0
    for number, place in enumerate(at):
        while last < len(at) and at[last] < place + far:
            last += 1
        if last - number > most:
            best, most = place, last - number
    return best

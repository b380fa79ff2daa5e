"""The entries of live stories in a page of results: where in a long coverage the words stand."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from django.db.models import Q
from django.utils.html import escape

from published.models import PublishedLiveUpdate
from published.moments import Moment
from published.search.snippets import how_many
from published.search.stories import FoundStory

# So many live stories of a page are looked through, and so many of their newest entries that may have a word.
MOST_STORIES, MOST_ENTRIES = 5, 60


class FoundEntry(NamedTuple):
    """The entry of a live story in which the words stand: what its address adds, and when it was posted."""

    query: str
    moment: Moment
    html: str


def entries_with(
    stories: Sequence[FoundStory], wanted: Set[str], typed: Sequence[str]
) -> dict[int, FoundEntry]:
    """Return the entry of each story that has most of the words, the newest of several. One query.

    `wanted` are folded words, `typed` the same as they were typed, by which the database looks.
    """
    has_word = Q()
    for word in {*wanted, *typed}:
        has_word |= Q(headline__icontains=word) | Q(body__icontains=word)
    if not stories or not has_word:
        return {}
    rows = PublishedLiveUpdate.objects.filter(
        has_word, article__in=[one.pk for one in stories[:MOST_STORIES]]
    )
    best: dict[int, tuple[int, PublishedLiveUpdate]] = {}
    for row in rows.order_by("-at", "-id")[:MOST_ENTRIES]:
        words = how_many(f"{escape(row.headline)} {row.body}", wanted)
        if words > best.get(row.article_id, (0, row))[0]:
            best[row.article_id] = words, row
    return {story: _found(row) for story, (_words, row) in best.items()}


def _found(row: PublishedLiveUpdate) -> FoundEntry:
    head = f"<p>{escape(row.headline)}</p>" if row.headline else ""
    return FoundEntry(row.query, Moment(row.at), head + row.body)

"""How common words are, as PostgreSQL has counted them: what says by which way a search is short.

The newest stories with a word can be found from the newest end of the archive, which is short for a common
word, or by the index of words and a sort, which is short for a rare one. The planner takes a word it knows
nothing of for a common one, and would then read a million stories for a word that stands in none.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from published.search.querying import Alternatives, Query

READ_AGAIN_SECONDS = 600
# Looking into one story's words costs as much as fetching and sorting so many that the index names.
COST_OF_A_LOOK = 10

_STATISTICS = """
SELECT attname, most_common_elems::text::text[], most_common_elem_freqs,
       (SELECT reltuples FROM pg_class WHERE oid = 'published_searchentry'::regclass)
FROM pg_stats WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'published_searchentry'
AND attname IN ('vector', 'title') AND most_common_elems IS NOT NULL
"""


@dataclass(frozen=True)
class Commonness:
    """In which share of the stories words stand; `rest` is the most that an unknown one has."""

    stories: float = 0
    known: dict[str, float] = field(default_factory=dict)
    rest: float = 0

    def share_of(self, terms: Iterable[Alternatives]) -> float:
        """Return in which share all of these stand, if none cares for the others."""
        share = 1.0
        for term in terms:
            share *= min(1.0, sum(self._of_phrase(phrase) for phrase in term))
        return share

    def is_rare(self, query: Query, most: int) -> bool:
        """Say whether sorting all hits is shorter than going through the newest stories for so many."""
        share = self.share_of((*query.terms, *query.marks))
        return share * share * self.stories <= COST_OF_A_LOOK * most

    def _of_phrase(self, phrase: tuple[str, ...]) -> float:
        return min((self.known.get(word, self.rest) for word in phrase), default=1.0)


_lock = threading.Lock()
_read: tuple[float, dict[str, Commonness]] = (float("-inf"), {})


def of_column(column: str) -> Commonness | None:
    """Return how common the words of a column are; None where nobody has counted. A query in ten minutes."""
    global _read
    at, found = _read
    if time.monotonic() - at > READ_AGAIN_SECONDS:
        found = _statistics()
        with _lock:
            _read = (time.monotonic(), found)
    return found.get(column)


def _statistics() -> dict[str, Commonness]:
    with connection.cursor() as cursor:
        cursor.execute(_STATISTICS)
        rows = cursor.fetchall()
    # After the words' own shares stand the smallest and the largest of them.
    return {
        name: Commonness(stories, dict(zip(words, shares, strict=False)), shares[len(words)])
        for name, words, shares, stories in rows
        if stories > 0 and len(shares) > len(words)
    }

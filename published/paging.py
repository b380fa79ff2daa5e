"""Pages of a list that hold still while new stories come in, and cost the same however far down they are.

A list is ordered newest first, then by number. Links to further pages carry the place of the story that
was first on page one, and later pages count from there: nothing that comes in above it moves them.
Counting costs the database a walk past every story counted; so after fifty pages the links carry the place of
the story that is first on that page, and which page it is.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

PAGE_SIZE = 20
COUNTED_PAGES = 50

_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_ANCHOR = re.compile(r"(-?[0-9]{1,18})-([0-9]{1,18})(?:-([1-9][0-9]{0,5}))?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Anchor:
    """A place in the order: a moment and the number of the story published then, the first on `page`."""

    published_at: datetime
    number: int
    page: int = 1

    def __str__(self) -> str:
        place = f"{(self.published_at - _EPOCH) // _MICROSECOND}-{self.number}"
        return place if self.page == 1 else f"{place}-{self.page}"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """Raise ValueError for what is no anchor, or names a moment outside the calendar."""
        match = _ANCHOR.fullmatch(text)
        if match is None:
            raise ValueError(text)
        try:
            return cls(_EPOCH + int(match[1]) * _MICROSECOND, int(match[2]), int(match[3] or 1))
        except OverflowError as error:
            raise ValueError(text) from error


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and the queries of its neighbours (“?page=2&upto=…”, "" for none)."""

    number: int
    rows: list[Any]
    next_query: str
    previous_query: str | None
    anchor: Anchor | None = None

    @property
    def contents(self) -> tuple[Hashable, ...]:
        """What the page shows, to be compared."""
        return (
            self.number,
            self.next_query,
            self.previous_query,
            self.own_query,
            tuple((row.contents, row.added[1:]) for row in self.rows),
        )

    @property
    def own_query(self) -> str:
        """What the canonical address carries: the number, nothing on page one, and far down the place."""
        return _query(self.number, self.anchor if self.number > COUNTED_PAGES else None)


class Listing(Protocol):
    """A list that pages are asked of. Its rows have `pk`, which breaks ties, and a moment: their `place`."""

    def part(self, skipped: int, many: int, upto: Anchor | None = None) -> list[Any]:
        """Return `many` rows after the `skipped` first of those at or after a place."""

    def before(self, place: Anchor, many: int) -> list[Any]:
        """Return the `many` rows just before a place, the nearest first."""


class Rows:
    """A queryset as a list: one with `latest_first()`, `up_to()`, `above()`, and rows with `published_at`."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def part(self, skipped: int, many: int, upto: Anchor | None = None) -> list[Any]:
        """As a `Listing`. One query."""
        here = self._rows.up_to(upto.published_at, upto.number) if upto else self._rows
        return list(here.latest_first()[skipped : skipped + many])

    def before(self, place: Anchor, many: int) -> list[Any]:
        """As a `Listing`. One query."""
        return list(self._rows.above(place.published_at, place.number).latest_first().reverse()[:many])


def page_of(request: HttpRequest, listing: Listing, *, size: int = PAGE_SIZE) -> Page:
    """Return the page of a list that the address asks for. One query; far down two at each fiftieth page.

    Raises Http404 for a page that is no number or has no rows, but for an empty first page, for a malformed
    anchor, and for a page too far from its anchor.
    """
    number = _page_number(request.GET.get("page", "1"))
    anchor = _anchor(request.GET.get("upto")) if number > 1 else None
    skipped = number - (anchor.page if anchor else 1)
    if not 0 <= skipped < COUNTED_PAGES:
        raise Http404
    found = listing.part(skipped * size, size + 1, anchor)
    if number > 1 and not found:
        raise Http404
    if number == 1 and found:
        anchor = _place_of(found[0])
    following = anchor
    if skipped == COUNTED_PAGES - 1 and len(found) > size:
        following = _place_of(found[size], number + 1)
    preceding = _before(listing, anchor, size) if anchor and number == anchor.page > 1 else anchor
    return Page(
        number=number,
        rows=found[:size],
        next_query=_query(number + 1, following) if len(found) > size else "",
        previous_query=_query(number - 1, preceding) if number > 1 else None,
        anchor=anchor,
    )


def _place_of(row: Any, page: int = 1) -> Anchor:
    return Anchor(getattr(row, "place", None) or row.published_at, row.pk, page)


def _before(listing: Listing, anchor: Anchor, size: int) -> Anchor | None:
    """Return the place of the page before the one an anchor stands on."""
    newer = listing.before(anchor, size)
    return _place_of(newer[-1], anchor.page - 1) if newer else None


def _page_number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def _anchor(text: str | None) -> Anchor | None:
    if text is None:
        return None
    try:
        return Anchor.read(text)
    except ValueError as error:
        raise Http404 from error


def _query(number: int, anchor: Anchor | None) -> str:
    """The first page is the bare address, so that going back to it shows what has come in since."""
    if number == 1:
        return ""
    return "?" + urlencode({"page": number} | ({"upto": str(anchor)} if anchor else {}))

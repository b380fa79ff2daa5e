"""Live stories as readers get them: a page of entries, the fragment that readers' browsers ask for, the data.

An entry has no rule of its own about who may see it: it is public while its story is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from published.addresses import absolute
from published.models import Kind, PublishedArticle, PublishedLive, PublishedLiveUpdate
from published.moments import Moment
from published.paging import Anchor
from published.search.indexing import plain

PAGE_SIZE = 30
# What the fragment carries: whoever was away longer than twenty entries reads the page again.
FRESH = 20

JSON = dict[str, Any]


@dataclass(frozen=True)
class Note:
    """A correction of an entry."""

    text: str
    moment: Moment


@dataclass(frozen=True)
class Shown:
    """An entry as a page shows it. `mark` changes whenever what it says does."""

    number: int
    headline: str
    body: str
    is_key: bool
    moment: Moment
    changed: Moment | None
    notes: list[Note]
    anchor: str

    @property
    def mark(self) -> str:
        """What tells two states of an entry apart."""
        last = self.changed or self.moment
        return f"{last.at.timestamp():.6f}"


@dataclass(frozen=True)
class KeyMoment:
    """A line of the list of key moments, and where it leads."""

    headline: str
    moment: Moment
    address: str


@dataclass
class LivePage:
    """A page of entries. `has_end` says that the newest is among them, so that newer ones may join."""

    is_newest_first: bool
    ended: Moment | None
    changed: Moment | None
    entries: list[Shown] = field(default_factory=list)
    moments: list[KeyMoment] = field(default_factory=list)
    has_end: bool = True
    is_first: bool = True
    next_query: str = ""
    other_order: str = ""


def live_page(story: PublishedArticle, query: QueryDict) -> LivePage | None:
    """Return the entries that an address asks for; None for a story that is not live. One query.

    Raises Http404 for an anchor that is none.
    """
    live = state_of(story)
    if live is None:
        return None
    is_newest_first = _order(query, live)
    anchor = _anchor(query.get("entries"))
    rows = PublishedLiveUpdate.objects.filter(article=story.pk).in_order(
        is_newest_first=is_newest_first, since=anchor
    )
    found = list(rows[: PAGE_SIZE + 1])
    if anchor and not found:
        raise Http404
    return page_of(live, found, query, is_newest_first=is_newest_first, is_first=anchor is None)


def page_of(
    live: PublishedLive,
    found: Sequence[PublishedLiveUpdate],
    query: QueryDict,
    *,
    is_newest_first: bool,
    is_first: bool = True,
) -> LivePage:
    """Return a page of these entries; one more than fits says that there is a further page. Pure."""
    order = {} if is_newest_first == live.is_newest_first else {"order": query.get("order", "")}
    shown = [shown_of(row) for row in found[:PAGE_SIZE]]
    rest = len(found) > PAGE_SIZE
    return LivePage(
        is_newest_first=is_newest_first,
        ended=Moment(live.ended_at) if live.ended_at else None,
        changed=Moment(live.changed_at) if shown else None,
        entries=shown,
        moments=[_key_moment(row) for row in live.moments],
        has_end=is_first if is_newest_first else not rest,
        is_first=is_first,
        next_query="?" + urlencode(order | {"entries": shown_of(found[PAGE_SIZE]).anchor}) if rest else "",
        other_order="?" + urlencode({"order": "oldest" if is_newest_first else "newest"}),
    )


def state_of(story: PublishedArticle) -> PublishedLive | None:
    """Return what is kept of a story's coverage, if it is live. No query for a story fetched `for_page()`."""
    if story.kind != Kind.LIVE:
        return None
    return getattr(story, "live", None)


def shown_of(row: PublishedLiveUpdate) -> Shown:
    """Return an entry as pages show it. Pure."""
    return Shown(
        number=row.pk,
        headline=row.headline,
        body=row.body,
        is_key=row.is_key,
        moment=Moment(row.at),
        changed=Moment(row.changed_at) if row.changed_at else None,
        notes=[Note(note["text"], Moment(datetime.fromisoformat(note["at"]))) for note in row.corrections],
        anchor=str(Anchor(row.at, row.pk)),
    )


def _key_moment(row: JSON) -> KeyMoment:
    """The page that begins with the entry has it for certain."""
    at, number = datetime.fromisoformat(row["at"]), row["id"]
    query = urlencode({"entries": str(Anchor(at, number))})
    return KeyMoment(row["headline"], Moment(at), f"?{query}#entry-{number}")


def _order(query: QueryDict, live: PublishedLive) -> bool:
    return {"newest": True, "oldest": False}.get(query.get("order", ""), live.is_newest_first)


def _anchor(text: str | None) -> Anchor | None:
    if text is None:
        return None
    try:
        return Anchor.read(text)
    except ValueError as error:
        raise Http404 from error


# For machines


def live_posting(story: PublishedArticle, page: LivePage | None) -> JSON:
    """Return what a live story says beyond a news article (https://schema.org/LiveBlogPosting)."""
    live = state_of(story)
    if page is None or live is None:
        return {}
    posting: JSON = {
        "coverageStartTime": Moment(story.first_published_at).iso,
        "liveBlogUpdate": [_posting(story, entry) for entry in page.entries],
    }
    if page.ended:
        posting["coverageEndTime"] = page.ended.iso
    return posting


def _posting(story: PublishedArticle, entry: Shown) -> JSON:
    words = " ".join(plain(entry.body).split())
    posting = {
        "@type": "BlogPosting",
        "headline": entry.headline or words[:110],
        "articleBody": words,
        "datePublished": entry.moment.iso,
        "url": absolute(f"{story.get_absolute_url()}?entries={entry.anchor}#entry-{entry.number}"),
    }
    return posting | ({"dateModified": entry.changed.iso} if entry.changed else {})


def latest_text(story: PublishedArticle) -> str:
    """Return the newest entries as HTML for a feed, newest first; "" for a story that is not live."""
    live = state_of(story)
    if live is None:
        return ""
    return "".join(_in_a_feed(row) for row in live.latest)


def _in_a_feed(row: JSON) -> str:
    moment = Moment(datetime.fromisoformat(row["at"]))
    head = f"{moment.full}: {row['headline']}" if row["headline"] else moment.full
    notes = "".join(f"<p><em>{escape(note['text'])}</em></p>" for note in row["corrections"])
    return f"<h3>{escape(head)}</h3>{row['body']}{notes}"


def last_change(story: PublishedArticle) -> Moment | None:
    """Return when an entry of a live story was last posted or changed."""
    live = state_of(story)
    return Moment(live.changed_at) if live is not None and live.latest else None

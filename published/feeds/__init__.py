"""Feeds: the same entries as RSS 2.0, Atom and JSON Feed. Pure; no query."""

from collections.abc import Callable

from published.feeds.atom import as_atom
from published.feeds.entries import ITEMS, Entry, Feed, correction_entry, entry_of
from published.feeds.json_feed import as_json
from published.feeds.rss import as_rss

FORMATS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "rss.xml": (as_rss, "application/rss+xml; charset=utf-8"),
    "atom.xml": (as_atom, "application/atom+xml; charset=utf-8"),
    "feed.json": (as_json, "application/feed+json; charset=utf-8"),
}

__all__ = ["FORMATS", "ITEMS", "Entry", "Feed", "correction_entry", "entry_of"]

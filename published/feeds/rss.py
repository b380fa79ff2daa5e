"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import get_language

from published.addresses import absolute
from published.feeds.entries import Entry, Feed
from published.feeds.xml import add, written

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
for prefix, namespace in (("atom", ATOM), ("content", CONTENT), ("dc", DUBLIN_CORE)):
    ET.register_namespace(prefix, namespace)


def as_rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0, with the text in content:encoded and every writer as dc:creator."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", absolute(feed.page))
    add(channel, "description", feed.description or feed.title)
    add(channel, "language", get_language() or settings.LANGUAGE_CODE)
    if feed.updated:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    own = {"href": absolute(feed.own), "rel": "self", "type": "application/rss+xml"}
    add(channel, f"{{{ATOM}}}link", **own)
    if settings.WEBSUB_HUB:
        add(channel, f"{{{ATOM}}}link", href=settings.WEBSUB_HUB, rel="hub")
    for entry in feed.entries:
        _rss_item(channel, entry)
    return written(root)


def _rss_item(channel: ET.Element, entry: Entry) -> None:
    item = ET.SubElement(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published.instant))
    for author in entry.authors:
        add(item, f"{{{DUBLIN_CORE}}}creator", author["name"])
    if entry.section:
        add(item, "category", entry.section)
    add(item, "description", escape(entry.summary, quote=False))
    if entry.html:
        add(item, f"{{{CONTENT}}}encoded", entry.html)

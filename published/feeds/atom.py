"""Atom (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils.translation import get_language

from newsroom.naming import site_name
from published.addresses import absolute
from published.feeds.entries import Entry, Feed
from published.feeds.xml import NOT_IN_XML, XML_LANGUAGE, add, written

ATOM = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def as_atom(feed: Feed) -> bytes:
    """Return the feed as Atom: `published` and `updated` as the page has them, one author for each writer."""
    root = ET.Element("feed", {"xmlns": ATOM, XML_LANGUAGE: get_language() or settings.LANGUAGE_CODE})
    add(root, "id", absolute(feed.own))
    add(root, "title", feed.title)
    if feed.description:
        add(root, "subtitle", feed.description)
    add(root, "updated", (feed.updated or NEVER).isoformat())
    add(root, "link", rel="alternate", type="text/html", href=absolute(feed.page))
    add(root, "link", rel="self", type="application/atom+xml", href=absolute(feed.own))
    if settings.WEBSUB_HUB:
        add(root, "link", rel="hub", href=settings.WEBSUB_HUB)
    _atom_person(root, {"name": site_name(), "url": settings.SITE_ADDRESS + "/"})
    for entry in feed.entries:
        _atom_entry(root, entry)
    return written(root)


def _atom_entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry", {XML_LANGUAGE: NOT_IN_XML.sub("", entry.language)})
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    add(element, "published", entry.published.stamp)
    add(element, "updated", entry.updated.stamp)
    for author in entry.authors:
        _atom_person(element, author)
    if entry.section:
        add(element, "category", term=entry.section)
    # RFC 4287 asks for a summary where there is no content.
    if entry.summary or not entry.html:
        add(element, "summary", entry.summary or entry.title)
    if entry.html:
        add(element, "content", entry.html, type="html")


def _atom_person(parent: ET.Element, who: dict[str, Any]) -> None:
    person = ET.SubElement(parent, "author")
    add(person, "name", who["name"])
    if who.get("url"):
        add(person, "uri", who["url"])

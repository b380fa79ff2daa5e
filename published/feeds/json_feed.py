"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from newsroom.naming import site_name
from published.addresses import absolute
from published.feeds.entries import Entry, Feed


def as_json(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": absolute(feed.page),
        "feed_url": absolute(feed.own),
        "language": get_language() or settings.LANGUAGE_CODE,
        "authors": [{"name": site_name(), "url": settings.SITE_ADDRESS + "/"}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    if settings.WEBSUB_HUB:
        data["hubs"] = [{"type": "WebSub", "url": settings.WEBSUB_HUB}]
    if feed.description:
        data["description"] = feed.description
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.picture,
        "date_published": entry.published.stamp,
        "date_modified": entry.updated.stamp,
        "authors": [{key: who[key] for key in ("name", "url") if key in who} for who in entry.authors],
        "tags": [entry.section] if entry.section else [],
        "language": entry.language,
    }
    if not entry.html:
        item["content_text"] = entry.summary or entry.title
    return {name: value for name, value in item.items() if value}

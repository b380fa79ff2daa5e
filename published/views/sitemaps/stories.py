"""The sitemaps of stories: by month, or by day where a month has many, under one index."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NoReturn
from xml.etree import ElementTree as ET

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import span_of, story_addresses
from published.card_rows import moment_in
from published.compiled import compiled
from published.feeds.xml import written
from published.memory import remembered_bytes
from published.models import PublishedArticle
from published.moments import Moment
from published.querysets import day_bounds
from published.surrogates import ARCHIVE, shows
from published.views.sitemaps.parts import Span, parts, parts_of
from published.views.sitemaps.writing import (
    MOST_ADDRESSES,
    NAMESPACE,
    XML,
    add_address,
    location,
    url,
    urlset,
)


@reader_page()
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name a sitemap for every month that holds a story (of months with many, every day), newest first.

    And one for all other pages. Queries: see `parts`.
    """
    shows(request, ARCHIVE)
    return _index([reverse("published:sitemap_pages"), *map(_address_of, parts())])


@reader_page()
@require_safe
def sitemap_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Name a month's stories, or the sitemaps of its days where there are many. Two queries.

    An address that robots were told once stays good when the month fills up.
    """
    span = span_of(year, month) or _nowhere()
    days = parts_of(span, timezone.now())
    if not days:
        return _stories(request, span)
    shows(request, ARCHIVE)
    return _index(map(_address_of, days))


@reader_page()
@require_safe
def sitemap_day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """Name a day's stories. One query."""
    return _stories(request, span_of(year, month, day) or _nowhere())


def _nowhere() -> NoReturn:
    raise Http404


def _index(addresses: Iterable[str]) -> HttpResponse:
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for address in addresses:
        add_address(root, "sitemap", address)
    return HttpResponse(written(root), content_type=XML)


def _address_of(span: Span) -> str:
    first, last = span
    place = {"year": first.year, "month": first.month}
    if first == last:
        return reverse("published:sitemap_day", kwargs={**place, "day": first.day})
    return reverse("published:sitemap_month", kwargs=place)


def _stories(request: HttpRequest, span: Span) -> HttpResponse:
    """Name stories, newest first, with the moment each last changed in substance; 404 if there are none."""
    start, end = day_bounds(*span)
    found = _between(start=start, end=end, at=timezone.now()) or _nowhere()
    shows(request, ARCHIVE)
    made = remembered_bytes("sitemap", found, lambda: urlset(map(_url, found)))
    return HttpResponse(made, content_type=XML)


@compiled()
def _between(start: datetime, end: datetime, at: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    """The stories of a span of time, as `_url` takes them: times and JSON as text."""
    rows = PublishedArticle.objects.public(at).listed().within(start, end).filter(is_noindex=False)
    texts = [Cast(name, TextField()) for name in ("day", "published_at", "updated_at", "picture")]
    return rows.latest_first().values_list("slug", "is_day_only", *texts)[:MOST_ADDRESSES]


def _url(row: tuple[Any, ...]) -> str:
    """Write a story's lines: where it is, when it last changed in substance, and its picture."""
    slug, is_day_only, day, published_at, updated_at, picture = row
    # An update is a moment of the clock, whatever is known of the publication.
    changed = Moment(moment_in(updated_at or published_at), is_day_only and not updated_at)
    source = (json.loads(picture) or {}).get("src") if picture else None
    image = f"<image:image><image:loc>{location(source)}</image:loc></image:image>" if source else ""
    address = story_addresses()(date.fromisoformat(day), slug)
    return url(address, f"<lastmod>{changed.iso}</lastmod>{image}")

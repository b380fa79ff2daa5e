"""What search engines are told: robots.txt and the sitemaps (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.naming import site_name
from newsroom.page_cache import reader_page
from published.addresses import absolute, span_of, story_addresses
from published.card_rows import moment_in
from published.compiled import compiled
from published.feeds.xml import NOT_IN_XML, add, written
from published.identity import identity
from published.memory import remembered_bytes
from published.models import Kind, PublishedArticle, PublishedCredit, PublishedTagging
from published.moments import Moment
from published.navigation import sections
from published.querysets import day_bounds
from published.running import RunningStory, RunningStoryMember
from published.spans import holding
from published.surrogates import ARCHIVE, shows
from published.tag_lists import tree
from published.views.tag import INDEXED_FROM
from taxonomy.models import Contributor, Tag

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The protocol's own limit for one file.
MOST_ADDRESSES = 50_000
# What Google News takes: stories of two days, a thousand at most.
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1_000
XML = "application/xml; charset=utf-8"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
# As ElementTree writes it, which writes the other files.
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
for prefix, namespace in (("image", IMAGE), ("news", NEWS)):
    ET.register_namespace(prefix, namespace)


@reader_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of the desk and show them the sitemap (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "",
        f"Sitemap: {absolute(reverse('published:sitemap'))}",
        f"Sitemap: {absolute(reverse('published:sitemap_news'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@reader_page()
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name a sitemap for every month that holds a story, newest first, and one for the other pages.

    Three queries for twenty years of stories, one more for each twenty beyond.
    """
    shows(request, ARCHIVE)
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    _add_address(root, "sitemap", reverse("published:sitemap_pages"))
    for month in _months():
        parts = {"year": month.year, "month": month.month}
        _add_address(root, "sitemap", reverse("published:sitemap_month", kwargs=parts))
    return HttpResponse(written(root), content_type=XML)


@reader_page()
@require_safe
def sitemap_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Name a month's stories, newest first, with the moment each last changed in substance. One query."""
    span = span_of(year, month)
    if span is None:
        raise Http404
    start, end = day_bounds(*span)
    found = _between(start=start, end=end, at=timezone.now())
    if not found:
        raise Http404
    shows(request, ARCHIVE)
    made = remembered_bytes("sitemap", found, lambda: _urlset(map(_url, found)))
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
    image = f"<image:image><image:loc>{_text(absolute(source))}</image:loc></image:image>" if source else ""
    address = absolute(story_addresses()(date.fromisoformat(day), slug))
    return f"<url><loc>{_text(address)}</loc><lastmod>{changed.iso}</lastmod>{image}</url>"


def _urlset(urls: Iterable[str]) -> bytes:
    """Write a sitemap around its lines."""
    lines = "".join(urls)
    images = f' xmlns:image="{IMAGE}"' if "<image:image>" in lines else ""
    return f'{DECLARATION}<urlset{images} xmlns="{NAMESPACE}">{lines}</urlset>'.encode()


def _text(text: str) -> str:
    return NOT_IN_XML.sub("", escape(text))


@reader_page()
@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Name the stories of two days, newest first, at most 1,000, as Google News asks. One query.

    What somebody paid for is no news and stays out.
    """
    shows(request, ARCHIVE)
    since = timezone.now() - NEWS_FOR
    stories = PublishedArticle.objects.public().listed().filter(published_at__gt=since, is_noindex=False)
    fields = ("day", "slug", "headline", "language", "published_at", "is_day_only")
    root = ET.Element("urlset", {"xmlns": NAMESPACE})
    for story in stories.exclude(kind=Kind.SPONSORED).only(*fields).latest_first()[:MOST_NEWS]:
        news = ET.SubElement(_add_address(root, "url", story.get_absolute_url()), f"{{{NEWS}}}news")
        publication = ET.SubElement(news, f"{{{NEWS}}}publication")
        add(publication, f"{{{NEWS}}}name", site_name())
        add(publication, f"{{{NEWS}}}language", story.language.split("-")[0])
        add(news, f"{{{NEWS}}}publication_date", Moment(story.published_at, story.is_day_only).iso)
        add(news, f"{{{NEWS}}}title", story.headline)
    return HttpResponse(written(root), content_type=XML)


@reader_page()
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Name home, sections, tags with enough stories, contributors, running stories. Six queries."""
    shows(request, ARCHIVE)
    at = timezone.now()
    slugs = {
        "section": [section.slug for section in sections()],
        "tag": list(_tags(at)),
        "contributor": _contributors(at=at),
        "running_story": _running_stories(at=at),
    }
    made = remembered_bytes("sitemap of pages", slugs, lambda: _urlset(_pages(slugs)))
    return HttpResponse(made, content_type=XML)


def _pages(slugs: dict[str, list[str]]) -> Iterator[str]:
    addresses = [reverse("published:home"), reverse("published:corrections"), *identity().page_addresses]
    for name, some in slugs.items():
        addresses += [reverse(f"published:{name}", args=[slug]) for slug in some]
    for address in addresses[:MOST_ADDRESSES]:
        yield f"<url><loc>{_text(absolute(address))}</loc></url>"


def _tags(at: datetime) -> Iterator[str]:
    """Tags with enough stories, those of narrower tags counted as on their pages. Two queries."""
    enough = dict(_rich_tags(at=at))
    kin = tree()
    below = {tag: kin.below(tag) for tag in kin.narrower if tag not in enough}
    # Each of these has fewer stories than are enough, so there are few rows.
    poor = {one for tags in below.values() for one in tags} - enough.keys()
    stories: dict[int, set[int]] = {}
    found = PublishedTagging.objects.filter(tag__in=poor).public(at).listed().order_by() if poor else None
    for tag, story in found.values_list("tag", "article") if found is not None else ():
        stories.setdefault(tag, set()).add(story)
    yield from enough.values()
    for tag, tags in below.items():
        has_rich_child = any(one in enough for one in tags)
        if has_rich_child or len(set().union(*(stories.get(one, set()) for one in tags))) >= INDEXED_FROM:
            yield kin.kin[tag].slug


@compiled()
def _rich_tags(at: datetime) -> QuerySet[Any, tuple[int, str]]:
    rows = PublishedTagging.objects.filter(tag=OuterRef("pk")).public(at).listed().order_by()
    third = Subquery(rows.values("pk")[INDEXED_FROM - 1 : INDEXED_FROM])
    rich = Tag.objects.public().annotate(third=third).exclude(third=None)
    return rich.order_by("pk").values_list("pk", "slug")


@compiled()
def _contributors(at: datetime) -> QuerySet[Any, str]:
    rows = PublishedCredit.objects.filter(contributor=OuterRef("pk")).public(at).listed()
    return Contributor.objects.with_page().filter(Exists(rows)).values_list("slug", flat=True)


@compiled()
def _running_stories(at: datetime) -> QuerySet[Any, str]:
    """Those with a public story, newest first."""
    # From the few that are in one to their stories: the other way round the database reads every story.
    members = RunningStoryMember.objects.order_by().values("story")
    public = PublishedArticle.objects.public(at).listed().filter(pk__in=members).order_by().values("pk")
    stories = RunningStory.objects.filter(members__story__in=public).distinct()
    return stories.order_by("-pk").values_list("slug", flat=True)


def _months() -> Iterator[date]:
    """The months that hold a story, newest first: the years first, so that a gap of decades costs nothing."""
    days = _ends()
    if not days:
        return
    oldest, newest = days[0], days[-1]
    years = _holding([(date(y, 1, 1), date(y, 12, 31)) for y in range(newest.year, oldest.year - 1, -1)])
    months = [(date(year.year, month, 1)) for year in years for month in range(12, 0, -1)]
    yield from _holding([(month, _last_day(month)) for month in months])


def _ends() -> list[date]:
    """The days of the oldest and the newest story, from the two ends of the index."""
    return sorted(Moment(moment).day for moment in _first_and_last(at=timezone.now()))


@compiled()
def _first_and_last(at: datetime) -> QuerySet[Any, datetime]:
    listed = PublishedArticle.objects.public(at).listed()
    ends = (listed.order_by("published_at", "id"), listed.latest_first())
    first, last = [
        PublishedArticle.objects.filter(pk__in=one.values("pk")[:1])
        .order_by()
        .values_list("published_at", flat=True)
        for one in ends
    ]
    return first.union(last)


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


AT_ONCE = 240


def _holding(spans: list[tuple[date, date]]) -> Iterator[date]:
    """Give the first day of each span that holds a story: an index look-up each, 240 in one query."""
    at = timezone.now()
    for start in range(0, len(spans), AT_ONCE):
        some = spans[start : start + AT_ONCE]
        held = holding([day_bounds(*span) for span in some], at)
        yield from (span[0] for span, is_held in zip(some, held, strict=True) if is_held)


def _add_address(root: ET.Element, name: str, address: str, changed: Moment | None = None) -> ET.Element:
    element = ET.SubElement(root, name)
    add(element, "loc", absolute(address))
    if changed:
        add(element, "lastmod", changed.iso)
    return element

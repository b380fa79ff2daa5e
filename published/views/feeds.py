"""The feeds, in three formats each, below the page whose stories they carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from newsroom.naming import site_name
from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.feeds import FORMATS, ITEMS, Entry, Feed, correction_entry, entry_of
from published.feeds.rows import FeedRow, feed_list, story_of
from published.memory import remembered_bytes
from published.models import PublishedArticle, PublishedCorrection, PublishedCredit, PublishedTagging
from published.surrogates import CORRECTIONS, FRONT, shows, shows_numbers
from published.tag_lists import tree, with_any_of
from published.views.finding import contributor_at, forwards, section_at, tag_at


def feed_links(page: str, name: str = "") -> list[dict[str, str]]:
    """Return what a page at this address says of its feeds: `address`, `type` and `title` of each."""
    title = feed_title(name)
    return [
        {"address": f"{page}feed/{form}", "type": content_type.partition(";")[0], "title": title}
        for form, (_write, content_type) in FORMATS.items()
    ]


def feed_title(name: str) -> str:
    """Return “Sport – The Harbour Post”, or the site's name alone."""
    return f"{name} – {site_name()}" if name else site_name()


@reader_page()
@require_safe
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest stories. One query."""
    rows = _newest(at=timezone.now())
    return _feed_of(request, form, rows, "", "", reverse("published:home"), FRONT)


@feed_list()
def _newest(at: datetime) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.public(at).listed()


@reader_page()
@require_safe
@forwards
def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Give a section's newest stories. One query."""
    section = section_at(request, slug)
    rows = _newest_in(section=section.pk, at=timezone.now())
    page = reverse("published:section", args=[section.slug])
    return _feed_of(request, form, rows, section.name, section.description, page, f"section-{section.pk}")


@feed_list()
def _newest_in(section: int, at: datetime) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.public(at).listed().filter(section=section)


@reader_page()
@require_safe
@forwards
def tag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Give a tag's newest stories, those of narrower tags among them. Two queries."""
    tag, at = tag_at(request, slug), timezone.now()
    below = tree().below(tag.pk)
    alone = len(below) == 1
    rows = _newest_with(tag=tag.pk, at=at) if alone else _newest_below(tags=below, at=at)
    page = reverse("published:tag", args=[tag.slug])
    return _feed_of(request, form, rows, tag.name, tag.description, page, f"tag-{tag.pk}")


@feed_list(below="article__")
def _newest_with(tag: int, at: datetime) -> QuerySet[PublishedTagging]:
    return PublishedTagging.objects.filter(tag=tag).public(at).listed()


@feed_list()
def _newest_below(tags: list[int], at: datetime) -> QuerySet[PublishedArticle]:
    return with_any_of(PublishedArticle.objects.public(at).listed(), tags)


@reader_page()
@require_safe
@forwards
def contributor_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Give a contributor's newest stories; 404 without one, as their page. Two queries."""
    someone = contributor_at(request, slug)
    rows = _newest_by(contributor=someone.pk, at=timezone.now())
    if not rows and not someone.shows_empty_page:
        raise Http404
    page = reverse("published:contributor", args=[someone.slug])
    key = f"contributor-{someone.pk}"
    return _feed_of(request, form, rows, someone.name, someone.role_line, page, key)


@feed_list(below="article__")
def _newest_by(contributor: int, at: datetime) -> QuerySet[PublishedCredit]:
    return PublishedCredit.objects.filter(contributor=contributor).public(at).listed()


def _feed_of(
    request: HttpRequest, form: str, rows: Sequence[FeedRow], name: str, about: str, page: str, key: str
) -> HttpResponse:
    """Give the feed of these rows, of the page at an address; `key` is the list that it is."""
    shows_numbers(request, key, stories=(row[0] for row in rows))

    def entries() -> Iterator[Entry]:
        return (entry_of(story_of(row)) for row in rows)

    return _answer(request, form, Feed(feed_title(name), about, page, request.path, ()), rows, entries)


@reader_page()
@require_safe
def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest corrections. One query."""
    rows = PublishedCorrection.objects.public().latest_first()[:ITEMS]
    shows(request, CORRECTIONS, stories=(row.article for row in rows))
    page = reverse("published:corrections")
    return answer_feed(request, form, gettext("Corrections"), "", page, map(correction_entry, rows))


def answer_feed(
    request: HttpRequest, form: str, name: str, description: str, page: str, entries: Iterable[Entry]
) -> HttpResponse:
    """Write a feed in the asked form; 404 for one that is not known."""
    return _answer(
        request, form, Feed(feed_title(name), description, page, request.path, ()), None, lambda: entries
    )


def _answer(
    request: HttpRequest, form: str, feed: Feed, rows: Any, entries: Callable[[], Iterable[Entry]]
) -> HttpResponse:
    """Write a feed, or give the one that was made of the same rows."""
    if form not in FORMATS:
        raise Http404
    write, content_type = FORMATS[form]

    def made() -> bytes:
        return write(replace(feed, entries=list(entries())))

    if rows is None:
        body = made()
    else:
        body = remembered_bytes(("feed", form, feed.title, feed.description, feed.page, feed.own), rows, made)
    response = HttpResponse(body, content_type=content_type)
    if settings.WEBSUB_HUB:
        # Hubs and readers look here first (https://www.w3.org/TR/websub/#discovery).
        links = ((settings.WEBSUB_HUB, "hub"), (absolute(request.path), "self"))
        response["Link"] = ", ".join(f'<{iri_to_uri(address)}>; rel="{rel}"' for address, rel in links)
    return response

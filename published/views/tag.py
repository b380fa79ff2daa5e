"""A tag's page, and that of two tags together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.card_rows import Listing, card_list
from published.memory import remembered_page
from published.models import PublishedArticle, PublishedTagging
from published.paging import Page, page_of
from published.pictures import pictured
from published.structured_data import breadcrumbs
from published.surrogates import shows
from published.tag_lists import Kin, neighbours, pinned_to, tree, with_any_of
from published.views.feeds import feed_links
from published.views.finding import Moved, forwards, tag_at, tag_has_page, tag_if_here
from published.views.series import series_page
from taxonomy.models import Tag

# With fewer stories a tag's page tells a search engine nothing that the stories do not.
INDEXED_FROM = 3

Facts = tuple[
    Tag, dict[str, Any] | None, Page, list[PublishedArticle], list[Kin], list[Kin], list[Kin]
]  # as `_context` takes them


@reader_page("page", "upto")
@require_safe
@forwards
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what a tag is about and its stories, newest first, those of narrower tags among them.

    Two queries; one more with a picture, one more on the first page for the tags it often stands beside.
    """
    found = tag_at(request, slug)
    if found.kind == Tag.Kind.SERIES:
        return series_page(request, found)
    facts = _facts(request, found)
    return remembered_page(request, "published/tag.html", facts, lambda: _context(*facts))


def _facts(request: HttpRequest, found: Tag) -> Facts:
    """Ask for what the page is made of."""
    pinned = pinned_to(found)
    page = page_of(request, _listing(found, [story.pk for story in pinned]))
    if page.number > 1:
        pinned = []
    below = tree().below(found.pk)
    shows(request, *(f"tag-{key}" for key in below), stories=[*pinned, *page.rows])
    return (
        found,
        pictured(found.picture, found.picture_alt),
        page,
        pinned,
        tree().named(tree().wider.get(found.pk, ())),
        tree().named(tree().narrower.get(found.pk, ())),
        neighbours(found) if page.number == 1 else [],
    )


def _context(
    found: Tag,
    picture: dict[str, Any] | None,
    page: Page,
    pinned: list[PublishedArticle],
    wider: list[Kin],
    narrower: list[Kin],
    beside: list[Kin],
) -> dict[str, Any]:
    address = reverse("published:tag", args=[found.slug])
    return {
        "tag": found,
        "picture": picture,
        "page": page,
        "stories": page.rows,
        "pinned": pinned,
        "wider": wider,
        "narrower": narrower,
        "neighbours": beside,
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((found.name, address)),
        "is_noindex": page.number == 1 and len(pinned) + len(page.rows) < INDEXED_FROM,
        "feeds": feed_links(address, found.name),
    }


def _listing(found: Tag, pinned: list[int]) -> Listing:
    """Walk the tag's own index where it has no narrower tags; each story once where it has."""
    now, below = timezone.now(), tree().below(found.pk)
    if len(below) == 1:
        return newest_with(tag=found.pk, pinned=pinned, at=now)
    return newest_below(tags=below, pinned=pinned, at=now)


@card_list(below="article__")
def newest_with(tag: int, pinned: list[int], at: datetime) -> QuerySet[PublishedTagging]:
    """The stories with a tag, but for those pinned above them."""
    rows = PublishedTagging.objects.filter(tag=tag).public(at).listed()
    return rows.exclude(article__in=pinned) if pinned else rows


@card_list()
def newest_below(tags: list[int], pinned: list[int], at: datetime) -> QuerySet[PublishedArticle]:
    """The stories with one of these tags, but for those pinned above them."""
    rows = with_any_of(PublishedArticle.objects.public(at).listed(), tags)
    return rows.exclude(pk__in=pinned) if pinned else rows


@reader_page("page", "upto")
@require_safe
@forwards
def two_tags(request: HttpRequest, slug: str, other: str) -> HttpResponseBase:
    """Show the stories that have two tags, newest first; out of search engines. Three queries.

    The tags stand in the address in the order of the alphabet; the other way round forwards.
    """
    first = tag_at(request, slug)
    second = _other(request, other)
    if first.pk == second.pk:
        raise Moved(reverse("published:tag", args=[first.slug]))
    one, two = sorted((first, second), key=lambda tag: tag.slug)
    if (one.slug, two.slug) != (slug, other):
        raise Moved(reverse("published:two_tags", args=[one.slug, two.slug]))
    below = [tree().below(tag.pk) for tag in (one, two)]
    page = page_of(request, newest_with_both(ones=below[0], others=below[1], at=timezone.now()))
    shows(request, f"tag-{one.pk}", f"tag-{two.pk}", stories=page.rows)
    facts = (one, two, page)
    return remembered_page(request, "published/two_tags.html", facts, lambda: _of_two(*facts))


@card_list()
def newest_with_both(ones: list[int], others: list[int], at: datetime) -> QuerySet[PublishedArticle]:
    """The stories with a tag of each of two kinds."""
    return with_any_of(with_any_of(PublishedArticle.objects.public(at).listed(), ones), others)


def _of_two(one: Tag, two: Tag, page: Page) -> dict[str, Any]:
    name = f"{one.name} + {two.name}"
    address = reverse("published:two_tags", args=[one.slug, two.slug])
    return {
        "one": one,
        "two": two,
        "name": name,
        "page": page,
        "stories": page.rows,
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((name, address)),
        "is_noindex": True,
    }


def _other(request: HttpRequest, slug: str) -> Tag:
    """Find the second tag; a former slug of it counts, and the view forwards to the right address."""
    if found := tag_if_here(slug):
        return found
    try:
        found = Tag.objects.at_slug(slug).found
    except Tag.DoesNotExist as error:
        raise Http404 from error
    if not tag_has_page(found):
        raise Http404
    return found

"""From the word in an address to what it names."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from published.compiled import compiled
from published.navigation import sections
from published.views.gone import page_gone
from taxonomy.models import Contributor, Section, Tag
from taxonomy.querysets import GoneForEver

View = Callable[..., HttpResponseBase]


class Moved(Exception):
    """What the reader asked for lives at another address, for ever."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


def forwards(view: View) -> View:
    """Answer 301 when the view finds that what is asked for has moved."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved.address)
        except GoneForEver:
            return page_gone(request)

    return answer


def at_slug(request: HttpRequest, rows: Any, slug: str, may_be_seen: Callable[[Any], bool]) -> Any:
    """Return the section, tag or contributor at a slug. One query, two when it has moved.

    Raises Http404 for what readers may not see, the same as for what never was, and `Moved` for a former
    slug or a merged one: to the same page, or the same feed, of what it leads to.
    """
    try:
        found, is_current = rows.at_slug(slug)
    except rows.model.DoesNotExist as error:
        raise Http404 from error
    if not may_be_seen(found):
        raise Http404
    if not is_current:
        raise Moved(_same_page(request, found.slug))
    return found


def section_at(request: HttpRequest, slug: str) -> Section:
    """Return the section at a slug. No query in an edition; two for a former slug. Raises as `at_slug`."""
    for section in sections():
        if section.slug == slug:
            return section
    return at_slug(request, Section.objects, slug, lambda section: True)


@compiled(one_plan=True, by_row=True)
def _tags(slug: str) -> QuerySet[Tag]:
    return Tag.objects.filter(slug=slug, merged_into=None).select_related("picture")


@compiled(one_plan=True, by_row=True)
def _contributors(slug: str) -> QuerySet[Contributor]:
    return Contributor.objects.filter(slug=slug).select_related("portrait")


def tag_at(request: HttpRequest, slug: str) -> Tag:
    """Return the tag at a slug, with its picture, if it has a page. One query, three when it has moved."""
    found = tag_if_here(slug)
    return found or at_slug(request, Tag.objects.select_related("picture"), slug, tag_has_page)


def tag_if_here(slug: str) -> Tag | None:
    """Return the tag whose slug this is now, if it has a page. One query."""
    found = next(iter(_tags(slug=slug)), None)
    return found if found and tag_has_page(found) else None


def contributor_at(request: HttpRequest, slug: str) -> Contributor:
    """Return the contributor at a slug, with their portrait. As `tag_at`."""
    found = next(iter(_contributors(slug=slug)), None)
    if found is None or found.merged_into_id is not None or not found.has_page:
        rows = Contributor.objects.select_related("portrait")
        return at_slug(request, rows, slug, lambda contributor: contributor.has_page)
    return found


def tag_has_page(tag: Tag) -> bool:
    """Say whether a tag has a page: an old story's retired tag keeps it, a proposed one has none yet."""
    return tag.state != Tag.State.PROPOSED and not tag.is_hidden and tag.merged_into_id is None


def _same_page(request: HttpRequest, slug: str) -> str:
    match = request.resolver_match
    address = reverse(match.view_name, kwargs=match.kwargs | {"slug": slug})
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address

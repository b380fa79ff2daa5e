"""A contributor's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.card_rows import CardRow, card_list
from published.compiled import compiled
from published.memory import remembered_page
from published.models import PublishedCredit
from published.paging import Page, page_of
from published.pictures import pictured
from published.structured_data import breadcrumbs, profile_page
from published.surrogates import shows
from published.views.feeds import feed_links
from published.views.finding import contributor_at, forwards
from taxonomy.models import Contributor, ContributorLink, Tag

# Stories of other roles than writing stand under a heading of their own, in this order.
ROLE_HEADINGS: dict[str, str | Promise] = {
    "with": _("Contributing"),
    "additional_reporting": _("Additional reporting"),
    "photographs": _("Photographs"),
    "video": _("Video"),
    "graphics": _("Graphics"),
    "translation": _("Translation"),
    "research": _("Research"),
    "editing": _("Editing"),
    "data": _("Data"),
}


@dataclass(frozen=True)
class Part:
    """The stories of a page in which somebody had the same role; no heading for the writer's."""

    heading: str | Promise
    stories: list[CardRow]


@reader_page("page", "upto")
@require_safe
@forwards
def contributor(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show who somebody is and their stories, newest first. At most four queries.

    A page without a public story answers 404 unless it is switched on, so that a name cannot be found out
    before its first story is public.
    """
    found = contributor_at(request, slug)
    page = page_of(request, newest_by(contributor=found.pk, at=timezone.now()))
    if not page.rows and not found.shows_empty_page:
        raise Http404
    shows(request, f"contributor-{found.pk}", stories=page.rows)
    links, subjects = _coverage(found)
    portrait = pictured(found.portrait, found.portrait_alt)
    facts = (found, portrait, links, subjects, page)
    return remembered_page(request, "published/contributor.html", facts, lambda: _context(*facts))


@card_list(below="article__", role="role")
def newest_by(contributor: int, at: datetime) -> QuerySet[PublishedCredit]:
    """The stories of somebody that readers have at a moment, each with the part they had in it."""
    return PublishedCredit.objects.filter(contributor=contributor).public(at).listed()


def _context(
    found: Contributor,
    portrait: dict[str, Any] | None,
    links: list[dict[str, str]],
    subjects: list[dict[str, str]],
    page: Page,
) -> dict[str, Any]:
    address = reverse("published:contributor", args=[found.slug])
    return {
        "contributor": found,
        "portrait": portrait,
        "links": links,
        "subjects": subjects,
        "page": page,
        "parts": _by_role(page),
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((found.name, address)),
        "structured_data": profile_page(found, portrait, [link["address"] for link in links]),
        "feeds": feed_links(address, found.name),
    }


def _coverage(contributor: Contributor) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the links and the public subjects of a contributor, in one query for both."""
    found = sorted(_linked_and_covered(contributor=contributor.pk))
    return (
        [{"label": label, "address": address} for kind, _position, label, address in found if kind == 0],
        [{"name": name, "slug": slug} for kind, _position, name, slug in found if kind == 1],
    )


@compiled()
def _linked_and_covered(contributor: int) -> QuerySet[Any, tuple[Any, ...]]:
    links = ContributorLink.objects.filter(contributor=contributor).order_by()
    subjects = Tag.objects.public().filter(covered_by=contributor).order_by()
    return links.values_list(Value(0), "position", "label", "address").union(
        subjects.values_list(Value(1), Value(0), "name", "slug"), all=True
    )


def _by_role(page: Page) -> list[Part]:
    parts = [Part("", [row for row in page.rows if row.role not in ROLE_HEADINGS])]
    for role, heading in ROLE_HEADINGS.items():
        parts.append(Part(heading, [row for row in page.rows if row.role == role]))
    return [part for part in parts if part.stories]

"""A section's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.card_rows import card_list
from published.fronts import arranged
from published.memory import remembered_page
from published.models import PublishedArticle
from published.paging import Page, page_of
from published.structured_data import breadcrumbs
from published.surrogates import shows
from published.views.feeds import feed_links
from published.views.finding import forwards, section_at
from taxonomy.models import Section


@reader_page("page", "upto")
@require_safe
@forwards
def section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a section's stories, newest first. One query."""
    found = section_at(request, slug)
    page = page_of(request, newest_in(section=found.pk, at=timezone.now()))
    shows(request, f"section-{found.pk}", stories=page.rows)
    return remembered_page(request, "published/section.html", (found, page), lambda: _context(found, page))


@card_list(one_plan=True)
def newest_in(section: int, at: datetime) -> QuerySet[PublishedArticle]:
    """The stories of a section that readers have at a moment."""
    return PublishedArticle.objects.public(at).listed().filter(section=section)


def _context(found: Section, page: Page) -> dict[str, Any]:
    front = arranged(page.rows) if page.number == 1 else None
    address = reverse("published:section", args=[found.slug])
    return {
        "section": found,
        "page": page,
        "front": front,
        "stories": front.rest if front else page.rows,
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((found.name, address)),
        "is_noindex": not page.rows,
        "feeds": feed_links(address, found.name),
    }

"""A page of the site's own: about us, a policy, contact."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.languages import direction, words_for
from published.models import GonePage, PublishedPage
from published.moments import Moment
from published.surrogates import shows
from published.views.gone import page_gone


@reader_page()
@require_safe
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a page; one that was taken down says so (410). One query, two without a page."""
    found = PublishedPage.objects.filter(slug=slug).first()
    if found is None:
        if GonePage.objects.filter(slug=slug).exists():
            return page_gone(request)
        raise Http404
    shows(request, f"page-{found.pk}")
    return page_of(request, found)


def page_of(
    request: HttpRequest, found: PublishedPage, preview: dict[str, Any] | None = None
) -> HttpResponse:
    """Return the page; a preview is of a row that is not saved, and says so. No query."""
    context = {
        "site_page": found,
        "direction": direction(found.language),
        "labels": words_for(found.language),
        "updated": Moment(found.updated_at, is_day_only=True),
        "canonical": absolute(found.get_absolute_url()),
        "preview": preview,
        "is_noindex": bool(preview),
    }
    return render(request, "published/page.html", context)

"""Every correction, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.models import PublishedCorrection
from published.paging import Rows, page_of
from published.surrogates import CORRECTIONS, shows
from published.views.feeds import feed_links


@reader_page("page", "upto")
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Show the corrections of public stories. One query."""
    page = page_of(request, Rows(PublishedCorrection.objects.public()))
    address = reverse("published:corrections")
    shows(request, CORRECTIONS, stories=(row.article for row in page.rows))
    context = {
        "page": page,
        "canonical": absolute(address + page.own_query),
        "feeds": feed_links(address),
    }
    return render(request, "published/corrections.html", context)

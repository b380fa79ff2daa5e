"""The newest entries of a live story, alone: what browsers ask for while its page is open."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from newsroom.page_cache import ends_at, reader_page
from published.addresses import span_of
from published.languages import direction, words_for
from published.live import FRESH, live_page
from published.models import PublishedArticle
from published.surrogates import shows


@reader_page()
@require_safe
def live_updates(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """Give the newest entries of a live story as a piece of its page; 404 for any other story. Two queries.

    One address for all who read it, so that it is made once an edition however many ask; who has it already
    is told so in a few bytes (ETag).
    """
    span = span_of(year, month, day)
    if span is None or "\x00" in slug:
        raise Http404
    story = PublishedArticle.objects.public().for_page().filter(day=span[0], slug=slug).first()
    page = live_page(story, QueryDict("order=newest")) if story is not None else None
    if story is None or page is None:
        raise Http404
    shows(request, stories=[story])
    ends_at(request, story.expires_at)
    page.entries = page.entries[:FRESH]
    labels = words_for(story.language)
    context = {"article": story, "live": page, "labels": labels, "direction": direction(story.language)}
    with translation.override(labels):
        response = render(request, "published/live_updates.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response

"""What was altered in a story, and when: for readers of a site that shows it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute, span_of
from published.change_list import list_changes
from published.languages import direction
from published.models import PublishedArticle
from published.moments import Moment
from published.surrogates import shows


@reader_page()
@require_safe
def changes(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """Show the significant updates and corrections of a story with their words. Two queries.

    404 where the site does not show changes, and for a story readers cannot have.
    """
    span = span_of(year, month, day)
    if not settings.SHOW_CHANGES or span is None or "\x00" in slug:
        raise Http404
    story = PublishedArticle.objects.public().for_page().filter(day=span[0], slug=slug).first()
    if story is None:
        raise Http404
    shows(request, stories=[story])
    listed = list_changes(story)
    context = {
        "article": story,
        "direction": direction(story.language),
        "changes": [(change, Moment(change.at)) for change in listed.changes],
        "minor_count": listed.minor_count,
        "canonical": absolute(story.get_absolute_url() + "changes/"),
    }
    return render(request, "published/changes.html", context)

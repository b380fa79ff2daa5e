"""A story's page, and what its address answers when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.naming import site_name
from newsroom.page_cache import ends_at, reader_page
from published.addresses import absolute, span_of
from published.languages import direction, words_for
from published.live import LivePage, live_page, live_posting
from published.memory import NEVER, remembered_page, told_by
from published.models import PublishedAddress, PublishedArticle
from published.moments import moments
from published.more_news import Entry, Kept, Subject, more_news, reckon
from published.story_rows import story_at
from published.structured_data import (
    breadcrumbs_of,
    description,
    news_article,
    open_graph,
    translation_data,
)
from published.surrogates import shows
from published.together import InRunningStory, in_running_story, in_series
from published.translations import alternates, translations_of
from published.views.gone import story_gone
from taxonomy.models import Tag
from taxonomy.slugs import normal_slug


@reader_page("entries", "order")
@require_safe
def article(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponseBase:
    """Show a story. Two queries: the story with its tags, More News; a live story's entries are a third."""
    span = span_of(year, month, day)
    if span is None or "\x00" in slug:
        raise Http404
    found = story_at(span[0], slug, timezone.now())
    if found is None:
        return _without_story(request, span[0], slug)
    ends_at(request, found.story.expires_at)
    return page_of_story(request, found.story, found.tags)


def page_of_story(
    request: HttpRequest,
    story: PublishedArticle,
    tags: Sequence[Tag],
    *,
    preview: dict[str, Any] | None = None,
    live: LivePage | None = None,
) -> HttpResponse:
    """Return the page of a story with its public tags in order. One query.

    A live story takes one more for its entries. A preview is of a story that is not saved: it brings its
    entries, and what its banner says.
    """
    if live is None and preview is None:
        live = live_page(story, request.GET)
    when = moments(story)
    running = in_running_story(story)
    below = _more_news(story, tags, running, is_preview=preview is not None)
    stories: list[Any] = [story, *(entry.story for entry in below if entry.story)]
    shows(request, stories=stories)
    others = translations_of(story)
    series = in_series(story, tags)

    is_kept = live is None and preview is None

    def context() -> dict[str, Any]:
        contents = told_by(story, tags, others, series, running, site_name()) if is_kept else NEVER
        return {
            "article": story,
            "translations": others,
            "alternates": alternates(story, others),
            "tags": tags,
            "preview": preview,
            "when": when,
            "series": series,
            "running_story": running,
            "more_news": below,
            "direction": direction(story.language),
            "labels": words_for(story.language),
            "is_updated_first": settings.UPDATED_FIRST,
            "reports_from": settings.DATELINE_STYLE == "reporting-from",
            "description": description(story),
            "canonical": absolute(story.get_absolute_url()),
            "breadcrumbs": breadcrumbs_of(story),
            # Left to the template: a part that is remembered does not need it.
            "structured_data": lambda: (
                news_article(story, when, tags) | translation_data(others) | live_posting(story, live)
            ),
            "live": live,
            "live_address": f"{story.get_absolute_url()}live/",
            "open_graph": lambda: open_graph(story, when, tags),
            "contents": contents,
        }

    if not is_kept:
        return render(request, "published/article.html", context())
    facts = (story, tags, others, series, running, below)
    return remembered_page(request, "published/article.html", facts, context)


def _more_news(
    story: PublishedArticle, tags: Sequence[Tag], running: InRunningStory | None, *, is_preview: bool
) -> list[Entry]:
    """A preview may be of a story that is not on the stand: what it would have by score is found out now."""
    moments_shown = [moment.story for moment in running.moments if moment.address] if running else []
    kept = None
    if is_preview:
        lines = reckon(Subject.of(story, [tag.pk for tag in tags])).lines
        kept = {line.other: Kept(line.score, line.shared, line.affair) for line in lines}
    shown = [number for number in moments_shown if number is not None]
    return more_news(story, tags, shown_elsewhere=shown, kept=kept)


def _without_story(request: HttpRequest, day: date, slug: str) -> HttpResponseBase:
    """Answer for an address that no public story has now. At most two queries.

    An address that was never public never existed: 404. One that was leads to where its story is, or says
    why it is gone.
    """
    address = (
        PublishedAddress.objects.filter(Q(slug=slug) | Q(slug=normal_slug(slug)), day=day)
        .filter(public_from__lte=timezone.now())
        .first()
    )
    if address is None:
        raise Http404
    if address.gone:
        return story_gone(request, address.gone, address.note)
    story = PublishedArticle.objects.public().filter(pk=address.story).only("day", "slug").first()
    if story is None:
        return story_gone(request, PublishedAddress.Gone.WITHDRAWN, "")
    return HttpResponsePermanentRedirect(story.get_absolute_url())

"""A running story's page: the story so far, its key moments, and everything published about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.card_rows import card_list
from published.feeds import ITEMS, entry_of
from published.languages import direction
from published.models import PublishedArticle
from published.moments import Moment
from published.paging import Page, page_of
from published.running import RunningStory, RunningStoryMember
from published.structured_data import breadcrumbs
from published.surrogates import ARCHIVE, shows
from published.views.feeds import answer_feed, feed_links
from published.views.gone import page_gone
from taxonomy.slugs import normal_slug

# One in the order given is a list that somebody made by hand: it is shown whole.
MOST_ORDERED = 200


@reader_page("page", "upto")
@require_safe
def running_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a running story. Four queries at most.

    One without a public story has no page yet: 404; or no more, where a story of it was public: 410.
    """
    found = running_story_at(slug)
    stories = stories_of(found)
    if found.order == RunningStory.Order.ORDERED:
        page = _whole(request, found, stories)
    else:
        page = page_of(request, newest_of(running=found.pk, at=timezone.now()))
    if not page.rows:
        if found.was_public():
            return page_gone(request)
        raise Http404
    # Whatever happens to any story may concern it: who is in it is the desk's to change.
    shows(request, ARCHIVE, stories=page.rows)
    address = found.get_absolute_url()
    context = {
        "running_story": found,
        "direction": direction(found.language),
        "moments": moments_of(found) if page.number == 1 else [],
        "summary_moment": Moment(found.summary_at) if found.summary_at else None,
        "page": page,
        "stories": page.rows,
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((found.title, address)),
        "feeds": feed_links(address, found.title),
    }
    return render(request, "published/running_story.html", context)


def running_story_at(slug: str) -> RunningStory:
    """Return the running story at a slug. One query. Raises Http404."""
    word = normal_slug(slug)
    found = None if "\x00" in word else RunningStory.objects.filter(slug=word).first()
    if found is None:
        raise Http404
    return found


@card_list()
def newest_of(running: int, at: datetime) -> QuerySet[PublishedArticle]:
    """The stories of a running story that readers have at a moment."""
    members = RunningStoryMember.objects.filter(running_story=running).order_by().values("story")
    return PublishedArticle.objects.public(at).listed().filter(pk__in=members)


def stories_of(running: RunningStory) -> Any:
    """Return the public stories of a running story, in no order yet."""
    members = running.members.order_by().values("story")
    return PublishedArticle.objects.public().listed().filter(pk__in=members)


def moments_of(running: RunningStory) -> list[dict[str, Any]]:
    """Return the key moments, each with the address of its story if that is public. Two queries."""
    rows = list(running.moments.all())
    numbers = [row.story for row in rows if row.story]
    public = PublishedArticle.objects.public(timezone.now()).listed().filter(pk__in=numbers)
    stories = public.only("id", "day", "slug").in_bulk() if numbers else {}
    return [
        {
            "day": row.day,
            "text": row.text,
            "address": stories[row.story].get_absolute_url() if row.story in stories else "",
        }
        for row in rows
    ]


def _whole(request: HttpRequest, running: RunningStory, stories: Any) -> Page:
    if request.GET.get("page", "1") != "1":
        raise Http404
    place = running.members.filter(story=OuterRef("pk")).order_by().values("position")[:1]
    rows = stories.annotate(place=Subquery(place)).order_by("place", "-published_at", "-id").for_cards()
    return Page(number=1, rows=list(rows[:MOST_ORDERED]), next_query="", previous_query=None)


@reader_page()
@require_safe
def running_story_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give a running story's newest stories; 404 without one, as its page. Two queries."""
    found = running_story_at(slug)
    entries = [entry_of(story) for story in stories_of(found).for_page().latest_first()[:ITEMS]]
    if not entries:
        raise Http404
    shows(request, ARCHIVE)
    return answer_feed(request, form, found.title, found.summary, found.get_absolute_url(), entries)

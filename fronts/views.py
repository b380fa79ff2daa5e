"""Readers' home page and section pages: as editors arranged them, or by rule while nobody has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from fronts import by_rule
from fronts.filling import Filled, filled
from fronts.live import LiveFront, live_fronts
from newsroom.page_cache import reader_page
from published import views as published_views
from published.addresses import absolute
from published.fronts import by_day
from published.memory import remembered_page
from published.models import PublishedArticle
from published.moments import Moment
from published.paging import page_of
from published.structured_data import website
from published.surrogates import FRONT, shows
from published.views.feeds import feed_links
from published.views.home import newest
from published.views.section import newest_in


@reader_page("page", "upto")
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the home page as it was arranged, or by rule while nobody has. Three queries."""
    if not _is_first(request):
        return published_views.home(request)
    front = live_fronts().get("")
    if front:
        return page_of_front(request, front)
    return page_of_front(request, LiveFront(None, "", by_rule.plan_of_home()), set_out=by_rule.set_out)


@reader_page("page", "upto")
@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a section's page as it was arranged. Three queries."""
    front = live_fronts().get(slug)
    if slug and front and _is_first(request):
        return page_of_front(request, front)
    return published_views.section(request, slug=slug)


def page_of_front(
    request: HttpRequest,
    front: LiveFront,
    *,
    at: datetime | None = None,
    preview: dict[str, Any] | None = None,
    set_out: Callable[[list[Filled]], list[Filled]] = list,
) -> HttpResponse:
    """Return the first page of a front: its slots, then what is newest and not among them. Three queries.

    A preview is of slots that are not launched, at whatever moment; it says so in a banner. `set_out` may
    leave filled slots out, or change their look.
    """
    at = at or timezone.now()
    with translation.override(front.language or translation.get_language()):
        slots = set_out(filled(front.slots, at, section=front.section))
        used = {story.pk for one in slots for story in one.stories}
        stories = newest_in(section=front.section.pk, at=at) if front.section else newest(at=at)
        page = page_of(request, stories)
        rest = [story for story in page.rows if story.pk not in used]
        # Any story may come to stand on an arranged page, by whatever rule: all go as the home page does.
        shows(request, FRONT, stories=[*page.rows, *(story for one in slots for story in one.stories)])
        shown = [one for one in slots if one.stories]
        template = "fronts/section.html" if front.section else "fronts/home.html"

        def context() -> dict[str, Any]:
            own = _of_section(front.section, rest) if front.section else _of_home(rest)
            return {"slots": shown, "page": page, "preview": preview} | own

        if preview:
            return render(request, template, context())
        return remembered_page(request, template, (front.section, page, list(map(_facts, shown))), context)


def _facts(filled: Filled) -> tuple[Any, ...]:
    """What a slot shows: how it looks, what it is about, its stories."""
    slot = filled.slot
    about = [(one.pk, str(one), one.slug) for one in (slot.section, slot.tag, slot.running_story) if one]
    look = (slot.layout, slot.width, slot.heading, slot.backfill, slot.accent)
    return (*look, about, filled.stories)


def _of_home(rest: list[PublishedArticle]) -> dict[str, Any]:
    address = reverse("published:home")
    return {
        "today": Moment(timezone.now(), is_day_only=True),
        "days": by_day(rest),
        "canonical": absolute(address),
        "structured_data": website(),
        "feeds": feed_links(address),
    }


def _of_section(section: Any, rest: list[PublishedArticle]) -> dict[str, Any]:
    address = reverse("published:section", args=[section.slug])
    return {
        "section": section,
        "stories": rest,
        "canonical": absolute(address),
        "feeds": feed_links(address, section.name),
    }


def _is_first(request: HttpRequest) -> bool:
    """What is older comes after the arranged page, newest first, as on every list."""
    return request.GET.get("page", "1") == "1"

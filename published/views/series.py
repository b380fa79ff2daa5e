"""A series: the page of a tag of that kind. Its parts in order, “Part 2 of 5”.

It is no view by itself: the tag's view declares what of it may be kept.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from published.addresses import absolute
from published.models import PublishedArticle
from published.paging import Page
from published.pictures import pictured
from published.structured_data import breadcrumbs
from published.surrogates import shows
from published.together import announced_total, parts_of
from published.views.feeds import feed_links
from taxonomy.models import Tag

PARTS_A_PAGE = 50


def series_page(request: HttpRequest, series: Tag) -> HttpResponse:
    """Show a series with its public parts in order. One query, and two an edition."""
    parts = parts_of(series)
    page = _page(request, len(parts))
    shown = parts[(page.number - 1) * PARTS_A_PAGE :][:PARTS_A_PAGE]
    stories = PublishedArticle.objects.public().listed().for_cards().in_bulk([part.story for part in shown])
    page.rows.extend((part, stories[part.story]) for part in shown if part.story in stories)
    shows(request, f"tag-{series.pk}", stories=(story for _part, story in page.rows))
    address = reverse("published:tag", args=[series.slug])
    context = {
        "tag": series,
        "picture": pictured(series.picture, series.picture_alt),
        "page": page,
        "parts": page.rows,
        "total": max(announced_total(series) or 0, len(parts), *(part.number for part in parts)),
        "public_parts": len(parts),
        "canonical": absolute(address + page.own_query),
        "breadcrumbs": breadcrumbs((series.name, address)),
        "is_noindex": not parts,
        "feeds": feed_links(address, series.name),
    }
    return render(request, "published/series.html", context)


def _page(request: HttpRequest, parts: int) -> Page:
    text = request.GET.get("page", "1")
    last = max(1, -(-parts // PARTS_A_PAGE))
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and 1 <= int(text) <= last):
        raise Http404
    number = int(text)
    return Page(
        number=number,
        rows=[],
        next_query=f"?page={number + 1}" if number < last else "",
        previous_query=None if number == 1 else "" if number == 2 else f"?page={number - 1}",
    )

"""Search: its page, what is offered while one types, and what tells browsers of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.naming import site_name
from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.memory import remembered_page
from published.models import Kind
from published.navigation import sections
from published.search.asking import BEST, KEYS, NEWEST, Asked, read
from published.search.finding import Answer
from published.search.finding import search as find
from published.search.printing import printed
from published.search.suggesting import suggest
from published.surrogates import shows

RETRY_SECONDS = 30
TEMPLATE = "published/search.html"


@reader_page(*KEYS, is_small=True)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what a search finds; 503 if it took too long. At most four queries; none when nothing is asked."""
    asked = read(request.GET)
    answer = find(asked)
    shows(request, *(f"story-{row[0]}" for row in answer.rows))
    if answer.is_known_by_its_rows:
        return remembered_page(request, TEMPLATE, answer, lambda: _context(asked, answer))
    response = render(request, TEMPLATE, _context(asked, answer))
    if answer.took_too_long:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response["Retry-After"], response["Cache-Control"] = RETRY_SECONDS, "no-store"
    return response


def _context(asked: Asked, answer: Answer) -> dict[str, Any]:
    return {
        "asked": asked,
        "answer": answer,
        "results": printed(answer.results),
        "sections": sections(),
        "kinds": Kind.choices,
        "is_noindex": True,
        "is_newest": asked.order == NEWEST,
        "first_page": asked.query() if asked.upto is not None else "",
        "by_best": asked.query(order=BEST),
        "by_newest": asked.query(order=NEWEST),
        "everything": asked.everywhere() if asked.is_filtered else "",
        "without_tag": asked.query(tag="") if asked.tag else "",
        "without_contributor": asked.query(contributor="") if asked.contributor else "",
        "tags": [(tag, asked.query(tag=tag.slug)) for tag in answer.tags],
        "people": [(name, asked.query(contributor=slug)) for slug, name in answer.people],
        "other_spelling": asked.query(text=answer.did_you_mean) if answer.did_you_mean else "",
    }


@reader_page("q", "form", is_small=True)
@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    """Offer what begins as typed: for our own box, or with `form=browser` for a browser's address bar."""
    text = request.GET.get("q", "")
    found = suggest(text)
    if request.GET.get("form") == "browser":
        # https://github.com/dewitt/opensearch: the terms, then a description and an address for each
        names = [one.name for one in found]
        kinds, addresses = [one.kind for one in found], [absolute(one.address) for one in found]
        return JsonResponse(
            [text, names, kinds, addresses],
            safe=False,
            content_type="application/x-suggestions+json",
            json_dumps_params={"ensure_ascii": False},
        )
    rows = [{"kind": one.kind, "name": one.name, "address": one.address} for one in found]
    return JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})


@reader_page()
@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search to browsers, which offer it in their address bars."""
    context = {
        "name": site_name()[:16],
        "icon": absolute(reverse("published:favicon")),
        "results": absolute(reverse("published:search")),
        "suggestions": absolute(reverse("published:search_suggestions")),
        "own": absolute(reverse("published:opensearch")),
    }
    return render(
        request, "published/opensearch.xml", context, content_type="application/opensearchdescription+xml"
    )

"""What the body editor asks for: pictures and own stories, by words or by number. JSON, never cached.

A person whose session has ended gets 401, so that the editor can say so in place. No answer holds more than
twenty things, and nothing is counted; `more` says that there are others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce, wraps
from operator import and_, or_
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.body import numbers_in
from articles.models import Article
from images.models import Image
from images.rows import picture_rows
from published.models import PublishedAddress

MOST = 20
LONGEST = 200
MOST_WORDS = 6
PICTURE_TEXTS = ("title", "caption", "credit", "alt_text")
STORY_TEXTS = ("headline", "short_headline")
# A link to these would never lead anywhere.
GONE = (Article.State.SPIKED, Article.State.WITHDRAWN)
_ADDRESS = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([^/]+)/?")

View = Callable[[HttpRequest], HttpResponse]


def _for_who_may(right: str) -> Callable[[View], View]:
    """Answer 401 to anybody who is not signed in as staff, and 403 to staff without the right."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not (request.user.is_authenticated and request.user.is_staff):
                return JsonResponse({"error": _("Your session has ended. Sign in again.")}, status=401)
            if not request.user.has_perm(right):
                return JsonResponse({"error": _("You may not see these.")}, status=403)
            return view(request)

        return never_cache(require_safe(guarded))

    return guard


@_for_who_may("images.view_image")
def pick_picture(request: HttpRequest) -> HttpResponse:
    """Answer with pictures: those numbered in `ids`, else those that hold every word of `q`, newest first.

    `add` is where a picture is uploaded, for who may. Two queries, two more for pictures of one use only,
    and those of the sign-in.
    """
    rows: QuerySet[Any] = Image.objects.with_renditions()
    found, more = _found(request, rows, rows.newest_first(), _words(request, PICTURE_TEXTS))
    may_add = request.user.has_perm("images.add_image")
    add = reverse("admin:images_image_upload") if may_add else ""
    return JsonResponse({"results": picture_rows(found), "more": more, "add": add})


@_for_who_may("articles.view_article")
def pick_story(request: HttpRequest) -> HttpResponse:
    """Answer with own stories: those numbered in `ids`, the one at the address in `q`, or by its words.

    One query, two for an address, and those of the sign-in.
    """
    rows = Article.objects.select_related("section").only(
        "headline", "state", "language", "published_at", "saved_at", "section", "section__name"
    )
    asked = _at_address(request) or _words(request, STORY_TEXTS)
    found, more = _found(request, rows, rows.exclude(state__in=GONE).order_by("-id"), asked)
    return JsonResponse({"results": [_story(article) for article in found], "more": more})


def _found(request: HttpRequest, every: QuerySet[Any], offered: QuerySet[Any], asked: Q) -> tuple[list, bool]:
    if "ids" in request.GET:
        numbers = numbers_in(request.GET["ids"][: MOST * 20])[:MOST]
        rows: dict[int, Model] = {row.pk: row for row in every.filter(pk__in=numbers)}
        return [rows[number] for number in numbers if number in rows], False
    found = list(offered.filter(asked)[: MOST + 1])
    return found[:MOST], len(found) > MOST


def _words(request: HttpRequest, texts: Iterable[str]) -> Q:
    """Every word in one of the texts; a number is also that of the thing itself."""
    words = request.GET.get("q", "")[:LONGEST].split()[:MOST_WORDS]
    asked = [reduce(or_, (Q(**{f"{name}__icontains": word}) for name in texts)) for word in words]
    query = reduce(and_, asked, Q())
    return query | Q(pk=number[0]) if (number := numbers_in("".join(words))) else query


def _at_address(request: HttpRequest) -> Q | None:
    """The story that has or had the address in `q`, with or without the site's name before it."""
    match = _ADDRESS.fullmatch(unquote(_path_of(request.GET.get("q", "").strip()[: LONGEST * 3])))
    if not match:
        return None
    try:
        day = date(*map(int, match.groups()[:3]))
    except ValueError:
        return Q(pk=None)
    row = PublishedAddress.objects.filter(day=day, slug=match[4][:LONGEST]).first()
    return Q(pk=row.story if row else None)


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _story(article: Article) -> dict[str, Any]:
    moment = article.published_at or article.saved_at
    day = date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""
    section = article.section.name if article.section else ""
    facts = (article.get_state_display(), day, section)
    return {
        "id": article.pk,
        "title": str(article),
        "language": article.language,
        "note": " · ".join(fact for fact in facts if fact),
    }


# For `ArticleAdmin.get_urls`; each view guards itself.
PICKER_URLS = [
    path("pick/picture/", pick_picture, name="articles_pick_picture"),
    path("pick/story/", pick_story, name="articles_pick_story"),
]

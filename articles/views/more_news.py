"""A story's More News for the desk, as JSON: what it would show and why, and the verbs. Never cached.

GET answers with the lines. POST says one verb (`verb`, `other`, and `reason`, `by_score`, `from_section`
where it takes them) and answers with the lines as they are then; a refusal is 409 with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import permissions
from articles.errors import TransitionError
from articles.forms.search_boxes import is_number
from articles.models import Article, RelatedLink
from articles.more_news_desk import DeskLine, more_news_desk

Verb = Callable[[Article, int, HttpRequest], Any]

VERBS: dict[str, Verb] = {
    "pin": lambda story, other, request: story.pin(other, by=request.user),
    "unpin": lambda story, other, request: story.unpin(other, by=request.user),
    "not-here": lambda story, other, request: story.not_here(other, by=request.user),
    "allow-here": lambda story, other, request: story.allow_here(other, by=request.user),
    "never-together": lambda story, other, request: story.never_together(
        other, by=request.user, reason=request.POST.get("reason", "")
    ),
    "allow-together": lambda story, other, request: story.allow_together(other, by=request.user),
    "place-back": lambda story, other, request: story.place_back(
        other, place_of(request.POST.get(f"place-{other}", "")), by=request.user
    ),
    "fill": lambda story, other, request: story.fill_more_news(
        by=request.user,
        by_score=request.POST.get("by_score") == "1",
        from_section=request.POST.get("from_section") == "1",
    ),
}


def place_of(text: str) -> int:
    """Read a place as people count, from 1; what is none is the last."""
    return int(text) - 1 if is_number(text) and text else RelatedLink.MOST_BY_HAND


@never_cache
@require_http_methods(["GET", "POST"])
def more_news_of(request: HttpRequest, number: int) -> JsonResponse:
    """Tell, or do. Bounded queries."""
    if not (request.user.is_authenticated and request.user.is_staff):
        return _error(_("Your session has ended. Sign in again."), 401)
    article = Article.objects.filter(pk=number).first()
    if article is None:
        return _error(_("There is no such story."), 404)
    if not permissions.may_tag(request.user, article):
        return _error(_("You may not link this story."), 403)
    if request.method == "POST":
        verb, other = VERBS.get(request.POST.get("verb", "")), request.POST.get("other", "0")
        if verb is None or not is_number(other):
            return _error(_("This cannot be done."), 400)
        try:
            verb(article, int(other), request)
        except TransitionError as refusal:
            return _error(" ".join(refusal.messages), 409)
    return JsonResponse(as_json(article))


def _error(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def as_json(article: Article) -> dict[str, Any]:
    """Return what the desk is told of a story's More News. Bounded queries."""
    desk = more_news_desk(article)
    return {
        "story": article.pk,
        "version": article.version,
        "fills_by_score": article.fills_by_score,
        "fills_from_section": article.fills_from_section,
        "lines": [_line(line) for line in desk.lines],
        "waiting": [_named(story) for story in desk.waiting],
        "kept_out": [_named(story) for story in desk.kept_out],
        "forbidden": [_named(story) for story in desk.forbidden],
    }


def _line(line: DeskLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "title": line.title,
        "language": line.language,
        "layer": line.layer,
        "layer_label": line.layer_label,
        "why": line.why,
        "note": line.note,
        "source": line.source,
        "score": line.score,
        "url": line.url,
        "edit": _edit(line.number) if line.number else "",
        "is_shown": line.is_shown,
        "may": line.may,
    }


def _named(story: Article) -> dict[str, Any]:
    return {
        "number": story.pk,
        "title": str(story),
        "language": story.language,
        "state": story.get_state_display(),
        "edit": _edit(story.pk),
    }


def _edit(number: int) -> str:
    return reverse("admin:articles_article_change", args=[number])

"""Suggested tags for the story form and for desk mode, and the answers to them. JSON, never cached."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import body as body_rules
from articles import permissions
from articles.body import MOST_CHARACTERS
from articles.models import Article
from articles.suggestions import Suggestion, Suggestions, remember, story_text, suggest
from articles.views.safekeeping import signed_in
from taxonomy.models import Tag

MOST_POINTS = 32_767


@signed_in
@require_POST
def suggestions(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Answer with what the posted `headline`, `standfirst` and `body` suggest, without the tags in `tags`.

    A field that is not posted counts as saved. JSON: `suggested` and `mentioned`, each a list of lines with
    `tags`, `name`, `points` and `reason`; `proposals`, each with `name` and `times`.
    """
    article = get_object_or_404(Article, pk=number) if number else Article()
    if number and not permissions.may_tag(request.user, article):
        return JsonResponse({"error": _("You may not tag this story.")}, status=403)
    posted = {
        name: request.POST.get(name, getattr(article, name))[:MOST_CHARACTERS]
        for name in ("headline", "standfirst", "body")
    }
    posted["body"] = body_rules.clean_body(posted["body"])
    chosen = [int(word) for word in request.POST.get("tags", "").split() if _is_number(word)]
    found = suggest(article, text=story_text(**posted), chosen=chosen if "tags" in request.POST else None)
    return JsonResponse(as_json(found))


@signed_in
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Remember a yes (`accepted=1`) or no (`accepted=0`) to the tag numbered `tag` for a story."""
    article = get_object_or_404(Article, pk=number)
    if not permissions.may_tag(request.user, article):
        return JsonResponse({"error": _("You may not tag this story.")}, status=403)
    tag, points = request.POST.get("tag", ""), request.POST.get("points", "0")
    accepted = request.POST.get("accepted")
    if accepted not in ("0", "1") or not (_is_number(tag) and _is_number(points)):
        return JsonResponse({"error": _("This request is damaged.")}, status=400)
    if not Tag.objects.filter(pk=tag).exists():
        return JsonResponse({"error": _("There is no such tag any more.")}, status=404)
    remember(
        article, int(tag), accepted=accepted == "1", points=min(int(points), MOST_POINTS), by=request.user
    )
    return JsonResponse({})


def as_json(found: Suggestions) -> dict[str, Any]:
    """Return suggestions as the form's script reads them."""
    return {
        "suggested": [_line(line) for line in found.suggested],
        "mentioned": [_line(line) for line in found.mentioned],
        "proposals": [{"name": one.name, "times": one.times} for one in found.proposals],
    }


def _line(line: Suggestion) -> dict[str, Any]:
    tags = [
        {"id": tag.pk, "name": tag.label, "public": tag.name, "kind": tag.get_kind_display()}
        for tag in line.tags
    ]
    return {"tags": tags, "name": line.name, "points": line.points, "reason": line.reason}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


# For `ArticleAdmin.get_urls`; each view guards itself.
SUGGESTION_URLS = [
    path("suggestions/", suggestions, name="articles_suggestions"),
    path("<int:number>/suggestions/", suggestions, name="articles_suggestions"),
    path("<int:number>/suggestions/answer/", answer, name="articles_suggestion_answer"),
]

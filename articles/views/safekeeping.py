"""The answers that the form's own script asks for: autosave and presence. JSON, never cached.

A person whose session has ended gets 401 and not a page to sign in on, so that the script can
ask for the sign-in in place and keep the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import permissions, safekeeping
from articles.models import Article

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Answer 401 to anybody who is not signed in as staff, and 403 to who may not see stories."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_staff):
            return _refusal(_("Your session has ended: sign in again. Your text is kept."), 401)
        if not request.user.has_perm("articles.view_article"):
            return _refusal(_("You may not see stories."), 403)
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def _refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _payload(request: HttpRequest) -> dict[str, Any]:
    """Read the request's JSON object. Raises ValueError on anything else."""
    payload = json.loads(request.body)
    if not isinstance(payload, dict):
        raise ValueError("not an object")
    return payload


def _pairs(value: Any) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    pairs = [(pair[0], pair[1]) for pair in value if isinstance(pair, list) and len(pair) == 2]
    if len(pairs) != len(value) or not all(isinstance(part, str) for pair in pairs for part in pair):
        raise ValueError("not pairs of text")
    return [(name.replace("\x00", ""), text.replace("\x00", "")) for name, text in pairs]


@signed_in
@require_http_methods(["POST", "DELETE"])
def autosave(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Keep the form of one story for the person (POST), or forget it (DELETE)."""
    article = get_object_or_404(Article, pk=number) if number else None
    try:
        payload = _payload(request)
        draft = str(payload.get("draft", ""))[:36]
        if request.method == "DELETE":
            safekeeping.forget(request.user, article=article, draft=draft)
            return JsonResponse({})
        if article is not None and not permissions.may_tag(request.user, article):
            return _refusal(_("You may not change this story."), 403)
        kept = safekeeping.keep(
            request.user,
            _pairs(payload.get("data")),
            article=article,
            draft=draft,
            started_from=int(payload.get("started_from") or 0),
        )
    except (ValueError, TypeError, OverflowError):
        return _refusal(_("This text could not be kept: it is too large, or damaged."), 400)
    return JsonResponse({"saved_at": kept.saved_at.isoformat(), "label": _clock(kept.saved_at)})


def _clock(moment: Any) -> str:
    """Return the time of day with seconds, in the site zone."""
    return time_format(timezone.localtime(moment), "g:i:s A")


@signed_in
@require_http_methods(["POST", "DELETE"])
def presence(request: HttpRequest, number: int) -> HttpResponse:
    """Note that a tab has the story open (POST) or has left it (DELETE); tell who else has."""
    article = get_object_or_404(Article.objects.select_related("saved_by"), pk=number)
    try:
        payload = _payload(request)
    except ValueError:
        return _refusal(_("This request is damaged."), 400)
    tab = str(payload.get("tab", ""))[:36].replace("\x00", "")
    if not tab:
        return _refusal(_("This request names no tab."), 400)
    if request.method == "DELETE":
        safekeeping.leave(article, request.user, tab)
        return JsonResponse({})
    company = safekeeping.report(article, request.user, tab, is_typing=payload.get("typing") is True)
    return JsonResponse(
        {
            "others": [{"name": one.name, "typing": one.is_typing} for one in company.others],
            "own_tabs": company.own_tabs,
            "version": article.version,
            "saved_by": str(article.saved_by or ""),
            "saved_by_me": article.saved_by_id == request.user.pk,
            "saved_at": _clock(article.saved_at) if article.saved_at else "",
        }
    )

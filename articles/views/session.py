"""Signing in again in place: the token for the next request, and the sign-in itself, as JSON."""

from __future__ import annotations

import json

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods


@never_cache
@csrf_protect
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Give the token of this session (GET), or sign in as the admin's own page would (POST).

    The same form, the same signals and so the same limits as the sign-in page; a wrong password
    is answered 400 with the form's sentence.
    """
    if request.method == "POST":
        try:
            typed = json.loads(request.body)
            data = {"username": str(typed["username"]), "password": str(typed["password"])}
        except (ValueError, TypeError, KeyError):
            return JsonResponse({}, status=400)
        form = AdminAuthenticationForm(request, data=data)
        if not form.is_valid():
            sentences = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"error": " ".join(sentences)}, status=400)
        login(request, form.get_user())
    return JsonResponse({"token": get_token(request)})

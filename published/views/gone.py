"""What an address answers that readers had and have no more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from published.models import PublishedAddress


def story_gone(request: HttpRequest, status: int, note: str) -> HttpResponse:
    """Answer 410, or 451 for the law's sake (RFC 7725), with the desk's note or a plain sentence."""
    if status == PublishedAddress.Gone.LEGAL:
        heading = gettext("This story is not available for legal reasons")
    else:
        heading = gettext("This story has been taken down")
    return _gone(request, status, heading, note or gettext("This story is no longer available."))


def page_gone(request: HttpRequest) -> HttpResponse:
    """Answer 410 for a page that was taken down, or a tag that was deleted. No query."""
    heading, note = gettext("This page has been taken down"), gettext("It is no longer available.")
    return _gone(request, 410, heading, note)


def _gone(request: HttpRequest, status: int, heading: str, note: str) -> HttpResponse:
    return render(request, "410.html", {"status": status, "heading": heading, "note": note}, status=status)

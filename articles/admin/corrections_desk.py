"""The corrections desk: what the newsroom got wrong, how fast it was mended, and the figures of accuracy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.accuracy import accuracy
from articles.models import Article, Correction

SPANS = (30, 90, 365)
ROWS = 50


class CorrectionsDesk:
    """Adds the page to the story's admin class."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.corrections_view))
        return [path("corrections/", view, name="articles_corrections"), *super().get_urls()]  # type: ignore[misc]

    def corrections_view(self, request: HttpRequest) -> HttpResponse:
        """List public corrections, newest first, fifty a page, under the figures. About nine queries."""
        if not request.user.has_perm("articles.see_accuracy"):
            raise PermissionDenied
        public = Correction.objects.filter(published_at__isnull=False)
        rows = public.select_related("article", "created_by").defer("article__body")
        page = Paginator(rows.order_by("-published_at", "-pk"), ROWS).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "title": _("Corrections"),
            "opts": Article._meta,
            "figures": [accuracy(days) for days in SPANS],
            "page": page,
            "rows": [(correction, _hours(correction)) for correction in page],
        }
        return render(request, "admin/articles/corrections.html", context)


def _hours(correction: Correction) -> float | None:
    """Hours from the story's first publication to the note; None when that is not known."""
    first, mended = correction.article.first_published_at, correction.published_at
    if first is None or mended is None or mended < first:
        return None
    return round((mended - first) / timedelta(hours=1), 1)

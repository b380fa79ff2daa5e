"""What robots are told first (RFC 9309)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute


@reader_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of the desk and show them the sitemap (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "",
        f"Sitemap: {absolute(reverse('published:sitemap'))}",
        f"Sitemap: {absolute(reverse('published:sitemap_news'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

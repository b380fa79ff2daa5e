"""Small files about the site itself: how it is added to a home screen, and who hears of weaknesses."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.identity import identity

# The colours of static/css/tokens.css, by light: what a device paints before the page is there.
PAPER = "#fdfbf7"
# RFC 9116 asks for less than a year, so that nobody trusts a forgotten file.
VALID_DAYS = 180


@reader_page()
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the site looks on a home screen (https://www.w3.org/TR/appmanifest/). No query."""
    site = identity()
    data = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description or site.strapline,
        "lang": get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "id": "/",
        "start_url": reverse("published:home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {
                "src": static("img/icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
            {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    filled = {name: value for name, value in data.items() if value}
    return HttpResponse(json.dumps(filled, ensure_ascii=False), content_type="application/manifest+json")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where weaknesses are reported (RFC 9116); 404 while nobody has said. No query in an edition."""
    contact = settings.SECURITY_CONTACT or identity().email
    if not contact:
        raise Http404
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {(today + timedelta(days=VALID_DAYS)).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE}",
        f"Canonical: {absolute(reverse('published:security'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

"""The page a secret preview link opens. Outside the admin: whoever has the address may read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.previews import compose_preview, link_of, live_preview
from published.newsstand import Page
from published.views.article import page_of_story
from taxonomy.models import Tag


@never_cache
@require_safe
def secret_preview(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the desk's copy of a story to whoever holds the secret; 404 for any other."""
    link = link_of(secret)
    if link is None:
        raise Http404
    response = show_preview(request, link.article)
    response["Referrer-Policy"] = "no-referrer"
    return response


def show_preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Render the desk's copy with the readers' template, under a banner; kept out of search engines.

    A story that could make no page yet says what it lacks instead.
    """
    if article.section_id is None:
        return _nothing_yet(request, article)
    page = compose_preview(article)
    banner = {
        "article": article,
        "is_embargoed": article.is_embargoed(timezone.now()),
        "state": article.get_state_display(),
    }
    live = live_preview(article, page, request.GET)
    response = page_of_story(request, page.article, public_tags(page), preview=banner, live=live)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def public_tags(page: Page) -> list[Tag]:
    """Return the tags readers would see on a composed page, in order. One query."""
    places = {row.tag_id: row.position for row in page.taggings}
    return sorted(Tag.objects.readable().filter(pk__in=places), key=lambda tag: places[tag.pk])


def _nothing_yet(request: HttpRequest, article: Article) -> HttpResponse:
    return render(request, "admin/articles/no_preview.html", {"article": article})

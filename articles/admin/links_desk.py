"""A story's links: what stands below it and why, what is kept out, and what leads to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from articles import permissions
from articles.back_links import linked_from
from articles.errors import TransitionError
from articles.forms.search_boxes import is_number
from articles.models import Article
from articles.more_news_desk import more_news_desk
from articles.views.more_news import VERBS, more_news_of

DONE = {
    "pin": gettext_lazy("Picked. It is the last of the links by hand."),
    "unpin": gettext_lazy("It is not picked any more."),
    "not-here": gettext_lazy("It is kept out of More News of this story."),
    "allow-here": gettext_lazy("It may stand here again."),
    "never-together": gettext_lazy("These two are never shown together."),
    "allow-together": gettext_lazy("These two may be shown together again."),
    "place-back": gettext_lazy("It has that place among the links of this story now."),
    "fill": gettext_lazy("Saved."),
}


class LinksDesk:
    """Adds the page to the story's admin class."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.links_view))
        own = [
            path("<int:number>/links/", view, name="articles_links"),
            path("<int:number>/more-news/", more_news_of, name="articles_article_more_news"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def links_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show, or do what a button said. With `?part=1` only the lines, for a page that has them inside."""
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not permissions.may_tag(request.user, article):
            raise PermissionDenied
        is_part, refusal = "part" in request.GET, ""
        if request.method == "POST":
            refusal = _do(article, request)
            if not is_part:
                return _answered(request, article, refusal)
            article = Article.objects.get(pk=number)
        context: dict[str, Any] = {
            "article": article,
            "desk": more_news_desk(article),
            "refusal": refusal,
            "is_part": is_part,
            "linked_from": linked_from(article),
        }
        if is_part:
            return render(request, "admin/articles/more_news_lines.html", context)
        context |= self.admin_site.each_context(request) | {
            "title": _("Links and More News"),
            "opts": Article._meta,
        }
        return render(request, "admin/articles/links.html", context)


def _do(article: Article, request: HttpRequest) -> str:
    """Say the verb of the button; return the sentence of a refusal."""
    name, _space, other = request.POST.get("do", "").partition(" ")
    verb = VERBS.get(name)
    if verb is None or not is_number(other or "0"):
        return _("This cannot be done.")
    try:
        with transaction.atomic():
            verb(article, int(other or 0), request)
    except TransitionError as refusal:
        return " ".join(refusal.messages)
    return ""


def _answered(request: HttpRequest, article: Article, refusal: str) -> HttpResponse:
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, DONE[request.POST["do"].partition(" ")[0]])
    return HttpResponseRedirect(reverse("admin:articles_links", args=[article.pk]))

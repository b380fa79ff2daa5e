"""The preview beside the text, and secret links to it for people without a sign-in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import permissions
from articles.forms.planning import PreviewLinkForm
from articles.models import Article, PreviewLink
from articles.previews import make_link, revoke

MOST_SHOWN = 50


class Previewing:
    """Adds the panel and the links to the story's admin class."""

    admin_site: Any

    @property
    def media(self) -> Any:
        """The panel's script."""
        scripts: list[Any] = [Script("js/desk/story-preview.js", type="module")]
        return super().media + Media(js=scripts)  # type: ignore[misc]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        page, end = never_cache(self.preview_links_view), never_cache(require_POST(self.revoke_view))
        return [
            path("<int:number>/preview-links/", wrap(page), name="articles_preview_links"),
            path("<int:number>/preview-links/<int:link>/", wrap(end), name="articles_revoke_preview"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say whether this person may hand out links."""
        article = context.get("original")
        context["may_share"] = article is not None and permissions.may_edit(request.user, article)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def preview_links_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """List a story's links and make a new one, whose address is shown this once."""
        article = _editable(request, number)
        form, address = PreviewLinkForm(request.POST or None), ""
        if request.method == "POST" and form.is_valid():
            asked = form.cleaned_data
            lasts = timedelta(days=asked["days"])
            secret = make_link(article, by=request.user, note=asked["note"], lasts=lasts)  # type: ignore[arg-type]
            address = settings.SITE_ADDRESS + reverse("preview", args=[secret])
            form = PreviewLinkForm()
        now = timezone.now()
        links = list(article.preview_links.select_related("created_by")[:MOST_SHOWN])
        context = self.admin_site.each_context(request) | {
            "title": _("Preview links"),
            "opts": Article._meta,
            "article": article,
            "form": form,
            "address": address,
            "links": [(link, link.is_valid(now)) for link in links],
        }
        return render(request, "admin/articles/preview_links.html", context)

    def revoke_view(self, request: HttpRequest, number: int, link: int) -> HttpResponse:
        """Close a link."""
        article = _editable(request, number)
        revoke(get_object_or_404(PreviewLink, pk=link, article=article))
        messages.success(request, _("The link opens nothing any more."))
        return HttpResponseRedirect(reverse("admin:articles_preview_links", args=[article.pk]))


def _editable(request: HttpRequest, number: int) -> Article:
    article = Article.objects.filter(pk=number).first()
    if article is None:
        raise Http404
    if not permissions.may_edit(request.user, article):
        raise PermissionDenied
    return article

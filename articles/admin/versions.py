"""The pages of a story's versions: the list, two compared, one as it stood, and restoring."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import permissions
from articles.comparing_versions import compare_documents
from articles.composing import compose
from articles.errors import TransitionError
from articles.models import Article, Version
from articles.verb_names import verb_name
from articles.views.previews import public_tags
from published.views.article import page_of_story


class VersionPages:
    """Adds the pages to an admin class; they live under its story's address."""

    admin_site: Any

    def version_urls(self) -> list[URLPattern]:
        """Return the addresses; the class puts them before its own."""
        wrap = self.admin_site.admin_view
        pages = (
            ("versions/", self.versions_view, "versions"),
            ("versions/compare/", self.compare_view, "compare"),
            ("versions/at/", self.stood_at_view, "stood_at"),
            ("versions/<int:version>/", self.version_view, "version"),
            ("versions/<int:version>/restore/", require_POST(self.restore_view), "restore_version"),
        )
        return [
            path(f"<int:number>/{address}", wrap(never_cache(view)), name=f"articles_{name}")
            for address, view, name in pages
        ]

    def _story(self, request: HttpRequest, number: int) -> Article:
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        return article

    def _page(self, request: HttpRequest, template: str, article: Article, **context: Any) -> HttpResponse:
        context |= self.admin_site.each_context(request)
        context |= {"article": article, "opts": Article._meta, "back": _change_address(article)}
        return render(request, f"admin/articles/versions/{template}.html", context)

    def versions_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """List a story's versions, newest first, fifty a page, and what was done to it. About six queries."""
        article = self._story(request, number)
        rows = article.versions.select_related("by").defer("document").order_by("-number")
        last = _number(request.GET.get("before"))
        if last is not None:
            rows = rows.filter(number__lt=last)
        versions = list(rows[:51])
        for version in versions:
            version.verb_name = verb_name(version.verb)
        events = list(article.events.select_related("by")[:50])
        for event in events:
            event.verb_name = verb_name(event.verb)
        return self._page(
            request,
            "list",
            article,
            title=_("Versions"),
            versions=versions[:50],
            older=versions[49].number if len(versions) > 50 else None,
            events=events,
            may_restore=permissions.may_edit(request.user, article),
        )

    def compare_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Compare two versions, `?a=3&b=5`, side by side or in line; without any, the last two."""
        article = self._story(request, number)
        after = self._version(article, request.GET.get("b")) or article.versions.first()
        if after is None:
            raise Http404
        before = self._version(article, request.GET.get("a"))
        before = before or article.versions.filter(number__lt=after.number).first() or after
        if before.number > after.number:
            before, after = after, before
        return self._page(
            request,
            "compare",
            article,
            title=_("Compare versions"),
            before=before,
            after=after,
            differences=compare_documents(before.document, after.document),
            is_inline=request.GET.get("view") == "inline",
        )

    def version_view(self, request: HttpRequest, number: int, version: int) -> HttpResponse:
        """Show the page a version makes, with the readers' own template."""
        article = self._story(request, number)
        row = self._version(article, version)
        if row is None:
            raise Http404
        return self._as_readers(request, article, row)

    def stood_at_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the page as readers had it at a minute, `?at=2026-11-23T14:05` in the site zone."""
        article = self._story(request, number)
        try:
            at = datetime.fromisoformat(request.GET.get("at", ""))
            at = at if timezone.is_aware(at) else timezone.make_aware(at)
        except (ValueError, OverflowError):
            messages.error(request, _("Choose a day and a time."))
            return HttpResponseRedirect(reverse("admin:articles_versions", args=[article.pk]))
        row = article.versions.filter(public_from__lte=at).order_by("-public_from", "-number").first()
        if row is None:
            messages.info(request, _("Readers did not have this story then."))
            return HttpResponseRedirect(reverse("admin:articles_versions", args=[article.pk]))
        return self._as_readers(request, article, row)

    def _as_readers(self, request: HttpRequest, article: Article, row: Version) -> HttpResponse:
        if row.document["fields"]["section_id"] is None:
            messages.info(request, _("This version has no section, so it makes no page."))
            return HttpResponseRedirect(reverse("admin:articles_versions", args=[article.pk]))
        page = compose(article.pk, row.document, row.public_from or row.at, version=row.number)
        return page_of_story(request, page.article, public_tags(page), preview={"article": article})

    def restore_view(self, request: HttpRequest, number: int, version: int) -> HttpResponse:
        """Bring a version back into the desk's copy; nothing goes public by it."""
        article = self._story(request, number)
        row = self._version(article, version)
        if row is None:
            raise Http404
        try:
            article.restore_version(row, by=request.user, seen=_number(request.POST.get("seen")))
        except TransitionError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:articles_versions", args=[article.pk]))
        messages.success(
            request,
            _("Version %(number)d is back on the desk. Readers see it when you publish.")
            % {"number": row.number},
        )
        return HttpResponseRedirect(_change_address(article))

    def _version(self, article: Article, number: Any) -> Version | None:
        wanted = _number(number)
        if wanted is None:
            return None
        found = article.versions.select_related("by").filter(number=wanted).first()
        if found is None:
            raise Http404
        return found


def _number(text: Any) -> int | None:
    """Return a version's number from an address, or None for what is none."""
    text = str(text or "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else None


def _change_address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])

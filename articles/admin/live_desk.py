"""The posting page of a live story: an entry in seconds, and every entry mended in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from js_asset import Media

from articles import body as body_rules
from articles.errors import StaleVersion, TransitionError
from articles.forms.live import EntryCorrectionForm, EntryForm, EntryReasonForm, new_entry
from articles.models import Article, Event, LiveCoverage, LiveUpdate
from articles.models.live import RIGHT
from published.languages import direction
from published.models import Kind, PublishedArticle

PAGE_SIZE = 50
Deed = Callable[[], object]


class LiveDesk:
    """Adds the posting page to the story's admin class; for whoever holds the right to post."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/live/", wrap(never_cache(self.live_view)), name="articles_live"),
            path(
                "<int:number>/live/coverage/",
                wrap(never_cache(require_POST(self.coverage_view))),
                name="articles_live_coverage",
            ),
            path(
                "<int:number>/live/<int:entry>/",
                wrap(never_cache(self.entry_view)),
                name="articles_live_entry",
            ),
            path(
                "<int:number>/live/<int:entry>/correct/",
                wrap(never_cache(self.correct_view)),
                name="articles_live_correct",
            ),
            path(
                "<int:number>/live/<int:entry>/remove/",
                wrap(never_cache(self.remove_view)),
                name="articles_live_remove",
            ),
            path(
                "<int:number>/live/<int:entry>/return/",
                wrap(never_cache(require_POST(self.return_view))),
                name="articles_live_return",
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead from a live story's form to its entries."""
        article = context.get("original")
        context["is_live_kind"] = (
            article is not None and article.kind == Kind.LIVE and request.user.has_perm(f"articles.{RIGHT}")
        )
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def live_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the entries and take a new one."""
        article = _postable(request, number)
        form = EntryForm(request.POST) if request.method == "POST" else new_entry()
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data

            def post() -> object:
                return article.post_update(
                    by=request.user,
                    body=said["body"],
                    headline=said["headline"],
                    is_key=said["is_key"],
                    key=said["key"],
                )

            if _done(form, post):
                is_out = PublishedArticle.objects.public().filter(pk=article.pk).exists()
                done = _("Posted.") if is_out else _("Posted. Readers get it when the story is published.")
                messages.success(request, done)
                return _back(article)
        return self._live_page(request, article, form)

    def entry_view(self, request: HttpRequest, number: int, entry: int) -> HttpResponse:
        """Change an entry; its former wordings stand below."""
        article = _postable(request, number)
        update = get_object_or_404(LiveUpdate, pk=entry, article=article)
        values = {"headline": update.headline, "body": update.body, "is_key": update.is_key}
        form = EntryForm(request.POST or None, initial=values | {"seen": update.revision})
        theirs = None
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data

            def change() -> None:
                article.change_update(
                    update,
                    by=request.user,
                    body=said["body"],
                    headline=said["headline"],
                    is_key=said["is_key"],
                    seen=said["seen"],
                )

            try:
                if _done(form, change):
                    messages.success(request, _("The entry is changed."))
                    return _back(article)
            except StaleVersion as stale:
                # What was typed stays in the form; sent again, it replaces what is shown beside it.
                form = _with_revision(request, update)
                form.add_error(None, stale.messages)
                theirs = update
        context = {"update": update, "form": form, "theirs": theirs, "earlier": _earlier(update)}
        if theirs is not None:
            context["theirs_shown"] = _shown(theirs.body)
        return self._live_render(
            request, article, "admin/articles/live/entry.html", _("Change the entry"), context
        )

    def correct_view(self, request: HttpRequest, number: int, entry: int) -> HttpResponse:
        """Write a correction under an entry."""
        article = _postable(request, number)
        update = get_object_or_404(LiveUpdate, pk=entry, article=article)
        form = EntryCorrectionForm(request.POST or None)
        if form.is_valid() and _done(
            form, lambda: article.correct_update(update, by=request.user, text=form.cleaned_data["text"])
        ):
            messages.success(request, _("The correction stands under the entry."))
            return _back(article)
        context = {"update": update, "form": form, "button": _("Correct"), "is_grave": False}
        return self._live_render(
            request, article, "admin/articles/live/ask.html", _("Correct the entry"), context
        )

    def remove_view(self, request: HttpRequest, number: int, entry: int) -> HttpResponse:
        """Ask why, then take an entry from readers."""
        article = _postable(request, number)
        update = get_object_or_404(LiveUpdate, pk=entry, article=article)
        form = EntryReasonForm(request.POST or None)
        if form.is_valid() and _done(
            form, lambda: article.remove_update(update, by=request.user, reason=form.cleaned_data["reason"])
        ):
            messages.success(request, _("The entry is removed. The desk keeps it."))
            return _back(article)
        context = {"update": update, "form": form, "button": _("Remove"), "is_grave": True}
        return self._live_render(
            request, article, "admin/articles/live/ask.html", _("Remove the entry"), context
        )

    def return_view(self, request: HttpRequest, number: int, entry: int) -> HttpResponse:
        """Give a removed entry back to readers."""
        article = _postable(request, number)
        update = get_object_or_404(LiveUpdate, pk=entry, article=article)
        _say(request, lambda: article.return_update(update, by=request.user), _("The entry is back."))
        return _back(article)

    def coverage_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """End the coverage, take it up again, or turn its order round."""
        article = _postable(request, number)
        deeds: dict[str, tuple[Deed, str]] = {
            "end": (lambda: article.end_live(by=request.user), _("The coverage has ended.")),
            "resume": (lambda: article.resume_live(by=request.user), _("The coverage goes on.")),
            "newest": (
                lambda: article.order_live(by=request.user, is_newest_first=True),
                _("Readers see the newest entry first."),
            ),
            "oldest": (
                lambda: article.order_live(by=request.user, is_newest_first=False),
                _("Readers see the oldest entry first."),
            ),
        }
        if (deed := deeds.get(request.POST.get("do", ""))) is None:
            raise Http404
        _say(request, *deed)
        return _back(article)

    def _live_page(self, request: HttpRequest, article: Article, form: EntryForm) -> HttpResponse:
        rows = article.live_updates.select_related("by")
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
        for update in page.object_list:
            update.shown = _shown(update.body)
        coverage = LiveCoverage.objects.filter(article=article).first() or LiveCoverage(article=article)
        context = {"form": form, "page": page, "coverage": coverage}
        return self._live_render(
            request, article, "admin/articles/live/page.html", _("Live entries"), context
        )

    def _live_render(
        self, request: HttpRequest, article: Article, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        form: Form = context["form"]
        scripts: list[Any] = [Script("js/desk/live-desk.js", type="module")]
        row = PublishedArticle.objects.public().filter(pk=article.pk).only("day", "slug").first()
        context |= self.admin_site.each_context(request) | {
            "title": title,
            "opts": Article._meta,
            "article": article,
            "direction": direction(article.language),
            "page_address": row.get_absolute_url() if row else "",
            "media": Media.from_media(form.media + Media(js=scripts), nonce=str(request.csp_nonce)),
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(request, template, context, status=status)


def _postable(request: HttpRequest, number: int) -> Article:
    article = Article.objects.filter(pk=number).first()
    if article is None or article.kind != Kind.LIVE:
        raise Http404
    if not request.user.has_perm(f"articles.{RIGHT}"):
        raise PermissionDenied
    return article


def _done(form: Form, deed: Deed) -> bool:
    """Do it; a refusal stands beside its field. A stale version is the caller's to show."""
    try:
        deed()
    except StaleVersion:
        raise
    except TransitionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.messages)
        return False
    return True


def _say(request: HttpRequest, deed: Deed, done: str) -> None:
    try:
        deed()
    except TransitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def _with_revision(request: HttpRequest, update: LiveUpdate) -> EntryForm:
    update.refresh_from_db()
    data = request.POST.copy()
    data["seen"] = str(update.revision)
    form = EntryForm(data)
    form.is_valid()
    return form


def _earlier(update: LiveUpdate) -> list[dict[str, Any]]:
    """What an entry said before, newest first. One query."""
    events = Event.objects.filter(
        article=update.article_id, verb="live-change", detail__update=update.pk
    ).select_related("by")
    return [
        {"at": event.at, "by": event.by, "headline": before["headline"], "shown": _shown(before["body"])}
        for event in events.order_by("-id")
        if (before := event.detail.get("before"))
    ]


def _shown(body: str) -> SafeString:
    return mark_safe(body_rules.clean_body(body))  # noqa: S308  cleaned here


def _back(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_live", args=[article.pk]))

"""Text that is typed and not saved: kept, offered again, compared, and brought back into the form."""

from __future__ import annotations

import json
from copy import copy
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import safekeeping
from articles.admin.merging import MergePages, is_only_stale
from articles.admin.typed import typed_document
from articles.comparing_versions import compare_documents
from articles.document import Document, to_document
from articles.errors import TransitionError
from articles.models import Article, Autosave
from articles.views.safekeeping import autosave, presence


class Keeping(MergePages):
    """Adds autosave, presence, recovery and the merge screen to the story's admin class."""

    def keeping_urls(self) -> list[URLPattern]:
        """Return the addresses. Autosave and presence answer 401 in JSON, so they are not wrapped."""
        wrap = self.admin_site.admin_view
        return [
            path("autosave/", autosave, name="articles_autosave_new"),
            path("<int:number>/autosave/", autosave, name="articles_autosave"),
            path("<int:number>/presence/", presence, name="articles_presence"),
            path("kept/<int:kept>/", wrap(never_cache(self.kept_view)), name="articles_kept"),
            path("kept/<int:kept>/drop/", wrap(require_POST(self.drop_view)), name="articles_drop_kept"),
            *self.merge_urls(),
        ]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show kept text in the form again, saving nothing, when that is what was sent."""
        if request.method == "POST" and "_recover" in request.POST:
            request.refusal = TransitionError(  # type: ignore[attr-defined]
                _("This is the text you had typed and not saved. Look it over, then press “Save”.")
            )
        return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer the merge screen to a form somebody has overtaken; else add what the safekeeping needs."""
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        article = context.get("original")
        if article is not None and form.is_bound and is_only_stale(form, formsets):
            return self.offer_merge(request, form, formsets)
        context |= {"keeping": _place(request, article), "kept": _kept(request, article, form)}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        """What is saved need not be kept any more."""
        safekeeping.forget(request.user, article=obj, draft=request.POST.get("_draft", ""))
        return super().response_add(request, obj, post_url_continue)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """See `response_add`."""
        safekeeping.forget(request.user, article=obj)
        return super().response_change(request, obj)  # type: ignore[misc]

    def kept_view(self, request: HttpRequest, kept: int) -> HttpResponse:
        """Show what was kept beside what the story says now, with both times; offer to use or drop it."""
        row = _own(request, kept)
        if row.article is not None and not self.has_change_permission(request, row.article):  # type: ignore[attr-defined]
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Text you had not saved"),
            "opts": Article._meta,
            "article": row.article,
            "back": _form_address(row.article),
            "kept": row,
            "pairs": [*row.data, ["seen", str(row.started_from)]],
            "differences": self._differences(request, row),
        }
        return render(request, "admin/articles/kept.html", context)

    def drop_view(self, request: HttpRequest, kept: int) -> HttpResponse:
        """Throw kept text away, as its writer asked."""
        row = _own(request, kept)
        article = row.article
        row.delete()
        messages.info(request, _("The unsaved text is thrown away."))
        return HttpResponseRedirect(_form_address(article))

    def _differences(self, request: HttpRequest, row: Autosave) -> Any:
        if row.article is None:
            return []
        return compare_documents(to_document(row.article), self._document(request, row.article, row.data))

    def _document(self, request: HttpRequest, article: Article, pairs: list[list[str]]) -> Document:
        """Read kept pairs as the form would, without a request that sends them."""
        data = QueryDict(mutable=True)
        for name, value in pairs:
            data.appendlist(name, value)
        data["seen"] = str(article.version)
        sent = copy(request)
        sent.method, sent._post, sent._files = "POST", data, MultiValueDict()  # type: ignore[attr-defined]
        form = self.get_form(sent, article, change=True)(data, instance=article)  # type: ignore[attr-defined]
        formsets, _instances = self._create_formsets(sent, article, change=True)  # type: ignore[attr-defined]
        form.is_valid()
        for formset in formsets:
            formset.is_valid()
        return typed_document(form, formsets)


def _place(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """What the page's script needs to know, as data of one element."""
    if article is None:
        return {
            "draft": request.POST.get("_draft") or str(uuid4()),
            "autosave_url": reverse("admin:articles_autosave_new"),
            "words_json": json.dumps(_words()),
        }
    return {
        "autosave_url": reverse("admin:articles_autosave", args=[article.pk]),
        "presence_url": reverse("admin:articles_presence", args=[article.pk]),
        "version": article.version,
        "saved_by_me": article.saved_by_id == request.user.pk,
        "words_json": json.dumps(_words()),
    }


def _words() -> dict[str, str]:
    return {
        "saving": _("Keeping…"),
        "saved": _("Kept {time}"),
        "offline": _("Offline: kept on this device"),
        "here": _("This device has text from {time} that never reached the server."),
        "use": _("Put it into the form"),
        "drop": _("Throw it away"),
        "present": _("{name} has this story open."),
        "typing": _("{name} has this story open and is changing it."),
        "tabs": _("You have this story open in another tab."),
        "overtaken": _(
            "{name} saved this story at {time}. Go on: when you save, the two are brought together."
        ),
        "ended": _("Your session has ended"),
        "username": _("Username"),
        "password": _("Password"),
        "signIn": _("Sign in and go on"),
        "wrong": _("That did not work: try again."),
    }


def _kept(request: HttpRequest, article: Article | None, form: Any) -> list[Autosave]:
    """What the person has typed and not saved: of this story, or of new ones. One query."""
    if form.is_bound:
        return []
    if article is None:
        return list(safekeeping.new_stories_of(request.user))
    found = safekeeping.waiting_for(request.user, article)
    return [found] if found else []


def _own(request: HttpRequest, number: int) -> Autosave:
    row = Autosave.objects.select_related("article").filter(pk=number, user=request.user).first()
    if row is None:
        raise Http404
    return row


def _form_address(article: Article | None) -> str:
    if article is None:
        return reverse("admin:articles_article_add")
    return reverse("admin:articles_article_change", args=[article.pk])

"""Pages of the site at the desk: about us, policies, contact."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles.forms.body_editor import BODY_EDITOR
from newsroom.base_admin import NewsroomModelAdmin
from newsroom.stale_saves import SeenVersionForm
from pages.errors import PageError
from pages.models import SitePage
from pages.publishing import compose
from published.views.site_page import page_of

VERBS = {
    "keep": gettext_lazy("saved"),
    "publish": gettext_lazy("published"),
    "withdraw": gettext_lazy("withdrew"),
}
MOST_SHOWN = 100


class SitePageForm(SeenVersionForm):
    """The page, and the version the person had before them."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language"))

    class Meta:
        model = SitePage
        fields = (
            *("title", "slug", "body", "purpose", "language"),
            *("description", "is_in_footer", "menu", "position"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields and not self.instance.pk:
            self.fields["language"].initial = settings.LANGUAGE_CODE
        for name in ("title", "menu", "description"):
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        """Say in the form what the verb would refuse a moment later."""
        data = super().clean()
        stored = self.stored()
        if stored and stored.was_public and data.get("slug") != stored.slug:
            self.add_error("slug", _("The address of a page that was public stays: links lead to it."))
        return data


@admin.register(SitePage)
class SitePageAdmin(NewsroomModelAdmin):
    """Pages. Readers have what was published last."""

    form = SitePageForm
    formfield_overrides = BODY_EDITOR
    change_form_template = "admin/pages/form.html"
    list_display = ("title", "purpose", "state", "address", "is_in_footer", "saved_at")
    list_filter = ("purpose", "is_in_footer")
    search_fields = ("title", "slug")
    actions = None
    fieldsets: ClassVar = [
        (None, {"fields": ["title", "body", "seen"]}),
        (_("Place"), {"fields": ["purpose", "slug", "language", "description"]}),
        (_("Footer"), {"fields": ["is_in_footer", "menu", "position"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: SitePage | None = None) -> bool:
        """Only what readers do not have may be deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_public)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SitePage]:
        return (
            super().get_queryset(request).defer("body")
            if _is_list(request)
            else super().get_queryset(request)
        )

    @admin.display(description=gettext_lazy("state"))
    def state(self, page: SitePage) -> str:
        """What readers have of it."""
        if page.has_changes:
            return format_html(
                '<span class="front-state is-live">{}</span> {}', _("Published"), _("and changed since")
            )
        words, css = (_("Published"), " is-live") if page.is_public else (_("Draft"), "")
        return format_html('<span class="front-state{}">{}</span>', css, words)

    @admin.display(description=gettext_lazy("address"))
    def address(self, page: SitePage) -> str:
        """Where readers have it."""
        where = page.get_absolute_url()
        return format_html('<a href="{}">{}</a>', where, where) if page.is_public else where

    @property
    def media(self) -> Any:
        """The badges of the list."""
        return super().media + Media(css={"all": ["css/desk/fronts.css"]})

    def save_model(self, request: HttpRequest, obj: SitePage, form: Any, change: bool) -> None:
        """Keep it by the verb, and publish it when that button was pressed."""
        by: Any = request.user
        try:
            obj.keep(by=by, seen=form.cleaned_data.get("seen") if change else None)
            if "_publish" in request.POST:
                obj.publish(by=by)
        except PageError as refusal:
            messages.error(request, str(refusal))
            request.page_refused = True  # type: ignore[attr-defined]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The page's versions are its history."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """See `log_addition`."""

    def response_add(
        self, request: HttpRequest, obj: SitePage, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: SitePage) -> HttpResponse:
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, obj: SitePage) -> HttpResponse:
        if not getattr(request, "page_refused", False):
            done = (
                _("Published: readers have it now.")
                if "_publish" in request.POST
                else _("The draft is saved.")
            )
            messages.success(request, done)
        if obj.pk is None:
            return HttpResponseRedirect(reverse("admin:pages_sitepage_add"))
        return HttpResponseRedirect(reverse("admin:pages_sitepage_change", args=[obj.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what the buttons need."""
        context["may_publish"] = request.user.has_perm("pages.publish_sitepage")
        page = context.get("original")
        context |= {"title": str(page) if page else _("New page"), "subtitle": None}
        context["has_file_field"] = True  # sent in parts, whose letters are not blown up
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """List what was done, each version with a look at it and the way back."""
        page = self._page(request, unquote(object_id))
        versions = page.versions.select_related("by")[:MOST_SHOWN]
        context = self.admin_site.each_context(request) | {
            "title": _("History: %(page)s") % {"page": page},
            "opts": SitePage._meta,
            "page": page,
            "versions": [(version, VERBS.get(version.verb, version.verb)) for version in versions],
            "may_change": self.has_change_permission(request, page),
        }
        return render(request, "admin/pages/history.html", context)

    def preview_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the desk's copy, or an earlier version (`?number=`), as readers would get it."""
        page = self._page(request, str(number))
        if asked := request.GET.get("number", ""):
            is_number = asked.isascii() and asked.isdecimal() and len(asked) < 10
            version = page.versions.filter(number=int(asked)).first() if is_number else None
            if version is None:
                raise Http404
            for name, value in version.document.items():
                setattr(page, name, value)
        with translation.override(settings.LANGUAGE_CODE):
            response = page_of(request, compose(page, timezone.now()), preview={"state": _("Draft")})
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def verb_view(self, request: HttpRequest, number: int, verb: str) -> HttpResponse:
        """Withdraw the page, or bring an earlier version back to the desk."""
        page, by = self._page(request, str(number)), request.user
        wanted, seen = request.POST.get("number", ""), request.POST.get("seen", "")
        try:
            if verb == "withdraw":
                page.withdraw(by=by)  # type: ignore[arg-type]
                messages.success(request, _("Readers do not have the page any more."))
            else:
                is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 10
                was = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None
                page.restore(int(wanted) if is_number else 0, by=by, seen=was)  # type: ignore[arg-type]
                messages.success(request, _("It is the draft now. Look at it, then publish it."))
        except PageError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:pages_sitepage_change", args=[page.pk]))

    def get_urls(self) -> list[URLPattern]:
        """Put the page's own addresses before the admin's."""
        wrap = self.admin_site.admin_view
        preview = never_cache(xframe_options_sameorigin(self.preview_view))
        own = [path("<int:number>/preview/", wrap(preview), name="pages_preview")]
        own += [
            path(
                f"<int:number>/{verb}/",
                wrap(require_POST(self.verb_view)),
                {"verb": verb},
                name=f"pages_{verb}",
            )
            for verb in ("withdraw", "restore")
        ]
        return [*own, *super().get_urls()]

    def _page(self, request: HttpRequest, number: str) -> SitePage:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = (
            SitePage.objects.filter(pk=int(number)).first()
            if number.isdecimal() and len(number) < 18
            else None
        )
        if found is None:
            raise Http404
        return found


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.url_name or "").endswith("_changelist")

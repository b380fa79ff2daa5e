"""Fronts at the desk: which there are, the page that arranges one, its preview and its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from fronts.board import Board, starting_plan
from fronts.errors import FrontError, StaleFront
from fronts.forms import ArrangementForm
from fronts.live import LiveFront
from fronts.models import Front
from fronts.picking import find
from fronts.plans import SlotPlan
from fronts.views import page_of_front
from newsroom.base_admin import NewsroomModelAdmin
from taxonomy.models import Section

VERBS = {
    "arrange": gettext_lazy("saved a draft"),
    "launch": gettext_lazy("launched"),
    "restore": gettext_lazy("brought an earlier one back as the draft"),
    "hand-back": gettext_lazy("handed the page back to its rule"),
}
MOST_SHOWN = 100


@admin.register(Front)
class FrontAdmin(NewsroomModelAdmin):
    """Nobody adds or deletes a front: home has one, and so has every section."""

    list_display = ("place", "state", "changed", "on_site")
    list_display_links = ("place",)
    list_select_related = ("section", "live", "live__by")
    list_per_page = 100
    actions = None

    @property
    def media(self) -> Any:
        """The badges of the list."""
        return super().media + Media(css={"all": ["css/desk/fronts.css"]})

    # Who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("fronts.arrange_front"))

    # The list

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show home and every section, also those that nobody has arranged yet."""
        if self.has_change_permission(request):
            Front.objects.get_or_create(is_home=True, section=None)
            for section in Section.objects.filter(front=None):
                Front.objects.get_or_create(section=section)
        return super().changelist_view(request, {"title": _("Fronts")} | (extra_context or {}))

    @admin.display(description=gettext_lazy("page"))
    def place(self, front: Front) -> str:
        """Which page it is. No query."""
        return str(front)

    @admin.display(description=gettext_lazy("readers have"))
    def state(self, front: Front) -> str:
        """What readers have now."""
        if front.live is None:
            return format_html('<span class="front-state">{}</span>', _("Filled by rule"))
        return format_html(
            '<span class="front-state is-live">{}</span>',
            _("Arrangement %(number)s") % {"number": front.live.number},
        )

    @admin.display(description=gettext_lazy("draft"))
    def changed(self, front: Front) -> str:
        """Whether a draft waits, and whose. One query a row; there are as many rows as sections."""
        draft = front.arrangements.select_related("by").order_by("-number").first()
        if draft is None or draft.pk == front.live_id:
            return "–"
        who = draft.by.get_short_name() or draft.by.get_username() if draft.by else ""
        return f"{who} {_moment(draft.at)}".strip()

    @admin.display(description=gettext_lazy("on the site"))
    def on_site(self, front: Front) -> str:
        """A link to the page."""
        address = front.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, address)

    # Arranging

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the board, or do what its buttons say. Who may only look is led to the preview."""
        front = self._front(request, object_id)
        if not self.has_change_permission(request):
            return HttpResponseRedirect(reverse("admin:fronts_preview", args=[front.pk]))
        draft = front.draft
        plan = draft.plan() if draft else starting_plan(front)
        data: QueryDict | None = request.POST if request.method == "POST" else None
        form = self._form(front, plan, data)
        if data is not None and form.is_valid():
            try:
                return self._do(request, front, form, plan if draft else None)
            except StaleFront as refusal:
                messages.error(request, str(refusal))
                messages.warning(request, _("Look at theirs first: saving again puts yours in its place."))
                front.refresh_from_db()
                data = data.copy()
                data["seen"] = str(front.version)
                form = self._form(front, plan, data)
                form.is_valid()
            except FrontError as refusal:
                messages.error(request, str(refusal))
        elif data is not None:
            messages.error(request, _("Not saved yet: please correct what is marked."))
        return self._board(request, front, form, plan)

    def _form(self, front: Front, plan: tuple[SlotPlan, ...], data: Any) -> ArrangementForm:
        languages = list(settings.LANGUAGES)
        return ArrangementForm(
            plan, language=front.language, seen=front.version, languages=languages, data=data
        )

    def _do(
        self, request: HttpRequest, front: Front, form: ArrangementForm, before: tuple[SlotPlan, ...] | None
    ) -> HttpResponse:
        """Save what has changed; then go where the button said."""
        verb, by, seen = request.POST.get("do"), request.user, form.front.cleaned_data["seen"]
        language = form.front.cleaned_data["language"]
        with transaction.atomic():
            if form.plan() != before or language != front.language or seen != front.version:
                front.arrange(form.plan(), by=by, seen=seen, language=language)  # type: ignore[arg-type]
                seen = front.version
            if verb == "launch":
                front.launch(by=by, seen=seen)  # type: ignore[arg-type]
        if verb == "launch":
            messages.success(request, _launched(front))
        elif verb != "preview":
            messages.success(request, _("The draft is saved. Readers see no change before it is launched."))
        name = "admin:fronts_look" if verb == "preview" else "admin:fronts_front_change"
        return HttpResponseRedirect(reverse(name, args=[front.pk]))

    def _board(
        self, request: HttpRequest, front: Front, form: ArrangementForm, plan: tuple[SlotPlan, ...]
    ) -> HttpResponse:
        context = self._context(request, front) | {
            "board": Board.of(front, form, plan, timezone.now()),
            "may_launch": request.user.has_perm("fronts.launch_front"),
            "title": _("Arrange: %(page)s") % {"page": front},
        }
        return render(request, "admin/fronts/arrange.html", context)

    def stories_view(self, request: HttpRequest) -> HttpResponse:
        """Answer the search box with stories. JSON. Up to two queries."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        found, more = find(request.GET.get("q", ""), timezone.now())
        return JsonResponse({"results": [story.as_json() for story in found], "more": more})

    # Looking

    def look_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the draft in a frame, as wide as a phone or a desk, with the button that launches it."""
        front = self._front(request, str(number))
        context = self._context(request, front) | {
            "title": _("Preview: %(page)s") % {"page": front},
            "may_launch": request.user.has_perm("fronts.launch_front")
            and self.has_change_permission(request),
            "at": request.GET.get("at", ""),
            "arrangement": request.GET.get("number", ""),
        }
        return render(request, "admin/fronts/look.html", context)

    def preview_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Render an arrangement (`?number=`, else the draft) as readers would get it (`?at=`, else now)."""
        front = self._front(request, str(number))
        at = _asked_moment(request.GET.get("at", ""))
        plan = _asked_plan(front, request.GET.get("number", ""))
        with translation.override(settings.LANGUAGE_CODE):
            response = page_of_front(
                request,
                LiveFront(front.section, front.language, plan),
                at=at,
                preview={"at": _moment(at)},
            )
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """List arrangements and what was done, newest first."""
        front = self._front(request, object_id)
        context = self._context(request, front) | {
            "title": _("History: %(page)s") % {"page": front},
            "arrangements": front.arrangements.select_related("by")[:MOST_SHOWN],
            "events": [
                (event, VERBS.get(event.verb, event.verb))
                for event in front.events.select_related("by")[:MOST_SHOWN]
            ],
            "may_arrange": self.has_change_permission(request),
        }
        return render(request, "admin/fronts/history.html", context)

    def verb_view(self, request: HttpRequest, number: int, verb: str) -> HttpResponse:
        """Launch the draft, bring an arrangement back, or hand the page back to its rule."""
        front = self._front(request, str(number))
        seen = _whole(request.POST.get("seen", ""))
        by: Any = request.user
        try:
            if verb == "restore":
                front.restore(_whole(request.POST.get("number", "")) or 0, by=by, seen=seen)
                messages.success(request, _("It is the draft now. Look at it, then launch it."))
            elif verb == "launch":
                front.launch(by=by, seen=seen)
                messages.success(request, _launched(front))
            else:
                front.hand_back(by=by, seen=seen)
                messages.success(request, _("The page is filled by rule again. Your arrangements are kept."))
        except FrontError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:fronts_front_change", args=[front.pk]))

    def get_urls(self) -> list[URLPattern]:
        """Put the pages of a front before the admin's own, whose pattern takes everything."""
        wrap = self.admin_site.admin_view
        preview = never_cache(xframe_options_sameorigin(self.preview_view))
        own = [
            path("stories/", wrap(never_cache(require_safe(self.stories_view))), name="fronts_stories"),
            path("<int:number>/look/", wrap(never_cache(self.look_view)), name="fronts_look"),
            path("<int:number>/preview/", wrap(preview), name="fronts_preview"),
        ]
        own += [
            path(
                f"<int:number>/{verb}/",
                wrap(require_POST(self.verb_view)),
                {"verb": verb},
                name=f"fronts_{verb.replace('-', '_')}",
            )
            for verb in ("launch", "restore", "hand-back")
        ]
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Front]:
        return super().get_queryset(request).select_related("section", "live")

    def _front(self, request: HttpRequest, number: str) -> Front:
        if not self.has_view_permission(request):
            raise PermissionDenied
        wanted = _whole(number)
        front = self.get_queryset(request).filter(pk=wanted).first() if wanted else None
        if front is None:
            raise Http404
        return front

    def _context(self, request: HttpRequest, front: Front) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"opts": Front._meta, "front": front}


def _launched(front: Front) -> SafeString:
    words, view = _("Launched: readers have it now."), _("View it")
    return format_html('{} <a href="{}">{}</a>', words, front.get_absolute_url(), view)


def _asked_plan(front: Front, number: str) -> tuple[SlotPlan, ...]:
    if number:
        arrangement = front.arrangements.filter(number=_whole(number) or 0).first()
        if arrangement is None:
            raise Http404
        return arrangement.plan()
    return front.draft.plan() if front.draft else starting_plan(front)


def _asked_moment(text: str) -> datetime:
    """Read a moment on the wall of the site's zone; what is none means now."""
    try:
        asked = parse_datetime(text)
        if asked is None or not 1900 < asked.year < 2200:
            return timezone.now()
        return asked if timezone.is_aware(asked) else timezone.make_aware(asked)
    except ValueError:
        return timezone.now()


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None

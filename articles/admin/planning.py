"""Planning: the story list's views as tabs, owners and days to narrow it by, and the week's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from articles.calendar import Week, in_week, week_of
from articles.forms.planning import desk_people, person_name
from articles.models import Article

State = Article.State
MOST_OWNERS = 30
# By day or state that was asked for; everything else stands by its last save.
ORDERS = {
    "due": ("due_at", "id"),
    "late": ("due_at", "id"),
    "out": ("-first_published_at", "-id"),
    State.SCHEDULED: ("publish_at", "id"),
}


class OwnerFilter(admin.SimpleListFilter):
    """The stories of one colleague; offered are those who have something on the desk."""

    title = gettext_lazy("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer up to MOST_OWNERS people. One query."""
        at_work = Article.objects.unpublished().exclude(owner=None).order_by().values("owner")
        found = desk_people().filter(pk__in=at_work)[:MOST_OWNERS]
        return [(str(user.pk), person_name(user)) for user in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Keep the stories of the person, also of one who is not offered; a wild number is nobody's."""
        value = self.value()
        if value is None:
            return queryset
        is_number = value.isascii() and value.isdecimal() and len(value) < 18
        return queryset.filter(owner=int(value)) if is_number else queryset.none()


class DayFilter(admin.SimpleListFilter):
    """What today's desk asks: what is wanted by tonight, what is late, what went out. In the site zone."""

    title = gettext_lazy("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer three questions."""
        return [("due", _("Due today")), ("late", _("Late")), ("out", _("Published today"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        """Answer one. What is late is due today as well, until it is out."""
        match self.value():
            case "due":
                return queryset.due_today()
            case "late":
                return queryset.late()
            case "out":
                return queryset.out_today()
        return queryset


@dataclass(frozen=True)
class View:
    """One tab above the list: a link with its filter, and a number where that is cheap to know."""

    label: Any
    query: str
    number: int | None = None
    is_current: bool = False


def story_views(request: HttpRequest) -> list[View]:
    """Return the tabs of the list. One query, over the few stories in review or waiting for their hour."""
    waiting = Q(state=State.SCHEDULED, publish_at__gt=timezone.now())
    counted = Article.objects.filter(Q(state=State.REVIEW) | waiting).aggregate(
        review=Count("pk", filter=Q(state=State.REVIEW)), waiting=Count("pk", filter=waiting)
    )
    asked = {name: value for name, value in request.GET.items() if name not in ("p", "o", "all")}
    tabs = [
        (_("All"), {}, None),
        (_("Mine"), {"whose": "mine"}, None),
        (_("In review"), {"state": "review"}, counted["review"]),
        (_("Due today"), {"day": "due"}, None),
        (_("Scheduled"), {"state": "scheduled"}, counted["waiting"]),
        (_("Published today"), {"day": "out"}, None),
        (_("With unpublished changes"), {"state": "changed"}, None),
        (_("Withdrawn"), {"state": "withdrawn"}, None),
    ]
    return [
        View(label, "?" + "&".join(f"{k}={v}" for k, v in query.items()), number, asked == query)
        for label, query, number in tabs
    ]


class Planning:
    """Adds the owner's column, the tabs and the calendar to the story's admin class."""

    admin_site: Any

    @property
    def media(self) -> Any:
        """The style of everything about planning."""
        return super().media + Media(css={"all": ["css/desk/planning.css"]})  # type: ignore[misc]

    @admin.display(description=gettext_lazy("owner"), ordering="owner")
    def owner_name(self, article: Article) -> SafeString | str:
        """Whose story it is; on a phone, where the columns have no heads, with the word. No query."""
        if not article.owner:
            return "–"
        label, name = _("owner"), person_name(article.owner)
        return format_html('<span class="cell-label">{}:</span> {}', capfirst(label), name)

    def get_ordering(self, request: HttpRequest) -> Any:
        """Order each view by what it is about: the next deadline, the next hour, the latest out."""
        asked = request.GET.get("day") or request.GET.get("state") or ""
        return ORDERS.get(asked) or super().get_ordering(request)  # type: ignore[misc]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(never_cache(self.calendar_view))
        return [path("calendar/", view, name="articles_calendar"), *super().get_urls()]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Put the tabs above the list."""
        views = {"story_views": story_views(request)}
        return super().changelist_view(request, views | (extra_context or {}))  # type: ignore[misc]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """Show one week, `?week=2026-W48`, else this one: what goes out and what is due."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        now = timezone.now()
        week = Week.read(request.GET["week"]) if "week" in request.GET else week_of(now)
        if week is None:
            raise Http404
        days, is_cut = in_week(week, now)
        context = self.admin_site.each_context(request) | {
            "title": _("Calendar"),
            "opts": Article._meta,
            "week": week,
            "this_week": week_of(now),
            "days": days,
            "is_cut": is_cut,
            "list_address": reverse("admin:articles_article_changelist"),
        }
        return render(request, "admin/articles/calendar.html", context)

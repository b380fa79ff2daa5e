"""What belongs together, and what never stands together: running stories, series, forbidden pairs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Count, QuerySet
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.inlines import PartInline
from articles.admin.running_history import RunningHistory
from articles.forms.rows import save_rows
from articles.forms.together import (
    MemberForm,
    MemberFormSet,
    MomentForm,
    MomentFormSet,
    PairForm,
    PartForm,
    RunningStoryForm,
)
from articles.models import ForbiddenPair
from articles.running_history import was_public
from newsroom.base_admin import NewsroomModelAdmin
from published.editions import raise_edition
from published.models import KeyMoment, RunningStory, RunningStoryMember, Series, SeriesPart, SeriesPlan
from published.running import MOST_MOMENTS
from taxonomy.models import Tag
from taxonomy.recording import record_edit, whole

MOST_MEMBERS = 500


class _OfRunningStory(PartInline):
    """Rows that whoever may change the running story may change."""

    def may(self, request: HttpRequest, obj: Any) -> bool:
        right = "change" if obj is not None else "add"
        return bool(request.user.has_perm(f"published.{right}_runningstory"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("published.view_runningstory"))


class MomentInline(_OfRunningStory):
    """What a reader who comes late has to know."""

    model = KeyMoment
    form = MomentForm
    formset = MomentFormSet
    fields = ("position", "day", "text", "story")
    max_num = MOST_MOMENTS


class MemberInline(_OfRunningStory):
    """The stories in it. One that is not public yet waits."""

    model = RunningStoryMember
    form = MemberForm
    formset = MemberFormSet
    fields = ("position", "story")
    max_num = MOST_MEMBERS


@admin.register(RunningStory)
class RunningStoryAdmin(RunningHistory, NewsroomModelAdmin):
    """Running stories. What is saved is public at once, where one of the stories is."""

    form = RunningStoryForm
    inlines = (MomentInline, MemberInline)
    list_display = ("title", "is_open", "order", "summary_at", "number_of_stories")
    list_filter = ("is_open",)
    search_fields = ("title",)
    fields = ("title", "language", "summary", "summary_at", "order", "is_open", "slug")

    @property
    def media(self) -> Any:
        """The rows' script and style."""
        names = ("ordered-rows", "moment-field")
        scripts: list[Any] = [Script(f"js/desk/{name}.js", type="module") for name in names]
        return super().media + Media(js=scripts, css={"all": ["css/desk/form.css", "css/desk/links.css"]})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address never changes."""
        return ("slug",) if obj is not None else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[RunningStory]:
        return super().get_queryset(request).annotate(stories=Count("members"))

    @admin.display(description=_("stories"), ordering="stories")
    def number_of_stories(self, running: Any) -> int:
        """How many are in it, public or not."""
        return running.stories

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write rows in order."""
        save_rows(formset)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Readers see it: the edition moves."""
        super().save_related(request, form, formsets, change)
        raise_edition()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what readers never had may be deleted: an address that was public stays good."""
        return super().has_delete_permission(request, obj) and (obj is None or not was_public(obj))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Say why one that readers have stays, and what to do instead."""
        running = self.get_object(request, unquote(object_id))
        if running is None or not was_public(running):
            return super().delete_view(request, object_id, extra_context)
        said = _("Readers have the page of this running story, so it stays. Close it when it does not go on.")
        messages.error(request, said)
        return HttpResponseRedirect(reverse("admin:published_runningstory_change", args=[running.pk]))

    def get_actions(self, request: HttpRequest) -> Any:
        """Nothing is deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        raise_edition()


class _OfSeries(admin.TabularInline):
    """What whoever may change a tag may change."""

    extra = 0

    def _may(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("taxonomy.change_tag"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("taxonomy.view_tag"))


class PlanInline(_OfSeries):
    """How many parts were announced."""

    model = SeriesPlan
    fields = ("total",)
    extra = 1
    verbose_name_plural = _("announced")


class PartsInline(_OfSeries):
    """Numbers by hand; the other parts are numbered by time."""

    model = SeriesPart
    form = PartForm
    fields = ("number", "story")
    verbose_name_plural = _("numbers by hand")


@admin.register(Series)
class SeriesAdmin(NewsroomModelAdmin):
    """Series: tags of that kind, with the numbers of their parts. The tag itself is changed under Tags."""

    inlines = (PlanInline, PartsInline)
    list_display = ("name", "state")
    search_fields = ("name",)
    fields = ("about",)
    readonly_fields = ("about",)

    @admin.display(description=_("series"))
    def about(self, series: Series) -> str:
        """Lead to the tag."""
        address = reverse("admin:taxonomy_tag_change", args=[series.pk])
        return format_html('<a href="{}">{}</a>', address, series.label)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("taxonomy.change_tag"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("taxonomy.view_tag"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The tag stays as it is."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the account of the numbers; readers see them, so the edition moves."""
        series = Tag.objects.get(pk=form.instance.pk)
        before = whole(series)
        super().save_related(request, form, formsets, change)
        record_edit(series, before, by=request.user)
        raise_edition()


@admin.register(ForbiddenPair)
class ForbiddenPairAdmin(NewsroomModelAdmin):
    """Pairs that are never shown together: made and ended, not changed."""

    form = PairForm
    list_display = ("first", "second", "reason", "by", "at")
    list_select_related = ("first", "second", "by")
    search_fields = ("first__headline", "second__headline", "reason")
    autocomplete_fields = ("first", "second")
    fields = ("first", "second", "reason")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Say the verb, which tells the newsstand."""
        first, second = form.cleaned_data["first"], form.cleaned_data["second"]
        made = first.never_together(second.pk, by=request.user, reason=obj.reason)
        obj.pk = made.pk

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.first.allow_together(obj.second_id, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for pair in queryset.select_related("first"):
            pair.first.allow_together(pair.second_id, by=request.user)

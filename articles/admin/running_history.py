"""The page with the history of a running story, and the way back to any of its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.errors import TransitionError
from articles.forms.search_boxes import is_number
from articles.models import Article, RunningStoryVersion
from articles.running_history import RIGHT, Verb, bring_back, keep_version, keep_what_was_found
from published.models import RunningStory

MOST_SHOWN = 50


class RunningHistory:
    """Keeps a version at every save of a running story, and shows them in place of Django's history."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        own = path(
            "<int:number>/versions/<int:version>/restore/", view, name="published_runningstory_restore"
        )
        return [own, *super().get_urls()]  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: RunningStory, form: Any, change: bool) -> None:
        """Keep what was there before the first change that is kept."""
        if change:
            keep_what_was_found(obj)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep what it says now, once stories and moments are written."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        keep_version(form.instance, Verb.EDIT if change else Verb.CREATE, by=request.user)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions, newest first, fifty a page, each with what changed. Three queries."""
        running = self._running(request, object_id)
        versions = RunningStoryVersion.objects.filter(running_story=running).select_related("by")
        before = request.GET.get("before", "")
        if is_number(before) and before:
            versions = versions.filter(number__lt=int(before))
        shown = list(versions[: MOST_SHOWN + 1])
        numbers = {story for one in shown for story in one.document["stories"][:5]}
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(story)s") % {"story": running},
            "opts": RunningStory._meta,
            "running": running,
            "versions": shown[:MOST_SHOWN],
            "older": shown[MOST_SHOWN - 1].number if len(shown) > MOST_SHOWN else None,
            "newest": running.versions.values_list("number", flat=True).first(),
            "headlines": dict(Article.objects.filter(pk__in=numbers).values_list("pk", "headline")),
            "may_restore": request.user.has_perm(RIGHT),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/running_history.html", context)

    def _running(self, request: HttpRequest, object_id: str) -> RunningStory:
        if not is_number(object_id):
            raise Http404
        running = RunningStory.objects.filter(pk=int(object_id)).first()
        if running is None:
            raise Http404
        if not self.has_view_permission(request, running):  # type: ignore[attr-defined]
            raise PermissionDenied
        return running

    def restore_view(self, request: HttpRequest, number: int, version: int) -> HttpResponse:
        """Bring a version back. POST."""
        found = RunningStoryVersion.objects.filter(running_story=number, number=version).first()
        if found is None:
            raise Http404
        try:
            bring_back(found, by=request.user)
        except TransitionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Version %(n)d is back, and public.") % {"n": version})
        return HttpResponseRedirect(reverse("admin:published_runningstory_history", args=[number]))

"""Bulk tagging at the desk: asked, shown beforehand, then done batch by batch under a progress bar."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import bulk_tagging
from articles.bulk_tagging import MOST_STORIES, Outcome
from articles.errors import TransitionError
from articles.forms.bulk_tags import BulkTagsForm
from articles.models import BulkTagging

RIGHT = "articles.add_bulktagging"
MOST_SKIPPED_SHOWN = 200


class BulkTags:
    """Adds the list action and its three pages to the story's admin class."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        """Put the pages below the stories."""
        wrap = self.admin_site.admin_view

        def page(address: str, view: Any, name: str) -> URLPattern:
            return path(f"bulk-tags/{address}", wrap(never_cache(view)), name=name)

        return [
            page("", self.bulk_tags_view, "articles_bulk_tags"),
            page("<int:number>/", require_safe(self.bulk_run_view), "articles_bulk_run"),
            page("<int:number>/next/", require_POST(self.bulk_next_view), "articles_bulk_next"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def has_bulk_tag_permission(self, request: HttpRequest) -> bool:
        """Say whether this person may change tags in bulk."""
        return bool(request.user.has_perm(RIGHT))

    @admin.action(description=gettext_lazy("Change tags…"), permissions=["bulk_tag"])
    def bulk_tags(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask what to do to the tags of the chosen stories, or of the whole filtered list."""
        numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST_STORIES + 1])
        if len(numbers) > MOST_STORIES:
            sentence = _("At most %(most)d stories at once. Narrow the list down.")
            messages.error(request, sentence % {"most": MOST_STORIES})
            return None
        form = BulkTagsForm(initial={"numbers": " ".join(map(str, numbers))})
        return self._ask_for_tags(request, form, len(numbers))

    def bulk_tags_view(self, request: HttpRequest) -> HttpResponse:
        """Ask (GET), show what would happen (POST), and start (POST with `go`)."""
        if not self.has_bulk_tag_permission(request):
            raise PermissionDenied
        form = BulkTagsForm(request.POST if request.method == "POST" else None)
        preview = None
        if form.is_bound and form.is_valid():
            try:
                chosen, reason = form.cleaned_data["chosen"], form.cleaned_data["reason"]
                if "go" in request.POST:
                    run = bulk_tagging.start(form.wish, chosen, by=request.user, reason=reason)
                    return HttpResponseRedirect(reverse("admin:articles_bulk_run", args=[run.pk]))
                preview = bulk_tagging.preview(form.wish, chosen)
                bulk_tagging.refuse(form.wish, preview.total, reason)
            except TransitionError as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.messages)
        count = len(form.cleaned_data.get("numbers", ())) if form.is_bound else 0
        return self._ask_for_tags(request, form, count, preview)

    def bulk_run_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show how far a run is, and in the end what was skipped and the way to undo it."""
        run = _run(request, number)
        counts = _counts(run)
        left_out = run.stories.filter(outcome__in=(Outcome.SKIPPED, Outcome.KEPT))
        skipped = left_out.select_related("article")
        counts["waiting"] = left_of(run, counts)
        context = self._bulk_page(request, str(run)) | {
            "run": run,
            "counts": counts,
            "done": counts["total"] - counts["waiting"],
            "skipped": skipped[:MOST_SKIPPED_SHOWN],
        }
        return render(request, "admin/articles/bulk_tags/run.html", context)

    def bulk_next_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do the next batch. JSON for the script; without it, back to the page and its button."""
        run = _run(request, number)
        if run.undo_begun_at is not None:
            bulk_tagging.undo_batch(run)
        elif run.finished_at is None:
            bulk_tagging.run_batch(run)
        if "application/json" in request.headers.get("accept", ""):
            counts = _counts(run)
            return JsonResponse(counts | {"waiting": left_of(run, counts)})
        return HttpResponseRedirect(reverse("admin:articles_bulk_run", args=[run.pk]))

    def _ask_for_tags(
        self, request: HttpRequest, form: BulkTagsForm, count: int, preview: Any = None
    ) -> HttpResponse:
        context = self._bulk_page(request, _("Change tags of many stories")) | {
            "form": form,
            "media": form.media,
            "count": count,
            "preview": preview,
            "may_go": preview is not None and form.is_valid() and preview.changing,
            "is_checked": form.is_bound and not form.errors,
        }
        return render(request, "admin/articles/bulk_tags/ask.html", context)

    def _bulk_page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _run(request: HttpRequest, number: int) -> BulkTagging:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    return get_object_or_404(BulkTagging.objects.select_related("tag", "replacement", "operation"), pk=number)


def left_of(run: BulkTagging, counts: dict[str, int]) -> int:
    """Return how many stories are still to be done, or to be taken back."""
    return counts[Outcome.CHANGED] if run.undo_begun_at is not None else counts[Outcome.WAITING]


def _counts(run: BulkTagging) -> dict[str, int]:
    """Count the stories of a run by outcome, and all of them. One query."""
    rows = run.stories.order_by().values("outcome").annotate(n=Count("pk"))
    counts: dict[str, int] = dict.fromkeys(Outcome.values, 0) | {row["outcome"]: row["n"] for row in rows}
    return counts | {"total": sum(counts.values())}

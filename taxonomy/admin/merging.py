"""The page that shows what a merge would do, and does it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import NewsroomModelAdmin
from taxonomy.effects import effects_of_merge
from taxonomy.errors import VocabularyError

MOST_AT_ONCE = 50


def is_key(text: Any) -> bool:
    """Say whether a text can be a primary key at all; a database chokes on a number that is too long."""
    return str(text).isascii() and str(text).isdecimal() and len(str(text)) < 19


def _accepted(request: HttpRequest) -> str:
    return request.headers.get("accept", "")


def _line(**facts: Any) -> str:
    return json.dumps(facts) + "\n"


class ChosenField(forms.ModelMultipleChoiceField):
    """Several rows by their keys, whatever stands in the address."""

    def clean(self, value: Any) -> Any:
        """Refuse what can be no key before the database is asked."""
        for key in value or ():
            if not is_key(key):
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)


class MergeForm(forms.Form):
    """What to merge into what."""

    sources: Any = ChosenField(queryset=None, widget=forms.MultipleHiddenInput)
    target: Any = forms.ModelChoiceField(
        label=_("Merge into"),
        queryset=None,
        error_messages={"required": _("Choose what to merge into.")},
    )
    confirmed = forms.BooleanField(
        label=_("Merge although the kinds differ"),
        required=False,
    )

    def __init__(self, model_admin: "MergingAdmin", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = model_admin.model.objects.all()
        sources: Any = self.fields["sources"]
        target: Any = self.fields["target"]
        sources.queryset = target.queryset = rows
        target.widget = AutocompleteSelect(rows.model._meta.get_field("merged_into"), model_admin.admin_site)
        target.widget.choices = target.choices

    def clean_sources(self) -> Any:
        """Bound the work of one page."""
        sources = self.cleaned_data["sources"]
        if len(sources) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Merge at most %(count)d at once. Choose fewer."), params={"count": MOST_AT_ONCE}
            )
        return sources

    def clean(self) -> dict[str, Any]:
        """Refuse what the verb would refuse, in its words; a target among the sources is not one of them."""
        cleaned = super().clean() or self.cleaned_data
        target = cleaned.get("target")
        if target and "sources" in cleaned:
            cleaned["sources"] = [source for source in cleaned["sources"] if source != target]
            if not cleaned["sources"]:
                self.add_error("target", _("Nothing is left to merge. Choose another one to merge into."))
            for source in cleaned["sources"]:
                self._refuse(source, target)
        return cleaned

    def _refuse(self, source: Any, target: Any) -> None:
        try:
            source.refuse_merge(target, confirmed=self.cleaned_data.get("confirmed", False))
        except VocabularyError as refusal:
            self.add_error("confirmed" if refusal.code == "kinds_differ" else "target", refusal)


class MergingAdmin(NewsroomModelAdmin):
    """Adds the action "merge", the page behind it, and the way there from a form."""

    change_form_template = "admin/taxonomy/change_form_with_merge.html"

    def get_urls(self) -> list[Any]:
        """Put the page before the catch-all of single objects."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Say whether this person may merge these."""
        return request.user.has_perm(f"taxonomy.merge_{self.opts.model_name}")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Offer the way to the merge page."""
        extra = {"merge_url": self.merge_url([object_id])} if self.has_merge_permission(request) else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    @admin.action(description=_("Merge …"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        """Ask what to merge the chosen ones into."""
        return HttpResponseRedirect(self.merge_url(queryset.values_list("pk", flat=True)))

    def merge_url(self, sources: Any) -> str:
        """Return the address of the merge page for some keys."""
        address = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_merge")
        return f"{address}?{urlencode({'sources': list(sources)}, doseq=True)}"

    def merge_view(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for a target, then show what a merge would do, then do it: GET, GET with target, POST."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        is_asked = request.method == "POST" or "target" in request.GET
        data = (request.POST if request.method == "POST" else request.GET).copy()
        if not is_key(data.get("target", "")):
            data["target"] = ""
        form = MergeForm(
            self, data if is_asked else None, initial={"sources": request.GET.getlist("sources")}
        )
        if request.method == "POST" and form.is_valid() and "application/x-ndjson" in _accepted(request):
            return StreamingHttpResponse(
                self._merging(request, **form.cleaned_data), content_type="application/x-ndjson"
            )
        if request.method == "POST" and form.is_valid() and self._merge(request, **form.cleaned_data):
            return HttpResponseRedirect(
                reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        return TemplateResponse(request, "admin/taxonomy/merge.html", self._context(request, form, is_asked))

    def _merge(self, request: HttpRequest, sources: Any, target: Any, confirmed: bool) -> bool:
        """Merge all or none; say what was done, or why nothing was."""
        done = []
        try:
            with transaction.atomic():
                done += [
                    source.merge_into(target, by=request.user, confirmed=confirmed) for source in sources
                ]
        except VocabularyError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        for operation in done:
            self.message_user(request, operation.summary, messages.SUCCESS)
            self.log_change(request, target, operation.summary)
        return True

    def _merging(self, request: HttpRequest, sources: Any, target: Any, confirmed: bool) -> Iterator[str]:
        """As `_merge`, telling how far it is in lines of JSON: `done` of `total`, then `next` or `error`.

        One transaction from the first line to the last but one; a person who leaves takes all of it back.
        """
        total = sum(source.rows_to_merge() for source in sources) or 1
        done, last = 0, None
        try:
            with transaction.atomic():
                for source in sources:
                    steps = source.merging(target, by=request.user, confirmed=confirmed)
                    while True:
                        try:
                            done += next(steps)
                        except StopIteration as end:
                            last = end.value
                            break
                        yield _line(done=min(done, total), total=total)
        except VocabularyError as refusal:
            yield _line(error=str(refusal))
            return
        self.log_change(request, target, last.summary)
        yield _line(done=total, total=total, next=self._after_merging(request, last))

    def _after_merging(self, request: HttpRequest, operation: Any) -> str:
        """Return where the account of the merge is, with its undo; the list for who may not see it."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
        if not request.user.has_perm("taxonomy.view_operation"):
            return reverse(name)
        return reverse(f"{self.admin_site.name}:taxonomy_operation_change", args=[operation.pk])

    def _context(self, request: HttpRequest, form: MergeForm, is_asked: bool) -> dict[str, Any]:
        cleaned = form.cleaned_data if is_asked and form.is_valid() else {}
        target = cleaned.get("target")
        previews = [(source, source.preview_merge(target)) for source in cleaned.get("sources", ())]
        sources = cleaned.get("sources") or self._chosen(form)
        return {
            **self.admin_site.each_context(request),
            "title": gettext("Merge"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "sources": sources,
            "target": target,
            "previews": previews,
            "effects": effects_of_merge(cleaned["sources"], target) if previews else [],
            "asks_for_confirmation": "confirmed" in form.errors or cleaned.get("confirmed"),
        }

    def _chosen(self, form: MergeForm) -> list[Any]:
        keys = form["sources"].value() or []
        return list(self.model.objects.filter(pk__in=[key for key in keys if is_key(key)][:MOST_AT_ONCE]))

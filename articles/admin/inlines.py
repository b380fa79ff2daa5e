"""The parts of a story below its text: credits, agencies, related links, corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.forms.rows import (
    CreditForm,
    CreditFormSet,
    LinkForm,
    LinkFormSet,
    SourceForm,
    SourceFormSet,
)
from articles.forms.search_boxes import SearchBox
from articles.models import Article, Correction, Credit, RelatedLink, Source

MOST_ROWS = 40
AREA = {"rows": 2, "dir": "auto"}


class PartInline(admin.StackedInline):
    """Rows that whoever may edit the story may edit."""

    template = "admin/articles/rows.html"
    extra = 1
    max_num = MOST_ROWS
    is_ordered = True

    def may(self, request: HttpRequest, article: Article | None) -> bool:
        """Say whether this person may change these parts of the story."""
        if article is None:
            return bool(request.user.has_perm("articles.add_article"))
        return permissions.may_edit(request.user, article)

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(request.user.has_perm("articles.view_article"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Use the desk's own search box."""
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = SearchBox(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Let nobody leave the story to add or change what a row points to: that would lose typed text."""
        # The admin sets `max_num` to 0 for who may not add; what is there already is no mistake of theirs.
        limits = {"validate_max": bool(self.max_num), "absolute_max": max(MOST_ROWS, self.max_num or 0) + 10}
        formset = super().get_formset(request, obj, **limits, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs.pop("maxlength", None)
            for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                if hasattr(field.widget, name):
                    setattr(field.widget, name, False)
        return formset


class CreditInline(PartInline):
    """Who made it, in the order in which they are named."""

    model = Credit
    form = CreditForm
    formset = CreditFormSet
    fields = ("position", "role", "contributor", "name", "place", "affiliation", "shown")
    autocomplete_fields = ("contributor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return super().get_queryset(request).select_related("contributor")


class SourceInline(PartInline):
    """The agencies it comes from."""

    model = Source
    form = SourceForm
    formset = SourceFormSet
    fields = ("position", "contributor", "required_credit", "licence")
    autocomplete_fields = ("contributor",)
    extra = 0
    verbose_name_plural = _("agencies")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).select_related("contributor")


class LinkInline(PartInline):
    """Hand-picked links for More News. Live matter: whoever may tag the story may change them."""

    model = RelatedLink
    form = LinkForm
    formset = LinkFormSet
    fk_name = "article"
    fields = (
        "position",
        "kind",
        "target",
        "note",
        "url",
        "title",
        "source",
        "is_both_ways",
        "other_position",
    )
    autocomplete_fields = ("target",)
    max_num = RelatedLink.MOST_BY_HAND

    def may(self, request: HttpRequest, article: Article | None) -> bool:
        if article is None:
            return super().may(request, article)
        return permissions.may_tag(request.user, article)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedLink]:
        return super().get_queryset(request).select_related("target").defer("target__body")


class CorrectionForm(forms.ModelForm):
    """A note for readers. A public one is fixed for ever; it can only be superseded."""

    class Meta:
        model = Correction
        fields = ("kind", "placement", "text", "faulty_words", "keeps_text", "is_noindex", "superseded_by")
        widgets = {"text": forms.Textarea(attrs=AREA), "faulty_words": forms.Textarea(attrs=AREA)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.published_at is not None:
            for name, field in self.fields.items():
                field.disabled = name not in ("superseded_by", "id", "DELETE", "article")


class CorrectionFormSet(BaseInlineFormSet):
    """The notes of one story."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Offer no deletion of what has been public, and only notes of this story as successors."""
        super().add_fields(form, index)
        if form.instance.published_at is not None:
            form.fields.pop("DELETE", None)
        if "superseded_by" in form.fields:
            others = (
                self.queryset.exclude(pk=form.instance.pk) if self.instance.pk else Correction.objects.none()
            )
            form.fields["superseded_by"].queryset = others


class CorrectionInline(PartInline):
    """What readers are told was wrong."""

    model = Correction
    form = CorrectionForm
    formset = CorrectionFormSet
    fields = CorrectionForm.Meta.fields
    extra = 0
    is_ordered = False

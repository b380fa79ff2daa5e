"""What of the newsstand is set up at the desk: who the site is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import NewsroomModelAdmin
from newsroom.stale_saves import SeenVersionForm
from published.editions import raise_edition
from published.identity import Identity
from published.site_models import SiteIdentity, SiteLink

MOST_LINKS = 40


class LinkFormSet(BaseInlineFormSet):
    """Rows that know their place before they are checked, since their address is checked by it."""

    place: ClassVar[str] = ""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.place = self.place
        return form


class LinkInline(admin.StackedInline):
    """The links of one place, each a line of labelled fields: a table's cells have no labels of their own."""

    model = SiteLink
    extra = 1
    max_num = MOST_LINKS
    place = ""
    formfield_overrides: ClassVar = {
        models.CharField: {"widget": AdminTextInputWidget()},
        models.PositiveSmallIntegerField: {"widget": forms.NumberInput(attrs={"class": "is-place"})},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[SiteLink]:
        """Keep the links of this place."""
        return super().get_queryset(request).filter(place=self.place)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Give the rows their place."""
        made = super().get_formset(request, obj, **kwargs)
        return type("PlacedLinkFormSet", (made,), {"place": self.place})


class FooterInline(LinkInline):
    """The menus in the foot of every page."""

    place = SiteLink.Place.FOOTER
    formset = LinkFormSet
    fields = (("position", "menu", "label", "address"),)
    verbose_name = _("link in the footer")
    verbose_name_plural = _("Footer menus")


class SocialInline(LinkInline):
    """Where else the site is to be found."""

    place = SiteLink.Place.SOCIAL
    formset = LinkFormSet
    fields = (("position", "label", "address"),)
    verbose_name = _("place elsewhere")
    verbose_name_plural = _("Elsewhere: the site’s own pages on other sites")


@admin.register(SiteIdentity)
class SiteIdentityAdmin(NewsroomModelAdmin):
    """The one row: there is nothing to list, to add or to delete. Nobody overwrites a colleague."""

    form = SeenVersionForm
    autocomplete_fields = ("logo", "logo_for_dark")
    inlines = (FooterInline, SocialInline)
    formfield_overrides: ClassVar = {
        models.CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField"})},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    }
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "strapline", "description", "logo", "logo_for_dark", "seen"]}),
        (
            _("Publisher and contact"),
            {"fields": ["publisher", "founded", "email", "phone", "postal_address"]},
        ),
        (_("Policies"), {"fields": ["corrections_policy", "ethics_policy", "report_errors_to"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the form: there is only one."""
        return self.changeform_view(request, "1", None, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> SiteIdentity | None:
        """Return the one row, making it the first time somebody who may opens it."""
        if object_id == "1" and self.has_change_permission(request):
            SiteIdentity.objects.get_or_create(pk=1)
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Show what holds while a field is empty."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in ("name", "corrections_policy", "report_errors_to"):
            if name in form.base_fields:
                form.base_fields[name].widget.attrs["placeholder"] = getattr(Identity(), name)
        return form

    def save_model(self, request: HttpRequest, obj: SiteIdentity, form: Any, change: bool) -> None:
        """Count the save, and write down whose it was: the next one is compared with it."""
        obj.version, obj.saved_at = obj.version + 1, timezone.now()
        obj.saved_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Raise the edition, last: every page shows what has changed."""
        super().save_related(request, form, formsets, change)
        raise_edition()

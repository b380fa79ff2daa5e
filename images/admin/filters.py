"""By what the library is sifted: what is missing, whose it is, what may be done with it, where it is used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from images.models import Image

SOON = timedelta(days=30)
MOST_CREDITS = 8


class MissingFilter(admin.SimpleListFilter):
    """Pictures that lack a text, or have it."""

    field = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the two answers."""
        return [("missing", _("missing")), ("given", _("given"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        """Keep the pictures that fit the answer."""
        if self.value() == "missing":
            return queryset.filter(**{self.field: ""})
        return queryset.exclude(**{self.field: ""}) if self.value() == "given" else queryset


class CreditFilter(MissingFilter):
    """Who has no credit cannot be printed. The names that stand under most pictures are offered, too."""

    title, parameter_name, field = _("credit"), "credit", "credit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the two answers and the commonest credits. One query."""
        rows = Image.objects.exclude(credit="").order_by().values("credit").annotate(count=Count("pk"))
        names = rows.order_by("-count", "credit").values_list("credit", flat=True)[:MOST_CREDITS]
        return super().lookups(request, model_admin) + [(f"={name}", name) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        """Keep the pictures that fit the answer."""
        value = self.value() or ""
        if value.startswith("="):
            return queryset.filter(credit=value[1:])
        return super().queryset(request, queryset)


class AltTextFilter(MissingFilter):
    """What a screen reader would pass over in silence."""

    title, parameter_name, field = _("alt text"), "alt", "alt_text"


class RightsFilter(admin.SimpleListFilter):
    """What may be done with a picture, and for how long."""

    title, parameter_name = _("rights"), "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what can be amiss, then what can be agreed."""
        return [
            ("expired", _("expired")),
            ("expired-public", _("expired, on public pages")),
            ("soon", _("expire within thirty days")),
            ("whole", _("do not crop")),
            ("once", _("one use only")),
            ("unknown", _("no holder, licence or terms")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the pictures that fit the answer."""
        match self.value():
            case "expired":
                return queryset.expired()
            case "expired-public":
                return queryset.expired().on_public_pages()
            case "soon":
                return queryset.expiring(SOON)
            case "whole":
                return queryset.filter(no_crop=True)
            case "once":
                return queryset.filter(one_use_only=True)
            case "unknown":
                return queryset.filter(copyright_holder="", licence="", usage_terms="")
        return queryset


class UseFilter(admin.SimpleListFilter):
    """Whether anything shows a picture."""

    title, parameter_name = _("use"), "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the three answers."""
        return [("unused", _("unused")), ("used", _("used")), ("public", _("on public pages"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the pictures that fit the answer."""
        match self.value():
            case "unused":
                return queryset.unused()
            case "used":
                return queryset.used()
            case "public":
                return queryset.on_public_pages()
        return queryset


class ConfirmedFilter(admin.SimpleListFilter):
    """Whether somebody has looked at what was read from the file."""

    title, parameter_name = _("details"), "details"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the two answers."""
        return [("new", _("to be confirmed")), ("confirmed", _("confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        """Keep the pictures that fit the answer."""
        if self.value() not in ("new", "confirmed"):
            return queryset
        return queryset.filter(is_confirmed=self.value() == "confirmed")

"""What the story list can be narrowed to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Tagging
from taxonomy.models import Tag

CHANGED = "changed"
State = Article.State


class StateFilter(admin.SimpleListFilter):
    """By the clock: a scheduled story whose time has come counts as published."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer every state, and what waits on stories that are out."""
        return [*State.choices, (CHANGED, _("With unpublished changes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article]:
        """Keep the stories in the chosen state."""
        match self.value():
            case None:
                return queryset
            case State.PUBLISHED:
                return queryset.live()
            case State.SCHEDULED:
                return queryset.waiting().order_by()
            case "changed":
                return queryset.with_unpublished_changes()
            case state:
                return queryset.filter(state=state)


class MineFilter(admin.SimpleListFilter):
    """The person's own stories."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer one's own, and those nobody owns."""
        return [("mine", _("Mine")), ("none", _("Nobody’s"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Keep the stories this person owns, or nobody."""
        match self.value():
            case "mine":
                return queryset.filter(owner=request.user)
            case "none":
                return queryset.filter(owner=None)
        return queryset


class LanguageFilter(admin.SimpleListFilter):
    """The languages that stories are in, not all that there are."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the languages in use. One query."""
        used = Article.objects.order_by("language").values_list("language", flat=True).distinct()
        names = dict(settings.LANGUAGES)
        return [(code, names.get(code, code)) for code in used]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Keep the stories in the chosen language."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class TagFilter(admin.SimpleListFilter):
    """The stories with one tag, where a link has asked for them; offered is that tag alone."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the tag of the address, so that it can be taken off again. One query, none without it."""
        number = self.used_parameters.get(self.parameter_name, "")
        if not (number.isascii() and number.isdecimal() and len(number) < 18):
            return [(number, "–")] if number else []
        tag = Tag.objects.filter(pk=number).first()
        return [(number, tag.label if tag else "–")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Keep the stories with the tag; a wild number is no tag."""
        value = self.value()
        if not value:
            return queryset
        is_number = value.isascii() and value.isdecimal() and len(value) < 18
        tagged = Tagging.objects.filter(content_object=OuterRef("pk"), tag=int(value)) if is_number else None
        return queryset.none() if tagged is None else queryset.filter(Exists(tagged))

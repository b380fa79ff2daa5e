"""What the forms and lists of the vocabulary share."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import NewsroomModelAdmin
from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.models.names import NameRow


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Return the address a form asks to come back to, if it is one of this site."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if is_ours else otherwise


class VocabularyAdmin(NewsroomModelAdmin):
    """Refusals are sentences, even when somebody else was a moment faster; old addresses are shown."""

    formfield_overrides: ClassVar = {
        models.CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField"})},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again with the reason when a rule is broken between the form's check and the save."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except VocabularyError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    @admin.display(description=_("former addresses"))
    def former_addresses(self, thing: Any) -> str:
        """The words that forward here, as one line."""
        return ", ".join(thing.former_slugs.values_list("slug", flat=True)) or "–"


class MergedFilter(admin.SimpleListFilter):
    """Stubs of what was merged stay out of the list unless somebody asks for them."""

    title = _("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the stubs; the first choice is everything else."""
        return [("yes", _("Merged into another"))]

    def choices(self, changelist: Any) -> Any:
        """Call the usual choice by what it shows."""
        first, *rest = super().choices(changelist)
        yield first | {"display": _("In use")}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the stubs, or everything else."""
        return queryset.exclude(merged_into=None) if self.value() else queryset.filter(merged_into=None)


class AliasFormSet(BaseInlineFormSet):
    """The aliases of one tag or contributor."""

    def clean(self) -> None:
        """Refuse the same alias in two lines."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = getattr(form, "cleaned_data", {}).get("name")
            if not name or form in self.deleted_forms:
                continue
            if key(name) in seen:
                form.add_error("name", _("This alias is there twice. Empty one of the two lines."))
            seen.add(key(name))


class AliasInline(admin.TabularInline):
    """Aliases in lines of one field; the label is a name too, but its place is the form above."""

    fields = ("name",)
    formset = AliasFormSet
    extra = 1
    verbose_name = _("alias")
    verbose_name_plural = _("aliases")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the label out."""
        return super().get_queryset(request).filter(role=NameRow.Role.ALIAS)


class NamedAdmin(VocabularyAdmin):
    """Lists that search by every name, and an autocomplete that offers no stubs."""

    search_fields = ("names__key",)
    search_help_text = _("The beginning of any word of a name or alias, without regard to accents.")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search by the keys of all names; never a double, so no DISTINCT is needed."""
        if "field_name" in request.GET:
            queryset = self.choosable(queryset.unmerged())
        return queryset.matching(search_term), False

    def choosable(self, queryset: Any) -> Any:
        """Keep what a field that looks for one of these may offer."""
        return queryset

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A stub is only looked at."""
        return super().has_change_permission(request, obj) and not getattr(obj, "merged_into_id", None)

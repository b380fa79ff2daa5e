from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin.forms import ContributorForm
from taxonomy.admin.merging import MergingAdmin
from taxonomy.admin.shared import AliasInline, MergedFilter, NamedAdmin
from taxonomy.models import Contributor, ContributorLink, ContributorName

HIDDEN_WHEN_ONLY_LOOKING = {"keep_old_name"}


class ContributorAliasInline(AliasInline):
    """The aliases of a contributor."""

    model = ContributorName


class ContributorLinkInline(admin.TabularInline):
    """The addresses on the contributor's page."""

    model = ContributorLink
    extra = 0
    verbose_name = _("link")
    verbose_name_plural = _("links")


@admin.register(Contributor)
class ContributorAdmin(MergingAdmin, NamedAdmin):
    """Everybody who is credited. Which user somebody is shows only to who may see it."""

    form = ContributorForm
    list_display = ("name", "kind", "state", "role_line", "sort_name")
    list_filter = ("kind", "state", "has_hidden_page", MergedFilter)
    readonly_fields = ("merged_into", "former_addresses")
    autocomplete_fields = ("portrait", "subjects", "user")
    inlines = (ContributorAliasInline, ContributorLinkInline)
    actions = ("merge",)
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "keep_old_name", "uses_current_name", "kind", "state", "role_line"]}),
        (
            _("Page"),
            {
                "fields": [
                    "biography",
                    "portrait",
                    "portrait_alt",
                    "email",
                    "places",
                    "subjects",
                    "disclosure",
                ]
            },
        ),
        (_("For organisations"), {"fields": ["licence", "required_credit"], "classes": ["collapse"]}),
        (_("Desk"), {"fields": ["has_hidden_page", "shows_empty_page", "user"]}),
        (
            _("Address and order"),
            {"fields": ["slug", "former_addresses", "sort_name", "merged_into"], "classes": ["collapse"]},
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out what this person may not see, and what makes no sense for a new one or a stub."""
        hidden: set[str] = set()
        if not request.user.has_perm("taxonomy.see_contributor_user"):
            hidden.add("user")
        if obj is None:
            hidden |= {"keep_old_name", "uses_current_name", "former_addresses", "merged_into"}
        elif not self.has_change_permission(request, obj):
            hidden |= HIDDEN_WHEN_ONLY_LOOKING
        return [
            (title, options | {"fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in self.fieldsets
        ]

    def save_model(self, request: HttpRequest, obj: Contributor, form: Any, change: bool) -> None:
        """Change the name by the verb, so that it can be undone, and the rest by saving."""
        if change and "name" in form.changed_data:
            renamed = Contributor.objects.get(pk=obj.pk)
            renamed.rename(
                obj.name,
                by=request.user,
                on_old_stories=obj.uses_current_name,
                keep_alias=form.cleaned_data["keep_old_name"],
            )
            if "sort_name" not in form.changed_data:
                obj.sort_name = renamed.sort_name
        super().save_model(request, obj, form, change)

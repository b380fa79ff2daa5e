from typing import ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from taxonomy.admin.shared import VocabularyAdmin
from taxonomy.models import Section


@admin.register(Section)
class SectionAdmin(VocabularyAdmin):
    """The sections, in the order of the navigation."""

    list_display = ("name", "position", "accent", "slug")
    list_editable = ("position",)
    search_fields = ("name", "slug")
    readonly_fields = ("former_addresses",)
    fieldsets: ClassVar = [
        (None, {"fields": ["name", "description", "accent", "position"]}),
        (_("Address"), {"fields": ["slug", "former_addresses"]}),
    ]

"""What stories of a sort start from, kept by the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.forms.body_editor import BODY_EDITOR
from articles.models import Skeleton
from newsroom.base_admin import NewsroomModelAdmin


@admin.register(Skeleton)
class SkeletonAdmin(NewsroomModelAdmin):
    """The fields a new story is filled with, in the order of its form."""

    list_display = ("name", "description", "kind", "section", "position")
    list_display_links = ("name",)
    list_editable = ("position",)
    list_select_related = ("section",)
    search_fields = ("name", "description")
    formfield_overrides = BODY_EDITOR
    fieldsets = (
        (None, {"fields": ("name", "description", "position")}),
        (
            _("The story begins with"),
            {"fields": ("kind", "section", "kicker", "headline", "standfirst", "body", "ed_note")},
        ),
    )

"""People and roles at the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLES
from newsroom.base_admin import NewsroomModelAdmin

admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(NewsroomModelAdmin, DjangoUserAdmin):
    """Everybody who may sign in, with their roles. A superuser is managed by superusers alone."""

    list_display = ("username", "display_name", "roles", "email", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_staff")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("groups", "user_permissions")
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (_("Roles"), {"fields": ("groups", "is_active", "is_staff")}),
        (
            _("Rights beyond roles"),
            {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Roles"), {"fields": ("groups", "is_staff")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Fetch the roles of a whole list in one query."""
        groups = Prefetch("groups", queryset=Group.objects.order_by("name"))
        return super().get_queryset(request).prefetch_related(groups)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Let a new person sign in to the desk, which is what users are for."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Let nobody but a superuser give rights that no role has."""
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Protect superusers from everybody else."""
        return super().has_change_permission(request, obj) and self._is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Protect superusers from everybody else, and everybody from deleting themselves."""
        may = super().has_delete_permission(request, obj) and self._is_within_reach(request, obj)
        return may and (obj is None or obj.pk != request.user.pk)

    @admin.display(description=_("name"))
    def display_name(self, user: User) -> str:
        """The full name, or the user name."""
        return user.display_name

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """The names of the roles and other groups, from what the list has fetched."""
        groups = [group.name for group in user.groups.all()]
        return ", ".join([str(_("Superuser"))] * user.is_superuser + groups) or "–"

    def _is_within_reach(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser


@admin.register(Group)
class GroupAdmin(NewsroomModelAdmin, DjangoGroupAdmin):
    """Roles and a newsroom's own groups. What a role may do is written in `accounts.roles`."""

    list_display = ("name", "is_role")

    @admin.display(description=_("comes with the program"), boolean=True)
    def is_role(self, group: Group) -> bool:
        """Say whether this is one of the six roles."""
        return group.name in ROLES

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        """Leave the name of a role alone: another one would make a second group at the next update."""
        return ("name",) if obj and obj.name in ROLES else ()

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """A role that is deleted would be back at the next update, without its people."""
        return super().has_delete_permission(request, obj) and not (obj and obj.name in ROLES)

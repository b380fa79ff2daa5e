"""The desk's admin site: Django's own, under the newsroom's name and in the newsroom's order."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.actions import delete_selected as confirm_deletion
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import say_where_used
from newsroom.naming import site_name

# The order of a working day; an application that is not named here follows, by name.
APP_ORDER = ["articles", "images", "taxonomy", "fronts", "pages", "published", "exchange", "accounts", "auth"]
# Within an application: what is opened daily before what is set up once; the others follow, by name.
MODEL_ORDER = ["Article", "RunningStory", "Skeleton", "Tag", "Series", "Contributor", "Section", "SitePage"]


class SearchBoxView(AutocompleteJsonView):
    """Django's, which also shows what cannot be chosen, and why: see `NewsroomModelAdmin.not_to_choose`."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask once for all rows of an answer."""
        context = super().get_context_data(**kwargs)
        ask = getattr(self.model_admin, "not_to_choose", None)
        self.barred: dict[Any, str] = ask(self.request, context["object_list"]) if ask else {}
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        """Give a row that is not to be chosen its reason; the search box reads it out and passes over it."""
        row = super().serialize_result(obj, to_field_name)
        reason = self.barred.get(obj.pk)
        return row | {"text": f"{row['text']} ({reason})", "disabled": True} if reason else row


class NewsroomAdminSite(AdminSite):
    """Hold every admin page, under our header, in our order, with a deletion that explains its refusals."""

    site_url = "/"
    index_title = _("The desk")
    enable_nav_sidebar = True

    def __init__(self, name: str = "admin") -> None:
        """Replace Django's bulk deletion."""
        super().__init__(name)
        self.disable_action("delete_selected")
        self.add_action(delete_selected, "delete_selected")

    @property
    def site_header(self) -> str:  # type: ignore[override]
        """The site's name, in the header of every page."""
        return site_name()

    @property
    def site_title(self) -> str:  # type: ignore[override]
        """The site's name, in the title of every page."""
        return site_name()

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a search box."""
        return SearchBoxView.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the applications this person may see, in the order of a working day."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODEL_ORDER, model["object_name"], model["name"]))
        return sorted(apps, key=lambda app: _place(APP_ORDER, app["app_label"], app["name"]))


def _place(order: list[str], key: str, name: object) -> tuple[int, str]:
    return (order.index(key) if key in order else len(order)), str(name).lower()


def delete_selected(
    modeladmin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponse | None:
    """Ask before deleting, or say where the chosen ones are used and delete none of them."""
    *_rest, protected = modeladmin.get_deleted_objects(queryset, request)
    if protected:
        say_where_used(request, protected)
        return None
    try:
        return confirm_deletion(modeladmin, request, queryset)
    except (ProtectedError, RestrictedError):
        messages.error(request, _("One of these has just come into use, so nothing was deleted."))
        return None


delete_selected.allowed_permissions = ("delete",)
delete_selected.short_description = confirm_deletion.short_description

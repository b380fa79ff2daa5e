"""What every admin page of the desk shares."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.db.models import Model, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from js_asset import Media

NAMED_USES = 10


class NewsroomModelAdmin(ModelAdmin):
    """A short list, a form that the content policy lets run, and a deletion that says where a thing is used.

    Lists show fifty rows and never count the whole table only to say how many there are.
    """

    list_per_page = 50
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Call the list by what is in it; Django says “Select tag to change”."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def not_to_choose(self, request: HttpRequest, rows: Iterable[Model]) -> dict[Any, str]:
        """Return, by primary key, why a search box shows a row but does not let it be chosen. None here."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give the form's scripts the nonce that the content policy asks of the body editor's import map."""
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Ask before deleting; a thing in use is refused with a sentence that names where it is used."""
        chosen: Model | None = self.get_object(request, unquote(object_id))
        if chosen is not None and self.has_delete_permission(request, chosen):
            *_rest, protected = self.get_deleted_objects([chosen], request)
            if protected:
                say_where_used(request, protected)
                return HttpResponseRedirect("../change/")
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, RestrictedError):
            messages.error(request, _("This has just come into use, so it was not deleted."))
            return HttpResponseRedirect("../change/")


def say_where_used(request: HttpRequest, uses: list[str]) -> None:
    """Tell the person that nothing was deleted and name up to ten of the `uses`, each with its link."""
    named = format_html_join(", ", "{}", ((use,) for use in uses[:NAMED_USES]))
    rest = len(uses) - NAMED_USES
    more = "" if rest <= 0 else ngettext(" and %(count)d more", " and %(count)d more", rest) % {"count": rest}
    sentence = _("Not deleted, because it is in use: {uses}{more}. Change those first.")
    messages.error(request, format_html(sentence, uses=named, more=more))

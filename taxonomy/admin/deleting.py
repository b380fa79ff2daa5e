"""The page that deletes a tag and asks what its address shall lead to; the action that deletes several."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from newsroom.base_admin import NewsroomModelAdmin
from taxonomy.admin.merging import is_key
from taxonomy.deleting import refuse_deletion
from taxonomy.errors import VocabularyError
from taxonomy.models import Tag


class SubstituteForm(forms.Form):
    """What the addresses of a deleted tag lead to."""

    substitute = forms.ModelChoiceField(
        label=_("Lead its addresses to"),
        queryset=Tag.objects.all(),
        required=False,
        help_text=_("A tag that stands in for it. Without one its addresses say that the page is gone."),
    )

    def __init__(self, tag: Tag, site: admin.AdminSite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tag = tag
        field: Any = self.fields["substitute"]
        field.widget = AutocompleteSelect(Tag._meta.get_field("merged_into"), site)
        field.widget.choices = field.choices

    def clean_substitute(self) -> Tag | None:
        """Refuse what readers do not see, and the tag itself."""
        substitute: Tag | None = self.cleaned_data["substitute"]
        refuse_deletion(self.tag, substitute)
        return substitute


class DeletingAdmin(NewsroomModelAdmin):
    """Deletes by the verb, which keeps the account of it, with a substitute where one is named."""

    delete_confirmation_template = "admin/taxonomy/tag/delete_confirmation.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A stub forwards for ever."""
        return super().has_delete_permission(request, obj) and not getattr(obj, "merged_into_id", None)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Ask for a substitute; refuse, with a sentence, what is in use."""
        tag: Any = self.get_object(request, unquote(object_id))
        if tag is None or not self.has_delete_permission(request, tag):
            return super().delete_view(request, object_id, extra_context)
        asked = request.POST.copy() if request.method == "POST" else None
        if asked is not None and not is_key(asked.get("substitute") or "0"):
            asked["substitute"] = ""
        form = SubstituteForm(tag, self.admin_site, asked)
        try:
            refuse_deletion(tag, None)
        except VocabularyError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect("../change/")
        extra = {**(extra_context or {}), "form": form}
        if asked is not None and not form.is_valid():
            for sentence in form.errors.get("substitute", ()):
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        if asked is not None:
            request.substitute = form.cleaned_data["substitute"]  # type: ignore[attr-defined]
        return super().delete_view(request, object_id, extra)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Say the verb."""
        obj.delete(by=request.user, substitute=getattr(request, "substitute", None))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Put the verb in the place of Django's deletion, which keeps no account."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Delete those that are on nothing"), permissions=["delete"])
    def delete_each(self, request: HttpRequest, queryset: Any) -> None:
        """Delete each chosen tag that is on nothing, and say of each what has become of it."""
        for tag in queryset:
            label = tag.label
            try:
                tag.delete(by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            else:
                sentence = _("Deleted “%(tag)s”. It can be brought back for 90 days.") % {"tag": label}
                self.message_user(request, sentence, messages.SUCCESS)

"""What is typed for a live story."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.body_editor import BodyEditor
from articles.models import Article

AREA = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class EntryForm(forms.Form):
    """One entry. What it may say is checked by the verb; its refusals come back to these fields."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    headline = forms.CharField(
        label=_("headline"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("May be empty, but a key moment needs one."),
    )
    is_key = forms.BooleanField(label=_("key moment"), required=False)
    field_order = ("key", "seen", "headline", "body", "is_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = Article._meta.get_field("body")
        self.fields["body"] = field.formfield(widget=BodyEditor, required=False, label=_("text"))
        self.order_fields(self.field_order)


def new_entry() -> EntryForm:
    """Return an empty form with a key of its own, so that it posts once."""
    return EntryForm(initial={"key": uuid.uuid4()})


class EntryReasonForm(forms.Form):
    """Why an entry goes."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=2000,
        widget=AREA,
        help_text=_("Kept in the story’s history, never public."),
    )


class EntryCorrectionForm(forms.Form):
    """What was wrong, for readers."""

    text = forms.CharField(
        label=_("correction"),
        max_length=1000,
        widget=AREA,
        help_text=_("Stands under the entry for good. Say what was wrong and what is right."),
    )

"""What is typed about pictures: one, or many at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from images.models import Image

WORDS = ("title", "alt_text", "caption", "credit")
SHARED = ("credit", "copyright_holder", "licence", "usage_terms", "place", "taken_on", "rights_expire_at")
CHOICES = [("", _("leave as they are")), ("yes", _("yes")), ("no", _("no"))]
DIRECTED = {"dir": "auto"}


class DetailsForm(forms.ModelForm):
    """The words of one picture. Saving it confirms what was read from the file."""

    class Meta:
        model = Image
        fields = WORDS
        widgets = {
            "title": forms.TextInput(attrs=DIRECTED),
            "alt_text": forms.Textarea(attrs=DIRECTED | {"rows": 2}),
            "caption": forms.Textarea(attrs=DIRECTED | {"rows": 2}),
            "credit": forms.TextInput(attrs=DIRECTED),
        }

    def save(self, commit: bool = True) -> Image:
        """Save, confirmed."""
        self.instance.is_confirmed = True
        return super().save(commit)


class ForAllForm(forms.ModelForm):
    """What is set on every chosen picture; what is left empty stays as it is."""

    no_crop = forms.ChoiceField(label=_("do not crop"), choices=CHOICES, required=False)
    one_use_only = forms.ChoiceField(label=_("one use only"), choices=CHOICES, required=False)

    class Meta:
        model = Image
        fields = SHARED
        widgets = {
            "usage_terms": forms.Textarea(attrs=DIRECTED | {"rows": 2}),
            "taken_on": forms.DateInput(attrs={"type": "date"}),
            "rights_expire_at": forms.DateTimeInput(attrs={"type": "datetime-local"}),
        }

    def given(self) -> dict[str, Any]:
        """What was filled in, by field."""
        values = {name: self.cleaned_data[name] for name in SHARED if self.cleaned_data.get(name)}
        answers = {
            name: self.cleaned_data[name] == "yes"
            for name in ("no_crop", "one_use_only")
            if self.cleaned_data[name]
        }
        return values | answers

    def _post_clean(self) -> None:
        """There is no one picture to examine; the fields have been cleaned."""


class ReplaceForm(forms.Form):
    """Another file for the same picture."""

    file = forms.FileField(label=_("file"))
    show = forms.BooleanField(label=_("Show it on public pages at once"), required=False, initial=True)

    def clean_file(self) -> Any:
        """A name that says nothing is no reason to refuse; what it is, the picture itself finds out."""
        return self.cleaned_data["file"]


def sentences(error: ValidationError) -> str:
    """All that is wrong, in one line."""
    return " ".join(error.messages)

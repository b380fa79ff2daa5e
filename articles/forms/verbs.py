"""What a verb asks before it happens: a note, a reason, a date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.moments import MomentField
from articles.models import Article, Version
from articles.when_in_words import echo

AREA = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class VerbForm(forms.Form):
    """Asks nothing: the page itself is the question."""

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the story."""


class NoteForm(VerbForm):
    """A note that the writer reads."""

    note = forms.CharField(
        label=_("note to the writer"), max_length=2000, widget=AREA, help_text=_("Why it goes back.")
    )


class SpikeForm(VerbForm):
    """A note, if there is something to say."""

    note = forms.CharField(label=_("note to colleagues"), max_length=2000, required=False, widget=AREA)


class WithdrawForm(VerbForm):
    """What readers and colleagues are told."""

    withdrawal_note = forms.CharField(
        label=_("note for readers"),
        max_length=2000,
        widget=AREA,
        help_text=_("Whoever comes to the address reads this, for as long as the story is withdrawn."),
    )
    reason = forms.CharField(
        label=_("reason, for colleagues"),
        max_length=2000,
        required=False,
        widget=AREA,
        help_text=_("Kept in the history, never public."),
    )
    is_legal = forms.BooleanField(
        label=_("for legal reasons"),
        required=False,
        help_text=_("The address then answers 451, “unavailable for legal reasons”, instead of 410, “gone”."),
    )


class ReasonForm(VerbForm):
    """The reason, kept in the history."""

    reason = forms.CharField(
        label=_("reason"), max_length=2000, widget=AREA, help_text=_("Kept in the story’s history.")
    )


class DisplayDateForm(ReasonForm):
    """The date readers are shown instead of the first publication."""

    published_at = MomentField(
        required=False,
        label=_("display date"),
        help_text=_("Empty: the moment of first publication. The address stays as it is."),
    )
    is_day_only = forms.BooleanField(
        required=False, label=_("only the day is known"), help_text=_("Readers are shown no hour.")
    )
    field_order = ("published_at", "is_day_only", "reason")

    def prepare(self) -> None:
        self.initial["published_at"] = self.article.published_at if self.article else None
        self.initial["is_day_only"] = self.article.is_day_only if self.article else False


class WithholdForm(ReasonForm):
    """Which version that was public readers may not compare any more."""

    version = forms.ModelChoiceField(Version.objects.none(), label=_("version"))
    field_order = ("version", "reason")

    def prepare(self) -> None:
        field: Any = self.fields["version"]
        if self.article is not None:
            field.queryset = self.article.versions.filter(public_from__isnull=False, is_withheld=False)
        field.label_from_instance = _version_label


def _version_label(version: Version) -> str:
    return _("%(number)d, public from %(when)s") % {
        "number": version.number,
        "when": echo(version.public_from, version.public_from),  # type: ignore[arg-type]
    }

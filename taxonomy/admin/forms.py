from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taxonomy.keys import key
from taxonomy.models import Contributor, Tag, TagName
from taxonomy.parents import refuse_parents


class NamedForm(forms.ModelForm):
    """A form that asks what becomes of the old name."""

    keep_old_name = forms.BooleanField(
        label=_("Keep the old name as an alias"),
        required=False,
        initial=True,
        help_text=_("When the name changes: typing the old one still leads here."),
    )


class TagForm(NamedForm):
    """One tag. The model has the rules of names, kinds and addresses; parents are checked here."""

    changes_address = forms.BooleanField(
        label=_("Change the address with the name"),
        required=False,
        help_text=_("When the name changes: the old address forwards for ever, its feeds too."),
    )
    takes_former_slug = forms.BooleanField(
        label=_("Take over an old address"),
        required=False,
        help_text=_("Old links to the tag that had it lead here from then on, and no longer there."),
    )
    shared_aliases = forms.CharField(
        label=_("Aliases shared with other tags"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "vLargeTextField"}),
        help_text=_("One in each line. They are ambiguous: typing one lists every tag that shares it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "shared_aliases" in self.fields:
            names = self.instance.shared_names.order_by("key").values_list("name", flat=True)
            self.initial["shared_aliases"] = "\n".join(names)

    def clean_shared_aliases(self) -> list[str]:
        """Refuse what is the name of a tag of the kind. One query."""
        typed = self.cleaned_data["shared_aliases"].splitlines()
        names = [line.strip() for line in typed if key(line)]
        kind = self.cleaned_data.get("kind", self.instance.kind)
        labels = TagName.objects.filter(kind=kind, role=TagName.Role.LABEL, key__in=map(key, names))
        if held := labels.first():
            raise ValidationError(
                _("“%(name)s” is the name of a tag, so no other can share it."), params={"name": held.name}
            )
        return names

    class Meta:
        model = Tag
        fields = "__all__"  # noqa: DJ007  the admin's fieldsets say which

    def clean(self) -> dict[str, Any]:
        """Refuse parents of another kind, and circles."""
        cleaned = super().clean() or self.cleaned_data
        self.instance.takes_former_slug = cleaned.get("takes_former_slug", False)
        tag = Tag(pk=self.instance.pk, kind=cleaned.get("kind", self.instance.kind))
        try:
            refuse_parents(tag, cleaned.get("parents", ()))
        except ValidationError as refusal:
            self.add_error("parents", refusal)
        return cleaned


class ContributorForm(NamedForm):
    """One contributor."""

    class Meta:
        model = Contributor
        fields = "__all__"  # noqa: DJ007  the admin's fieldsets say which

"""The change form of a story: what an editor types, checked before anything is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles import body as body_rules
from articles.document import TEXT_FIELDS
from articles.errors import TransitionError
from articles.forms.length_guide import guide_lengths
from articles.forms.moments import MomentField, refuse_past
from articles.forms.rows import constraints_asked_by
from articles.forms.tags import TagsField
from articles.models import Article, Version
from published.languages import direction

Significance = Version.Significance
CHANGES = [
    (Significance.MINOR, _("minor: no public date moves")),
    (Significance.SIGNIFICANT, _("a significant update")),
    (Significance.CORRECTION, _("a correction")),
]
# The database's rules about planned times, and the fields that mend each.
RULES = {
    "article_lead_crop_is_a_point": ("lead_focal_x", "lead_focal_y"),
    "article_publish_after_embargo": ("embargoed_until", "publish_at"),
    "article_expires_after_publish": ("expires_at", "publish_at"),
}
MOST_VERSIONS = 2_147_483_647
MOMENTS = ("due_at", "publish_at", "embargoed_until", "expires_at")
# Whatever a document keeps of what an editor types; the wall-clock text beside a moment follows from it.
TYPED = tuple(name.removesuffix("_id") for name in TEXT_FIELDS if not name.endswith(("_local", "_zone")))
_PART = {"min": 0, "max": 1, "step": "any"}
_TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d character; this has %(show_value)d. Shorten it.",
    "At most %(limit_value)d characters; this has %(show_value)d. Shorten it.",
    "limit_value",
)


class ArticleForm(forms.ModelForm):
    """One story. `seen` is the number of the version the person had before them."""

    may_propose = True  # whether a name that no tag has may become a proposed tag
    refusal: TransitionError | None = None  # what a verb said when the first attempt was rolled back

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSIONS)
    tags = TagsField()
    due_at = MomentField(required=False, label=_("due"), help_text=_("When the desk wants it."))
    publish_at = MomentField(required=False, label=_("scheduled for"))
    embargoed_until = MomentField(required=False, label=_("embargoed until"))
    expires_at = MomentField(
        required=False,
        label=_("expires"),
        help_text=_("After this time the address says that the story is gone."),
    )
    significance = forms.ChoiceField(
        required=False,
        label=_("this change is"),
        choices=CHANGES,
        initial=Significance.MINOR,
        widget=forms.RadioSelect,
    )
    what_is_new = forms.CharField(required=False, max_length=300, label=_("what is new, for readers"))

    class Meta:
        model = Article
        fields = TYPED
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "dir": "auto", "class": "is-headline"}),
            "short_headline": forms.TextInput(attrs={"dir": "auto"}),
            "kicker": forms.TextInput(attrs={"dir": "auto"}),
            "standfirst": forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "is-standfirst"}),
            "byline_text": forms.TextInput(attrs={"dir": "auto"}),
            "lead_caption": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "lead_alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "lead_focal_x": forms.NumberInput(attrs=_PART),
            "lead_focal_y": forms.NumberInput(attrs=_PART),
            "ed_note": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version
        self._prepare_tags()
        for field in self.fields.values():
            _never_cut_off(field)
        guide_lengths(self)
        if "body" in self.fields:
            written = direction(self["language"].value() or "") if "language" in self.fields else "auto"
            self.fields["body"].widget.attrs["dir"] = written

    def is_multipart(self) -> bool:
        """Have the form sent in parts: else each byte of a letter beyond ASCII goes out as three."""
        return True

    def _prepare_tags(self) -> None:
        if "tags" not in self.fields:
            return
        given = self.initial.get("tags")  # rows, which taggit has read for the form, or numbers
        if given is None:
            given = [tagging.tag_id for tagging in self.instance.taggings.all()] if self.instance.pk else []
        self.initial["tags"] = [getattr(tag, "pk", tag) for tag in given]
        self.fields["tags"].kept = set(self.initial["tags"])
        self.fields["tags"].may_propose = self.may_propose

    def clean_headline(self) -> str:
        """A headline is one line; letters stay as they were typed."""
        return _one_line(self.cleaned_data["headline"])

    def clean_body(self) -> str:
        """Refuse a text that no page should carry. Raises ValidationError."""
        body = self.cleaned_data["body"]
        if len(body) > body_rules.MOST_CHARACTERS:
            raise ValidationError(
                _("At most %(most)s characters; this has %(has)s. Divide the story into several."),
                params={
                    "most": number_format(body_rules.MOST_CHARACTERS, use_l10n=True, force_grouping=True),
                    "has": number_format(len(body), use_l10n=True, force_grouping=True),
                },
            )
        return body

    def clean_translation_of(self) -> Article | None:
        """A story is a translation of another one, in another language. Raises ValidationError."""
        original = self.cleaned_data["translation_of"]
        if original is None:
            return None
        if self.instance.pk in (original.pk, original.translation_of_id):
            raise ValidationError(
                _("Choose the story this one was translated from; not itself, nor its own translation.")
            )
        if original.language == self.cleaned_data.get("language", self.instance.language):
            raise ValidationError(
                _("That story is in the same language. Choose another, or change the language of this one.")
            )
        return original

    def clean(self) -> dict[str, Any]:
        """Compare the version, then what the moments say together. Asks the database nothing by itself."""
        self._refuse_stale()
        for name in MOMENTS:
            self._clean_moment(name)
        self._clean_embargo()
        if self.refusal is not None:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, ValidationError(self.refusal.messages))
        return self.cleaned_data

    def _refuse_stale(self) -> None:
        """The row is locked by whoever looked it up, so what is compared here holds until the save."""
        seen = self.cleaned_data.get("seen")
        if not self.instance.pk or seen is None or seen == self.instance.version:
            return
        if seen > self.instance.version:
            raise ValidationError(
                _("This form knows a later version than there is: look it over and save again."),
                code="ahead",
            )
        saved_at = self.instance.saved_at
        raise ValidationError(
            _(
                "%(who)s saved this story at %(when)s, after you opened it. Nothing was overwritten and "
                "nothing of yours is lost: it stands below, not saved. Open the story in another tab, "
                "bring the two together, and save there."
            ),
            code="stale",
            params={
                "who": self.instance.saved_by or _("Somebody"),
                "when": timezone.localtime(saved_at).strftime("%H:%M:%S") if saved_at else "–",
            },
        )

    def _clean_moment(self, name: str) -> None:
        if name not in self.fields:
            return
        if name not in self.changed_data:
            # The field shows minutes; what was not touched keeps its seconds.
            if name in self.cleaned_data:
                self.cleaned_data[name] = getattr(self.instance, name)
            return
        try:
            refuse_past(name, self.cleaned_data.get(name), timezone.now())
        except ValidationError as past:
            self.add_error(name, past)

    def _clean_embargo(self) -> None:
        """Nobody lifts an embargo by emptying a field, and what is public cannot be embargoed."""
        if "embargoed_until" not in self.changed_data or "embargoed_until" in self.errors:
            return
        was, until = self.instance.embargoed_until, self.cleaned_data.get("embargoed_until")
        if self.instance.is_live() and until is not None:
            self.add_error(
                "embargoed_until",
                _("The story is public already; an embargo would come too late. Withdraw it if it must go."),
            )
        elif self.instance.is_embargoed() and (until is None or until < was):
            self.add_error(
                "embargoed_until",
                _("Ending an embargo early needs a right and a reason: use “Lift the embargo” under “More”."),
            )

    def _get_validation_exclusions(self) -> set[str]:
        """What the story points to has just been looked up by its fields; the model would ask again."""
        return super()._get_validation_exclusions() | {"section", "lead_image", "translation_of"}

    def _post_clean(self) -> None:
        with constraints_asked_by(self.instance, self._check_plan):
            super()._post_clean()

    def _check_plan(self, exclude: set[str]) -> None:
        """Ask the rules about planned times, and put each sentence at a field that mends it. Two queries.

        The other constraints guard what verbs decide, which no form touches. Raises ValidationError.
        """
        changed = set(MOMENTS) & set(self.changed_data)
        if not changed:
            return
        for constraint in Article._meta.constraints:
            fields = [name for name in RULES.get(str(constraint.name), ()) if name in self.fields]
            if not fields:
                continue
            try:
                constraint.validate(Article, self.instance, exclude=exclude)
            except ValidationError as broken:
                amiss = next((name for name in fields if name in changed), fields[0])
                raise ValidationError({amiss: broken.messages}) from None

    def _save_m2m(self) -> None:
        """Leave the tags alone: `set_tags` writes them in order, when the story has been saved."""

    @property
    def changed_text(self) -> list[str]:
        """The names of what was changed and belongs to the story, without what only this request says."""
        return [name for name in self.changed_data if name not in ("seen", "significance", "what_is_new")]


def _never_cut_off(field: forms.Field) -> None:
    """A browser cuts pasted text at `maxlength` without a word; the server says what is too long instead."""
    field.widget.attrs.pop("maxlength", None)
    for validator in field.validators:
        if getattr(validator, "code", "") == "max_length":
            validator.message = _TOO_LONG


def _one_line(text: str) -> str:
    return " ".join(part.strip() for part in text.splitlines() if part.strip())

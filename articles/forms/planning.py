"""What planning asks: a person of the desk, a section, a comment, how long a preview link lasts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.forms.moments import DeskWidget
from articles.forms.verbs import AREA, VerbForm
from articles.models import Comment, Correction
from taxonomy.models import Section

# Names the field offers while somebody types; whoever is not among them is found by the whole name.
MOST_OFFERED = 200


def desk_people() -> QuerySet[User]:
    """Return the people who can sign in to the desk, by name."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name", "username")


def person_name(user: User) -> str:
    """Return how the desk calls a person: the full name, else the user name."""
    return user.get_full_name() or user.get_username()


class PersonWidget(DeskWidget):
    """A text field that offers the names of the desk as one types; works as plain text without script."""

    template_name = "admin/articles/widgets/person.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names to offer, never more than MOST_OFFERED. One query."""
        context = super().get_context(name, None, attrs)
        context["widget"]["value"] = person_name(value) if isinstance(value, User) else value or ""
        context["widget"]["people"] = [
            {"name": person_name(user), "username": user.get_username()}
            for user in desk_people()[:MOST_OFFERED]
        ]
        return context


class PersonField(forms.CharField):
    """Somebody of the desk, by full name or user name. Cleans to a User, or None when empty."""

    widget = PersonWidget

    def clean(self, value: Any) -> User | None:
        """Find the person. Raises ValidationError that says what to write instead."""
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        full = Trim(Concat("first_name", Value(" "), "last_name", output_field=CharField()))
        people = desk_people().alias(full=full)
        found = list(people.filter(username__iexact=text)[:1]) or list(people.filter(full__iexact=text)[:5])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("Nobody at the desk is called “%(name)s”: choose one of the names that are offered."),
                params={"name": text},
            )
        raise ValidationError(
            _("Several people are called “%(name)s”: write the user name, one of %(names)s."),
            params={"name": text, "names": ", ".join(user.get_username() for user in found)},
        )


class AssignForm(VerbForm):
    """Whose story it becomes."""

    owner = PersonField(
        label=_("owner"),
        required=False,
        max_length=300,
        help_text=_("Begin to type a name. Empty: nobody’s."),
    )

    def prepare(self) -> None:
        self.initial["owner"] = self.article.owner if self.article else None


class MoveForm(VerbForm):
    """The section it moves to."""

    section = forms.ModelChoiceField(Section.objects.all(), label=_("section"))

    def prepare(self) -> None:
        self.initial["section"] = self.article.section_id if self.article else None


class CorrectForm(VerbForm):
    """What was wrong, for readers; and what it was, for staff."""

    kind = forms.ChoiceField(label=_("kind"), choices=Correction.Kind)
    text = forms.CharField(
        label=_("text"),
        max_length=2000,
        widget=AREA,
        help_text=_("For readers: what was wrong, and what is right. Plain text."),
    )
    placement = forms.ChoiceField(
        label=_("placement"),
        choices=Correction.Placement,
        initial=Correction.Placement.BOTTOM,
        help_text=_("A retraction always stands at the top."),
    )
    faulty_words = forms.CharField(
        label=_("faulty words"),
        max_length=2000,
        required=False,
        widget=AREA,
        help_text=_("For staff, never public."),
    )
    removes_text = forms.BooleanField(
        label=_("remove the text"), required=False, help_text=_("Only for a retraction.")
    )
    is_noindex = forms.BooleanField(
        label=_("keep out of search engines"), required=False, help_text=_("Only for a retraction.")
    )

    def clean(self) -> dict[str, Any]:
        """Only a retraction takes the text away or hides it from search engines."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Correction.Kind.RETRACTION:
            data["placement"] = Correction.Placement.TOP
            return data
        for name in ("removes_text", "is_noindex"):
            if data.get(name):
                self.add_error(name, _("Only a retraction does this: choose that kind, or untick it."))
        return data


class CommentForm(forms.ModelForm):
    """A remark, and the words it is about."""

    class Meta:
        model = Comment
        fields = ("text", "passage")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "passage": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }


class PreviewLinkForm(forms.Form):
    """For whom a preview link is, and how long it lasts."""

    note = forms.CharField(
        label=_("for whom"),
        max_length=200,
        help_text=_("So that you know later whose link it is. Never shown to whoever opens it."),
    )
    days = forms.TypedChoiceField(
        label=_("lasts"),
        coerce=int,
        initial=3,
        choices=[(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (30, _("30 days"))],
    )

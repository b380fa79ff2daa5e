"""Rows of a running story and of a series: own stories by search, in order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.forms.moments import MomentField
from articles.forms.rows import OrderedFormSet, RowForm, constraints_asked_by, sentence
from articles.forms.search_boxes import SearchBox
from articles.models import Article, ForbiddenPair, RelatedLink
from published.models import KeyMoment, RunningStoryMember, SeriesPart


def story_field(*, required: bool = True) -> forms.ModelChoiceField:
    """Return a field that finds an own story; the row keeps its number alone."""
    box = SearchBox(RelatedLink._meta.get_field("target"), admin.site)
    rows = Article.objects.only("id", "headline", "state", "language")
    return forms.ModelChoiceField(rows, label=_("story"), widget=box, required=required)


class RunningStoryForm(forms.ModelForm):
    """A running story; the moment of its summary as the desk writes moments."""

    summary_at = MomentField(
        required=False,
        label=_("summary of"),
        help_text=_("What the summary knew. Now, when left empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary_at"].label = capfirst(self.fields["summary_at"].label)


class StoryRow(RowForm):
    """A row that names a story by its number."""

    def clean_story(self) -> int | None:
        """Keep the number alone."""
        story = self.cleaned_data.get("story")
        return story.pk if story is not None else None


class MemberForm(StoryRow):
    """A story in a running story."""

    story = story_field()

    class Meta:
        model = RunningStoryMember
        fields = ("story", "position")


class MomentForm(StoryRow):
    """A key moment, with the story that tells it if there is one."""

    story = story_field(required=False)

    class Meta:
        model = KeyMoment
        fields = ("day", "text", "story", "position")
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class PartForm(forms.ModelForm):
    """The number of a part."""

    story = story_field()

    class Meta:
        model = SeriesPart
        fields = ("number", "story")

    def clean_story(self) -> int:
        """Keep the number alone."""
        return self.cleaned_data["story"].pk


class StoryRowSet(OrderedFormSet):
    """Rows whose stories are looked up at once, to be named. One query."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tell each search box the names of all."""
        super().add_fields(form, index)
        form.fields["story"].widget.known = self._known()

    def _known(self) -> dict[str, Article]:
        if not hasattr(self, "_stories"):
            numbers = [row.story for row in self.get_queryset() if row.story] if self.instance.pk else []
            rows = Article.objects.only("id", "headline", "state", "language").in_bulk(numbers)
            self._stories = {str(number): story for number, story in rows.items()}
        return self._stories


class MemberFormSet(StoryRowSet):
    once = ((("story",), "running_story_member_once"),)


class MomentFormSet(StoryRowSet):
    """Up to three."""


class PairForm(forms.ModelForm):
    """Two stories, in any order."""

    class Meta:
        model = ForbiddenPair
        fields = ("first", "second", "reason")

    def clean(self) -> dict[str, Any]:
        """Refuse a pair that is none, and one that is forbidden already. One query."""
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        if first is not None and first == second:
            self.add_error("second", sentence(ForbiddenPair, "forbidden_pair_in_order"))
        elif first is not None and second is not None:
            pair = sorted((first.pk, second.pk))
            if ForbiddenPair.objects.filter(first=pair[0], second=pair[1]).exists():
                self.add_error("second", sentence(ForbiddenPair, "forbidden_pair_once"))
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The verb puts the lower number first; the database has the last word."""
        with constraints_asked_by(self.instance, lambda exclude: None):
            super()._post_clean()

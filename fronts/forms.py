"""The form of an arrangement: its slots and the stories pinned in them, as two flat sets of rows.

A row of a story says in which slot it stands and at which place. The script moves rows and numbers them;
without it the numbers are typed. What comes out is a plan, which the verbs check and write.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fronts.picking import number_in
from fronts.plans import MOST_SLOTS, MOST_STORIES, USUAL_SIZE, Backfill, Layout, Placed, SlotPlan, Width
from published.languages import words_for
from published.models import Kind, PublishedArticle, RunningStory
from taxonomy.models import Section, Tag

LOCAL = "%Y-%m-%dT%H:%M"
MOST_ROWS = MOST_SLOTS * MOST_STORIES
HIGHEST = 10**18
MOST_RUNNING = 60  # offered, open ones first


class LocalMoment(forms.DateTimeField):
    """A moment on the wall of the site's zone, in the browser's own field for it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=[LOCAL, f"{LOCAL}:%S"], localize=False, **kwargs)


class SlotForm(forms.Form):
    """One slot: how it looks and what fills it."""

    position = forms.IntegerField(min_value=0, max_value=1000, label=_("Place on the page"))
    layout = forms.ChoiceField(choices=Layout.choices, label=_("Layout"))
    width = forms.ChoiceField(choices=Width.choices, label=_("Width"))
    heading = forms.CharField(max_length=80, required=False, label=_("Heading"))
    size = forms.IntegerField(min_value=1, max_value=MOST_STORIES, label=_("Stories"))
    backfill = forms.ChoiceField(choices=Backfill.choices, label=_("Fill with"))
    section = forms.ChoiceField(required=False, label=_("Section"))
    tag = forms.CharField(max_length=200, required=False, label=_("Tag"))
    kind = forms.ChoiceField(choices=[("", "—"), *Kind.choices], required=False, label=_("Kind"))
    running_story = forms.ChoiceField(required=False, label=_("Running story"))
    language = forms.CharField(max_length=12, required=False, label=_("Only in the language"))
    add = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Add stories"),
        help_text=_("Numbers or addresses of stories, with spaces between them."),
    )

    def __init__(
        self, *args: Any, sections: dict[str, Section], running: dict[str, RunningStory], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.running = running
        titles = [(number, story.title) for number, story in running.items()]
        self.fields["running_story"].choices = [("", "—"), *titles]  # type: ignore[attr-defined]
        self.sections = sections
        named = [(number, section.name) for number, section in sections.items()]
        self.fields["section"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.fields["heading"].widget.attrs |= {"dir": "auto"}
        self.fields["tag"].widget.attrs |= {"dir": "auto", "list": "front-tags", "autocomplete": "off"}
        self.fields["language"].widget.attrs |= {
            "dir": "ltr",
            "list": "front-languages",
            "autocomplete": "off",
        }
        self.fields["add"].widget.attrs |= {"dir": "ltr", "autocomplete": "off"}

    def clean_section(self) -> Section | None:
        """Return the section itself; all of them were fetched once for all slots."""
        return self.sections.get(self.cleaned_data["section"])

    def clean_running_story(self) -> RunningStory | None:
        """Return the running story itself."""
        return self.running.get(self.cleaned_data["running_story"])

    def clean_tag(self) -> Tag | None:
        """Find the tag that answers to a name or alias."""
        asked = self.cleaned_data["tag"]
        if not asked.strip() or self.data.get(self.add_prefix("backfill")) != Backfill.TAG:
            return None
        found = Tag.objects.answering_to(asked).usable().first()
        if found is None:
            raise ValidationError(_("No tag is called “%(name)s”."), params={"name": asked})
        return found

    def clean_add(self) -> list[int]:
        """Find the stories by what was typed."""
        tokens = self.cleaned_data["add"].split()[:MOST_STORIES]
        numbers = {token: number_in(token) for token in tokens}
        known = set(
            PublishedArticle.objects.filter(pk__in=[n for n in numbers.values() if n]).values_list(
                "pk", flat=True
            )
        )
        for token, number in numbers.items():
            if number not in known:
                raise ValidationError(
                    _("No story on the newsstand has the number or address “%(it)s”."), params={"it": token}
                )
        return [number for number in numbers.values() if number]

    def clean(self) -> dict[str, Any]:
        """Ask for what the rule needs, at its field."""
        data = super().clean() or {}
        needs = {
            Backfill.SECTION: ("section", _("Choose the section.")),
            Backfill.TAG: ("tag", _("Type the name of a tag.")),
            Backfill.KIND: ("kind", _("Choose the kind.")),
            Backfill.RUNNING: ("running_story", _("Choose the running story.")),
        }
        name, sentence = needs.get(data.get("backfill", ""), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, sentence)
        return data


class StoryForm(forms.Form):
    """One story in a slot."""

    story = forms.IntegerField(min_value=1, max_value=HIGHEST, widget=forms.HiddenInput)
    slot = forms.IntegerField(min_value=0, max_value=1000, label=_("Slot"))
    position = forms.IntegerField(min_value=0, max_value=10_000, label=_("Place in the slot"))
    starts_at = LocalMoment(label=_("From"))
    ends_at = LocalMoment(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        """An end before the beginning would show nothing at all."""
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("Until: later than “from”."))
        return data


SlotFormSet = forms.formset_factory(
    SlotForm, extra=0, can_delete=True, max_num=MOST_SLOTS, validate_max=True, absolute_max=MOST_SLOTS + 10
)
StoryFormSet = forms.formset_factory(
    StoryForm, extra=0, can_delete=True, max_num=MOST_ROWS, validate_max=True, absolute_max=MOST_ROWS + 10
)


class FrontForm(forms.Form):
    """What holds for the whole page."""

    language = forms.ChoiceField(required=False, label=_("Language of the page"))
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, name) for code, name in languages if words_for(code) == code]
        self.fields["language"].choices = [("", _("The site’s")), *spoken]  # type: ignore[attr-defined]


class ArrangementForm:
    """The three together: bound to what was sent, or filled from a plan."""

    def __init__(
        self, plan: tuple[SlotPlan, ...], *, language: str, seen: int, languages: Any, data: Any = None
    ) -> None:
        self.front = FrontForm(data, languages=languages, initial={"language": language, "seen": seen})
        # A running story that is offered no more stays on the slots that have it.
        running = [
            *RunningStory.objects.all()[:MOST_RUNNING],
            *filter(None, (one.running_story for one in plan)),
        ]
        offered: dict[str, Any] = {
            "sections": {str(one.pk): one for one in Section.objects.in_order()},
            "running": {str(one.pk): one for one in running},
        }
        self.slots = SlotFormSet(data, prefix="slots", initial=_slot_rows(plan), form_kwargs=offered)
        self.stories = StoryFormSet(data, prefix="stories", initial=_story_rows(plan))

    def is_valid(self) -> bool:
        """Say whether every part is; all of them are checked, so that all mistakes are shown at once."""
        return all([self.front.is_valid(), self.slots.is_valid(), self.stories.is_valid()])

    def plan(self) -> tuple[SlotPlan, ...]:
        """Return the slots in order, each with its stories in order. Only of a valid form."""
        stories: dict[int, list[tuple[int, Placed]]] = {}
        for row in self.stories.cleaned_data:
            if row and not row.get("DELETE"):
                placed = Placed(row["story"], row["starts_at"], row["ends_at"])
                stories.setdefault(row["slot"], []).append((row["position"], placed))
        slots = [
            (row["position"], index, row)
            for index, row in enumerate(self.slots.cleaned_data)
            if row and not row.get("DELETE")
        ]
        slots.sort(key=lambda one: one[:2])
        return tuple(_plan_of(row, stories.get(index, [])) for _position, index, row in slots)


def _plan_of(row: dict[str, Any], stories: list[tuple[int, Placed]]) -> SlotPlan:
    stories.sort(key=lambda one: one[0])
    placed = [one for _position, one in stories] + [Placed(number) for number in row["add"]]
    once = {one.story: one for one in reversed(placed)}
    rule = row["backfill"]
    return SlotPlan(
        layout=row["layout"],
        width=row["width"],
        heading=row["heading"],
        size=row["size"],
        backfill=rule,
        section=row["section"] if rule == Backfill.SECTION else None,
        tag=row["tag"] if rule == Backfill.TAG else None,
        kind=row["kind"] if rule == Backfill.KIND else "",
        running_story=row["running_story"] if rule == Backfill.RUNNING else None,
        language=row["language"],
        stories=tuple(one for one in placed if once.get(one.story) is one),
    )


def _slot_rows(plan: tuple[SlotPlan, ...]) -> list[dict[str, Any]]:
    names = ("layout", "width", "heading", "size", "backfill", "kind", "language")
    return [
        {name: getattr(slot, name) for name in names}
        | {
            "position": place,
            "tag": slot.tag.name if slot.tag else "",
            "section": str(slot.section.pk) if slot.section else "",
            "running_story": str(slot.running_story.pk) if slot.running_story else "",
        }
        for place, slot in enumerate(plan)
    ]


def _story_rows(plan: tuple[SlotPlan, ...]) -> list[dict[str, Any]]:
    return [
        {
            "story": one.story,
            "slot": index,
            "position": place,
            "starts_at": _local(one.starts_at),
            "ends_at": _local(one.ends_at),
        }
        for index, slot in enumerate(plan)
        for place, one in enumerate(slot.stories)
    ]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(second=0, microsecond=0) if moment else None


def usual_sizes() -> dict[str, int]:
    """Return how many stories a new slot of each layout has, for the script."""
    return {layout.value: size for layout, size in USUAL_SIZE.items()}

"""What is to be done to the tags of many stories, and which stories these are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.bulk_tagging import MOST_STORIES, Wish
from articles.forms.search_boxes import SearchBox
from articles.models import BulkTagging
from published.models import PublishedAddress
from taxonomy.models import Tag

_PUBLIC = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([^/]+)(?:/.*)?")
_DESK = re.compile(r"/admin/articles/article/(\d{1,18})(?:/.*)?")
_NUMBER = re.compile(r"\d{1,18}")
MOST_NAMED = 5


class BulkTagsForm(forms.Form):
    """One wish for many stories: chosen in the list (`numbers`), or pasted as addresses (`stories`)."""

    numbers = forms.CharField(required=False, widget=forms.HiddenInput)
    stories = forms.CharField(
        label=_("stories"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr", "class": "vLargeTextField"}),
        help_text=_("An address in each line: that of the page, or of the story at the desk."),
    )
    action = forms.ChoiceField(label=_("what to do"), choices=BulkTagging.Action.choices)
    tag = forms.ModelChoiceField(label=_("tag"), queryset=Tag.objects.unmerged())
    replacement = forms.ModelChoiceField(
        label=_("replace it by"),
        queryset=Tag.objects.unmerged(),
        required=False,
        help_text=_("Only when a tag is replaced by another."),
    )
    reason = forms.CharField(
        label=_("reason"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vLargeTextField"}),
        help_text=_("Stands in the history of each story. Needed above 50 stories."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("tag", "replacement"):
            field: Any = self.fields[name]
            field.widget = SearchBox(BulkTagging._meta.get_field(name), admin.site)
            field.widget.choices = field.choices
            field.widget.is_required = field.required
        if self["numbers"].value():
            self.fields["stories"].widget = forms.HiddenInput()

    def clean_numbers(self) -> list[int]:
        """Read the numbers of the chosen stories."""
        return [int(number) for number in _NUMBER.findall(self.cleaned_data["numbers"])]

    def clean_stories(self) -> list[int]:
        """Find the story of each pasted address. One query for all public ones.

        Raises ValidationError that names lines which lead to no story.
        """
        lines = [line.strip() for line in self.cleaned_data["stories"].splitlines() if line.strip()]
        if len(lines) > MOST_STORIES:
            raise ValidationError(
                _("At most %(most)d stories at once. Paste fewer."), params={"most": MOST_STORIES}
            )
        numbers = numbers_at(lines)
        unknown = [line for line in lines if line not in numbers]
        if unknown:
            raise ValidationError(
                _("No story is at: %(lines)s. Correct or remove these lines."),
                params={"lines": ", ".join(line[:80] for line in unknown[:MOST_NAMED])},
            )
        return list(numbers.values())

    def clean(self) -> dict[str, Any]:
        """Ask for the replacement where one is needed; put the stories of both fields together."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("action") == BulkTagging.Action.REPLACE and not cleaned.get("replacement"):
            self.add_error("replacement", _("Choose the tag that replaces it."))
        chosen = [*cleaned.get("numbers", ()), *cleaned.get("stories", ())]
        cleaned["chosen"] = list(dict.fromkeys(chosen))
        return cleaned

    @property
    def wish(self) -> Wish:
        """What a valid form asks for."""
        is_replacing = self.cleaned_data["action"] == BulkTagging.Action.REPLACE
        other = self.cleaned_data["replacement"] if is_replacing else None
        return Wish(self.cleaned_data["action"], self.cleaned_data["tag"], other)


def numbers_at(lines: list[str]) -> dict[str, int]:
    """Return the number of the story at each address, of its page or at the desk. One query for 500 lines."""
    found: dict[str, int] = {}
    public: dict[str, tuple[date, str]] = {}
    for line in lines:
        path = _path_of(line)
        if match := _DESK.fullmatch(path) or _NUMBER.fullmatch(line):
            found[line] = int(match[1] if match.re is _DESK else match[0])
        elif match := _PUBLIC.fullmatch(path):
            try:
                public[line] = (date(*map(int, match.groups()[:3])), match[4])
            except ValueError:
                continue
    slugs = {slug for _day, slug in public.values()}
    rows = PublishedAddress.objects.filter(slug__in=slugs).values_list("day", "slug", "story")
    known = {(day, slug): story for day, slug, story in rows} if slugs else {}
    found |= {line: known[place] for line, place in public.items() if place in known}
    return found


def _path_of(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).replace("\x00", "")
    except ValueError:
        return ""

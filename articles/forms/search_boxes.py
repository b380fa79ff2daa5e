"""Search boxes of the admin, as the desk uses them; the lead picture's shows the picture itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from images.models import Image
from images.renditions import CARD


def is_number(value: Any) -> bool:
    """Say whether a value from a form can be the number of a row."""
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) < 19


class SearchBox(AutocompleteSelect):
    """Django's, which would fall over what is no number when it shows a form that came back."""

    # What has been looked up already, by its number as text: its name costs no query.
    known: Mapping[str, Model] = {}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Show what was chosen, if it can have been."""
        chosen = [str(one) for one in value if is_number(one)]
        if not chosen or not self.known.keys() >= set(chosen):
            return super().optgroups(name, chosen, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for number in chosen:
            label = self.choices.field.label_from_instance(self.known[number])
            options.append(self.create_option(name, number, label, True, len(options)))
        return [(None, options, 0)]


class PictureSelect(SearchBox):
    """A search box that shows what was chosen. Two queries for a picture, none without.

    It says for which story it asks: what is for one use only stays choosable for the story that has it.
    """

    story: int | None = None

    def get_url(self) -> str:
        """The admin's address for search boxes, with the story."""
        return f"{super().get_url()}?story={self.story}" if self.story else super().get_url()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Draw the picture, the box, and whose picture it is."""
        image = Image.objects.with_renditions().filter(pk=value).first() if is_number(value) else None
        widget = {
            "select": super().render(name, value, attrs, renderer),
            "shown": image.sources(CARD) if image else {},
            "picker_url": reverse("admin:articles_pick_picture"),
        }
        return render_to_string("admin/articles/widgets/lead_picture.html", {"widget": widget})

"""The text box of a story's body: a text area that the desk's script makes an editor of."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_presets
from django_prose_editor.widgets import importmap as package_map
from js_asset import ImportMap, Media

from articles import body, embeds
from articles.forms import editor_characters
from articles.forms.editor_words import WORDS
from published.languages import direction

# Modules know each other by these names, so that each is loaded under the name that carries its hash.
MODULES = (
    "alt-text",
    "addresses",
    "blocks",
    "characters",
    "counting",
    "crops",
    "desk",
    "dialog",
    "direction",
    "embeds",
    "figure-view",
    "figures",
    "full-screen",
    "icons",
    "keep-source",
    "keys",
    "library",
    "link-dialog",
    "links",
    "paste",
    "paste-blocks",
    "paste-marks",
    "paste-word",
    "picture-dialog",
    "picture-files",
    "pictures",
    "roving",
    "search",
    "search-panel",
    "searching",
    "surface",
    "toolbar",
    "tools",
    "uploading",
)
SHEETS = [*(f"css/desk/body-editor{part}.css" for part in ("", "-text", "-dialogs")), "css/desk/pictures.css"]
IMPORTS = ImportMap(
    {f"desk/editor/{name}": f"js/desk/editor/{name}.js" for name in MODULES}
    # Not the editor's alone: the library has it, too.
    | {"desk/focal-point": "js/desk/focal-point.js"}
)


class BodyEditor(ProseEditorWidget):
    """django-prose-editor in the desk's own clothes: own tools, own sheet, none of the package's.

    Without script it is a text area that holds the HTML and saves it.
    """

    @property
    def media(self) -> Media:
        """The package's scripts, ours by name, and one sheet."""
        return (
            Media(importmap=package_map, css={"all": SHEETS})
            + Media(importmap=IMPORTS)
            + Media(js=prose_editor_presets()[self.preset])
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the scripts what they cannot know: words, addresses, providers, characters."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(told(), separators=(",", ":"))
        return context


def told() -> dict[str, Any]:
    """Return what every text box tells the scripts, in the active language. No query."""
    return {
        "words": {word: gettext(word) for word in WORDS},
        "pickers": {
            "picture": reverse("admin:articles_pick_picture"),
            "story": reverse("admin:articles_pick_story"),
        },
        "providers": embeds.for_script(),
        "characters": editor_characters.for_script(),
        "mostPictures": body.MOST_PICTURES,
        "language": settings.LANGUAGE_CODE,
        "rightToLeft": [code for code, _name in settings.LANGUAGES if direction(code) == "rtl"],
    }


# For `formfield_overrides` of every admin that has a body in its form.
BODY_EDITOR: dict[Any, dict[str, Any]] = {ProseEditorField: {"widget": BodyEditor}}

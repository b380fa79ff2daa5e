"""How long a headline may be for where it is shown: said beside the field while it is typed.

Guidance, not a rule: what is too long is asked about once before publishing (`checks_before_publishing`).
"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _

# Characters. Search engines cut a title at about 600 pixels and a description at about 155 characters; cards
# of a front hold some three lines.
SEARCH_TITLE = 60
SEARCH_DESCRIPTION = 155
FRONT = 80


def guide_lengths(form: forms.BaseForm) -> None:
    """Give the fields of a story's form what `length-guide.js` says below them, in the desk's language."""
    fronts = {"most": FRONT, "fits": _("Fits fronts."), "long": _("Long for fronts: write a short headline.")}
    titles = {
        "most": SEARCH_TITLE,
        "fits": _("Fits search results."),
        "long": _("Search results show about the first 60 characters."),
    }
    descriptions = {
        "most": SEARCH_DESCRIPTION,
        "fits": _("Fits search results."),
        "long": _("Search results show about the first 155 characters."),
    }
    _guide(form, "headline", [fronts, titles], unless="short_headline")
    _guide(form, "short_headline", [{**fronts, "long": _("Long for fronts: shorten it.")}])
    _guide(form, "standfirst", [descriptions])


def _guide(form: forms.BaseForm, name: str, places: list[dict[str, Any]], unless: str = "") -> None:
    """`unless` names the field that, once filled, takes the place of this one on fronts."""
    if name not in form.fields:
        return
    told = {"count": _("Characters: {count}"), "places": places, "unless": unless}
    form.fields[name].widget.attrs["data-length-guide"] = json.dumps(told, ensure_ascii=False)

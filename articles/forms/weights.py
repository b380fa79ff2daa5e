"""The weights of More News, to be tried and saved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from published.more_news import Weights

# Of each weight its name, the least and the most it may be.
FIELDS: dict[str, tuple[Any, float, float]] = {
    "share_of_tags": (_("share of tags"), 0, 1),
    "share_of_text": (_("share of text"), 0, 1),
    "event": (_("event"), 0, 5),
    "person": (_("person"), 0, 5),
    "organisation": (_("organisation"), 0, 5),
    "topic": (_("topic"), 0, 5),
    "place": (_("place"), 0, 5),
    "series": (_("series"), 0, 5),
    "lead": (_("lead tag, times"), 1, 5),
    "parent": (_("parent, times"), 0, 1),
    "half_life": (_("days that halve it"), 1, 3650),
    "least_age_factor": (_("least for age"), 0, 1),
    "least_age_factor_evergreen": (_("least for age, evergreen"), 0, 1),
    "oldest": (_("oldest, in days"), 1, 36500),
    "lowest": (_("lowest score shown"), 0.01, 1),
    "most_of_an_affair": (_("most of one affair"), 1, 12),
    "look_alike": (_("headlines alike from"), 0.1, 1),
}


class WeightsForm(forms.Form):
    """One number for each weight."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = asdict(Weights())
        for name, (label, least, most) in FIELDS.items():
            self.fields[name] = forms.FloatField(
                label=label,
                min_value=least,
                max_value=most,
                help_text=_("usually %(value)s") % {"value": f"{usual[name]:g}"},
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    def weights(self) -> Weights:
        """Return what was typed; only of a valid form."""
        return Weights(**self.cleaned_data)

"""How many tags a story bears."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taxonomy.models import Tag

MOST_TAGS = 20
WARN_ABOVE = 8


def refuse_too_many(kinds: Sequence[str]) -> str:
    """Return a sentence if tags of these kinds are too many for one story, else "". Pure."""
    if len(kinds) > MOST_TAGS:
        return ngettext(
            "At most %(most)d tag: take one off.", "At most %(most)d tags: take some off.", MOST_TAGS
        ) % {"most": MOST_TAGS}
    if kinds.count(Tag.Kind.TONE) > 1:
        return _("At most one tone: take the other off.")
    if kinds.count(Tag.Kind.SERIES) > 1:
        return _("At most one series: take the other off.")
    return ""

"""What a card says of its story, laid out for its template: plain values under plain names.

A template finds a name in a dictionary at once. An attribute of an object it looks for in three ways, of
which the first two fail, and a card has some thirty of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from published.languages import direction_within, language_within
from published.memory import remembered_markup
from published.models import PublishedArticle
from published.moments import Moment


def words_of(story: PublishedArticle, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what components/card.html shows of a story, in the active language. No query.

    `given`: what the page says of the card, such as `under_day`, where the hour alone is shown.
    """
    published = Moment(story.published_at, story.is_day_only)
    return {
        "kind": story.kind,
        "accent": story.section.accent,
        "address": story.get_absolute_url(),
        "picture": story.card_picture,
        "kicker": _kicker(story, bool(given.get("no_section"))),
        "headline": story.card_headline,
        "standfirst": story.standfirst,
        "byline": (story.byline or {}).get("short", ""),
        "language": language_within(story.language),
        "direction": direction_within(story.language),
        "iso": published.iso,
        "full_time": published.full,
        "time": published.time if given.get("under_day") else published.short,
    }


def _kicker(story: PublishedArticle, no_section: bool) -> SafeString:
    """The line above the headline: that of many stories of a section is the same."""
    section = story.section
    said = (section.slug, section.name, story.kind, story.kicker, story.language, no_section)
    shown = {"story": story, "no_section": no_section}
    return remembered_markup("kicker", said, lambda: get_template("components/kicker.html").render(shown))

"""The results of a page as markup. Its template is rendered once for each sort of story, and filled in.

Twenty results through a template take many times as long as finding them. What depends on more than the
story's section, kind, kicker and language is left open in the form; all that goes in is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from published.addresses import story_addresses
from published.moments import Moment
from published.search.finding import Result
from taxonomy.models import Section

TEMPLATE = "published/search_result.html"
_OPEN = ("address", "headline", "text", "byline", "iso", "full", "short", "entry", "entry_moment")
# Characters that no text holds: they are for private use, and no font of ours has them.
_SLOT = re.compile(f"\ue0fe({'|'.join(_OPEN)})\ue0ff")


class _Sort(NamedTuple):
    """What a form depends on. It stands for a story where the template asks for one."""

    kind: str
    kicker: str
    language: str
    section_number: int
    section_name: str
    section_slug: str
    section_accent: str
    has_text: bool
    has_byline: bool
    has_entry: bool


class _Story(NamedTuple):
    kind: str
    kicker: str
    language: str
    section: Section

    def get_kind_display(self) -> str:
        from published.models import Kind

        return str(Kind(self.kind).label)


def printed(results: Iterable[Result]) -> SafeString:
    """Return the results as items of a list."""
    language, prefix, addresses = get_language(), get_script_prefix(), story_addresses()
    return mark_safe(  # noqa: S308
        "\n".join(_printed(result, language, prefix, addresses) for result in results)
    )


def _printed(
    result: Result, language: str | None, prefix: str, address_of: Callable[[date, str], str]
) -> str:
    story, section = result.story, result.story.section
    moment = Moment(story.published_at, story.is_day_only)
    sort = _Sort(
        story.kind,
        story.kicker,
        story.language,
        section.pk,
        section.name,
        section.slug,
        section.accent,
        bool(result.text),
        bool(story.byline),
        result.entry is not None,
    )
    address = address_of(story.day, story.slug)
    return _form(sort, language, prefix) % {
        "address": escape(address),
        "headline": result.headline,
        "text": result.text,
        "byline": escape(story.byline),
        "iso": moment.iso,
        "full": escape(moment.full),
        "short": escape(moment.short),
        "entry": escape(address + result.entry.query) if result.entry else "",
        "entry_moment": escape(result.entry.moment.short) if result.entry else "",
    }


@lru_cache(maxsize=1024)
def _form(sort: _Sort, _language: str | None, _prefix: str) -> str:
    section = Section(
        pk=sort.section_number, name=sort.section_name, slug=sort.section_slug, accent=sort.section_accent
    )
    context: dict[str, Any] = {name: mark_safe(f"\ue0fe{name}\ue0ff") for name in _OPEN}  # noqa: S308
    context["story"] = _Story(sort.kind, sort.kicker, sort.language, section)
    for name, is_there in (("text", sort.has_text), ("byline", sort.has_byline), ("entry", sort.has_entry)):
        if not is_there:
            context[name] = ""
    form = render_to_string(TEMPLATE, context).strip().replace("%", "%%")
    return _SLOT.sub(r"%(\1)s", form)


def forget(**_kwargs: Any) -> None:
    """Forget all forms: a setting has changed, as it does in tests alone."""
    _form.cache_clear()


setting_changed.connect(forget, dispatch_uid="published.search.printing")

"""The languages of stories: their direction, and which of them the site's own words can follow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_supported_language_variant, to_locale

# Written from right to left, beside those Django has catalogues for.
OTHER_RIGHT_TO_LEFT = {"arc", "dv", "ku-arab", "nqo", "ps", "sd", "syr", "yi"}


@cache
def direction(language: str) -> str:
    """Return “rtl” or “ltr” for a language tag (BCP 47), by its script if it names one."""
    parts = language.lower().replace("_", "-").split("-")
    if "latn" in parts or "cyrl" in parts:
        return "ltr"
    right_to_left = {code.split("-")[0] for code in settings.LANGUAGES_BIDI} | OTHER_RIGHT_TO_LEFT
    is_rtl = parts[0] in right_to_left or "-".join(parts[:2]) in right_to_left or "arab" in parts
    return "rtl" if is_rtl else "ltr"


def language_within(language: str) -> SafeString:
    """Return the attributes of what is not in the active language: ` lang="ur" dir="rtl"`, or nothing."""
    if language == get_language():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def direction_within(language: str) -> SafeString:
    """Return the attribute that turns round what is among things of the other direction, or nothing."""
    own = direction(language)
    return mark_safe("") if own == direction(get_language() or "") else format_html(' dir="{}"', own)


@cache
def words_for(language: str) -> str:
    """Return the language in which the labels around a story are written: its own, if the site speaks it.

    The site speaks its own language, English (that of the code), and those it has a catalogue for. A story
    in another one gets its labels in the site's language: half a translation is worse than none.
    """
    try:
        code = get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE
    speaks = code.split("-")[0] == "en" or code == settings.LANGUAGE_CODE or _has_catalogue(code)
    return code if speaks else settings.LANGUAGE_CODE


def _has_catalogue(code: str) -> bool:
    locales = {to_locale(code), to_locale(code.split("-")[0])}
    return any(
        (Path(folder) / locale / "LC_MESSAGES" / "django.mo").is_file()
        for folder in settings.LOCALE_PATHS
        for locale in locales
    )

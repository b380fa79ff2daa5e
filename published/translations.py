"""Stories that are one story in several languages: each leads to the others.

A translation carries the number of the story it goes back to, also when it was made from another translation.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language_info

from published.addresses import absolute
from published.models import PublishedArticle


@dataclass(frozen=True)
class Translation:
    """A story in another language: where it is, and how that language calls itself."""

    language: str
    name: str
    address: str
    headline: str
    is_original: bool


def translations_of(story: PublishedArticle) -> list[Translation]:
    """Return the public stories in other languages, one for each, the original first. At most one query.

    None where a story that came with `for_page()` has none.
    """
    if not story.original and not getattr(story, "is_translated", True):
        return []
    root = story.original or story.pk
    rows = PublishedArticle.objects.public().listed().filter(Q(original=root) | Q(pk=root))
    found: dict[str, Translation] = {}
    fields = ("day", "slug", "language", "headline", "original")
    for row in rows.exclude(pk=story.pk).exclude(language=story.language).only(*fields).order_by("id"):
        is_original = row.pk == root
        if is_original or row.language not in found:
            found[row.language] = Translation(
                row.language, _own_name(row.language), row.get_absolute_url(), row.headline, is_original
            )
    return sorted(found.values(), key=lambda one: (not one.is_original, one.language))


def alternates(story: PublishedArticle, others: list[Translation]) -> list[tuple[str, str]]:
    """Return language and whole address of every version, this one among them; nothing where it is alone."""
    if not others:
        return []
    every = [(story.language, story.get_absolute_url()), *((one.language, one.address) for one in others)]
    return [(language, absolute(address)) for language, address in sorted(every)]


def _own_name(language: str) -> str:
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language

"""What is offered while a reader types: sections, tags, people, and the newest stories by their headlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from published.models import PublishedArticle, PublishedCredit
from published.navigation import sections
from published.search.folding import words
from published.search.tag_words import beginning_with
from taxonomy.models import Contributor

SHORTEST, MOST = 2, 4


@dataclass(frozen=True)
class Suggestion:
    """One line: what it is, what it is called, where it leads."""

    kind: str
    name: str
    address: str


def suggest(text: str, *, at: datetime | None = None) -> list[Suggestion]:
    """Return at most nine suggestions for the beginning of a search. Two queries; none for a letter alone."""
    typed = words(text[:80])
    if not typed or len("".join(typed)) < SHORTEST:
        return []
    return [*_sections(typed), *_tags(typed), *_people(" ".join(typed), at or timezone.now())]


def _sections(typed: list[str]) -> list[Suggestion]:
    return [
        Suggestion(_("Section"), section.name, reverse("published:section", args=[section.slug]))
        for section in sections()
        if _begins(words(section.name), typed)
    ][:1]


def _tags(typed: list[str]) -> list[Suggestion]:
    found = beginning_with(typed[-1], MOST * 4 if len(typed) > 1 else MOST)
    rest = set(typed[:-1])
    fit = [tag for tag in found if rest <= set(words(tag.name))]
    return [Suggestion(_("Tag"), tag.name, reverse("published:tag", args=[tag.slug])) for tag in fit[:MOST]]


def _people(typed: str, at: datetime) -> list[Suggestion]:
    """Nobody before their first story is public: their page is not there either."""
    stories = PublishedArticle.objects.public(at).listed()
    wrote = PublishedCredit.objects.filter(contributor=OuterRef("pk"), article__in=stories)
    found = Contributor.objects.with_page().filter(Exists(wrote)).search(typed, MOST)
    return [
        Suggestion(_("Contributor"), one.name, reverse("published:contributor", args=[one.slug]))
        for one in found
    ]


def _begins(name: list[str], typed: list[str]) -> bool:
    return any(word.startswith(typed[-1]) for word in name) and set(typed[:-1]) <= set(name)

"""“Did you mean”: words of headlines and tags that are one slip away from what was typed.

Both the known word and the typed one are cut by one letter in every way; where they meet, one letter was
missing, too many, wrong, or two changed places. That needs one look-up by equality, in any language and on
any database.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet

from published.compiled import compiled
from published.search.models import SpellingForm

SHORTEST, LONGEST = 4, 24


def learn(words: Iterable[str]) -> None:
    """Keep words that are not known yet. One query, and a statement when there are any.

    In order, so that two publications that learn the same words do not wait for each other in a ring.
    """
    fit = {word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
    new = sorted(fit.difference(_known(words=sorted(fit)))) if fit else []
    rows = [SpellingForm(form=form, word=word) for word in new for form in sorted(forms(word))]
    SpellingForm.objects.bulk_create(rows, ignore_conflicts=True, batch_size=400)


@compiled(one_plan=True)
def _known(words: list[str]) -> QuerySet[SpellingForm, str]:
    return (
        SpellingForm.objects.filter(word__in=words, form=F("word")).order_by().values_list("word", flat=True)
    )


def forms(word: str) -> set[str]:
    """Return a word and what is left of it when one letter is taken out."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def corrections(words: Iterable[str]) -> dict[str, str]:
    """Return the nearest known word for each word that is not known. One query for all."""
    asked = {word for word in words if SHORTEST <= len(word) <= LONGEST}
    wanted = {form for word in asked for form in forms(word)}
    rows = SpellingForm.objects.filter(form__in=wanted).values_list("form", "word")[:500] if wanted else ()
    near: dict[str, set[str]] = {}
    for form, word in rows:
        near.setdefault(form, set()).add(word)
    found = {word: _nearest(word, near) for word in asked if word not in near.get(word, ())}
    return {word: other for word, other in found.items() if other}


def _nearest(word: str, near: dict[str, set[str]]) -> str | None:
    """The same first letter counts most, then the same length: that is how people mistype."""
    candidates = {other for form in forms(word) for other in near.get(form, ())}
    best = sorted(
        candidates,
        key=lambda other: (
            other[0] != word[0],
            sorted(other) != sorted(word),
            abs(len(other) - len(word)),
            other,
        ),
    )
    return best[0] if best else None

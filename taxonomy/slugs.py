"""The word in an address."""

import unicodedata
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import slugify

MOST_LETTERS = 100
ROOM_FOR_A_NUMBER = 10


def normal_slug(slug: str) -> str:
    """Return a slug as it is stored and looked up: small letters, in Unicode NFKC as Django's slugs."""
    return unicodedata.normalize("NFKC", slug.strip().lower())


def answering(rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """Return the rows that hold `slug` or held it once."""
    return rows.filter(Q(slug=slug) | Q(former_slugs__slug=slug)).distinct()


def free_slug(model: type[Model], name: str, otherwise: str) -> str:
    """Return a slug for `name` that nothing of this model holds or held: “flood”, “flood-2”, …

    A name without a letter or digit gives `otherwise`. Three queries.
    """
    stem = slugify(name, allow_unicode=True)[: MOST_LETTERS - ROOM_FOR_A_NUMBER].strip("-_") or otherwise
    rows = model._default_manager.filter
    taken = set(rows(slug__startswith=stem).values_list("slug", flat=True))
    taken.update(rows(former_slugs__slug__startswith=stem).values_list("former_slugs__slug", flat=True))
    former: Any = model._meta.get_field("former_slugs").related_model
    gone = former.objects.filter(noun=model.NOUN, is_gone=True, slug__startswith=stem)  # type: ignore[attr-defined]
    taken.update(gone.values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug

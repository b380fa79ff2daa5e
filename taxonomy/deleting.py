"""Deleting a tag that is on nothing, in a way that can be undone: its addresses answer for it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from taxonomy.errors import VocabularyError
from taxonomy.ledger import Snapshot, rows_of, snapshot
from taxonomy.models.former_slug import FormerSlug
from taxonomy.references import references
from taxonomy.uses import uses_of

if TYPE_CHECKING:
    from taxonomy.models import Tag


def refuse_deletion(tag: Tag, substitute: Tag | None) -> None:
    """Raise `VocabularyError` if a tag may not be deleted, or not with this substitute."""
    if tag.merged_into is not None:
        raise VocabularyError(
            _("“%(tag)s” was merged into “%(end)s”, and its old addresses forward there. It stays."),
            params={"tag": tag.label, "end": tag.merged_into.label},
        )
    if uses := uses_of(tag):
        raise VocabularyError(
            _("“%(tag)s” is in use: %(uses)s. Retire it, or take it off there first."),
            params={"tag": tag.label, "uses": ", ".join(uses)},
        )
    if substitute is not None and substitute.pk == tag.pk:
        raise VocabularyError(_("A tag cannot stand in for itself. Choose another one."))
    if substitute is not None and not substitute.is_public:
        raise VocabularyError(
            _("Readers do not see “%(tag)s”, so nothing can forward to it. Choose an active tag."),
            params={"tag": substitute.label},
        )


def addresses_of(tag: Tag) -> list[str]:
    """Return the address words that readers may know of a tag; none of one that was only proposed."""
    if tag.state == tag.State.PROPOSED:
        return []
    return [tag.slug, *tag.former_slugs.values_list("slug", flat=True)]


def keep_addresses(words: list[str], substitute: Tag | None) -> list[FormerSlug]:
    """Have the addresses of a deleted tag lead to `substitute`, or say that they are gone. One query."""
    holder: dict[str, Any] = {"tag": substitute} if substitute else {"is_gone": True}
    rows = [FormerSlug(noun=FormerSlug.Noun.TAG, slug=word, **holder) for word in words]
    return FormerSlug.objects.bulk_create(rows)


def rows_that_fall(tag: Tag) -> Snapshot:
    """Take down a tag and all rows that point at it. A query for each foreign key."""
    keys = references(type(tag))
    hanging_on_it = [row for key in keys for row in rows_of(key.model).filter(**{key.attname: tag.pk})]
    # The tag comes last: an undo brings rows back in the opposite order, and these cannot be without it.
    return snapshot([*hanging_on_it, rows_of(type(tag)).get(pk=tag.pk)])


def rows_that_stay(before: Snapshot) -> Snapshot:
    """Take down what is left of these rows. A query for each model."""
    keys: dict[Any, list[Any]] = {}
    for (_label, key), (model, _values) in before.items():
        keys.setdefault(model, []).append(key)
    return snapshot(row for model, some in keys.items() for row in rows_of(model).filter(pk__in=some))

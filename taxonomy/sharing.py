"""Aliases that several tags of one kind share: typing one of them lists all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.models import Tag, TagName
from taxonomy.settling import settle_shared


def share_alias(tag: Tag, name: str) -> TagName:
    """Have a tag answer to a name that others of its kind may answer to as well: an ambiguous alias.

    An alias that one other tag has alone becomes shared. Raises `VocabularyError` for an empty name and for
    one that is the label of a tag of the kind. Nothing happens if the tag shares it already.
    """
    with transaction.atomic():
        row = TagName.objects.select_for_update().filter(kind=tag.kind, key=key(name)).first()
        if row is None:
            row = TagName(kind=tag.kind, name=name)
            row.save()
        elif row.role == TagName.Role.LABEL:
            raise VocabularyError(
                _("“%(name)s” is the name of a tag, so no other can share it."), params={"name": row.name}
            )
        elif row.tag is not None:
            before, row.tag = row.tag, None
            row.save()
            row.readings.add(before)
        row.readings.add(tag)
    return row


def set_shared_aliases(tag: Tag, names: Iterable[str]) -> None:
    """Let a tag share exactly these aliases. One left with a single reading becomes that tag's own again."""
    wanted = {key(name): name for name in names if key(name)}
    with transaction.atomic():
        for row in tag.shared_names.exclude(key__in=wanted):
            row.readings.remove(tag)
            settle_shared([row])
        have = set(tag.shared_names.values_list("key", flat=True))
        for folded, name in wanted.items():
            if folded not in have:
                share_alias(tag, name)

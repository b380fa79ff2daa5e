"""Wider and narrower tags: of one kind or a topic, and never in a circle."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from taxonomy.errors import VocabularyError

if TYPE_CHECKING:
    from taxonomy.models import Tag


def ancestors(tags: Iterable[int], through: Any) -> set[int]:
    """Return the keys of all tags wider than these, at any distance. One query for each level."""
    found: set[int] = set()
    level = set(tags)
    while level:
        wider = through.objects.filter(from_tag__in=level).values_list("to_tag_id", flat=True)
        level = set(wider) - found
        found |= level
    return found


def refuse_parents(tag: "Tag", parents: Iterable["Tag"]) -> None:
    """Raise `VocabularyError` if one of `parents` may not stand above `tag`. One query a level."""
    for parent in parents:
        if parent.pk == tag.pk:
            raise _refusal(_("A tag cannot be its own parent. Take “%(parent)s” out."), parent)
        if parent.merged_into_id:
            raise _refusal(_("“%(parent)s” was merged into another tag. Choose that one instead."), parent)
        if not may_stand_above(parent.kind, tag.kind):
            raise _refusal(
                _("“%(parent)s” is of another kind. Parents are of the same kind, or topics."), parent
            )
        if tag.pk and tag.pk in ancestors([parent.pk], type(tag).parents.through):
            raise _refusal(
                _("“%(parent)s” is already narrower than this tag, which would go round in a circle."), parent
            )


def refuse_kind(tag: "Tag") -> None:
    """Raise `VocabularyError` if the kind no longer fits the tag's parents or children. Two queries."""
    for parent in tag.parents.all():
        if not may_stand_above(parent.kind, tag.kind):
            raise VocabularyError(
                {
                    "kind": _refusal(
                        _("The parent “%(parent)s” is of another kind. Take it out and save first."), parent
                    )
                }
            )
    for child in tag.children.all():
        if not may_stand_above(tag.kind, child.kind):
            raise VocabularyError(
                {
                    "kind": _refusal(
                        _("The narrower tag “%(parent)s” is of another kind. Change that one first."), child
                    )
                }
            )


def may_stand_above(parent_kind: str, kind: str) -> bool:
    """Say whether a tag of one kind may be the parent of one of another."""
    return parent_kind in (kind, "topic")


def guard(sender: Any, instance: "Tag", action: str, reverse: bool, pk_set: set[int], **kwargs: Any) -> None:
    """Refuse a wrong parent however it is set: receiver of `m2m_changed`."""
    if action != "pre_add":
        return
    others = list(type(instance).objects.filter(pk__in=pk_set))
    if not reverse:
        refuse_parents(instance, others)
        return
    for child in others:
        refuse_parents(child, [instance])


def _refusal(sentence: Any, parent: "Tag") -> VocabularyError:
    return VocabularyError(sentence, params={"parent": parent.label})

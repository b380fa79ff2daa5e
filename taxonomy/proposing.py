"""Tags that somebody proposes: usable at the desk, invisible to readers until a tag editor approves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from taxonomy.announcing import announcing
from taxonomy.errors import VocabularyError
from taxonomy.ledger import Ledger, rows_of, snapshot
from taxonomy.models import Operation, Tag


class NewTag(NamedTuple):
    """A name that is to become a proposed tag."""

    name: str
    kind: str


def propose(new: NewTag, *, by: Any, at: datetime | None = None) -> Tag:
    """Make a proposed tag and write down who did; one that answers to the name by now is taken instead.

    Raises `VocabularyError` for a name that cannot be one.
    """
    try:
        with transaction.atomic(), announcing():
            tag = Tag(name=new.name, kind=new.kind, state=Tag.State.PROPOSED)
            tag.save()
            record_creation(tag, _("Proposed “%(tag)s”"), by=by, at=at)
            return tag
    except VocabularyError:
        found = Tag.objects.answering_to(new.name, new.kind).first()
        if found is None:
            raise
        return found


def settled(tags: Iterable[int | NewTag], *, by: Any) -> list[int]:
    """Return the numbers of tags in order, those to be proposed among them, which are made now."""
    numbers = [propose(tag, by=by).pk if isinstance(tag, NewTag) else tag for tag in tags]
    return list(dict.fromkeys(numbers))


def record_creation(tag: Tag, summary: str, *, by: Any, at: datetime | None = None) -> Operation:
    """Write down that a tag was made, so that it can be taken back while nothing has come of it."""
    ledger = Ledger()
    ledger.compare({}, snapshot([rows_of(Tag).get(pk=tag.pk), *tag.names.all()]))
    return Operation.record(
        Operation.Verb.CREATE, summary % {"tag": tag.label}, ledger, about=[tag], by=by, at=at
    )

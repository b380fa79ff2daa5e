"""What is derived from the names of all tags, kept ready in each process until one of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import RLock
from typing import Any, TypeVar

from taxonomy.lookalikes import Lookalikes
from taxonomy.models import Tag, TagName, VocabularyStamp
from taxonomy.suggesting import Dictionary, Name

Made = TypeVar("Made")

_lock = RLock()  # what is made may need what else is kept
_kept: dict[str, tuple[str, Any]] = {}


def dictionary() -> Dictionary:
    """Return the dictionary of every tag that may be suggested. One query, four when names have changed."""
    return kept_until_names_change("dictionary", lambda: Dictionary(_names()))


def lookalikes() -> Lookalikes:
    """Return the keys of all names, to find those that look alike. One query, two when names have changed."""
    return kept_until_names_change(
        "lookalikes", lambda: Lookalikes(TagName.objects.order_by().values_list("key", flat=True))
    )


def kept_until_names_change(what: str, make: Callable[[], Made]) -> Made:
    """Return what `make` gave since the names of tags last changed. One query, and those of `make`."""
    token = VocabularyStamp.current()
    with _lock:
        found = _kept.get(what)
        if token and found and found[0] == token:
            made: Made = found[1]
            return made
        made = make()
        if token:
            _kept[what] = (token, made)
        return made


def _names() -> Iterator[Name]:
    """Give labels, aliases and public names of tags that are active and neither sensitive nor a tone."""
    tags = Tag.objects.usable().filter(is_sensitive=False).exclude(kind=Tag.Kind.TONE)
    public: dict[int, str] = {}
    facts: dict[int, tuple[str, bool]] = {}
    for pk, name, kind, matches_case in tags.order_by().values_list("pk", "name", "kind", "matches_case"):
        public[pk], facts[pk] = name, (kind, matches_case)
        yield Name(name, pk, kind, matches_case)
    own = TagName.objects.filter(tag__in=tags).order_by().values_list("tag_id", "name")
    shared = TagName.readings.through.objects.filter(tag__in=tags).values_list("tag_id", "tagname__name")
    for rows in (own, shared):
        for tag, name in rows:
            if tag in facts and name != public[tag]:
                yield Name(name, tag, *facts[tag])

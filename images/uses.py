"""Where pictures are used, whichever room uses them.

Relations are found by themselves. A room that keeps pictures by number inside a text registers a finder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet

from images.models import Image, Rendition


class Use(NamedTuple):
    """One thing that shows a picture: where in it, in words, and whether that protects the picture."""

    thing: Model
    where: str = ""
    protects: bool = True


Finder = Callable[[Image], Iterable[Model | Use]]
Numbers = Callable[[], QuerySet[Any]]

_finders: list[Finder] = []
_in_use: list[Numbers] = []
_in_public: list[Numbers] = []


def register_finder(
    finder: Finder, *, in_use: Numbers | None = None, in_public: Numbers | None = None
) -> None:
    """Have a room say where pictures stand by number and not by relation, such as inside a story's body.

    The finder gets a picture and returns the objects that show it, or `Use`s. A picture that any finder finds
    cannot be deleted, unless each of those uses says that it does not protect. `in_use` and `in_public`
    return a queryset of the numbers of all pictures that are used, and of those that readers can see.
    """
    if finder not in _finders:
        _finders.append(finder)
        _in_use.extend([in_use] if in_use else [])
        _in_public.extend([in_public] if in_public else [])


def found_inside_texts(image: Image) -> list[Model]:
    """The objects that protect a picture because finders know them to show it; the finders' queries."""
    return list(dict.fromkeys(use.thing for use in _found(image) + _by_many(image) if use.protects))


def uses_of(image: Image, most: int = 50) -> list[Model]:
    """Every object that shows a picture, each once, up to `most` of each kind; a query for each relation."""
    return list(dict.fromkeys(use.thing for use in all_uses(image, most) if use.protects))


def all_uses(image: Image, most: int = 50) -> list[Use]:
    """Every use of a picture, those that do not protect it among them; queries as `uses_of`."""
    related: list[Use] = []
    for relation in _relations():
        manager = relation.related_model._base_manager
        found = manager.filter(**{relation.field.name: image})[:most]
        related += [Use(thing, str(relation.field.verbose_name)) for thing in found]
    return _each_once(related + _found(image))


def _each_once(uses: list[Use]) -> list[Use]:
    found: dict[Model, Use] = {}
    for use in uses:
        had = found.get(use.thing)
        where = ", ".join(part for part in (had.where if had else "", use.where) if part)
        found[use.thing] = Use(use.thing, where, use.protects or bool(had and had.protects))
    return list(found.values())


def in_use() -> Q:
    """The condition that something shows a picture: to filter pictures by, without a query of its own."""
    condition = Q(pk__in=[])
    for relation in _relations():
        rows = relation.related_model._base_manager.exclude(**{relation.field.name: None})
        condition |= Q(pk__in=rows.values(relation.field.name))
    return _any_of(_in_use, condition)


def in_public() -> Q:
    """The condition that readers can see a picture, as far as rooms have said; without a query of its own."""
    return _any_of(_in_public, Q(pk__in=[]))


def _any_of(rooms: list[Numbers], condition: Q) -> Q:
    for numbers in rooms:
        condition |= Q(pk__in=numbers())
    return condition


def _by_many(image: Image) -> list[Use]:
    """Uses by relations of many to many, which the database would let go without a word."""
    many = [relation for relation in _relations() if relation.many_to_many]
    return [
        Use(thing, str(relation.field.verbose_name))
        for relation in many
        for thing in relation.related_model._base_manager.filter(**{relation.field.name: image})[:50]
    ]


def _found(image: Image) -> list[Use]:
    found = [use for finder in _finders for use in finder(image)]
    return [use if isinstance(use, Use) else Use(use) for use in found]


def _relations() -> list[Any]:
    return [one for one in Image._meta.related_objects if one.related_model is not Rendition]

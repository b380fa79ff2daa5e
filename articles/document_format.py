"""The format of the one document, and how an older one becomes one of today."""

from __future__ import annotations

from typing import Any

FORMAT = 4

Document = dict[str, Any]


def upgraded(document: Document) -> Document:
    """Return the document in today's format, a copy where it was older. Raises ValueError on a newer one."""
    number = document.get("format")
    if not isinstance(number, int) or not 1 <= number <= FORMAT:
        raise ValueError(f"document format {number!r} is not known here")
    for step in _STEPS[number - 1 :]:
        document = step(document)
    return document


def _two(document: Document) -> Document:
    """A lead picture can be decorative, and cropped around a point of the story's own."""
    new = {"lead_is_decorative": False, "lead_focal_x": None, "lead_focal_y": None}
    return {**document, "format": 2, "fields": new | document["fields"]}


def _three(document: Document) -> Document:
    """Links may go both ways, and More News be left as the desk picked it."""
    links = [{**link, "is_both_ways": False, "other_position": 0} for link in document["links"]]
    fields = {"fills_by_score": True, "fills_from_section": True} | document["fields"]
    return {**document, "format": 3, "links": links, "fields": fields}


def _four(document: Document) -> Document:
    """A story can be a translation of another."""
    return {**document, "format": 4, "fields": {"translation_of_id": None} | document["fields"]}


# What makes each format from the one before it.
_STEPS = (_two, _three, _four)

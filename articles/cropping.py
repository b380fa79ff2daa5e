"""The crops that single uses of pictures ask for; made when nobody holds a lock or waits to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction

from articles import body as body_rules
from articles.document import Document, upgraded
from images.crops import Crop
from images.models import Image

# The number of a picture, and what one use of it asks for.
Wanted = set[tuple[int, Crop]]


def lead_crop(fields: dict[str, Any]) -> Crop | None:
    """Return the crop that a story has its lead picture shown in on cards, when it has one of its own."""
    across, down = fields.get("lead_focal_x"), fields.get("lead_focal_y")
    return None if across is None or down is None else Crop((across, down))


def crops_of(document: Document) -> Wanted:
    """Return what a document asks for: its lead, and the pictures and galleries of its text."""
    fields = upgraded(document)["fields"]
    crop = lead_crop(fields)
    lead = {(fields["lead_image_id"], crop)} if fields["lead_image_id"] and crop else set()
    return lead | set(body_rules.crops(fields["body"]))


def crops_in(texts: Iterable[str]) -> Wanted:
    """Return what cleaned texts ask for, such as entries of a live story."""
    return {one for text in texts for one in body_rules.crops(text)}


def make_crops(wanted: Wanted) -> Wanted:
    """Cut what is missing and return it. One query for each picture with a crop; a second for a cut.

    Not for a transaction, nor for a reader's request. Raises what storage raises.
    """
    made: Wanted = set()
    for image in Image.objects.filter(pk__in={number for number, _crop in wanted}):
        crops = [crop for number, crop in wanted if number == image.pk]
        if image.make_crops(crops):
            made |= {(image.pk, crop) for crop in crops}
    return made


def cut_later(wanted: Wanted, then: Callable[[Wanted], object]) -> None:
    """Cut once the transaction is over, and call `then` with what was missing, if anything was.

    Until then pages show the picture as the library cuts it. What goes wrong is logged: the save stands,
    and `manage.py recompose` does it again.
    """
    if wanted:
        transaction.on_commit(partial(_cut, wanted, then), robust=True)


def _cut(wanted: Wanted, then: Callable[[Wanted], object]) -> None:
    made = make_crops(wanted)
    if made:
        then(made)

"""What stands against a picture in a story: the same for its text, its lead and the entries of a live one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Article
from articles.showing import used_elsewhere
from images.models import Image


class Objection(NamedTuple):
    """Why a picture must not be used here; `is_expiry` where time alone brought it about."""

    sentence: str
    is_expiry: bool = False


def objections(image: Image, article: Article, at: datetime, *, is_cropped: bool) -> Iterator[Objection]:
    """Yield what forbids the use. Two queries for a picture that is for one use only, else none."""
    named = {"title": image}
    if not image.credit.strip():
        yield Objection(_("Picture “%(title)s”: no credit. Add it in the library.") % named)
    if image.has_expired(at):
        sentence = _("Picture “%(title)s”: its rights have expired. Choose another.")
        yield Objection(sentence % named, is_expiry=True)
    if image.one_use_only and (other := used_elsewhere(image, article)):
        sentence = _("Picture “%(title)s” is for one use only, and “%(story)s” has it. Choose another.")
        yield Objection(sentence % (named | {"story": other}))
    if image.no_crop and is_cropped:
        sentence = _("Picture “%(title)s” must not be cropped: clear the crop for this story.")
        yield Objection(sentence % named)

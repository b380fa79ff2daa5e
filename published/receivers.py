"""Names of sections, tags and contributors stand on pages: their change is a public change."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import receiver

from images.models import Image
from images.signals import picture_renewed
from images.uses import register_finder
from newsroom.naming import name_from
from published.editions import raise_edition
from published.identity import own_name
from published.more_news import due
from published.running import SeriesPart, SeriesPlan
from published.search import tag_words
from published.tag_models import TagPin
from taxonomy.models import Tag
from taxonomy.recording import register_part
from taxonomy.signals import vocabulary_changed


@receiver(vocabulary_changed, dispatch_uid="published.vocabulary_changed")
def raise_for_vocabulary(sender: Any, **kwargs: Any) -> None:
    """Raise the edition inside the transaction of the change, which sends this last.

    A tag's words lead to its stories in a search, so they follow its names. Its kind, its
    parents and whose stories it has count in More News: marked after the commit, which need not wait for it.
    """
    if isinstance(kwargs.get("instance"), Tag):
        tag_words.write([kwargs["instance"]])
        transaction.on_commit(partial(due.mark, kwargs["instance"].pk), robust=True)
    raise_edition()


# Uses of pictures that are drawn when a page is, and not kept inside one: people, tags, the site's logo.
DRAWN_AT_READING = ("contributors", "tags", "logo_of", "dark_logo_of")


@receiver(picture_renewed, dispatch_uid="published.picture_renewed")
def raise_for_picture(sender: Any, image: Image, **kwargs: Any) -> int:
    """Forget the kept pages on which a picture is drawn; they count as one. Up to four queries."""
    if not any(getattr(image, name).exists() for name in DRAWN_AT_READING):
        return 0
    raise_edition()
    return 1


def drawn_at_reading() -> QuerySet[Any]:
    """Return the numbers of the pictures that pages draw by themselves."""
    shown = Q()
    for name in DRAWN_AT_READING:
        shown |= Q(**{f"{name}__isnull": False})
    return Image.objects.filter(shown).order_by().values("pk")


# Relations are found by themselves; what is told here is that readers see them.
register_finder(lambda image: [], in_public=drawn_at_reading)
name_from(own_name)
# What the newsstand keeps of a tag is part of it: its changes are told and taken back with the tag's own.
for _model in (TagPin, SeriesPlan, SeriesPart):
    register_part(lambda tag, rows=_model._base_manager: rows.filter(tag=tag.pk))  # type: ignore[misc]

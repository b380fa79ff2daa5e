"""Which card a story has, and keeping it: an address that says what is drawn, and a file drawn once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from images.models import Rendition
from newsroom.naming import site_name
from published.addresses import absolute
from published.cards.drawing import DRAWING, Card, draw
from published.kinds import ALWAYS_SAID, kind_label
from published.models import PublishedArticle

FOLDER = "cards"


def card_of(article: PublishedArticle) -> Card:
    """Return what a story's card says. Asks the database nothing."""
    return Card(
        headline=article.headline,
        language=article.language,
        section=article.section.name,
        accent=article.section.accent,
        site=site_name(),
        label=kind_label(article) if article.kind in ALWAYS_SAID else "",
    )


def card_mark(article: PublishedArticle) -> str:
    """Return the part of the address that changes with everything that is drawn."""
    picture = (article.card_picture or {}).get("src", "")
    said = json.dumps([DRAWING, settings.CARD_FONT, picture, *astuple(card_of(article))])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def card_address(article: PublishedArticle) -> str:
    """Return the whole address of a story's card as it is now."""
    return absolute(reverse("published:card", args=[article.pk, card_mark(article)]))


def kept_card(article: PublishedArticle) -> bytes:
    """Return a story's card, drawn now if it never was. Keeps one file a story: what it replaces goes.

    One query when it has to be drawn from a picture. Raises what storage raises.
    """
    name = f"{FOLDER}/{article.pk}/{card_mark(article)}.jpg"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return kept.read()
    made = draw(card_of(article), _picture_of(article))
    for former in _kept_names(article):
        default_storage.delete(former)
    default_storage.save(name, ContentFile(made))
    return made


def _kept_names(article: PublishedArticle) -> list[str]:
    folder = f"{FOLDER}/{article.pk}"
    try:
        _folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotImplementedError):
        return []
    return [f"{folder}/{name}" for name in files]


def _picture_of(article: PublishedArticle) -> bytes | None:
    """Return the bytes of the picture on the story's cards: cut around its focal point, without metadata."""
    number = (article.card_picture or {}).get("id")
    if not number:
        return None
    cut = Rendition.objects.filter(image=number, purpose=Rendition.Purpose.CARD)
    largest = cut.exclude(format=Rendition.Format.WEBP).order_by("-width").first()
    if largest is None:
        return None
    try:
        with largest.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None

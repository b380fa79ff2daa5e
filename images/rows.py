"""A picture as the desk's scripts know it: plain JSON values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from images.models import Image

# Says, of pictures for one use only, the numbers of the stories that have them; the stories' room sets it.
users_of: list[Callable[[Iterable[int]], dict[int, list[int]]]] = []


def picture_rows(images: Iterable[Image]) -> list[dict[str, Any]]:
    """Say what pickers and dialogs need. No query after `with_renditions()`, but two for one-use pictures."""
    images = list(images)
    had = stories_with([image.pk for image in images if image.one_use_only])
    return [_row(image, had.get(image.pk, [])) for image in images]


def stories_with(numbers: list[int]) -> dict[int, list[int]]:
    """Return, for pictures by number, the numbers of the stories that have them. No query for none."""
    had: dict[int, list[int]] = {}
    for ask in users_of if numbers else []:
        had |= ask(numbers)
    return had


def _row(image: Image, stories: list[int]) -> dict[str, Any]:
    sources = image.sources()
    return {
        "id": image.pk,
        "title": str(image),
        "thumbnail": sources.get("srcset_jpeg", "").split(" ")[0],
        "width": image.width,
        "height": image.height,
        "alt": image.alt_text,
        "caption": image.caption,
        "credit": image.credit,
        "copyright": image.copyright_holder,
        "expired": image.has_expired(timezone.now()),
        "noCrop": image.no_crop,
        "focal": [image.focal_x, image.focal_y],
        "takenBy": stories,
        "confirmed": image.is_confirmed,
        "details": reverse("admin:images_image_details", args=[image.pk]),
        "address": reverse("admin:images_image_change", args=[image.pk]),
    }

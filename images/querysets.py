"""The sentences in which other rooms ask for pictures."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from images.likeness import alike

if TYPE_CHECKING:
    from images.models import Image


def content_hash(data: bytes) -> str:
    """Name a file by its bytes: SHA-256, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


class ImageQuerySet(models.QuerySet["Image"]):
    """Pictures of the library."""

    def with_renditions(self) -> ImageQuerySet:
        """Bring the renditions along, so that `sources()` asks nothing more; one query for any number."""
        return self.prefetch_related("renditions")

    def without_renditions(self) -> ImageQuerySet:
        """Pictures that cannot be shown yet, because making their renditions failed or is still to come."""
        from images.models import Rendition

        return self.filter(~Exists(Rendition.objects.filter(image=OuterRef("pk"))))

    def of_content(self, data: bytes) -> ImageQuerySet:
        """The picture, if any, that was uploaded from exactly these bytes."""
        return self.filter(content_hash=content_hash(data))

    def newest_first(self) -> ImageQuerySet:
        """The order of the library: last uploaded first."""
        return self.order_by("-created_at", "-pk")

    def expired(self, at: datetime | None = None) -> ImageQuerySet:
        """Pictures whose rights have ended; one that ends exactly now has ended."""
        return self.filter(rights_expire_at__lte=at or timezone.now())

    def expiring(self, within: timedelta, at: datetime | None = None) -> ImageQuerySet:
        """Pictures whose rights end soon, but have not ended yet."""
        at = at or timezone.now()
        return self.filter(rights_expire_at__gt=at, rights_expire_at__lte=at + within)

    def usable(self, at: datetime | None = None) -> ImageQuerySet:
        """Pictures that a story may still take: their rights have not ended."""
        return self.filter(
            models.Q(rights_expire_at=None) | models.Q(rights_expire_at__gt=at or timezone.now())
        )

    def used(self) -> ImageQuerySet:
        """Pictures that something shows, on the desk or in public: by relation, or by number in a text."""
        from images.uses import in_use

        return self.filter(in_use())

    def unused(self) -> ImageQuerySet:
        """Pictures that nothing shows."""
        from images.uses import in_use

        return self.exclude(in_use())

    def on_public_pages(self) -> ImageQuerySet:
        """Pictures that readers can see now, as far as rooms have said how to tell (`images.uses`)."""
        from images.uses import in_public

        return self.filter(in_public())

    def looking_like(self, image: Image, most: int = 3) -> list[Image]:
        """The pictures that look the same as one that may not be saved yet, most alike first.

        Two queries. Every likeness of the library is read: a tenth of a second for a hundred thousand.
        """
        others = self.exclude(pk=image.pk).exclude(likeness="").values_list("pk", "likeness")
        numbers = alike(image.likeness, others.iterator(chunk_size=10_000))[:most] if image.likeness else []
        found = self.with_renditions().in_bulk(numbers)
        return [found[number] for number in numbers]

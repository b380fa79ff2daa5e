"""Cutting the renditions of a picture from its original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from images import renditions as rendering
from images.crops import Crop, crop_named
from images.models.rendition import Rendition
from images.storing import folder_of, put

if TYPE_CHECKING:
    from images.models import Image


def make_renditions(image: Image) -> list[Rendition]:
    """Do what `Image.make_renditions` says."""
    crops = _crops(image)
    made = [
        _stored(image, one) for one in rendering.make(_data(image), image.focal_x, image.focal_y, crops=crops)
    ]
    with transaction.atomic():
        type(image).objects.select_for_update().get(pk=image.pk)
        late = [crop for crop in _crops(image) if crop not in crops]
        Rendition.objects.filter(image=image).delete()
        Rendition.objects.bulk_create(made)
    _forget_renditions(image)
    image.make_crops(late)
    return made


def make_crops(image: Image, crops: Iterable[Crop]) -> bool:
    """Do what `Image.make_crops` says."""
    had = set(image.renditions.values_list("cut", flat=True))
    asked = {crop.name: crop_named(crop.name) for crop in crops}
    missing = [crop for name, crop in asked.items() if crop and name not in had]
    if image.no_crop or not missing:
        return False
    made = [_stored(image, one) for one in rendering.make_crops(_data(image), missing)]
    with transaction.atomic():
        is_same = (
            type(image)
            .objects.select_for_update()
            .filter(pk=image.pk, content_hash=image.content_hash)
            .exists()
        )
        if is_same:
            Rendition.objects.bulk_create(made, ignore_conflicts=True)
    _forget_renditions(image)
    if is_same:
        return True
    now = type(image).objects.filter(pk=image.pk).first()
    return now is not None and now.make_crops(missing)


def is_up_to_date(image: Image) -> bool:
    """Say what `Image.has_current_renditions` says."""
    rows = image.renditions.all()
    return any(not one.cut for one in rows) and all(
        str(one.file.name).startswith(_folder(image, crop_named(one.cut))) for one in rows
    )


def _crops(image: Image) -> list[Crop]:
    names = image.renditions.exclude(cut="").values_list("cut", flat=True).distinct().order_by("cut")
    return [crop for name in names if (crop := crop_named(name))]


def _data(image: Image) -> bytes:
    with image.file.open("rb") as original:
        return original.read()


def _forget_renditions(image: Image) -> None:
    getattr(image, "_prefetched_objects_cache", {}).pop("renditions", None)


def _folder(image: Image, crop: Crop | None = None) -> str:
    shown = crop or Crop((image.focal_x, image.focal_y))
    return f"{folder_of(image.pk)}/{rendering.digest(image.content_hash, shown)}/"


def _stored(image: Image, made: rendering.Made) -> Rendition:
    name = put(_folder(image, made.crop) + made.name, made.data)
    return Rendition(
        image=image,
        purpose=made.purpose,
        cut=made.crop.name if made.crop else "",
        width=made.width,
        height=made.height,
        format=made.format,
        file=name,
    )

"""A picture of the library: its file, what is known about it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from images import cutting, showing
from images import renditions as rendering
from images.crops import Crop
from images.decoding import UnreadablePicture
from images.incoming import Incoming, examine
from images.metadata import tidy
from images.models.rendition import Rendition
from images.querysets import ImageQuerySet
from images.signals import picture_renewed
from images.storing import original_name, originals

PART = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class Image(models.Model):
    """A picture of the library. Its original is private and stays as it came; readers get renditions.

    `full_clean()` is what examines a new file: it refuses what is no picture, measures it, and fills empty
    texts from what is written in the file. `take_in` does all of it and is the door for importers and tests.
    """

    class Format(models.TextChoices):
        """What the original was decoded as."""

        JPEG = "JPEG", "JPEG"
        PNG = "PNG", "PNG"
        WEBP = "WEBP", "WebP"
        AVIF = "AVIF", "AVIF"
        GIF = "GIF", "GIF"
        HEIC = "HEIF", "HEIC"

    title = models.CharField(
        _("title"),
        max_length=255,
        blank=True,
        help_text=_("To find it by; readers never see it. Empty: taken from the file."),
    )
    file = models.FileField(
        _("file"),
        upload_to=original_name,
        storage=originals,
        max_length=255,
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, up to 100 megapixels. Location and camera data stay private."
        ),
    )
    alt_text = models.CharField(
        _("alt text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. One or two sentences."),
    )
    caption = models.TextField(
        _("caption"),
        max_length=2000,
        blank=True,
        help_text=_("Printed under the picture, unless a story has its own."),
    )
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("As it is printed, such as “Jane Doe/Reuters”.")
    )
    place = models.CharField(
        _("place"),
        max_length=255,
        blank=True,
        help_text=_("Where it was taken, in words. For the desk alone."),
    )
    taken_on = models.DateField(
        _("taken on"), null=True, blank=True, help_text=_("The day on the photographer’s clock.")
    )
    copyright_holder = models.CharField(_("copyright holder"), max_length=255, blank=True)
    usage_terms = models.TextField(
        _("usage terms"),
        max_length=2000,
        blank=True,
        help_text=_("What was agreed, such as “one use, this story only”."),
    )
    licence = models.CharField(
        _("licence"), max_length=255, blank=True, help_text=_("Its name or address, such as “CC BY-SA 4.0”.")
    )
    rights_expire_at = models.DateTimeField(
        _("rights expire"),
        null=True,
        blank=True,
        help_text=_("Empty: never. Not to be used from this moment on."),
    )
    no_crop = models.BooleanField(
        _("do not crop"), default=False, help_text=_("Shown whole everywhere, on cards and fronts too.")
    )
    one_use_only = models.BooleanField(
        _("one use only"),
        default=False,
        help_text=_("For one story alone; another cannot be published with it."),
    )
    focal_x = models.FloatField(
        _("focal point, across"),
        default=0.5,
        validators=PART,
        help_text=_("0 is the left edge, 1 the right. Cuts keep this point in view."),
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=PART, help_text=_("0 is the top edge, 1 the bottom.")
    )

    format = models.CharField(_("format"), max_length=4, choices=Format, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False, help_text=_("Upright, in pixels."))
    height = models.PositiveIntegerField(_("height"), editable=False, help_text=_("Upright, in pixels."))
    colour = models.CharField(_("average colour"), max_length=7, editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, editable=False)
    likeness = models.CharField(_("likeness"), max_length=16, blank=True, editable=False)
    is_confirmed = models.BooleanField(
        _("details confirmed"),
        default=True,
        editable=False,
        help_text=_("Whether somebody has looked at what was read from the file."),
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-created_at", "-pk")
        constraints = [
            # The same file twice would split its rights, its alt text and the list of where it is used.
            models.UniqueConstraint(fields=["content_hash"], name="image_content_once"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="image_focal_point_inside"
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_pixels"),
        ]
        indexes = [
            # The library is read newest first.
            models.Index(fields=["-created_at", "-id"], name="image_newest_first"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Picture %(number)s") % {"number": self.pk})

    def clean(self) -> None:
        """Examine a file that has not been stored yet; a stored one was examined when it came."""
        super().clean()
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            try:
                incoming = examine(self.file)
            except UnreadablePicture as error:
                raise ValidationError({"file": str(error)}) from error
            self._refuse_double(incoming)
            self._accept(incoming)

    @classmethod
    def take_in(cls, data: bytes, *, file_name: str = "", by: Any = None, **fields: Any) -> Image:
        """Examine, store and cut the bytes of a picture, as an upload through the desk does; return it.

        `by` is the user it is from; other fields of the model may be given by name, and win over what is
        written in the file. Raises ValidationError when it is no picture or already in the library
        (`Image.objects.of_content(data)` finds that one).
        """
        image = cls(file=ContentFile(data, name=file_name or "picture"), created_by=by, **fields)
        image.full_clean()
        image.save()
        image.make_renditions()
        return image

    def make_renditions(self) -> list[Rendition]:
        """Cut every rendition from the original, and have pages use them from now on.

        All or none: the files are written first and the rows after them, in one transaction. Files of an
        earlier focal point stay, because published pages may still show them. Crops of single uses are made
        anew, too, those that came meanwhile among them. Raises what storage raises.
        """
        return cutting.make_renditions(self)

    def make_crops(self, crops: Iterable[Crop]) -> bool:
        """Cut what single uses ask for and was not cut before; whether there was anything to cut.

        One query where there is nothing; else the original is decoded, a second or so, so this is never
        for a transaction or a reader's request. Whoever else cuts the same at this moment does no harm; a
        file that was replaced meanwhile is cut again. Raises what storage raises.
        """
        return cutting.make_crops(self, crops)

    def replace_file(self, data: bytes, *, file_name: str = "") -> None:
        """Put another file in the place of the original: number, texts, rights and every use stay.

        Pages of readers follow with `show_everywhere`. The former original is removed once this is
        committed. Raises ValidationError as `take_in` does, and what storage raises.
        """
        former, storage = str(self.file.name), self.file.storage
        self.file = ContentFile(data, name=file_name or "picture")
        self.full_clean()
        self.save()
        self.make_renditions()
        if former != self.file.name:
            transaction.on_commit(partial(storage.delete, former), robust=True)

    def show_everywhere(self) -> int:
        """Have the public pages that show this picture say what the library says now; return how many.

        Captions, alt texts, credits, the focal point and the file. Each room that keeps pages finished
        does its own (`images.signals.picture_renewed`); no public date moves.
        """
        answers = picture_renewed.send(sender=Image, image=self)
        return sum(int(count or 0) for _receiver, count in answers)

    def has_expired(self, at: datetime | None = None) -> bool:
        """Whether the right to use it has ended. A right that ends exactly now has ended."""
        return self.rights_expire_at is not None and self.rights_expire_at <= (at or timezone.now())

    def has_current_renditions(self) -> bool:
        """Whether renditions exist, for this focal point and by today's recipe. One query, or prefetched."""
        return cutting.is_up_to_date(self)

    def sources(self, purpose: str = rendering.FULL, *, crop: Crop | None = None) -> dict[str, Any]:
        """Everything a page needs to draw this picture, in plain JSON values; {} while it has no renditions.

        `purpose` is "full" (the whole picture), "card" (16:9 around the focal point, or that of `crop` where
        it was cut for that) or "crop" (as `crop` says; whole until it was cut). What must not be cropped
        comes whole, with "whole" true. "src", "width" and "height" are those of the largest file that every
        browser reads. "srcset_jpeg" holds PNG files where the picture is see-through. One query, or none
        after `with_renditions()`.
        """
        return showing.sources(self, purpose, crop)

    def _refuse_double(self, incoming: Incoming) -> None:
        double = Image.objects.exclude(pk=self.pk).filter(content_hash=incoming.content_hash).first()
        if double:
            sentence = _(
                "This picture is already in the library as “%(title)s” (number %(number)s). Use that one."
            )
            raise ValidationError({"file": sentence % {"title": double, "number": double.pk}}, code="double")

    def _accept(self, incoming: Incoming) -> None:
        self.format, self.width, self.height = incoming.format, incoming.width, incoming.height
        self.colour, self.content_hash = incoming.colour, incoming.content_hash
        self.likeness, self.taken_on = incoming.likeness, self.taken_on or incoming.taken_on
        from_name = tidy(PurePath(self.file.name or "").stem.replace("_", " ").replace("-", " "))
        for name, text in {"title": from_name, **incoming.texts}.items():
            if not getattr(self, name):
                most: int | None = getattr(Image._meta.get_field(name), "max_length", None)
                setattr(self, name, text[:most])

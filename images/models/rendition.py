"""The files of a picture that readers may fetch."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from images import renditions as rendering


class Rendition(models.Model):
    """One file that readers may fetch: one size, cut and format of a picture, without any metadata."""

    class Purpose(models.TextChoices):
        """What it is cut for."""

        FULL = rendering.FULL, _("whole picture")
        CARD = rendering.CARD, _("card, 16:9")
        CROP = rendering.CROP, _("cut for one use")

    class Format(models.TextChoices):
        """How it is encoded."""

        WEBP = "WEBP", "WebP"
        JPEG = "JPEG", "JPEG"
        PNG = "PNG", "PNG"
        AVIF = "AVIF", "AVIF"

    image = models.ForeignKey(
        "images.Image", models.CASCADE, verbose_name=_("picture"), related_name="renditions", db_index=False
    )
    purpose = models.CharField(_("purpose"), max_length=4, choices=Purpose)
    cut = models.CharField(
        _("cut for one use"),
        max_length=16,
        blank=True,
        help_text=_("Its shape and focal point; empty: the library’s."),
    )
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    format = models.CharField(_("format"), max_length=4, choices=Format)
    file = models.FileField(_("file"), max_length=255)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ("purpose", "cut", "width", "format")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "purpose", "cut", "width", "format"], name="rendition_once_for_each_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.width} × {self.height} {self.get_format_display()}"

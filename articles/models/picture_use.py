"""Which pictures each version of a story shows, by number: so that nobody has to search texts for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PictureUseQuerySet(models.QuerySet["PictureUse"]):
    """Where stories show pictures."""

    def of_readers(self) -> PictureUseQuerySet:
        """In a version that readers have, or will have at its time."""
        states = ("published", "scheduled")
        return self.filter(
            version__number=F("version__article__public_version"), version__article__state__in=states
        )

    def lasting(self) -> PictureUseQuerySet:
        """What keeps a picture in the library: the desk's copies, and all that readers ever had."""
        return self.filter(
            Q(version__number=F("version__article__version")) | Q(version__public_from__isnull=False)
        )


class PictureUse(models.Model):
    """One picture in one version, in its text or at its top. Goes with the version."""

    version = models.ForeignKey(
        "articles.Version",
        models.CASCADE,
        verbose_name=_("version"),
        related_name="picture_uses",
        db_index=False,
    )
    # No relation: a version may tell of a picture that has been deleted since.
    image_number = models.PositiveBigIntegerField(_("picture"), db_index=True)
    # Whether some use in this version has no alt text of its own, so that the library's is read.
    needs_library_alt = models.BooleanField(_("has no alt text of its own"), default=True)

    objects = PictureUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints = [
            models.UniqueConstraint(fields=["version", "image_number"], name="picture_use_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.image_number}"

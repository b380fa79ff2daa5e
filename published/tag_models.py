"""Stories that stand first on a tag's page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_PINS = 5


class TagPin(models.Model):
    """A story pinned to a tag's page. The story is told by its number: it may be withdrawn and come back."""

    tag = models.ForeignKey(
        "taxonomy.Tag", models.PROTECT, verbose_name=_("tag"), related_name="pins", db_index=False
    )
    story = models.BigIntegerField(_("number of the story"), db_index=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("pinned story")
        verbose_name_plural = _("pinned stories")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("tag", "story"), name="published_pin_once_a_tag"),
            models.CheckConstraint(condition=Q(story__gt=0), name="published_pin_of_a_story"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.story}"

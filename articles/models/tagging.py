"""Tags on a story, in order."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from taxonomy.models import Tag


class Tagging(ItemBase):
    """One tag on one story; the first is the lead."""

    content_object = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="taggings", db_index=False
    )
    # The class and not its name: taggit looks through this field while the models are still loading.
    tag = models.ForeignKey(
        Tag, models.PROTECT, verbose_name=_("tag"), related_name="article_taggings", db_index=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("tag on a story")
        verbose_name_plural = _("tags on stories")
        ordering = ("position", "id")
        indexes = [
            # How many stories have a tag, and since when: the rows of the tag field and the reports.
            models.Index(fields=["tag", "added_at"], name="tagging_of_a_tag"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("content_object", "tag"),
                name="tagging_once_a_story",
                violation_error_message=_("This tag is on the story already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tag)

    @property
    def is_lead(self) -> bool:
        """Say whether this is what the story is mainly about."""
        return self.position == 0

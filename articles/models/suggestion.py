"""What people said to suggested tags."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SuggestionAnswer(models.Model):
    """A yes or no to one suggested tag, for one story and the version that was read.

    `points` is how strong the suggestion was: a refused one comes back only when the story says more of it.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="suggestion_answers", db_index=False
    )
    version = models.PositiveIntegerField(_("version"))
    tag = models.ForeignKey(
        "taxonomy.Tag",
        models.CASCADE,
        verbose_name=_("tag"),
        related_name="suggestion_answers",
        db_index=False,
    )
    is_accepted = models.BooleanField(_("accepted"))
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("article", "version", "tag"), name="suggestionanswer_once_a_version"
            ),
        ]
        indexes = [
            # How often a tag was refused, and the share accepted for each tag.
            models.Index(fields=["tag", "is_accepted"], name="suggestionanswer_of_a_tag"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.version} {self.tag_id} {self.is_accepted}"

"""Rows that lead to a public story and carry its time, so that each of these lists is one index walk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from published.querysets import (
    PublishedCorrectionQuerySet,
    PublishedCreditQuerySet,
    PublishedTaggingQuerySet,
)


class PublishedTagging(models.Model):
    """A tag on a public story, with the story's time, so that a tag page is one index walk."""

    article = models.ForeignKey(
        "published.PublishedArticle", models.CASCADE, related_name="taggings", db_index=False
    )
    tag = models.ForeignKey("taxonomy.Tag", models.PROTECT, related_name="published_taggings", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published"))

    objects = PublishedTaggingQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "tag"), name="published_tag_once_a_story"),
        ]
        indexes = [
            models.Index(fields=["tag", "-published_at", "-article"], name="published_tag_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.tag_id}"


class PublishedCredit(models.Model):
    """A contributor's part in a public story, with the story's time, for the contributor's page.

    One row a story: somebody who wrote and photographed it stands here as its writer.
    """

    article = models.ForeignKey(
        "published.PublishedArticle", models.CASCADE, related_name="credit_rows", db_index=False
    )
    contributor = models.ForeignKey(
        "taxonomy.Contributor", models.PROTECT, related_name="published_credits", db_index=False
    )
    role = models.CharField(_("role"), max_length=24)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published"))

    objects = PublishedCreditQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "contributor"), name="published_credit_once_a_story"),
        ]
        indexes = [
            models.Index(
                fields=["contributor", "-published_at", "-article"], name="published_contributor_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.contributor_id} {self.role}"


class PublishedCorrection(models.Model):
    """A public correction, for the page that lists them all; the story's own page carries its text."""

    id = models.BigIntegerField(_("number"), primary_key=True)
    article = models.ForeignKey("published.PublishedArticle", models.CASCADE, related_name="correction_rows")
    kind = models.CharField(_("kind"), max_length=16)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published"))
    # The entry of a live story in which it was wrong, if that is where.
    entry = models.ForeignKey(
        "published.PublishedLiveUpdate",
        models.CASCADE,
        verbose_name=_("live entry"),
        null=True,
        blank=True,
        related_name="correction_rows",
    )

    objects = PublishedCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        indexes = [models.Index(fields=["-published_at", "-id"], name="published_correction_newest")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Where the correction stands: under its entry, or on its story's page."""
        story = self.article.get_absolute_url()
        return story + self.entry.query if self.entry else f"{story}#correction-{self.pk}"

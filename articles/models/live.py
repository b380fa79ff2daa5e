"""Live stories at the desk: the entries, and whether the coverage goes on."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import body as body_rules

RIGHT = "post_live"


class LiveCoverage(models.Model):
    """How a live story is told: made with its first entry."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="coverage"
    )
    is_newest_first = models.BooleanField(_("newest first"), default=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("live coverage")
        verbose_name_plural = _("live coverages")

    def __str__(self) -> str:
        return f"{self.article_id}"


class LiveUpdate(models.Model):
    """One timed entry of a live story. Its former wordings stand in the story's events.

    `key` comes with the form it was typed in, so that a form that is sent twice posts once. `revision` rises
    with every change, so that nobody overwrites a colleague's.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="live_updates", db_index=False
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("posted"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    is_key = models.BooleanField(_("key moment"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    corrections = models.JSONField(_("corrections"), default=list)
    # Those in its text, so that nobody has to search texts for them.
    pictures = models.ManyToManyField(
        "images.Image", verbose_name=_("pictures"), blank=True, related_name="live_updates"
    )

    class Meta:
        verbose_name = _("live entry")
        verbose_name_plural = _("live entries")
        ordering = ("-at", "-id")
        permissions = [(RIGHT, _("Can post to a live story"))]
        constraints = [models.UniqueConstraint(fields=("article", "key"), name="liveupdate_posted_once")]
        indexes = [models.Index(fields=["article", "-at", "-id"], name="liveupdate_newest")]

    def __str__(self) -> str:
        return self.headline or body_rules.plain_text(self.body)[:80]

"""What colleagues say about a story, and the secret address it is shown at before it is public."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Comment(models.Model):
    """A remark on a story, pinned to a passage when text was selected. Never public."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="comments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    text = models.TextField(_("comment"), max_length=2000)
    passage = models.CharField(
        _("passage"), max_length=500, blank=True, help_text=_("The words it is pinned to.")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PreviewLink(models.Model):
    """A secret address of one story's preview, for somebody without a sign-in. Expires; can be revoked.

    Only the hash of its secret is kept, so that a copy of the database opens no preview.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.article_id} {self.created_at:%Y-%m-%d}"

    def is_valid(self, at: datetime | None = None) -> bool:
        """Say whether the address still shows the story."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())

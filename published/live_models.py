"""A live story on the newsstand: its timed entries, and what its page says without asking for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from published.paging import Anchor
from published.querysets import PublishedLiveUpdateQuerySet


class PublishedLive(models.Model):
    """What a live story's page, its feeds and its list of key moments say; fetched with the story itself."""

    article = models.OneToOneField(
        "published.PublishedArticle", models.CASCADE, primary_key=True, related_name="live"
    )
    is_newest_first = models.BooleanField(_("newest first"), default=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"))
    moments = models.JSONField(_("key moments"), default=list)
    latest = models.JSONField(_("latest entries"), default=list)

    def __str__(self) -> str:
        return f"{self.article_id}"


class PublishedLiveUpdate(models.Model):
    """One timed entry of a live story, composed. The number is the desk's. Public while its story is."""

    id = models.BigIntegerField(_("number"), primary_key=True)
    article = models.ForeignKey(
        "published.PublishedArticle", models.CASCADE, related_name="live_updates", db_index=False
    )
    at = models.DateTimeField(_("posted"))
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    is_key = models.BooleanField(_("key moment"), default=False)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)
    corrections = models.JSONField(_("corrections"), default=list)

    objects = PublishedLiveUpdateQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["article", "-at", "-id"], name="published_live_newest")]

    def __str__(self) -> str:
        return self.headline or f"{self.article_id}/{self.pk}"

    @property
    def query(self) -> str:
        """What leads from the address of the story to the entry: a page that begins with it."""
        return f"?entries={Anchor(self.at, self.pk)}#entry-{self.pk}"

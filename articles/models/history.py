"""What a story said, and who did what to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.document_format import FORMAT, upgraded


class Version(models.Model):
    """The whole story as one document, as it stood after a save or a verb."""

    class Significance(models.TextChoices):
        FIRST = "first", _("First publication")
        MINOR = "minor", _("Minor: no public date changes")
        SIGNIFICANT = "significant", _("Significant update")
        CORRECTION = "correction", _("Correction")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("document"), encoder=DjangoJSONEncoder)
    verb = models.CharField(_("verb"), max_length=24)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    parents = models.ManyToManyField(
        "self", verbose_name=_("parents"), symmetrical=False, blank=True, related_name="children"
    )
    public_from = models.DateTimeField(_("public from"), null=True, blank=True)
    significance = models.CharField(_("significance"), max_length=12, choices=Significance, blank=True)
    update_note = models.CharField(_("what is new"), max_length=300, blank=True)
    is_withheld = models.BooleanField(_("withheld for legal reasons"), default=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-number",)
        permissions = [("withhold_version", _("Can withhold a version for legal reasons"))]
        constraints = [
            models.UniqueConstraint(fields=("article", "number"), name="version_number_once_a_story"),
            models.CheckConstraint(
                condition=models.Q(public_from=None, significance="")
                | (models.Q(public_from__isnull=False) & ~models.Q(significance="")),
                name="version_public_has_significance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **more: Any) -> Version:
        """Read an older document in today's format, so that no two formats are ever compared."""
        version = super().from_db(db, field_names, values, **more)
        document = vars(version).get("document")
        if document and document.get("format", FORMAT) < FORMAT:
            version.document = upgraded(document)
        return version


class Event(models.Model):
    """One thing that was done to a story: who, what, when, why. Outlives the story."""

    article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        verbose_name=_("article"),
        null=True,
        related_name="events",
        db_index=False,
    )
    verb = models.CharField(_("verb"), max_length=24)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["article", "-at"], name="event_of_a_story")]

    def __str__(self) -> str:
        return f"{self.verb} {self.article_id}"

"""What a running story said, after each change."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RunningStoryVersion(models.Model):
    """The whole running story as one document: its words, its stories in order, its key moments."""

    class Verb(models.TextChoices):
        FOUND = "found", _("As it was found")
        CREATE = "create", _("Created")
        EDIT = "edit", _("Edited")
        RESTORE = "restore", _("Brought back")

    running_story = models.ForeignKey(
        "published.RunningStory",
        models.CASCADE,
        verbose_name=_("running story"),
        related_name="versions",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("document"), encoder=DjangoJSONEncoder)
    verb = models.CharField(_("verb"), max_length=8, choices=Verb)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        # Whoever may see what it belongs to may see it.
        default_permissions = ()
        verbose_name = _("version of a running story")
        verbose_name_plural = _("versions of running stories")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=("running_story", "number"), name="running_story_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.running_story_id}/{self.number}"

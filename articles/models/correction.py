"""We were wrong, or something must be said about the story: dated, public, permanent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.errors import TransitionError


class Correction(models.Model):
    """One public note on a story. A draft until the story is published with it; then for ever."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "editors_note", _("Editor’s note")
        RETRACTION = "retraction", _("Retraction")

    class Placement(models.TextChoices):
        TOP = "top", _("Top of the story")
        BOTTOM = "bottom", _("End of the story")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(
        _("text"),
        max_length=2000,
        help_text=_("For readers: what was wrong, and what is right. Plain text."),
    )
    placement = models.CharField(
        _("placement"),
        max_length=6,
        choices=Placement,
        default=Placement.BOTTOM,
        help_text=_("A retraction always stands at the top."),
    )
    faulty_words = models.TextField(
        _("faulty words"), max_length=2000, blank=True, help_text=_("For staff, never public.")
    )
    keeps_text = models.BooleanField(
        _("keep the text"), default=True, help_text=_("Only for a retraction: off removes the text.")
    )
    is_noindex = models.BooleanField(
        _("keep out of search engines"), default=False, help_text=_("Only for a retraction.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
        related_name="supersedes",
        help_text=_("The note that takes its place. A public one is never deleted."),
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="correction_has_text",
                violation_error_message=_("Say what was wrong, and what is right."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="retraction") | models.Q(placement="top"),
                name="correction_retraction_on_top",
                violation_error_message=_("A retraction stands at the top of the story."),
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None) | ~models.Q(superseded_by=models.F("id")),
                name="correction_not_superseded_by_itself",
                violation_error_message=_("A note cannot take its own place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def clean(self) -> None:
        """Put a retraction at the top, whatever was chosen."""
        if self.kind == self.Kind.RETRACTION:
            self.placement = self.Placement.TOP

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises TransitionError once it has been public."""
        if self.published_at is not None:
            raise TransitionError(
                _("A public correction stays: write a new one and name it under “superseded by”.")
            )
        return super().delete(*args, **kwargs)

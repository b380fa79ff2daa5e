"""What keeps work from being lost: text not saved yet, and who else has a story open."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Autosave(models.Model):
    """What one person has typed into one story's form and not saved: the whole form, inlines too.

    Never part of the story. A new story has no row yet and is told by the `draft` key its form
    was given.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="autosaves"
    )
    draft = models.CharField(_("key of a new story"), max_length=36, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaves")
    started_from = models.PositiveIntegerField(_("version the person started from"), default=0)
    data = models.JSONField(_("form"), encoder=DjangoJSONEncoder, help_text="[[name, value], …]")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        ordering = ("-saved_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("article", "user"),
                condition=models.Q(article__isnull=False),
                name="autosave_once_a_story_and_person",
            ),
            models.UniqueConstraint(
                fields=("draft", "user"), condition=models.Q(article=None), name="autosave_once_a_new_story"
            ),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, draft="")
                | (models.Q(article=None) & ~models.Q(draft="")),
                name="autosave_story_or_new",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id or self.draft} {self.user_id}"

    @property
    def headline(self) -> str:
        """The headline that was typed, to know the text by."""
        typed = next((value for name, value in self.data if name == "headline"), "")
        return typed.strip() or str(_("(no headline)"))


class Presence(models.Model):
    """One tab in which a person has a story open; as long as `seen_at` is fresh."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(_("tab"), max_length=36)
    is_typing = models.BooleanField(_("has unsaved text"), default=False)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=("article", "user", "tab"), name="presence_once_a_tab"),
        ]
        indexes = [models.Index(fields=["article", "seen_at"], name="presence_of_a_story")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.user_id}"

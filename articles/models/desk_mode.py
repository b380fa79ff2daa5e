"""Who works on which story in desk mode, and what has been done with it."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """One person has one story in desk mode until a moment; after it anybody may take the story.

    The story is the key, so the database lets no two people have the same one.
    """

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, verbose_name=_("article"), related_name="claim"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return f"{self.article_id} {self.user_id}"


class DeskTurn(models.Model):
    """A person's last turn at a story in desk mode: when it was opened, and what came of it.

    `before` and `after` hold the tags and links a save changed, so that it can be taken back.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="desk_turns", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_turns", db_index=False
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.OPEN)
    before = models.JSONField(_("before"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("turn in desk mode")
        verbose_name_plural = _("turns in desk mode")
        ordering = ("-opened_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("article", "user"), name="desk_turn_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(outcome="open") | models.Q(closed_at__isnull=False),
                name="desk_turn_closed_has_time",
            ),
        ]
        indexes = [
            # Which stories are done …
            models.Index(fields=["article", "outcome", "closed_at"], name="desk_turn_of_a_story"),
            # … how many were today …
            models.Index(fields=["outcome", "closed_at"], name="desk_turn_of_a_day"),
            # … and the way back.
            models.Index(fields=["user", "-opened_at"], name="desk_turn_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.user_id} {self.outcome}"

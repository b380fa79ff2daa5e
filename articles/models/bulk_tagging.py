"""Changing the tags of many stories at once: what was asked, and what became of each story."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BulkTagging(models.Model):
    """One run over many stories. Done in batches, so it may be under way; `operation` undoes it."""

    class Action(models.TextChoices):
        ADD = "add", _("Add as the last tag")
        LEAD = "lead", _("Add as the lead")
        REMOVE = "remove", _("Take off")
        REPLACE = "replace", _("Replace by another")

    action = models.CharField(_("what to do"), max_length=7, choices=Action)
    tag = models.ForeignKey("taxonomy.Tag", models.PROTECT, verbose_name=_("tag"), related_name="bulk_runs")
    replacement = models.ForeignKey(
        "taxonomy.Tag",
        models.PROTECT,
        verbose_name=_("replace it by"),
        null=True,
        blank=True,
        related_name="bulk_runs_as_replacement",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    operation = models.ForeignKey(
        "taxonomy.Operation", models.SET_NULL, null=True, blank=True, related_name="bulk_runs"
    )
    # Taking it back is done in batches too; while it is under way, some of its stories are still “changed”.
    undo_begun_at = models.DateTimeField(_("undo begun"), null=True, blank=True)
    undo_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("bulk tagging")
        verbose_name_plural = _("bulk tagging")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(action="replace", replacement__isnull=False)
                | (~Q(action="replace") & Q(replacement=None)),
                name="bulktagging_replaces_by_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.tag}"


class BulkTaggedStory(models.Model):
    """One story of a run: waiting, or with its tags before and after."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CHANGED = "changed", _("changed")
        SAME = "same", _("nothing to change")
        SKIPPED = "skipped", _("skipped")
        UNDONE = "undone", _("as before")
        KEPT = "kept", _("changed since, left as it is")

    run = models.ForeignKey(BulkTagging, models.CASCADE, related_name="stories", db_index=False)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.WAITING)
    note = models.CharField(_("why"), max_length=300, blank=True)
    before = models.JSONField(_("rows before"), default=list, help_text="[{column: value}, …]")
    after = models.JSONField(_("rows after"), default=list, help_text="[{column: value}, …]")

    class Meta:
        verbose_name = _("story of a bulk run")
        verbose_name_plural = _("stories of bulk runs")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("run", "article"), name="bulktaggedstory_once_a_run"),
        ]
        indexes = [models.Index(fields=["run", "outcome"], name="bulktaggedstory_outcome")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.article_id}"

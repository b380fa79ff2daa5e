from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.announcing import announcing
from taxonomy.errors import VocabularyError

if TYPE_CHECKING:
    from taxonomy.ledger import Ledger

UNDO_DAYS = 90


class OperationQuerySet(models.QuerySet["Operation"]):
    """Operations, newest first."""

    def undoable(self, at: datetime | None = None) -> Self:
        """Return those that can still be undone; on the ninetieth day to the second they can."""
        since = (at or timezone.now()) - timedelta(days=UNDO_DAYS)
        return self.filter(undone_at=None, at__gte=since)


class Operation(models.Model):
    """One verb on the vocabulary, with the account of every row it touched: all it takes to undo it."""

    class Verb(models.TextChoices):
        MERGE = "merge", _("Merge")
        RENAME = "rename", _("Rename")
        APPROVE = "approve", _("Approve")
        RETIRE = "retire", _("Retire")
        REINSTATE = "reinstate", _("Reinstate")
        CREATE = "create", _("Create")
        EDIT = "edit", _("Edit")
        DELETE = "delete", _("Delete")
        ADDRESS = "address", _("Change of address")
        BULK = "bulk", _("Bulk tagging")

    class Noun(models.TextChoices):
        TAG = "tag", _("Tag")
        CONTRIBUTOR = "contributor", _("Contributor")

    verb = models.CharField(_("verb"), max_length=10, choices=Verb)
    noun = models.CharField(_("noun"), max_length=11, choices=Noun)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    summary = models.CharField(_("summary"), max_length=500)
    data = models.JSONField(_("touched rows"), default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ("-at", "-pk")
        permissions = [("undo_operation", _("Can undo an operation"))]
        indexes = [models.Index(fields=["-at", "-id"], name="operation_latest_first")]

    def __str__(self) -> str:
        return self.summary

    @classmethod
    def record(
        cls,
        verb: str,
        summary: str,
        ledger: "Ledger",
        *,
        about: Iterable[models.Model],
        by: Any,
        at: datetime | None,
        **data: Any,
    ) -> "Operation":
        """Write down what a verb did. `about`: the tags or contributors it was done to, the target last."""
        about = list(about)
        data |= {"steps": ledger.steps, "about": [[thing._meta.label_lower, thing.pk] for thing in about]}
        facts = {"verb": verb, "noun": about[0]._meta.model_name, "summary": summary[:500], "data": data}
        return cls.objects.create(**facts, by=by, at=at or timezone.now())

    @property
    def open_until(self) -> datetime:
        """The last moment at which this can be undone."""
        return self.at + timedelta(days=UNDO_DAYS)

    def is_undoable(self, at: datetime | None = None) -> bool:
        """Say whether this can still be undone: the twin of `.undoable()`."""
        if self.undone_at is not None or (at or timezone.now()) > self.open_until:
            return False
        # Without an account of rows there is nothing to walk back: an active tag that was made, an address.
        is_final = self.verb in (self.Verb.CREATE, self.Verb.DELETE, self.Verb.ADDRESS)
        return bool(not is_final or self.data.get("steps"))

    def may_be_undone_by(self, user: Any) -> bool:
        """Say whether somebody has the rights: to undo, and to do such a thing in the first place."""
        action = "merge" if self.verb == self.Verb.MERGE else "change"
        return user.has_perms(["taxonomy.undo_operation", f"taxonomy.{action}_{self.noun}"])

    def undo(self, *, by: Any, at: datetime | None = None) -> list[str]:
        """Restore every touched row that has not been changed since; return a sentence for each that was.

        One transaction. Announces as the verb itself did. Raises `VocabularyError` when it was undone before,
        after 90 days, and while what it made has been merged further, since then nothing could be restored.
        """
        from taxonomy import undoing

        at = at or timezone.now()
        with transaction.atomic(), announcing():
            operation = Operation.objects.select_for_update().get(pk=self.pk)
            operation.refuse_undo(at)
            lost = undoing.undo(operation, by, at)
            operation.close(by=by, at=at, lost=lost)
        self.refresh_from_db()
        return lost

    def close(self, *, by: Any, at: datetime, lost: list[str]) -> None:
        """Note that this was undone, and what could not be restored. Part of an undo, in its transaction."""
        self.undone_at, self.undone_by = at, by
        self.data["lost"] = lost
        self.save(update_fields=["undone_at", "undone_by", "data"])

    def refuse_undo(self, at: datetime) -> None:
        """Raise `VocabularyError` if this was undone, or can no longer be."""
        if self.undone_at:
            raise VocabularyError(_("This has been undone already."))
        if not self.is_undoable(at):
            raise VocabularyError(_("This was more than 90 days ago and can no longer be undone."))

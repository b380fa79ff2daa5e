"""The history of a running story: every change is kept whole, and any version can be brought back.

What is saved is public at once, so the newest version is what readers have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.errors import NotAllowed, TransitionError
from articles.models import RunningStoryVersion
from published.editions import raise_edition
from published.models import KeyMoment, RunningStory, RunningStoryMember
from published.running import were_public

if TYPE_CHECKING:
    from accounts.models import User

Verb = RunningStoryVersion.Verb
Document = dict[str, Any]

RIGHT = "published.change_runningstory"
# The address never changes, so it is no part of what can be brought back.
WORDS = ("title", "language", "summary", "order", "is_open")


def document_of(running: RunningStory) -> Document:
    """Return all that a running story says, as JSON values. Three queries."""
    row = RunningStory.objects.get(pk=running.pk)
    moments = row.moments.values_list("day", "text", "story")
    return {
        **{name: getattr(row, name) for name in WORDS},
        "summary_at": row.summary_at.isoformat() if row.summary_at else None,
        "stories": list(row.members.values_list("story", flat=True)),
        "moments": [[day.isoformat(), text, story] for day, text, story in moments],
    }


def keep_version(
    running: RunningStory, verb: str, *, by: User | None, at: datetime | None = None
) -> RunningStoryVersion | None:
    """Write down how a running story stands, if it stands otherwise than before; None if it does not.

    Stands in the transaction of the change. Five queries.
    """
    RunningStory.objects.select_for_update().get(pk=running.pk)
    document = document_of(running)
    last = RunningStoryVersion.objects.filter(running_story=running).first()
    if last is not None and last.document == document:
        return None
    return RunningStoryVersion.objects.create(
        running_story=running,
        number=last.number + 1 if last else 1,
        document=document,
        verb=verb,
        summary="; ".join(differences(last.document, document) if last else ())[:300],
        by=by,
        at=at or timezone.now(),
    )


def keep_what_was_found(running: RunningStory) -> None:
    """Write the first version of a running story that has none, before it is changed."""
    if not RunningStoryVersion.objects.filter(running_story=running).exists():
        keep_version(running, Verb.FOUND, by=None)


def was_public(running: RunningStory) -> bool:
    """Say whether readers have or had its page, by the stories that are or ever were in it.

    One query for nearly all; two more, which read every version, for one whose stories never were public.
    """
    if running.was_public():
        return True
    documents = RunningStoryVersion.objects.filter(running_story=running).values_list("document", flat=True)
    return were_public({story for document in documents for story in document["stories"]})


def bring_back(version: RunningStoryVersion, *, by: User | None, at: datetime | None = None) -> None:
    """Let a running story say again what it said in a version; that is a version of its own.

    Raises NotAllowed for a person without the right, and TransitionError if it says the same already.
    Readers see it at once. About ten statements.
    """
    if by is not None and not by.has_perm(RIGHT):
        raise NotAllowed(_("You may not change running stories."))
    running, document = version.running_story, version.document
    with transaction.atomic():
        locked = RunningStory.objects.select_for_update().get(pk=running.pk)
        for name in WORDS:
            setattr(locked, name, document[name])
        locked.summary_at = parse_datetime(document["summary_at"]) if document["summary_at"] else None
        locked.save()
        _write_rows(locked, document)
        if keep_version(locked, Verb.RESTORE, by=by, at=at) is None:
            raise TransitionError(_("It says so already."))
        raise_edition()


def _write_rows(running: RunningStory, document: Document) -> None:
    running.members.all().delete()
    RunningStoryMember.objects.bulk_create(
        RunningStoryMember(running_story=running, story=story, position=place)
        for place, story in enumerate(document["stories"])
    )
    running.moments.all().delete()
    KeyMoment.objects.bulk_create(
        KeyMoment(running_story=running, day=date.fromisoformat(day), text=text, story=story, position=place)
        for place, (day, text, story) in enumerate(document["moments"])
    )


def differences(before: Document, after: Document) -> Iterator[str]:
    """Say in a few words each what changed between two documents."""
    for name in ("title", "language", "summary", "summary_at", "order"):
        field: Any = RunningStory._meta.get_field(name)
        if before[name] != after[name]:
            yield str(field.verbose_name)
    if before["is_open"] != after["is_open"]:
        yield _("opened again") if after["is_open"] else _("closed")
    old, new = before["stories"], after["stories"]
    if added := len(set(new) - set(old)):
        yield ngettext("%(n)d story added", "%(n)d stories added", added) % {"n": added}
    if removed := len(set(old) - set(new)):
        yield ngettext("%(n)d story taken out", "%(n)d stories taken out", removed) % {"n": removed}
    if [one for one in old if one in set(new)] != [one for one in new if one in set(old)]:
        yield _("another order of stories")
    if before["moments"] != after["moments"]:
        yield str(KeyMoment._meta.verbose_name_plural)

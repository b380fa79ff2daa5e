"""The list of a story's changes, for readers who want to see what was altered and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from published.comparing import Paragraph, compare
from published.models import PublishedArticle, PublishedChange

MINOR = "minor"
FIRST = "first"


@dataclass
class Change:
    """One change that readers were told of, with the words it altered; minor ones are only counted."""

    at: datetime
    significance: str
    note: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    is_withheld: bool = False


@dataclass
class ChangeList:
    """What the page of changes shows: newest first, and how many minor edits there were."""

    changes: list[Change]
    minor_count: int


def list_changes(article: PublishedArticle, at: datetime | None = None) -> ChangeList:
    """Return the significant updates and corrections of a public story. One query.

    Each is compared with what readers had before it, minor edits in between included. Nothing
    of a version that is withheld, or of a text that was taken back, is shown.
    """
    rows = list(PublishedChange.objects.of(article.pk, at))
    if article.is_retracted and not article.body:
        for row in rows:
            row.text = []
    return ChangeList(list(reversed(_told(rows))), _minor_edits(rows))


def _told(rows: Iterable[PublishedChange]) -> list[Change]:
    changes, before = [], None
    for row in rows:
        if row.significance not in (MINOR, FIRST):
            change = Change(row.at, row.significance, row.note, is_withheld=row.is_withheld)
            if (
                before is not None
                and before.text
                and row.text
                and not before.is_withheld
                and not row.is_withheld
            ):
                change.paragraphs = [p for p in compare(before.text, row.text) if p.is_changed]
            changes.append(change)
            before = row
        elif row.significance == FIRST or before is None:
            before = row
    return changes


def _minor_edits(rows: list[PublishedChange]) -> int:
    """Count the minor versions that altered words; a changed tag is no edit of the text."""
    return sum(after.significance == MINOR and after.text != before.text for before, after in pairwise(rows))

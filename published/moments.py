"""The one function that supplies dates to everything: page, lists, structured data, feeds and sitemaps.

Readers get a moment in the site's zone and the active language, machines the same moment as ISO 8601 with
its offset. Nothing here asks the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from published import date_words
from published.querysets import site_zone

if TYPE_CHECKING:
    from published.models import PublishedArticle

# Stories that do not grow old in the way news does.
AGELESS_KINDS = frozenset({"review"})


@dataclass(frozen=True)
class Moment:
    """A public moment. `is_day_only`: no more than its day is known, so no hour is ever shown."""

    at: datetime
    is_day_only: bool = False

    @cached_property
    def local(self) -> datetime:
        """The moment on the site's clock."""
        return self.at.astimezone(site_zone())

    @property
    def day(self) -> date:
        return self.local.date()

    @property
    def iso(self) -> str:
        """For `datetime` and structured data: RFC 3339 with the site's offset, or the day alone."""
        return self.day.isoformat() if self.is_day_only else _rfc3339(self.local)

    @property
    def instant(self) -> datetime:
        """For formats that know no days without an hour: the moment, or the beginning of the day."""
        return datetime.combine(self.day, time(), site_zone()) if self.is_day_only else self.local

    @property
    def stamp(self) -> str:
        """The `instant` as RFC 3339."""
        return _rfc3339(self.instant)

    @property
    def full(self) -> str:
        """“Monday, November 23, 2026 at 5:27 PM EST”."""
        return date_words.full_day(self.day) if self.is_day_only else date_words.full_moment(self.local)

    @property
    def time(self) -> str:
        """“at 5:27 PM”, for lists under a heading that names the day; nothing for a day alone."""
        return "" if self.is_day_only else date_words.at_clock(self.local)

    @property
    def time_with_zone(self) -> str:
        """“at 5:27 PM EST”."""
        return f"{self.time} {date_words.zone_letters(self.local)}"

    @property
    def short(self) -> str:
        """For cards under no day: “November 23 at 5:27 PM”; “November 23, 2025” for another year."""
        is_this_year = self.day.year == timezone.now().astimezone(site_zone()).year
        if is_this_year and not self.is_day_only:
            return date_words.short_moment(self.local)
        return date_words.short_day(self.day, with_year=not is_this_year)

    def __str__(self) -> str:
        return self.full


@dataclass(frozen=True)
class CorrectionNote:
    """What was wrong, as the story's page says it."""

    number: int
    kind: str
    text: str
    moment: Moment
    placement: str

    @property
    def label(self) -> str:
        """The kind in words, in the active language."""
        return correction_label(self.kind)


@dataclass(frozen=True)
class Moments:
    """Every public date of a story.

    `updated` is for readers and None unless the update came late enough to be worth a line; `modified` is
    for machines and has every update of substance. `age_days` counts midnights of the site's zone.
    """

    published: Moment
    updated: Moment | None
    modified: Moment | None
    age_days: int
    age_notice: str | None
    _article: PublishedArticle = field(repr=False, compare=False)

    @cached_property
    def corrections(self) -> tuple[CorrectionNote, ...]:
        """The corrections in the order they were made. Read when asked for: lists come without them."""
        return tuple(_note(row) for row in self._article.corrections or ())

    @property
    def update_note(self) -> str:
        """What is new, in the desk's words to readers."""
        return self._article.update_note

    @property
    def latest(self) -> Moment:
        """The last moment at which the story changed in substance: `lastmod`, `dateModified`."""
        return self.modified or self.published

    @property
    def updated_words(self) -> str:
        """“at 6:10 PM EST” on the day of publication, the full moment on another."""
        if self.updated is None:
            return ""
        is_same_day = self.updated.day == self.published.day
        return self.updated.time_with_zone if is_same_day else self.updated.full

    @property
    def corrections_at_top(self) -> list[CorrectionNote]:
        return [note for note in self.corrections if note.placement == "top"]

    @property
    def corrections_at_bottom(self) -> list[CorrectionNote]:
        return [note for note in self.corrections if note.placement != "top"]


def moments(article: PublishedArticle, at: datetime | None = None) -> Moments:
    """Return the public dates of a story, its age counted at `at` (now). Needs no query."""
    published = Moment(article.published_at, article.is_day_only)
    modified = Moment(article.updated_at) if article.updated_at else None
    today = (at or timezone.now()).astimezone(site_zone()).date()
    return Moments(
        published=published,
        updated=modified if modified and _is_worth_a_line(published, modified) else None,
        modified=modified,
        age_days=max((today - published.day).days, 0),
        age_notice=None if _is_ageless(article) else age_notice(published.day, today),
        _article=article,
    )


def age_notice(published: date, today: date) -> str | None:
    """Return “This story is 2 years old.”, in whole years, months or days; None while it is young."""
    days = (today - published).days
    if days < settings.AGE_NOTICE_DAYS:
        return None
    months = (today.year - published.year) * 12 + today.month - published.month
    months -= today.day < published.day
    if years := months // 12:
        return ngettext("This story is %(n)d year old.", "This story is %(n)d years old.", years) % {
            "n": years
        }
    if months:
        return ngettext("This story is %(n)d month old.", "This story is %(n)d months old.", months) % {
            "n": months
        }
    return ngettext("This story is %(n)d day old.", "This story is %(n)d days old.", days) % {"n": days}


def correction_label(kind: str) -> str:
    """Return a correction's kind in words; one that is not known is called a correction."""
    return {
        "clarification": gettext("Clarification"),
        "update": gettext("Update"),
        "editors_note": gettext("Editor’s note"),
        "retraction": gettext("Retraction"),
    }.get(kind) or gettext("Correction")


def _is_worth_a_line(published: Moment, modified: Moment) -> bool:
    """Corrections of a slip minutes after publication are no news to readers."""
    if published.is_day_only:
        return modified.day > published.day
    return modified.at - published.at >= timedelta(minutes=settings.UPDATED_AFTER_MINUTES)


def _is_ageless(article: PublishedArticle) -> bool:
    return article.is_evergreen or article.kind in AGELESS_KINDS


def _note(row: dict[str, Any]) -> CorrectionNote:
    at = datetime.fromisoformat(row["at"])
    return CorrectionNote(
        number=row.get("id") or 0,
        kind=row.get("kind", ""),
        text=row.get("text", ""),
        moment=Moment(at if at.tzinfo else at.replace(tzinfo=UTC)),
        placement=row.get("placement", "bottom"),
    )


def _rfc3339(local: datetime) -> str:
    """Offsets before standard time have seconds, which RFC 3339 cannot say: then it is UTC."""
    whole = (local.utcoffset() or timedelta()) % timedelta(minutes=1) == timedelta()
    return (local if whole else local.astimezone(UTC)).isoformat(timespec="seconds")

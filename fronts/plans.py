"""An arrangement as values: what forms make, verbs write, and pages are filled from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from published.models import RunningStory
    from taxonomy.models import Section, Tag

MOST_SLOTS = 24
MOST_STORIES = 20  # of one slot


class Layout(TextChoices):
    """How a slot sets its stories; each has a template of its name in templates/fronts/slots/."""

    LEAD = "lead", _("Lead with picture")
    PAIR = "pair", _("Two-up")
    ROW = "row", _("Row of cards")
    BLOCK = "block", _("One with picture, the others as lines")
    LIST = "list", _("List")
    OPINION = "opinion", _("Opinion strip")
    RECENT = "recent", _("Most recent")
    RUNNING = "running", _("Running story")


class Width(TextChoices):
    """How much of the line a slot takes on a wide screen."""

    WHOLE = "whole", _("Whole line")
    WIDE = "wide", _("Two thirds")
    HALF = "half", _("Half")
    NARROW = "narrow", _("One third")


class Backfill(TextChoices):
    """What fills the places that nobody filled."""

    NEWEST = "newest", _("Newest")
    SECTION = "section", _("Newest of a section")
    TAG = "tag", _("Newest with a tag")
    KIND = "kind", _("Newest of a kind")
    RUNNING = "running", _("Newest of a running story")
    NOTHING = "nothing", _("Nothing: leave them empty")


# How many stories a slot has when it is made, by layout.
USUAL_SIZE = {
    Layout.LEAD: 4,
    Layout.PAIR: 2,
    Layout.ROW: 4,
    Layout.BLOCK: 4,
    Layout.LIST: 5,
    Layout.OPINION: 4,
    Layout.RECENT: 8,
    Layout.RUNNING: 4,
}


@dataclass(frozen=True)
class Placed:
    """A story pinned in a slot by its number, from–until if it is not for good."""

    story: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def is_on(self, at: datetime) -> bool:
        """Say whether the story is pinned at `at`: at its beginning yes, at its end no more."""
        return (self.starts_at is None or self.starts_at <= at) and (
            self.ends_at is None or at < self.ends_at
        )


@dataclass(frozen=True)
class SlotPlan:
    """One slot: how it looks, what is pinned in it, and the rule that fills the rest."""

    layout: str = Layout.LIST
    width: str = Width.WHOLE
    heading: str = ""
    size: int = 5
    backfill: str = Backfill.NEWEST
    section: Section | None = None
    tag: Tag | None = None
    kind: str = ""
    running_story: RunningStory | None = None
    language: str = ""
    stories: tuple[Placed, ...] = field(default=())

    @cached_property
    def rule(self) -> tuple[Any, ...]:
        """The rule as a value: slots with the same one are filled from the same stories."""
        about = {
            Backfill.SECTION: self.section.pk if self.section else None,
            Backfill.TAG: self.tag.pk if self.tag else None,
            Backfill.KIND: self.kind,
            Backfill.RUNNING: self.running_story.pk if self.running_story else None,
        }.get(Backfill(self.backfill))
        return self.backfill, about, self.language

    @property
    def title(self) -> str:
        """The heading readers see: the one given, or the name of the running story."""
        if self.heading or self.layout != Layout.RUNNING:
            return self.heading
        named = self.running_story or self.tag
        return str(named) if named else ""

    @property
    def address(self) -> str:
        """Where the heading leads: to all stories of the rule, if they have a page."""
        if self.tag and self.backfill == Backfill.TAG:
            return reverse("published:tag", args=[self.tag.slug])
        if self.running_story and self.backfill == Backfill.RUNNING:
            return self.running_story.get_absolute_url()
        if self.section and self.backfill == Backfill.SECTION:
            return reverse("published:section", args=[self.section.slug])
        return ""

    @property
    def accent(self) -> str:
        """The colour of the section that the slot is of, or nothing."""
        return self.section.accent if self.section and self.is_of_section else ""

    @property
    def level(self) -> int:
        """The level of the headlines in it: below its own heading, if it has one."""
        return 3 if self.title else 2

    @property
    def is_of_section(self) -> bool:
        """Whether its heading says the section already, so that its cards need not."""
        return self.backfill == Backfill.SECTION and bool(self.heading)

    @property
    def template(self) -> str:
        return f"fronts/slots/{self.layout}.html"


def next_edge(slots: tuple[SlotPlan, ...], at: datetime) -> datetime | None:
    """Return the next moment after `at` at which a story is pinned or let go; None if there is none."""
    placed = (one for slot in slots for one in slot.stories)
    edges = (edge for one in placed for edge in (one.starts_at, one.ends_at))
    return min((edge for edge in edges if edge and edge > at), default=None)

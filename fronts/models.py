"""Fronts: home and sections' pages, arranged by editors.

A front keeps every arrangement it had. One of them may be live; the newest is the draft that editors work on.
Arrangements are written once and never changed, so that what was launched can be brought back as it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fronts.plans import MOST_STORIES, Backfill, Layout, Placed, SlotPlan, Width
from published.models import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User


class Front(models.Model):
    """An arranged page: home, or a section's face. One that nobody has launched is filled by rule alone."""

    is_home = models.BooleanField(_("home page"), default=False, editable=False)
    section = models.OneToOneField(
        "taxonomy.Section",
        models.CASCADE,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="front",
        editable=False,
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("The language of the page's labels and its direction. Empty: the site's."),
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    live = models.ForeignKey(
        "fronts.Arrangement",
        models.SET_NULL,
        verbose_name=_("live arrangement"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        ordering = ("-is_home", "section__position", "section__name")
        default_permissions = ("view",)
        permissions = [
            ("arrange_front", _("Can arrange fronts")),
            ("launch_front", _("Can launch fronts")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["is_home"], condition=Q(is_home=True), name="front_one_home"),
            models.CheckConstraint(
                condition=Q(is_home=True, section=None) | Q(is_home=False, section__isnull=False),
                name="front_of_home_or_a_section",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Home page")) if self.section is None else self.section.name

    def get_absolute_url(self) -> str:
        """Where readers have it. One query for a section that is not loaded."""
        if self.section is None:
            return reverse("published:home")
        return reverse("published:section", args=[self.section.slug])

    @property
    def draft(self) -> Arrangement | None:
        """The newest arrangement, which editors work on, with all that its plan needs. Five queries."""
        whole = self.arrangements.prefetch_related(
            "slots__section", "slots__tag", "slots__running_story", "slots__placements"
        )
        return whole.order_by("-number").first()

    # Verbs: the order inside each is in fronts/arranging.py

    def arrange(
        self,
        slots: Sequence[SlotPlan],
        *,
        by: User | None,
        seen: int | None = None,
        at: datetime | None = None,
        language: str | None = None,
    ) -> Arrangement:
        """Keep these slots as the new draft; readers see nothing of it.

        `seen` is the version the person had before them. Raises StaleFront when somebody has changed it
        since, NotAllowed without the right, FrontError for slots that cannot stand. About six statements.
        """
        from fronts import arranging

        return arranging.arrange(self, slots, by=by, seen=seen, at=at, language=language)

    def launch(self, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> Arrangement:
        """Give readers the draft, at once. Raises as `arrange` does, and FrontError without a draft."""
        from fronts import arranging

        return arranging.launch(self, by=by, seen=seen, at=at)

    def restore(
        self, number: int, *, by: User | None, seen: int | None = None, at: datetime | None = None
    ) -> Arrangement:
        """Make a draft of an earlier arrangement; launching it is another step. Raises as `arrange` does."""
        from fronts import arranging

        return arranging.restore(self, number, by=by, seen=seen, at=at)

    def hand_back(self, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> None:
        """Have the page filled by rule alone again; the arrangements stay. Raises as `arrange` does."""
        from fronts import arranging

        arranging.hand_back(self, by=by, seen=seen, at=at)


class Arrangement(models.Model):
    """How a front was arranged at one time. Never changed."""

    front = models.ForeignKey(Front, models.CASCADE, related_name="arrangements", db_index=False)
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("saved"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    launched_at = models.DateTimeField(_("launched"), null=True, blank=True)

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangements")
        ordering = ("-number",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["front", "number"], name="arrangement_number_once_a_front"),
        ]

    def __str__(self) -> str:
        return f"{self.front_id}/{self.number}"

    def plan(self) -> tuple[SlotPlan, ...]:
        """Return the slots as values, in order. Two queries, or none when prefetched."""
        return tuple(slot.plan() for slot in self.slots.all())


class Slot(models.Model):
    """A named area of a front with a layout, a number of places, and the rule that fills what is empty."""

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="slots", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    layout = models.CharField(_("layout"), max_length=10, choices=Layout)
    width = models.CharField(_("width"), max_length=8, choices=Width, default=Width.WHOLE)
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    size = models.PositiveSmallIntegerField(
        _("stories"), validators=[MinValueValidator(1), MaxValueValidator(MOST_STORIES)]
    )
    backfill = models.CharField(_("fill with"), max_length=10, choices=Backfill, default=Backfill.NEWEST)
    section = models.ForeignKey(
        "taxonomy.Section",
        models.SET_NULL,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="+",
    )
    tag = models.ForeignKey(
        "taxonomy.Tag", models.SET_NULL, verbose_name=_("tag"), null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    running_story = models.ForeignKey(
        "published.RunningStory",
        models.SET_NULL,
        verbose_name=_("running story"),
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(_("only in"), max_length=12, blank=True)

    class Meta:
        ordering = ("position", "id")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "position"], name="slot_one_a_position"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MOST_STORIES), name="slot_has_places"),
        ]

    def __str__(self) -> str:
        return self.heading or str(self.get_layout_display())

    def plan(self) -> SlotPlan:
        """Return the slot as a value. Up to three queries, none when all is prefetched."""
        return SlotPlan(
            layout=self.layout,
            width=self.width,
            heading=self.heading,
            size=self.size,
            backfill=self.backfill,
            section=self.section,
            tag=self.tag,
            kind=self.kind,
            running_story=self.running_story,
            language=self.language,
            stories=tuple(Placed(one.story, one.starts_at, one.ends_at) for one in self.placements.all()),
        )


class Placement(models.Model):
    """A story pinned in a slot, by its number: a story that is off the newsstand keeps its place."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="placements", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    story = models.BigIntegerField(_("number of the story"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["slot", "position"], name="placement_one_a_position"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="placement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.story)


class FrontEvent(models.Model):
    """Who did what to a front, and when."""

    front = models.ForeignKey(Front, models.CASCADE, related_name="events", db_index=False)
    verb = models.CharField(_("verb"), max_length=12)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    arrangement = models.PositiveIntegerField(_("arrangement"), null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        default_permissions = ()
        indexes = [models.Index(fields=["front", "-at"], name="event_of_a_front")]

    def __str__(self) -> str:
        return f"{self.verb} {self.front_id}/{self.arrangement}"

"""Running stories and series: what belongs together, told as one.

A running story (a package) is a table of its own. A series is a tag of the kind “series”; only its numbering
stands here (docs/decisions/027-series-are-tags.md). Members are numbers of stories, public or not yet: what
readers see of them always starts from `.public()`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from taxonomy.models import Tag

MOST_MOMENTS = 3


def languages() -> list[tuple[str, object]]:
    """Return the languages a running story may be in. A function, so that settings make no migration."""
    return list(settings.LANGUAGES)


def site_language() -> str:
    """Return the language of the site."""
    return settings.LANGUAGE_CODE


class RunningStory(models.Model):
    """A story that goes on over many articles: “the story so far”, and all of them in one list."""

    class Order(models.TextChoices):
        NEWEST = "newest", _("Newest first")
        ORDERED = "ordered", _("In the order given")

    title = models.CharField(_("title"), max_length=120, help_text=_("What readers see."))
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The word in the address, made from the title when left empty. It never changes."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=languages,
        default=site_language,
    )
    summary = models.TextField(
        _("the story so far"),
        max_length=1200,
        blank=True,
        help_text=_("Plain text, at most 1,200 characters. An empty line begins a paragraph."),
    )
    summary_at = models.DateTimeField(
        _("summary of"), null=True, blank=True, help_text=_("What the summary knew. Now, when left empty.")
    )
    order = models.CharField(_("order"), max_length=8, choices=Order, default=Order.NEWEST)
    is_open = models.BooleanField(
        _("open"), default=True, help_text=_("It goes on. A closed one keeps its page.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("running story")
        verbose_name_plural = _("running stories")
        ordering = ("-is_open", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(summary="") | Q(summary_at__isnull=False),
                name="running_story_summary_has_date",
                violation_error_message=_("A summary needs its date."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: object) -> None:
        """Derive the slug once, and date a summary that has no date."""
        self._fill_in()
        super().save(**kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("published:running_story", args=[self.slug])

    def was_public(self) -> bool:
        """Say whether readers have or had its page: one of its stories is or was public. One query."""
        return were_public(self.members.order_by().values("story"))

    def clean(self) -> None:
        """Fill in what was left empty before the constraints are asked."""
        super().clean()
        self._fill_in()

    def _fill_in(self) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        if self.summary and self.summary_at is None:
            self.summary_at = timezone.now()

    def _free_slug(self) -> str:
        word = slugify(self.title, allow_unicode=True)[:90].rstrip("-_") or "story"
        taken = set(
            RunningStory.objects.filter(slug__startswith=word)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return next(
            s for n in range(1, len(taken) + 2) if (s := word if n == 1 else f"{word}-{n}") not in taken
        )


def were_public(stories: Any) -> bool:
    """Say whether any story of these numbers is or was public. One query."""
    from published.models import PublishedAddress

    return PublishedAddress.objects.filter(story__in=stories, public_from__lte=timezone.now()).exists()


class RunningStoryMember(models.Model):
    """A story's place in a running story."""

    running_story = models.ForeignKey(
        RunningStory, models.CASCADE, verbose_name=_("running story"), related_name="members", db_index=False
    )
    story = models.BigIntegerField(_("number of the story"), db_index=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        # Whoever may change what it belongs to may change it.
        default_permissions = ()
        verbose_name = _("story in it")
        verbose_name_plural = _("stories in it")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("running_story", "story"),
                name="running_story_member_once",
                violation_error_message=_("This story is in it already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.running_story_id}: {self.story}"


def first_running_story(story: str) -> Subquery:
    """Return the running story of the story in a column, for a query: of several the newest open one."""
    rows = RunningStoryMember.objects.filter(story=OuterRef(story))
    rows = rows.order_by("-running_story__is_open", "-running_story")
    return Subquery(rows.values("running_story")[:1])


class KeyMoment(models.Model):
    """One of up to three moments that a reader who comes late has to know."""

    running_story = models.ForeignKey(
        RunningStory, models.CASCADE, verbose_name=_("running story"), related_name="moments", db_index=False
    )
    day = models.DateField(_("day"))
    text = models.CharField(_("what happened"), max_length=160)
    story = models.BigIntegerField(_("number of the story"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        # Whoever may change what it belongs to may change it.
        default_permissions = ()
        verbose_name = _("key moment")
        verbose_name_plural = _("key moments")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(position__lt=MOST_MOMENTS),
                name="key_moment_at_most_three",
                violation_error_message=_("There are at most three key moments."),
            ),
            models.UniqueConstraint(fields=("running_story", "position"), name="key_moment_place_once"),
        ]

    def __str__(self) -> str:
        return self.text


class SeriesManager(models.Manager):
    """Tags that are series."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(kind="series", merged_into=None)


class Series(Tag):
    """A tag of the kind “series”, as the desk numbers its parts."""

    objects = SeriesManager()  # type: ignore[misc, assignment]

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("series")
        verbose_name_plural = _("series")


class SeriesPlan(models.Model):
    """How many parts a series is to have, where that is announced."""

    tag = models.OneToOneField(
        "taxonomy.Tag",
        models.CASCADE,
        verbose_name=_("series"),
        related_name="series_plan",
        limit_choices_to={"kind": "series", "merged_into": None},
    )
    total = models.PositiveSmallIntegerField(
        _("parts announced"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("“Part 2 of 5” says so. Empty: the parts that are public are counted."),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(condition=Q(total=None) | Q(total__gte=1), name="series_total_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.tag)


class SeriesPart(models.Model):
    """The number of a part, where the order of publication is not that of the series."""

    tag = models.ForeignKey(
        "taxonomy.Tag", models.CASCADE, verbose_name=_("series"), related_name="series_parts", db_index=False
    )
    story = models.BigIntegerField(_("number of the story"))
    number = models.PositiveSmallIntegerField(_("part"), validators=[MinValueValidator(1)])

    class Meta:
        # Whoever may change what it belongs to may change it.
        default_permissions = ()
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("tag", "story"),
                name="series_story_once",
                violation_error_message=_("This story has a number in the series already."),
            ),
            models.UniqueConstraint(
                fields=("tag", "number"),
                name="series_number_once",
                violation_error_message=_("Another part has this number: choose another."),
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="series_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id}: {self.number}"

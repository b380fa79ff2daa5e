"""What readers can get: composed, frozen stories and the indexes their lists walk.

Nothing in this room knows the desk. A row here was put by a verb of the desk; a story
without a row has no page, no line in a list and no address.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from published.addresses import story_addresses
from published.compiled import compiled
from published.history_models import PublishedAddress, PublishedChange
from published.linking import (
    AutomaticLine,
    DueLines,
    KeptOut,
    MoreNewsWeights,
    OtherSide,
    TagUse,
    TellingWord,
    WordUse,
)
from published.querysets import PublishedArticleQuerySet
from published.row_models import PublishedCorrection, PublishedCredit, PublishedTagging
from published.running import (
    KeyMoment,
    RunningStory,
    RunningStoryMember,
    Series,
    SeriesPart,
    SeriesPlan,
)
from published.site_models import GonePage, PublishedPage, SiteIdentity, SiteLink
from published.tag_models import TagPin

__all__ = [
    "AutomaticLine",
    "DueLines",
    "Edition",
    "GonePage",
    "KeptOut",
    "KeyMoment",
    "Kind",
    "MoreNewsWeights",
    "OtherSide",
    "PublishedAddress",
    "PublishedArticle",
    "PublishedChange",
    "PublishedCorrection",
    "PublishedCredit",
    "PublishedPage",
    "PublishedTagging",
    "RunningStory",
    "RunningStoryMember",
    "Series",
    "SeriesPart",
    "SeriesPlan",
    "SiteIdentity",
    "SiteLink",
    "TagPin",
    "TagUse",
    "TellingWord",
    "WordUse",
]


class Kind(models.TextChoices):
    """What sort of story it is; ninjs `genres`."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    FEATURE = "feature", _("Feature")
    INTERVIEW = "interview", _("Interview")
    REVIEW = "review", _("Review")
    LIVE = "live", _("Live")
    OBITUARY = "obituary", _("Obituary")
    SPONSORED = "sponsored", _("Sponsored")


class PublishedArticle(models.Model):
    """One story as readers have it: everything its page says but the names of tags and sections.

    The primary key is the desk's own number of the story, so that pictures, links and
    addresses can name a story for ever, withdrawn and published again.
    """

    id = models.BigIntegerField(_("number"), primary_key=True)
    version = models.PositiveIntegerField(_("version"))
    section = models.ForeignKey(
        "taxonomy.Section", models.PROTECT, related_name="published_articles", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=12)

    # The number of the story it was translated from, which need not be public.
    original = models.BigIntegerField(_("translation of"), null=True, blank=True)

    day = models.DateField(_("day in the address"))
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True, db_index=False)

    headline = models.CharField(_("headline"), max_length=300)
    short_headline = models.CharField(_("short headline"), max_length=120, blank=True)
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    body = models.TextField(_("body"), blank=True)
    lede = models.TextField(_("lede"), blank=True)
    word_count = models.PositiveIntegerField(_("words"), default=0)

    picture = models.JSONField(_("lead picture"), null=True, blank=True)
    card_picture = models.JSONField(_("picture on cards"), null=True, blank=True)
    byline = models.JSONField(_("byline"), default=dict)
    credits = models.JSONField(_("credits"), default=list)
    sources = models.JSONField(_("agencies"), default=list)
    corrections = models.JSONField(_("corrections"), default=list)
    links = models.JSONField(_("hand-picked links"), default=list)

    first_published_at = models.DateTimeField(_("first published"))
    published_at = models.DateTimeField(_("published"))
    is_day_only = models.BooleanField(_("only the day is known"), default=False)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True)
    update_note = models.CharField(_("what is new"), max_length=300, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    public_from = models.DateTimeField(_("public from"))

    is_evergreen = models.BooleanField(_("evergreen"), default=False)
    fills_by_score = models.BooleanField(_("More News by score"), default=True)
    fills_from_section = models.BooleanField(_("More News from the section"), default=True)
    is_retracted = models.BooleanField(_("retracted"), default=False)
    is_noindex = models.BooleanField(_("kept out of search engines"), default=False)

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("published article")
        verbose_name_plural = _("published articles")
        ordering = ("-published_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=("day", "slug"), name="published_one_story_an_address"),
            models.CheckConstraint(
                condition=Q(updated_at=None) | Q(updated_at__gte=F("first_published_at")),
                name="published_updated_after_first_published",
            ),
            models.CheckConstraint(
                condition=Q(updated_at=None) | Q(updated_at__gte=F("published_at")),
                name="published_updated_after_published",
            ),
            models.CheckConstraint(
                condition=Q(public_from__gte=F("first_published_at")) & Q(public_from__gte=F("published_at")),
                name="published_never_public_before_its_dates",
            ),
        ]
        indexes = [
            # Every list is newest first, then by number: the home page and the archive …
            models.Index(fields=["-published_at", "-id"], name="published_newest"),
            # … a section …
            models.Index(fields=["section", "-published_at", "-id"], name="published_section_newest"),
            # … the translations of a story, which are few among many …
            models.Index(
                fields=["original"], condition=Q(original__isnull=False), name="published_translations"
            ),
            # … and the next scheduled moment, which ends the life of cached pages.
            models.Index(fields=["public_from"], name="published_public_from"),
            # Few stories expire; the next one to do so ends cached pages as well.
            models.Index(fields=["expires_at"], name="published_expires", condition=~Q(expires_at=None)),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return story_addresses()(self.day, self.slug)

    def tag_numbers(self) -> list[int]:
        """Return the numbers of its tags, lead first. One query."""
        return _tag_numbers(story=self.pk)

    @property
    def card_headline(self) -> str:
        """The headline for cards: the short one, or the whole."""
        return self.short_headline or self.headline

    def is_public(self, at: datetime | None = None) -> bool:
        """Say whether readers can have the story at `at` (now): the twin of `.public()`.

        Both edges by the clock: at its time a story is public, at its expiry it is not.
        """
        at = at or timezone.now()
        return self.public_from <= at and (self.expires_at is None or self.expires_at > at)


@compiled(one_plan=True)
def _tag_numbers(story: int) -> models.QuerySet[PublishedTagging, int]:
    rows = PublishedTagging.objects.filter(article=story).order_by("position", "id")
    return rows.values_list("tag", flat=True)


class Edition(models.Model):
    """The number that rises with every public change; one row, number 1."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="published_one_edition")]

    def __str__(self) -> str:
        return str(self.number)


from published.live_models import PublishedLive, PublishedLiveUpdate  # noqa: E402, F401

# The tables of search belong to this room too; theirs is a folder of its own.
from published.search.models import SearchEntry, SpellingForm, TagWord  # noqa: E402, F401

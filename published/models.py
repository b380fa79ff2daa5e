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
from published.querysets import (
    PublishedArticleQuerySet,
    PublishedChangeQuerySet,
    PublishedCorrectionQuerySet,
    PublishedCreditQuerySet,
    PublishedTaggingQuerySet,
)
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
    section = models.ForeignKey("taxonomy.Section", models.PROTECT, related_name="published_articles")
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


class PublishedTagging(models.Model):
    """A tag on a public story, with the story's time, so that a tag page is one index walk."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey("taxonomy.Tag", models.PROTECT, related_name="published_taggings")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published"))

    objects = PublishedTaggingQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "tag"), name="published_tag_once_a_story"),
        ]
        indexes = [
            models.Index(fields=["tag", "-published_at", "-article"], name="published_tag_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.tag_id}"


class PublishedCredit(models.Model):
    """A contributor's part in a public story, with the story's time, for the contributor's page.

    One row a story: somebody who wrote and photographed it stands here as its writer.
    """

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="credit_rows")
    contributor = models.ForeignKey("taxonomy.Contributor", models.PROTECT, related_name="published_credits")
    role = models.CharField(_("role"), max_length=24)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    published_at = models.DateTimeField(_("published"))

    objects = PublishedCreditQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "contributor"), name="published_credit_once_a_story"),
        ]
        indexes = [
            models.Index(
                fields=["contributor", "-published_at", "-article"], name="published_contributor_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.contributor_id} {self.role}"


class PublishedCorrection(models.Model):
    """A public correction, for the page that lists them all; the story's own page carries its text."""

    id = models.BigIntegerField(_("number"), primary_key=True)
    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="correction_rows")
    kind = models.CharField(_("kind"), max_length=16)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published"))
    # The entry of a live story in which it was wrong, if that is where.
    entry = models.ForeignKey(
        "published.PublishedLiveUpdate",
        models.CASCADE,
        verbose_name=_("live entry"),
        null=True,
        blank=True,
        related_name="correction_rows",
    )

    objects = PublishedCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        indexes = [models.Index(fields=["-published_at", "-id"], name="published_correction_newest")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Where the correction stands: under its entry, or on its story's page."""
        story = self.article.get_absolute_url()
        return story + self.entry.query if self.entry else f"{story}#correction-{self.pk}"


class PublishedAddress(models.Model):
    """An address a story has, had or was taken from: what a former address answers.

    Kept when the story is withdrawn. An address whose time has not come answers as if it had
    never existed.
    """

    class Gone(models.IntegerChoices):
        WITHDRAWN = 410, _("withdrawn")
        LEGAL = 451, _("unavailable for legal reasons")

    day = models.DateField(_("day"))
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True, db_index=False)
    story = models.BigIntegerField(_("number of the story"), db_index=True)
    public_from = models.DateTimeField(_("public from"))
    gone = models.PositiveSmallIntegerField(_("gone"), choices=Gone, null=True, blank=True)
    note = models.TextField(_("note for readers"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("day", "slug"), name="published_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y/%m/%d}/{self.slug}"


class PublishedChange(models.Model):
    """One public version of a story, for the list of its changes: what readers had, and since when.

    Kept when the story is withdrawn, and shown only while it is public. A version withheld for
    legal reasons keeps its row and loses its text.
    """

    story = models.BigIntegerField(_("number of the story"))
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("public from"))
    significance = models.CharField(_("significance"), max_length=12)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    text = models.JSONField(_("paragraphs"), default=list)
    is_withheld = models.BooleanField(_("withheld for legal reasons"), default=False)

    objects = PublishedChangeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "version")
        constraints = [
            models.UniqueConstraint(fields=("story", "version"), name="published_change_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.story}/{self.version}"


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

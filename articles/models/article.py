"""The story, as the desk has it. Readers never read this table: see `published`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager

from articles import body as body_rules
from articles.errors import TransitionError
from articles.models.verbs import Verbs
from articles.querysets import SHOWN_AT, ArticleQuerySet
from images.models import PART
from published.models import Kind

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser


def languages() -> list[tuple[str, Any]]:
    """Return the languages a story can be in; asked late, so that no migration hangs on a setting."""
    return list(settings.LANGUAGES)


def site_language() -> str:
    """Return the site's language, in which a new story starts."""
    return settings.LANGUAGE_CODE


class Article(Verbs, models.Model):
    """One story at one address.

    What an editor types is a field; what a verb decides (state, public dates, versions) is
    `editable=False` and changes through the verbs of `articles.models.verbs` alone.
    """

    Kind = Kind

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        READY = "ready", _("Ready")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SPIKED = "spiked", _("Spiked")

    class BylineMode(models.TextChoices):
        AUTOMATIC = "automatic", _("Written from the credits")
        FREE = "free", _("Own words around the credits")
        NONE = "none", _("No byline")

    headline = models.CharField(_("headline"), max_length=300, blank=True)
    short_headline = models.CharField(
        _("short headline"), max_length=120, blank=True, help_text=_("For cards. Empty: the headline.")
    )
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("The word or two above the headline.")
    )
    standfirst = models.TextField(
        _("standfirst"), max_length=600, blank=True, help_text=_("The summary under the headline.")
    )
    body = ProseEditorField(
        _("body"), extensions=body_rules.EXTENSIONS, sanitize=body_rules.clean_body, blank=True
    )
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        blank=True,
        allow_unicode=True,
        db_index=False,  # nobody asks for a whole one: readers come by PublishedAddress
        help_text=_(
            "The word in the address. Made from the headline when left empty. "
            "After publication an old one forwards for ever."
        ),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        "taxonomy.Section",
        models.PROTECT,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="articles",
        db_index=False,
    )
    language = models.CharField(_("language"), max_length=12, choices=languages, default=site_language)
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        related_name="translations",
        help_text=_("The story this one was translated from. Readers are led from each to the other."),
    )
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("The place the story is filed from.")
    )
    is_evergreen = models.BooleanField(
        _("evergreen"), default=False, help_text=_("Stays true: readers get no notice of its age.")
    )

    fills_by_score = models.BooleanField(
        _("fill More News by score"),
        default=True,
        help_text=_("After the links picked by hand: stories about the same things."),
    )
    fills_from_section = models.BooleanField(
        _("fill More News from the section"),
        default=True,
        help_text=_("Last of all: the newest of the section."),
    )

    lead_image = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        related_name="lead_of",
    )
    lead_caption = models.TextField(
        _("caption"), max_length=600, blank=True, help_text=_("Empty: the caption in the library.")
    )
    lead_alt = models.CharField(
        _("alt text"), max_length=500, blank=True, help_text=_("Empty: the alt text in the library.")
    )
    lead_is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Says nothing that the text does not say: screen readers pass over it."),
    )
    lead_focal_x = models.FloatField(_("crop for this story, across"), null=True, blank=True, validators=PART)
    lead_focal_y = models.FloatField(_("crop for this story, down"), null=True, blank=True, validators=PART)

    byline_mode = models.CharField(
        _("byline"), max_length=10, choices=BylineMode, default=BylineMode.AUTOMATIC
    )
    byline_text = models.CharField(
        _("byline in own words"),
        max_length=400,
        blank=True,
        help_text=_(
            "{1} stands for the first credit, {2} for the second: “Text by {1}, photographs by {2}”."
        ),
    )
    no_byline_intended = models.BooleanField(
        _("no byline is intended"),
        default=False,
        help_text=_("Tick to publish a story that names nobody."),
    )

    publish_at = models.DateTimeField(_("scheduled for"), null=True, blank=True)
    publish_local = models.CharField(max_length=32, blank=True, editable=False)
    publish_zone = models.CharField(max_length=64, blank=True, editable=False)
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)
    embargo_source = models.CharField(
        _("embargo set by"), max_length=200, blank=True, help_text=_("Whose embargo it is.")
    )
    expires_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("After this time the address says that it is gone.")
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True, help_text=_("When the desk wants it."))
    ed_note = models.TextField(
        _("note to colleagues"), max_length=4000, blank=True, help_text=_("Never public.")
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    public_version = models.PositiveIntegerField(_("public version"), null=True, editable=False)
    has_unpublished_changes = models.BooleanField(_("unpublished changes"), default=False, editable=False)
    first_published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    published_at = models.DateTimeField(_("display date"), null=True, editable=False)
    is_day_only = models.BooleanField(_("only the day is known"), default=False, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)
    update_note = models.CharField(_("what is new"), max_length=300, blank=True, editable=False)
    address_day = models.DateField(_("day in the address"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_note = models.TextField(_("note for readers"), blank=True, editable=False)
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last saved"), null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("last saved by"),
        null=True,
        editable=False,
        related_name="+",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        db_index=False,
    )

    tags = TaggableManager(through="articles.Tagging", blank=True, related_name="articles")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-id",)
        permissions = [
            ("publish_article", _("Can publish and schedule")),
            ("edit_any_article", _("Can edit the stories of others")),
            ("withdraw_article", _("Can withdraw")),
            ("lift_embargo", _("Can lift an embargo")),
            ("edit_dates", _("Can set the display date")),
            ("clear_first_published", _("Can clear the date of first publication")),
            ("tag_article", _("Can tag and link any story")),
            ("see_accuracy", _("Can see the figures of accuracy")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(publish_at=None)
                | Q(embargoed_until=None)
                | Q(publish_at__gte=F("embargoed_until")),
                name="article_publish_after_embargo",
                violation_error_message=_(
                    "Scheduled before the embargo ends: choose a time at or after the embargo, or lift it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lead_focal_x=None, lead_focal_y=None)
                | Q(lead_focal_x__range=(0, 1), lead_focal_y__range=(0, 1)),
                name="article_lead_crop_is_a_point",
                violation_error_message=_("Crop for this story: give both numbers, 0 to 1, or none."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(publish_at=None) | Q(expires_at__gt=F("publish_at")),
                name="article_expires_after_publish",
                violation_error_message=_("Expires before it is published: choose a later expiry."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at=None) | Q(updated_at__gte=F("first_published_at")),
                name="article_updated_after_first_published",
            ),
            models.CheckConstraint(
                condition=Q(updated_at=None) | Q(published_at=None) | Q(updated_at__gte=F("published_at")),
                name="article_updated_after_published",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(
                    first_published_at__isnull=False, public_version__isnull=False, address_day__isnull=False
                ),
                name="article_published_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(public_version__isnull=False),
                name="article_scheduled_has_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
                name="article_withdrawn_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "publish_at"], name="article_due"),
            models.Index(fields=["-saved_at", "-id"], name="article_last_saved"),
            models.Index(fields=["section", "-id"], name="article_section"),
            models.Index(fields=["owner", "state"], name="article_owner_state"),
            # The first page's short lists, each walked from its newest end: what is just out …
            models.Index(fields=["-first_published_at", "-id"], name="article_first_published"),
            # … and the few whose side effects wait, or whose text is ahead of what readers have.
            models.Index(fields=["state"], name="article_unannounced", condition=Q(announced_at=None)),
            models.Index(
                fields=["-saved_at", "-id"], name="article_changed", condition=Q(has_unpublished_changes=True)
            ),
            models.Index(SHOWN_AT.desc(), F("id").desc(), name="article_newest"),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline)"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the slug; sanitise the body, since a field is only cleaned by forms."""
        self.body = body_rules.clean_body(self.body)
        if not self.slug:
            self.slug = self.make_slug()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a story that nobody but the desk ever saw. Raises TransitionError otherwise."""
        if self.first_published_at is not None or self.state == self.State.SCHEDULED:
            raise TransitionError(_("A story that is or was public is withdrawn, never deleted."))
        return super().delete(*args, **kwargs)

    def make_slug(self) -> str:
        """Make the address word from the headline; letters of every script stay."""
        words = slugify(self.headline, allow_unicode=True)
        return words[:80].rstrip("-_") or "story"

    # Predicates

    def is_live(self, at: datetime | None = None) -> bool:
        """Say whether the desk has put the story out and its time has come (it may have expired)."""
        at = at or timezone.now()
        if self.state == self.State.SCHEDULED:
            return self.publish_at is not None and self.publish_at <= at
        return self.state == self.State.PUBLISHED

    def is_embargoed(self, at: datetime | None = None) -> bool:
        """Say whether the embargo still holds. An embargo that ends exactly now has ended."""
        return self.embargoed_until is not None and self.embargoed_until > (at or timezone.now())

    def state_at(self, at: datetime | None = None) -> str:
        """Return the state by the clock: a scheduled story whose time has come is published."""
        if self.state == self.State.SCHEDULED and self.is_live(at):
            return self.State.PUBLISHED
        return self.state

    def is_editable_by(self, user: AbstractUser | AnonymousUser) -> bool:
        """Say whether this person may change the text: the twin of `.editable_by(user)`."""
        from articles import permissions

        return permissions.may_edit(user, self)

    # What others read

    @property
    def shown_at(self) -> datetime | None:
        """The moment readers are shown: the display date, or the first publication."""
        return self.published_at or self.first_published_at

    @property
    def lede(self) -> str:
        """The first paragraph as plain text; derived, never stored."""
        return Truncator(body_rules.first_paragraph(self.body)).chars(400)

"""The desk's questions about stories."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

OVERDUE_AFTER = timedelta(minutes=2)
# When it went or goes out, else when it was last saved; an index of the table has this order.
SHOWN_AT = Coalesce("published_at", "first_published_at", "publish_at", "saved_at", "created_at")


class ArticleQuerySet(models.QuerySet):
    """Stories on the desk."""

    def live(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep stories that are out: published, or scheduled with their time come."""
        at = at or timezone.now()
        return self.filter(Q(state="published") | Q(state="scheduled", publish_at__lte=at))

    def waiting(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep scheduled stories whose time has not come, next first."""
        return self.filter(state="scheduled", publish_at__gt=at or timezone.now()).order_by(
            "publish_at", "id"
        )

    def due(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep scheduled stories that the clock has published and nobody has announced yet."""
        return self.filter(state="scheduled", publish_at__lte=at or timezone.now()).order_by(
            "publish_at", "id"
        )

    def unannounced(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep public stories whose side effects have not run."""
        return self.live(at).filter(announced_at=None)

    def overdue(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep public stories whose side effects have not run two minutes after their time."""
        at = at or timezone.now()
        late = at - OVERDUE_AFTER
        return self.unannounced(at).filter(
            Q(state="scheduled", publish_at__lte=late) | Q(state="published", first_published_at__lte=late)
        )

    def unpublished(self) -> ArticleQuerySet:
        """Keep stories still being worked on: neither out, nor waiting for their hour, nor set aside."""
        return self.filter(state__in=("draft", "review", "ready"))

    def late(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep unpublished stories whose deadline is over."""
        return self.unpublished().filter(due_at__lt=at or timezone.now())

    def due_today(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep unpublished stories wanted before midnight in the site zone, late ones included."""
        return self.unpublished().filter(due_at__lt=midnight(at) + timedelta(days=1))

    def out_today(self, at: datetime | None = None) -> ArticleQuerySet:
        """Keep stories that are out and came out since midnight in the site zone."""
        since = midnight(at)
        return self.live(at).filter(
            Q(first_published_at__gte=since)
            | Q(state="scheduled", first_published_at=None, publish_at__gte=since)
        )

    def with_unpublished_changes(self) -> ArticleQuerySet:
        return self.filter(state__in=("published", "scheduled"), has_unpublished_changes=True)

    def lacking(self, part: str) -> ArticleQuerySet:
        """Keep stories without a "tag", "lead" tag, "section", "byline", "alt" text or related "link".

        A story that names nobody on purpose lacks no byline. An alt text is lacking where a picture at the
        top, in the text or in a live entry has none, neither of its own nor in the library.
        """
        return self.filter(_lacks(part))

    def taggable(self) -> ArticleQuerySet:
        """Keep what taggers work on: stories that are out, go out, or are ready or in review for it."""
        return self.filter(state__in=("published", "scheduled", "ready", "review"))

    def newest_first(self) -> ArticleQuerySet:
        """Order by the date readers are shown, by when it goes out, or by the last save; newest first."""
        return self.order_by(SHOWN_AT.desc(), "-id")

    def editable_by(self, user: AbstractUser | AnonymousUser) -> ArticleQuerySet:
        """Keep the stories whose text this person may change."""
        if user.has_perm("articles.edit_any_article"):
            return self
        if not user.has_perm("articles.change_article"):
            return self.none()
        return self.filter(owner=user, state__in=("draft", "review"))

    def with_moment(self) -> ArticleQuerySet:
        """Add `moment`: when it goes or went out, else when it was last saved; for lists."""
        return self.annotate(
            moment=Case(
                When(state="scheduled", then=F("publish_at")),
                When(published_at__isnull=False, then=F("published_at")),
                When(first_published_at__isnull=False, then=F("first_published_at")),
                default=F("saved_at"),
            )
        )

    def for_list(self) -> ArticleQuerySet:
        """Fetch what the story list shows: three queries, whatever the number of rows."""
        return (
            self.with_moment()
            .select_related("section", "owner")
            .prefetch_related("credits__contributor", "taggings__tag")
            .defer("body")
        )


def midnight(at: datetime | None) -> datetime:
    """Return the start of the day of `at` (now) in the site zone."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine((at or timezone.now()).astimezone(zone).date(), time.min, zone)


def _lacks(part: str) -> Q:
    from articles.models import Credit, LiveUpdate, PictureUse, RelatedLink, Source, Tagging
    from images.models import Image

    taggings = Tagging.objects.filter(content_object=OuterRef("pk"))
    match part:
        case "tag":
            return ~Q(Exists(taggings))
        case "lead":
            return Q(Exists(taggings)) & ~Q(Exists(taggings.filter(position=0)))
        case "section":
            return Q(section=None)
        case "byline":
            named = Credit.objects.filter(article=OuterRef("pk")).exclude(shown=Credit.Shown.NOWHERE)
            nobody = ~Q(Exists(named)) & ~Q(Exists(Source.objects.filter(article=OuterRef("pk"))))
            return Q(no_byline_intended=False) & (Q(byline_mode="none") | nobody)
        case "alt":
            bare = Image.objects.filter(alt_text="").order_by().values("pk")
            uses = PictureUse.objects.filter(
                version__article=OuterRef("pk"), version__number=OuterRef("version"), needs_library_alt=True
            )
            entries = LiveUpdate.objects.filter(article=OuterRef("pk"), removed_at=None, pictures__in=bare)
            live = entries.exclude(body__contains=" data-alt=")
            return Q(Exists(uses.filter(image_number__in=bare))) | Q(Exists(live))
        case "link":
            return ~Q(Exists(RelatedLink.objects.filter(article=OuterRef("pk"))))
    raise ValueError(f"unknown part {part!r}")

"""What readers may see, written once: every list and page starts from `.public()`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q, Subquery
from django.utils import timezone

if TYPE_CHECKING:
    from taxonomy.models import Contributor, Section, Tag


def site_zone() -> ZoneInfo:
    """Return the zone the site prints its times in."""
    return ZoneInfo(settings.TIME_ZONE)


def local_day(moment: datetime) -> date:
    """Return the day a moment falls on in the site zone."""
    return moment.astimezone(site_zone()).date()


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments (aware, site zone) at which `first` begins and the day after `last` begins.

    A day of a clock change is 23 or 25 hours long; both ends are wall-clock midnights.
    Raises OverflowError for the last day of the calendar.
    """
    zone = site_zone()
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    after = last + timedelta(days=1)
    return start, datetime(after.year, after.month, after.day, tzinfo=zone)


NOT_ON_CARDS = ("body", "corrections", "links", "credits", "sources")


class PublishedArticleQuerySet(models.QuerySet):
    """Stories on the newsstand."""

    def public(self, at: datetime | None = None) -> PublishedArticleQuerySet:
        """Keep what readers can have at `at` (now): its time has come and it has not expired."""
        at = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), public_from__lte=at)

    def listed(self) -> PublishedArticleQuerySet:
        """Leave out retracted stories: they keep their address and leave every list and feed."""
        return self.filter(is_retracted=False)

    def latest_first(self) -> PublishedArticleQuerySet:
        """Order newest first, then by number: the same on every page (a total order)."""
        return self.order_by("-published_at", "-id")

    def in_section(self, section: Section) -> PublishedArticleQuerySet:
        return self.filter(section=section)

    def between(self, first: date, last: date) -> PublishedArticleQuerySet:
        """Keep stories published on the days `first` to `last`, both included, in the site zone."""
        return self.within(*day_bounds(first, last))

    def within(self, start: datetime, end: datetime) -> PublishedArticleQuerySet:
        """Keep stories published from one moment on and before another."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def up_to(self, published_at: datetime, number: int) -> PublishedArticleQuerySet:
        """Keep the story at this place in the order and those after it, so that paging holds still."""
        return _up_to(self, "id", published_at, number)

    def above(self, published_at: datetime, number: int) -> PublishedArticleQuerySet:
        """Keep the stories before this place in the order: the twin of `up_to`."""
        return _above(self, "id", published_at, number)

    def for_cards(self) -> PublishedArticleQuerySet:
        """Fetch what a card shows, in one query, without the body."""
        return self.select_related("section").defer(*NOT_ON_CARDS)

    def for_page(self) -> PublishedArticleQuerySet:
        """Fetch what an article page shows, but tags, More News and live entries, in one query."""
        from published.models import PublishedArticle
        from published.running import first_running_story

        # The number of one and not EXISTS, for which PostgreSQL would read the whole table into a hash.
        translated = PublishedArticle.objects.filter(original=models.OuterRef("pk")).order_by()
        return self.select_related("section", "live").annotate(
            running_story=first_running_story("pk"), is_translated=Subquery(translated.values("pk")[:1])
        )


class _StoryRowQuerySet(models.QuerySet):
    """Rows that carry a story's time and lead to the story."""

    def public(self, at: datetime | None = None):
        at = at or timezone.now()
        return self.filter(
            Q(article__expires_at=None) | Q(article__expires_at__gt=at),
            article__public_from__lte=at,
        )

    def listed(self):
        return self.filter(article__is_retracted=False)

    def latest_first(self):
        """Order as stories are, along the rows' own index: by the number here, not by the story's order."""
        return self.order_by("-published_at", "-article_id")

    def up_to(self, published_at: datetime, number: int):
        """Keep the row of the story at this place in the order and those after it."""
        return _up_to(self, "article", published_at, number)

    def above(self, published_at: datetime, number: int):
        """Keep the rows of stories before this place in the order."""
        return _above(self, "article", published_at, number)

    def for_cards(self):
        """Fetch what the stories' cards show, in the same query, without the body."""
        return self.select_related("article__section").defer(*(f"article__{name}" for name in NOT_ON_CARDS))


class PublishedTaggingQuerySet(_StoryRowQuerySet):
    """Tags on public stories."""

    def with_tag(self, tag: Tag) -> PublishedTaggingQuerySet:
        return self.filter(tag=tag)

    def shown(self) -> PublishedTaggingQuerySet:
        """Keep tags that readers may see and fetch their names; lead first; one query."""
        from taxonomy.models import Tag

        return self.filter(tag__in=Tag.objects.readable()).select_related("tag").order_by("position", "id")


class PublishedCreditQuerySet(_StoryRowQuerySet):
    """Contributors' parts in public stories."""

    def of(self, contributor: Contributor) -> PublishedCreditQuerySet:
        return self.filter(contributor=contributor)


class PublishedCorrectionQuerySet(_StoryRowQuerySet):
    """Public corrections."""

    def latest_first(self) -> PublishedCorrectionQuerySet:
        """Order newest first and fetch the story, and the live entry, each belongs to."""
        rows = self.order_by("-published_at", "-id").select_related("article", "entry")
        return rows.defer("entry__body", *(f"article__{name}" for name in NOT_ON_CARDS))

    def up_to(self, published_at: datetime, number: int) -> PublishedCorrectionQuerySet:
        """Keep the correction at this place in the order and those after it."""
        return _up_to(self, "id", published_at, number)

    def above(self, published_at: datetime, number: int) -> PublishedCorrectionQuerySet:
        """Keep the corrections before this place in the order."""
        return _above(self, "id", published_at, number)


def _up_to(rows: Any, number: str, published_at: datetime, highest: int) -> Any:
    """The last condition is what lets the database begin its index walk at the right place."""
    before = Q(published_at__lt=published_at) | Q(**{f"{number}__lte": highest})
    return rows.filter(before, published_at__lte=published_at)


def _above(rows: Any, number: str, published_at: datetime, lowest: int) -> Any:
    after = Q(published_at__gt=published_at) | Q(**{f"{number}__gt": lowest})
    return rows.filter(after, published_at__gte=published_at)


class PublishedLiveUpdateQuerySet(models.QuerySet):
    """Timed entries of live stories. Whoever asks has made sure that the story is public."""

    def in_order(self, *, is_newest_first: bool, since: Any = None) -> PublishedLiveUpdateQuerySet:
        """Order by time from either end; `since` (a moment and a number) is the first to be kept."""
        sign, side = ("-", "lt") if is_newest_first else ("", "gt")
        rows = self.order_by(f"{sign}at", f"{sign}id")
        if since is None:
            return rows
        further = Q(**{f"at__{side}": since.published_at}) | Q(
            at=since.published_at, **{f"id__{side}e": since.number}
        )
        return rows.filter(further)


class PublishedChangeQuerySet(models.QuerySet):
    """Public versions of stories."""

    def of(self, story: int, at: datetime | None = None) -> PublishedChangeQuerySet:
        """Keep what readers have had of a story by `at` (now), oldest first."""
        return self.filter(story=story, at__lte=at or timezone.now()).order_by("at", "version")

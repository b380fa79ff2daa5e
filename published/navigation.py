"""What every page shows around itself. Kept for an edition, so pages ask the database for none of it."""

from __future__ import annotations

from datetime import date

from published.editions import kept_per_edition
from published.models import PublishedArticle
from published.moments import Moment
from taxonomy.models import Section


def sections() -> list[Section]:
    """Return the sections in the order of the navigation."""
    return kept_per_edition("sections", lambda: list(Section.objects.in_order()))


def newest_day() -> date | None:
    """Return the day of the newest story, by which one enters the archive; None before the first."""
    return kept_per_edition("newest day", _newest_day)


def _newest_day() -> date | None:
    newest = PublishedArticle.objects.public().listed().latest_first().only("published_at").first()
    return Moment(newest.published_at).day if newest else None

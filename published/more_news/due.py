"""Lines that a change of a tag has made old: marked after it, reckoned soon, a few at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from published.editions import raise_edition
from published.linking import DueLines, TagUse
from published.models import PublishedTagging
from published.more_news.gathering import MOST_RELATIVES
from published.more_news.keeping import fill_one
from published.more_news.near import NEWEST_OF_A_RELATIVE, NEWEST_OF_A_TAG
from taxonomy.models import Tag

# So many in one round of the clock: well under a second of work.
IN_A_ROUND = 10
# A count that is older than two nights says that nobody counts.
LATE_AFTER = timedelta(days=2)


def mark(tag: int) -> int:
    """Mark the newest stories of a tag, and of those below it, for reckoning; return how many.

    For after the change of its kind, parents or stories: three statements. Older stories wait for
    `fill_more_news --all`; only the newest of a tag are ever compared.
    """
    newest = PublishedTagging.objects.order_by("-published_at", "-article")
    below = Tag.parents.through.objects.filter(to_tag=tag).order_by("-from_tag_id")
    numbers = set(newest.filter(tag=tag).values_list("article", flat=True)[:NEWEST_OF_A_TAG])
    children = list(below.values_list("from_tag", flat=True)[:MOST_RELATIVES])
    if children:
        most = NEWEST_OF_A_RELATIVE * len(children)
        numbers.update(newest.filter(tag__in=children).values_list("article", flat=True)[:most])
    DueLines.objects.bulk_create(
        (DueLines(story=number) for number in sorted(numbers)), ignore_conflicts=True
    )
    return len(numbers)


def fill_due(most: int = IN_A_ROUND) -> int:
    """Reckon at most so many marked stories again; return how many. One query when there is nothing to do.

    One transaction a story, so that a publication waits for one of them at most. Several processes may do it.
    """
    done = 0
    for number in list(DueLines.objects.order_by("story").values_list("story", flat=True)[:most]):
        # Claimed before, and not inside, the work: nobody who marks ever waits for it.
        if not DueLines.objects.filter(story=number).delete()[0]:
            continue
        try:
            done += fill_one(number) is not None
        except Exception:
            DueLines.objects.bulk_create([DueLines(story=number)], ignore_conflicts=True)
            raise
    if done:
        raise_edition()
    return done


def counted_at() -> datetime | None:
    """Return when `fill_more_news` counted last; None if it never did. One query."""
    return TagUse.objects.filter(pk=TagUse.ALL).values_list("counted_at", flat=True).first()


def is_late(at: datetime | None = None) -> bool:
    """Say whether `fill_more_news` has not run for two days, though there are stories. Two queries."""
    counted, at = counted_at(), at or timezone.now()
    if counted is not None:
        return at - counted > LATE_AFTER
    return PublishedTagging.objects.filter(published_at__lt=at - LATE_AFTER).exists()

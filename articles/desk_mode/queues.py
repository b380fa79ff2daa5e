"""What desk mode works through: a queue is a question about stories, written in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk_mode import claims
from articles.desk_mode.progress import is_handled, skipped_by
from articles.models import Article, Claim
from articles.querysets import ArticleQuerySet
from articles.reports import find

if TYPE_CHECKING:
    from accounts.models import User

MOST_COUNTED = 1_000
# Where few stories are left, counting or finding them would walk the whole archive: so far back is looked at
# first, along the index of the newest.
MOST_LOOKED_AT = 10_000
# The first page of the desk is opened all day; it counts no further back than this.
MOST_NEWEST = 2_000
# So many of the first are tried when others are taking stories at the same moment.
MOST_TRIED = 25
# What a person has passed over comes back to them the next morning.
SKIPPED_FOR = timedelta(hours=8)

UNTAGGED, UNLINKED, UNREVIEWED = "untagged", "unlinked", "unreviewed"
PLAIN: dict[str, tuple[Any, Callable[[], ArticleQuerySet]]] = {
    UNTAGGED: (gettext_lazy("Stories without tags"), lambda: Article.objects.taggable().lacking("tag")),
    UNLINKED: (gettext_lazy("Stories without links"), lambda: Article.objects.taggable().lacking("link")),
    UNREVIEWED: (gettext_lazy("Everything not looked over"), lambda: Article.objects.taggable()),
}


@dataclass(frozen=True)
class Left:
    """How many stories are left; `is_cut` when there are more than are counted."""

    number: int
    is_cut: bool = False


@dataclass(frozen=True)
class Queue:
    """Some stories, newest first. `query` says in an address which."""

    label: Any
    query: str
    stories: ArticleQuerySet

    def waiting(self) -> ArticleQuerySet:
        """Keep the stories that nobody is done with since they were last saved."""
        return self.stories.exclude(is_handled())

    def left(self) -> Left:
        """Count what is left of the newest `MOST_LOOKED_AT` stories, up to `MOST_COUNTED`. One query."""
        number = self.waiting().filter(among_newest(MOST_LOOKED_AT)).order_by()[: MOST_COUNTED + 1].count()
        return Left(min(number, MOST_COUNTED), number > MOST_COUNTED)

    def left_of_newest(self) -> Left:
        """Count what is left of the newest `MOST_NEWEST` stories: walks an index, and not all stories."""
        return Left(self.waiting().order_by().filter(among_newest(MOST_NEWEST)).count())

    def take_next(self, user: User, at: datetime | None = None, *, after: int | None = None) -> int | None:
        """Claim the first story that this person has not passed over and nobody else has; its number.

        `after`: the story they come from, which is not given again. One query, a second one where the newest
        `MOST_LOOKED_AT` stories hold none, and two for each that somebody else has taken in the same moment.
        """
        at = at or timezone.now()
        theirs = Claim.objects.filter(article=OuterRef("pk"), until__gt=at).exclude(user=user)
        free = self.waiting().exclude(Exists(theirs)).exclude(skipped_by(user, at - SKIPPED_FOR))
        numbers = free.exclude(pk=after or 0).values_list("pk", flat=True)
        near = list(numbers.filter(among_newest(MOST_LOOKED_AT))[:MOST_TRIED])
        found = claims.take_first(near, user, at)
        if found is not None or not is_long():
            return found
        return claims.take_first([one for one in numbers[:MOST_TRIED] if one not in near], user, at)


def among_newest(most: int) -> Q:
    """A condition on stories: that they are among the newest so many."""
    return Q(pk__in=Article.objects.newest_first().values("pk")[:most])


def is_long() -> bool:
    """Say whether there may be more stories than are looked at first. One query along the key."""
    return (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) > MOST_LOOKED_AT


def plain_queue(key: str) -> Queue:
    """Return one of the queues that are always there."""
    label, stories = PLAIN[key]
    return Queue(label, urlencode({"queue": key}), stories().newest_first())


def queue_of(query: QueryDict, user: Any, listed: Callable[[str], ArticleQuerySet | None]) -> Queue | None:
    """Return the queue an address names: one of `PLAIN`, a report's stories, or a filtered list's.

    `listed` turns the filters of the story list into stories. None for a queue that does not exist or that
    this person may not see.
    """
    name = query.get("queue", "")
    if name in PLAIN:
        return plain_queue(name)
    if name == "report":
        return _of_report(query, user)
    if name == "list":
        filters = query.get("list", "")
        stories = listed(filters)
        return (
            stories
            if stories is None
            else Queue(_("The filtered list"), urlencode({"queue": "list", "list": filters}), stories)
        )
    return None


def _of_report(query: QueryDict, user: Any) -> Queue | None:
    report = find(query.get("report", ""))
    if report is None or not user.has_perm(report.right):
        return None
    asked = report.asked_by(user, timezone.now(), {name: str(query[name]) for name in query})
    stories = report.stories(asked)
    if stories is None:
        return None
    said = {"queue": "report", "report": report.key, **asked.values}
    return Queue(report.title, urlencode(said), stories)

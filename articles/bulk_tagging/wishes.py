"""What is to be done to the tags of many stories, and why it cannot be done to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.errors import TransitionError
from articles.models import Article, BulkTagging, Presence
from articles.safekeeping import PRESENT_FOR
from articles.tag_limits import refuse_too_many
from taxonomy.models import Tag

Action = BulkTagging.Action

MOST_STORIES = 5_000
REASON_ABOVE = 50


@dataclass(frozen=True)
class Wish:
    """What is to be done: an action, the tag, and what replaces it."""

    action: str
    tag: Tag
    replacement: Tag | None = None

    def applied(self, tags: Sequence[int]) -> list[int]:
        """Return a story's tags (numbers in order) as they would be. Pure."""
        tag, rest = self.tag.pk, [one for one in tags if one != self.tag.pk]
        if self.action == Action.ADD:
            return list(tags) if tag in tags else [*tags, tag]
        if self.action == Action.LEAD:
            return [tag, *rest]
        if self.action == Action.REPLACE and self.replacement and tag in tags:
            swapped = [self.replacement.pk if one == tag else one for one in tags]
            return list(dict.fromkeys(swapped))
        return rest if self.action == Action.REMOVE else list(tags)

    @property
    def added(self) -> Tag | None:
        """The tag that stories may get; None when the wish only takes one off."""
        return {Action.REMOVE: None, Action.REPLACE: self.replacement}.get(self.action, self.tag)  # type: ignore[call-overload]


def refuse(wish: Wish, count: int, reason: str) -> None:
    """Raise TransitionError, naming the field, if such a run cannot be started."""
    if not count:
        raise TransitionError(
            _("No story was chosen. Choose some in the list, or paste addresses."), field="stories"
        )
    added = wish.added
    if added and not added.is_usable:
        name = "replacement" if wish.action == Action.REPLACE else "tag"
        raise TransitionError(
            _("“%(tag)s” is not active, so no story can get it. Choose an active tag."),
            params={"tag": added.label},
            field=name,
        )
    if wish.replacement and wish.replacement == wish.tag:
        raise TransitionError(
            _("A tag cannot be replaced by itself. Choose another one."), field="replacement"
        )
    if count > REASON_ABOVE and not reason.strip():
        raise TransitionError(
            ngettext(
                "More than %(count)d story: say why, for the stories' history.",
                "More than %(count)d stories: say why, for the stories' history.",
                REASON_ABOVE,
            )
            % {"count": REASON_ABOVE},
            field="reason",
        )


def at_most(numbers: Iterable[int]) -> list[int]:
    """Return the numbers once each. Raises TransitionError above `MOST_STORIES`."""
    found = list(dict.fromkeys(numbers))
    if len(found) > MOST_STORIES:
        raise TransitionError(
            _("At most %(most)d stories at once; these are %(count)d. Narrow the list down."),
            params={"most": MOST_STORIES, "count": len(found)},
            field="stories",
        )
    return found


def being_edited(numbers: Sequence[int], at: datetime | None) -> dict[int, str]:
    """Return who has which of these stories open, as sentences. One query."""
    since = (at or timezone.now()) - PRESENT_FOR
    rows = (
        Presence.objects.filter(article__in=numbers, seen_at__gt=since).select_related("user").order_by("pk")
    )
    return {row.article_id: _("%(who)s has it open.") % {"who": row.user} for row in rows}


def too_many(wish: Wish, article: Article, after: Sequence[int]) -> str:
    """Say why the tags would be too many, or nothing."""
    if wish.added is None or wish.added.pk not in after:
        return ""
    kinds = [
        one.tag.kind for one in article.taggings.all() if one.tag_id in after and one.tag_id != wish.added.pk
    ]
    return refuse_too_many([*kinds, wish.added.kind])

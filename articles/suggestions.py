"""Suggesting tags for a story from its text, and remembering the answers. Never applied without a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import body as body_rules
from articles.models import Article, SuggestionAnswer
from taxonomy.dictionary import dictionary
from taxonomy.keys import key
from taxonomy.models import Tag, TagName
from taxonomy.suggesting import ENOUGH, FIRST_PARAGRAPH, HEADLINE, STANDFIRST, Found, StoryText
from taxonomy.unknown_names import unknown_names

if TYPE_CHECKING:
    from accounts.models import User

PARTS = {HEADLINE: _("headline"), STANDFIRST: _("standfirst"), FIRST_PARAGRAPH: _("first paragraph")}
# A tag refused in so many of so many suggestions is offered below the others.
REFUSED_OF_TEN = 8
JUDGED_FROM = 20
MOST_LINES = 30
MOST_PROPOSALS = 10


@dataclass(frozen=True)
class Suggestion:
    """One line: a tag the text names, or several tags of one name, of which a person chooses.

    `reason` is a sentence fragment such as “headline, 4 times”; `name` is how the text writes it.
    """

    tags: tuple[Tag, ...]
    name: str
    points: int
    reason: str

    @property
    def is_ambiguous(self) -> bool:
        """Say whether a person has to choose between namesakes."""
        return len(self.tags) > 1


@dataclass(frozen=True)
class Proposal:
    """A name that no tag has and that the text says several times."""

    name: str
    times: int


@dataclass
class Suggestions:
    """What a text suggests: strongly, in passing, and names that might become tags."""

    suggested: list[Suggestion] = field(default_factory=list)
    mentioned: list[Suggestion] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)


def text_of(article: Article) -> StoryText:
    """Return what is read of a story as it is in memory."""
    return story_text(article.headline, article.standfirst, article.body)


def story_text(headline: str, standfirst: str, body: str) -> StoryText:
    """Return what is read of a headline, a standfirst and a body of clean HTML."""
    first = body_rules.first_paragraph(body)
    later = body_rules.plain_text(body)
    if first:
        before, _found, after = later.partition(first)
        later = f"{before}\n{after}"
    return StoryText(headline, standfirst, first, later)


def suggest(
    article: Article, *, text: StoryText | None = None, chosen: Iterable[int] | None = None
) -> Suggestions:
    """Return the tags that a story's text suggests, strongest first, without those it has.

    `text` and `chosen` (tag numbers) replace what is saved, for a form that is being filled in. An unsaved
    story has no memory. At most six queries, whatever the vocabulary; two more when names have changed.
    """
    if chosen is None:
        chosen = [tagging.tag_id for tagging in article.taggings.all()] if article.pk else []
    reading = dictionary().read(text or text_of(article))
    taken = set(chosen)
    found = [one for one in reading.found if not taken & set(one.tags)]
    refused = _refused(article, found)
    found = [one for one in found if not _is_refused(one, refused)][: MOST_LINES * 2]
    tags = Tag.objects.in_bulk({tag for one in found for tag in one.tags})
    disliked = _disliked(tags)
    answer = Suggestions(proposals=_proposals(unknown_names(reading)))
    for one in found:
        line = _line(one, tags)
        is_strong = one.points >= ENOUGH and not disliked & set(one.tags)
        lines = answer.suggested if is_strong else answer.mentioned
        if line.tags and len(lines) < MOST_LINES:
            lines.append(line)
    return answer


def remember(
    article: Article,
    tag: int,
    *,
    accepted: bool,
    by: User | None,
    points: int = 0,
    version: int | None = None,
    at: datetime | None = None,
) -> SuggestionAnswer:
    """Keep a yes or no to a suggestion for the story and version (the present one); a later answer counts.

    Two queries. Raises IntegrityError for a tag that does not exist.
    """
    answer, _is_new = SuggestionAnswer.objects.update_or_create(
        article=article,
        version=article.version if version is None else version,
        tag_id=tag,
        defaults={"is_accepted": accepted, "points": points, "by": by, "at": at or timezone.now()},
    )
    return answer


def _refused(article: Article, found: list[Found]) -> dict[int, int]:
    """Return the tags refused for this story, with the points they had then. One query."""
    if not article.pk or not found:
        return {}
    rows = SuggestionAnswer.objects.filter(article=article).order_by("version", "at")
    last = {
        tag: (accepted, points) for tag, accepted, points in rows.values_list("tag", "is_accepted", "points")
    }
    return {tag: points for tag, (accepted, points) in last.items() if not accepted}


def _is_refused(one: Found, refused: dict[int, int]) -> bool:
    """A refusal holds until the story says more of the tag."""
    return all(tag in refused and one.points <= refused[tag] for tag in one.tags)


def _disliked(tags: Iterable[int]) -> set[int]:
    """Return those that are refused nearly always. One query."""
    rows = SuggestionAnswer.objects.filter(tag__in=list(tags)).order_by().values("tag")
    counted = rows.annotate(n=Count("pk"), no=Count("pk", filter=Q(is_accepted=False)))
    return {
        row["tag"]
        for row in counted
        if row["n"] >= JUDGED_FROM and row["no"] * 10 >= row["n"] * REFUSED_OF_TEN
    }


def _line(one: Found, tags: dict[int, Tag]) -> Suggestion:
    return Suggestion(
        tuple(tags[tag] for tag in one.tags if tag in tags), one.name, one.points, reason_of(one)
    )


def reason_of(one: Found) -> str:
    """Say why: the weightiest part of the text that names it, and how often the whole text does."""
    times = ngettext("once", "%(count)d times", one.mentions) % {"count": one.mentions}
    part = next((label for part, label in PARTS.items() if one.times[part]), None)
    return gettext("%(part)s, %(times)s") % {"part": part, "times": times} if part else times


def _proposals(names: list[tuple[str, int]]) -> list[Proposal]:
    """Leave out names that some tag answers to, whatever its state. One query."""
    names = names[: MOST_PROPOSALS * 2]
    keys = {name: key(name) for name, _times in names}
    known = (
        set(TagName.objects.filter(key__in=keys.values()).values_list("key", flat=True)) if keys else set()
    )
    return [Proposal(name, times) for name, times in names if keys[name] not in known][:MOST_PROPOSALS]

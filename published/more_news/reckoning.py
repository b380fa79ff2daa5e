"""Finding the stories that may stand in a story's More News by themselves, and scoring them.

Two queries (`gathering`), bounded whatever the size of the archive: only the newest stories of each tag, and
of each telling word, are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from published.models import PublishedArticle
from published.more_news.gathering import Other, known, others
from published.more_news.scoring import age_factor, cosine, score, tag_weights, text_part
from published.more_news.weights import Weights, weights
from published.more_news.words import places_of, telling
from taxonomy.models import Tag

# Where nobody has counted the stories yet, of more than this it is enough to know that they are many.
MANY = 10_000


@dataclass(frozen=True)
class Subject:
    """The story whose More News is filled: of the newsstand, or composed from a draft.

    `tags`: numbers in order, the first is the lead.
    """

    number: int
    headline: str
    standfirst: str
    lede: str
    published_at: datetime
    is_evergreen: bool
    tags: tuple[int, ...]

    @classmethod
    def of(cls, article: PublishedArticle, tags: Iterable[int]) -> Subject:
        """Take what is needed from a story, saved or not."""
        return cls(
            article.pk,
            article.headline,
            article.standfirst,
            article.lede,
            article.published_at,
            article.is_evergreen,
            tuple(tags),
        )


@dataclass
class Line:
    """Another story with its score, and why. `back` is the score the other way round: this story there.

    `shared`: numbers of the tags both have, the most telling first; `leads`: those that lead both.
    """

    other: int
    score: float
    shared: list[int]
    leads: list[int]
    words: list[str]
    days_older: float
    affair: str = ""
    affair_back: str = ""
    back: float = 0.0


@dataclass
class Reckoning:
    """The lines of one story, best first, and what was found out on the way."""

    lines: list[Line] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)


@dataclass
class Gathered:
    """A story and what has something in common with it, before any weights."""

    me: Other
    others: dict[int, Other]
    stories: int


def gather(subject: Subject) -> Gathered:
    """Look up every story that has something in common with `subject`. Two queries.

    Left out: the story itself, retracted ones, and all when a sensitive tag is on either. Whether a story is
    public is not asked here: that is asked when the box is shown. Before the first night has counted the
    stories, one query more counts them, up to `MANY`.
    """
    places = places_of(subject.headline, subject.standfirst, subject.lede)
    facts = known(subject.tags, places)
    words = telling(places, facts.uses, facts.uses.get("", 0))
    lead = subject.tags[0] if subject.tags else None
    own = {number: facts.facts[number] for number in subject.tags if number in facts.facts}
    me = Other(subject.published_at, subject.is_evergreen, lead, own, words, facts.is_sensitive)
    if facts.is_sensitive:
        return Gathered(me, {}, 0)
    stories = facts.stories if facts.stories is not None else _counted()
    found = others(subject.number, list(own), facts.relatives, list(words))
    return Gathered(me, {number: one for number, one in found.items() if not one.is_sensitive}, stories)


def _counted() -> int:
    """Count the stories, but of many no more than it takes to know that they are many. One query."""
    return PublishedArticle.objects.order_by()[:MANY].count()


def scored(gathered: Gathered, by: Weights) -> list[Line]:
    """Score what was gathered, best first; what is below the lowest score both ways is left out. Pure."""
    me, stories = gathered.me, gathered.stories
    mine = tag_weights(me.tags.values(), me.lead, stories, by)
    lines = [_line(me, mine, number, other, stories, by) for number, other in gathered.others.items()]
    lines = [line for line in lines if max(line.score, line.back) >= by.lowest]
    return sorted(lines, key=lambda line: (-line.score, -line.other))


def reckon(subject: Subject, by: Weights | None = None) -> Reckoning:
    """Gather and score. Two queries."""
    gathered = gather(subject)
    return Reckoning(scored(gathered, by or weights()), gathered.me.words)


def _line(me: Other, mine: dict[int, float], number: int, other: Other, stories: int, by: Weights) -> Line:
    theirs = tag_weights(other.tags.values(), other.lead, stories, by)
    tags = cosine(mine, theirs)
    age = age_factor(me.published_at, other.published_at, other.is_evergreen, by)
    age_back = age_factor(other.published_at, me.published_at, me.is_evergreen, by)
    common = sorted(mine.keys() & theirs.keys(), key=lambda tag: (-mine[tag] * theirs[tag], tag))
    words = [word for word in me.words if word in other.words]
    return Line(
        other=number,
        score=score(tags, text_part(me.words, other.words), age, by),
        back=score(tags, text_part(other.words, me.words), age_back, by),
        shared=common,
        leads=[tag for tag in common if tag == me.lead == other.lead],
        words=words,
        days_older=(me.published_at - other.published_at).total_seconds() / 86400,
        affair=_affair(other),
        affair_back=_affair(me),
    )


def _affair(story: Other) -> str:
    """Name the running affair a story belongs to: the event it is about first of all."""
    is_event = any(tag.number == story.lead and tag.kind == Tag.Kind.EVENT for tag in story.tags.values())
    return f"tag-{story.lead}" if is_event else ""

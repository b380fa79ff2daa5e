"""What desk mode offers beside a story: tags its text suggests, and stories that stand in its More News."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from articles.document import Document
from articles.models import Article
from articles.more_news_desk import lines_of
from articles.suggestions import Proposal, Suggestion, suggest
from published.more_news import Layer
from taxonomy.models import Tag

MOST_LIKELY = 8


@dataclass(frozen=True)
class TagLine:
    """A suggested tag, or several of one name of which a person chooses. `said`: as the text has it."""

    tags: tuple[Tag, ...]
    name: str
    said: str
    points: int
    reason: str

    @property
    def is_ambiguous(self) -> bool:
        return len(self.tags) > 1

    @property
    def first(self) -> Tag:
        """The tag that names the line in the form."""
        return self.tags[0]

    @property
    def field(self) -> str:
        """The name of its choice in the form."""
        return f"tag-{self.first.pk}"

    @property
    def numbers(self) -> str:
        return ",".join(str(tag.pk) for tag in self.tags)


@dataclass
class TagLines:
    """What the text suggests strongly and in passing, and names that no tag has yet."""

    suggested: Sequence[TagLine] = ()
    mentioned: Sequence[TagLine] = ()
    proposals: Sequence[Proposal] = field(default_factory=list)


def tag_lines(article: Article, chosen: Iterable[int]) -> TagLines:
    """Return what the saved text suggests besides the tags `chosen`. At most six queries."""
    found = suggest(article, chosen=chosen)
    return TagLines(
        [_tag_line(one) for one in found.suggested],
        [_tag_line(one) for one in found.mentioned],
        found.proposals,
    )


def _tag_line(one: Suggestion) -> TagLine:
    name = one.name if one.is_ambiguous else one.tags[0].label
    return TagLine(one.tags, name, one.name, one.points, one.reason)


@dataclass(frozen=True)
class NewsLine:
    """A story that stands in More News by itself, with the reason; below `is_shown` it is next in line."""

    story: int
    headline: str
    language: str
    why: str
    address: str
    is_shown: bool = True

    @property
    def field(self) -> str:
        """The name of its choice in the form."""
        return f"story-{self.story}"


def news_lines(article: Article, document: Document, offered: TagLines, at: datetime) -> list[NewsLine]:
    """Return what stands in the story's More News beside the links picked by hand. About fifteen queries.

    Of the desk's copy: a story that is not out yet has its lines too. One without tags has those it would
    have with the suggested ones, or a tagger could only pin what has nothing to do with it.
    """
    if not document["tags"]:
        likely = [line.first.pk for line in offered.suggested if not line.is_ambiguous]
        document = {**document, "tags": likely[:MOST_LIKELY]}
    if article.section_id is None:  # it can be on no newsstand, and has no page to reckon for
        return []
    lines = [
        line for line in lines_of(article, at, document=document) if line.number and line.layer != Layer.HAND
    ]
    return [
        NewsLine(line.number, line.title, line.language, line.why, line.url, line.is_shown) for line in lines
    ]

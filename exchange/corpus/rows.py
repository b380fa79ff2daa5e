"""From a synthetic story to the rows that publishing it would have left, on the desk and on the newsstand."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Model

from articles.document import FIELDS, FORMAT, row_of
from articles.models import Article, Credit, Event, Tagging, Version
from exchange.corpus.searching import index_row, write_index
from exchange.corpus.sheets import Sheet, preparing
from exchange.corpus.stories import Story
from published.models import (
    PublishedAddress,
    PublishedArticle,
    PublishedChange,
    PublishedCredit,
    PublishedTagging,
)
from published.search.indexing import IndexRow

FIRST = Version.Significance.FIRST.value
PARTS_A_STORY = 16  # numbers kept free for the rows of one story's parts


class Rows:
    """The sheets of a batch of stories, filled story by story."""

    def __init__(self) -> None:
        self._blank = row_of(Article(), FIELDS)
        self._prepared = preparing()
        self._index: list[IndexRow] = []
        self._sheets = {model: Sheet(model, *names.split()) for model, names in _COLUMNS.items()}

    def add(self, story: Story) -> None:
        """Add everything of one story."""
        self._desk(story)
        self._newsstand(story)
        self._index.append(index_row(story))

    def write(self) -> None:
        """Write all sheets, in the order in which they refer to each other."""
        for sheet in self._sheets.values():
            sheet.write()
        write_index(self._index)
        self._index = []

    def _put(self, model: type[Model], *values: Any) -> None:
        self._sheets[model].add(*values)

    def _desk(self, story: Story) -> None:
        number, first = story.number, story.number * PARTS_A_STORY
        at, day = self._prepared(story.moment), self._prepared(story.day)
        self._put(Article, number, story.headline, story.standfirst, story.body, story.slug, story.section,
                  "published", 1, 1, at, at, day, at, at)  # fmt: skip
        for place, person in enumerate(story.team.people):
            self._put(Credit, first + place, number, person.number, person.name, place)
        for place, tag in enumerate(story.tags):
            self._put(Tagging, first + place, number, tag, place, at)
        self._put(Version, number, number, 1, self._document(story), "publish", at, at, FIRST)
        self._put(Event, number, number, "publish", at, 1, '{"significance": "first", "confirmed": []}')

    def _document(self, story: Story) -> str:
        moment = story.moment.isoformat()
        said = {
            "headline": story.headline,
            "standfirst": story.standfirst,
            "body": story.body,
            "slug": story.slug,
            "section_id": story.section,
            "first_published_at": moment,
            "address_day": story.day.isoformat(),
        }
        empty: dict[str, Any] = {part: [] for part in ("sources", "links", "corrections")}
        whole = {"format": FORMAT, "fields": self._blank | said, "tags": story.tags}
        return json.dumps(whole | empty | {"credits": story.team.document})

    def _newsstand(self, story: Story) -> None:
        number, first = story.number, story.number * PARTS_A_STORY
        at, day = self._prepared(story.moment), self._prepared(story.day)
        lede, words = story.paragraphs[0], sum(text.count(" ") + 1 for text in story.paragraphs)
        self._put(PublishedArticle, number, 1, story.section, self._blank["kind"], self._blank["language"],
                  day, story.slug, story.headline, story.standfirst, story.body, lede, words,
                  story.team.byline, story.team.credits, at, at, at)  # fmt: skip
        self._put(PublishedAddress, number, day, story.slug, number, at)
        text = json.dumps([story.headline, story.standfirst, *story.paragraphs])
        self._put(PublishedChange, number, number, 1, at, FIRST, text)
        for place, tag in enumerate(story.tags):
            self._put(PublishedTagging, first + place, number, tag, place, at)
        for place, person in enumerate(story.team.people):
            self._put(PublishedCredit, first + place, number, person.number, "by", place, at)


# What is said of each row; everything else is the model's own default.
_COLUMNS: dict[type[Model], str] = {
    Article: "id headline standfirst body slug section_id state version public_version first_published_at "
    "announced_at address_day created_at saved_at",
    Credit: "id article_id contributor_id printed_name position",
    Tagging: "id content_object_id tag_id position added_at",
    Version: "id article_id number document verb at public_from significance",
    Event: "id article_id verb at version detail",
    PublishedArticle: "id version section_id kind language day slug headline standfirst body lede word_count "
    "byline credits first_published_at published_at public_from",
    PublishedAddress: "id day slug story public_from",
    PublishedChange: "id story version at significance text",
    PublishedTagging: "id article_id tag_id position published_at",
    PublishedCredit: "id article_id contributor_id role position published_at",
}
MODELS = tuple(_COLUMNS)

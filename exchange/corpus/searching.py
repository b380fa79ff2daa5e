"""The synthetic stories in the search index, as publishing them would have put them there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from django.db import connection

from exchange.corpus.sheets import copied, copy_into
from exchange.corpus.stories import Story
from exchange.corpus.words import vocabulary
from published.models import Kind
from published.search import spelling, tag_words
from published.search.backends import backend, postgresql
from published.search.folding import words
from published.search.indexing import (
    FORM,
    IndexRow,
    contributor_mark,
    kind_mark,
    place_of,
    section_mark,
    tag_mark,
)
from taxonomy.models import Tag


def index_row(story: Story) -> IndexRow:
    """Return what the index has of a story."""
    return IndexRow(
        place=place_of(story.moment, story.number),
        article=story.number,
        headline=words(story.headline),
        standfirst=words(story.standfirst),
        names=[*story.team.words, *map(tag_mark, story.tags)],
        body=list(chain.from_iterable(map(_words_of, story.paragraphs))),
        marks=[
            section_mark(story.section),
            kind_mark(Kind.NEWS),
            *[contributor_mark(person.number) for person in story.team.people],
        ],
    )


def write_index(rows: Sequence[IndexRow]) -> None:
    """Write the entries of stories: by COPY on PostgreSQL."""
    if connection.vendor != "postgresql":
        backend().put(rows, form=FORM)
        return
    columns = ("place", "article_id", "form", "vector", "title")
    lines = [(row.place, row.article, FORM, postgresql.vector(row), postgresql.title(row)) for row in rows]
    copy_into("published_searchentry", columns, [map(copied, line) for line in lines])


def learn_words() -> None:
    """Let the search know the tags, and the words of headlines for “did you mean”."""
    tag_words.write(Tag.objects.order_by("pk"))
    spelling.learn(vocabulary())


@lru_cache(maxsize=8_192)
def _words_of(paragraph: str) -> list[str]:
    return words(paragraph)

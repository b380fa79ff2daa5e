"""Which stories may be close to another: the newest of its tags, of their relatives, of its telling words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from published.linking import TellingWord
from published.models import PublishedArticle, PublishedTagging
from taxonomy.models import Tag

# So many newest stories of a tag are compared, of one that only has a parent in common, and of a word.
NEWEST_OF_A_TAG, NEWEST_OF_A_RELATIVE, NEWEST_OF_A_WORD = 50, 20, 15


def wanted(tags: Sequence[int], relatives: Sequence[int]) -> dict[int, int]:
    """Return how many of the newest stories of each tag are compared. No query."""
    return dict.fromkeys(relatives, NEWEST_OF_A_RELATIVE) | dict.fromkeys(tags, NEWEST_OF_A_TAG)


class Near:
    """The numbers of the newest stories of each tag, of its relatives and of each telling word: a union."""

    def __init__(self, most: dict[int, int], words: Sequence[str]) -> None:
        """Take how many of each tag, and words."""
        parts = [_newest_of_tag(tag, limit) for tag, limit in most.items()]
        parts += [_newest_with_word(word) for word in words]
        # As a union, so that the database looks each story up by its number.
        self.numbers: Any = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]

    def among(self, rows: QuerySet[Any, Any], name: str) -> QuerySet[Any, Any]:
        """Return the rows whose column `name` is the number of such a story."""
        return rows.filter(**{f"{name}__in": self.numbers})

    def tags_of(self, taggings: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Return the tags of these taggings."""
        return Tag.objects.filter(pk__in=taggings.values("tag"))


class NearByArray(Near):
    """The same on PostgreSQL: one walk along an index for each tag and word, planned once for all of them.

    The numbers are an array, found before anything else is read, and rows are looked up by its elements. The
    planner has nothing to join there: joined as tables, a newsroom of which it knows nothing yet (statistics
    taken while a first import was under way) had it compare every story with every tagging, for minutes.
    """

    def __init__(self, most: str, words: str) -> None:
        """Take what `as_values` returns, so that the query can be composed once for all of them."""
        self.parameters = [most, words, NEWEST_OF_A_WORD]

    @staticmethod
    def as_values(most: dict[int, int], words: Sequence[str]) -> dict[str, str]:
        """Return how many of each tag, and words, as one JSON text each."""
        return {"most": json.dumps(list(most.items())), "words": json.dumps(list(words))}

    def among(self, rows: QuerySet[Any, Any], name: str) -> QuerySet[Any, Any]:
        column = rows.model._meta.get_field(name).column
        condition = f'"{rows.model._meta.db_table}"."{column}" = ANY(ARRAY({_NEAR}))'
        return rows.filter(RawSQL(condition, self.parameters, BooleanField()))  # noqa: S611  own names

    def tags_of(self, taggings: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return Tag.objects.filter(RawSQL(_TAGS_OF_NEAR, self.parameters, BooleanField()))  # noqa: S611


_NEAR = """
SELECT newest.article_id FROM json_array_elements(%s::json) AS wanted CROSS JOIN LATERAL (
  SELECT article_id FROM published_publishedtagging WHERE tag_id = (wanted->>0)::bigint
  ORDER BY published_at DESC, article_id DESC LIMIT (wanted->>1)::int) AS newest
UNION SELECT newest.article_id FROM json_array_elements_text(%s::json) AS wanted (word) CROSS JOIN LATERAL (
  SELECT article_id FROM published_tellingword WHERE published_tellingword.word = wanted.word
  ORDER BY published_at DESC LIMIT %s) AS newest"""
_TAGS_OF_NEAR = f""""taxonomy_tag"."id" = ANY(ARRAY(
SELECT DISTINCT tag_id FROM published_publishedtagging WHERE article_id = ANY(ARRAY({_NEAR}))))"""  # noqa: S608


def _numbered(numbers: Any) -> QuerySet[Any, Any]:
    """Wrapped, because not every database takes a slice inside a union."""
    return PublishedArticle.objects.filter(pk__in=numbers).order_by().values("pk")


def _newest_of_tag(tag: int, limit: int) -> QuerySet[Any, Any]:
    rows = PublishedTagging.objects.filter(tag=tag).order_by("-published_at", "-article")
    return _numbered(rows.values("article")[:limit])


def _newest_with_word(word: str) -> QuerySet[Any, Any]:
    rows = TellingWord.objects.filter(word=word).order_by("-published_at")
    return _numbered(rows.values("article")[:NEWEST_OF_A_WORD])

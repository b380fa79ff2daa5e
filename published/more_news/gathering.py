"""Looking up what has something in common with a story, in two queries: what is known of it, and the others.

Only the newest stories of each tag, of its relatives and of each telling word are compared, so that it costs
the same in any archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connections, router
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from published.compiled import compiled
from published.json_aggregates import JSONObjectOf
from published.linking import TagUse, TellingWord, WordUse
from published.models import PublishedArticle, PublishedTagging
from published.more_news.near import Near, NearByArray, wanted
from published.more_news.scoring import TagFacts
from taxonomy.models import Tag

MOST_RELATIVES = 20
WORDS_LOOKED_FOR = 6

Columns = dict[str, Any]


@dataclass
class Known:
    """What is known of a story's tags and words before others are looked at.

    `relatives`: tags that have a parent in common with one of its tags, or that one. `uses`: in how many of
    `stories_counted` each common word stands. `stories`: all there are, None before they were counted.
    """

    facts: dict[int, TagFacts] = field(default_factory=dict)
    is_sensitive: bool = False
    relatives: list[int] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)
    stories: int | None = None


@dataclass
class Other:
    """A story with all its tags and telling words."""

    published_at: datetime
    is_evergreen: bool
    lead: int | None = None
    tags: dict[int, TagFacts] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    is_sensitive: bool = False


# What is known of the story


def known(tags: Sequence[int], words: Iterable[str]) -> Known:
    """Return what is known of a story with these tags and words. One query."""
    found = Known()
    below: list[int] = []
    for part, number, word, count, *of_a_tag in _parts(tags=list(tags), words=["", *words]):
        if part == "tag":
            found.is_sensitive = found.is_sensitive or of_a_tag[2]
            take_in(found.facts, number, count, *of_a_tag)
        elif part == "below":
            below.append(number)
        elif part == "word":
            found.uses[word] = count
        else:
            found.stories = count
    above = [parent.number for fact in found.facts.values() for parent in fact.parents]
    below = sorted(set(below), reverse=True)[:MOST_RELATIVES]
    found.relatives = [tag for tag in dict.fromkeys([*above, *below]) if tag not in found.facts]
    return found


def take_in(
    facts: dict[int, TagFacts],
    number: int,
    count: int | None,
    kind: str,
    state: str,
    _is_sensitive: bool,
    merged: int | None,
    parent: int | None,
    parent_kind: str,
    parent_state: str,
    parent_count: int | None,
) -> None:
    """Take in one row of a tag and one of its parents; what is not active counts for nothing."""
    if state != Tag.State.ACTIVE or merged is not None or kind == Tag.Kind.TONE:
        return
    had = facts.get(number) or TagFacts(number, kind, count or 0)
    if parent is not None and parent_state == Tag.State.ACTIVE:
        above = TagFacts(parent, parent_kind, parent_count or 0)
        had = TagFacts(number, kind, count or 0, (*had.parents, above))
    facts[number] = had


@compiled()
def _parts(tags: Sequence[int], words: Sequence[str]) -> QuerySet[Any, Any]:
    """Rows of four kinds in one query, told apart by their first column; the tags' columns come last."""
    mine = Tag.objects.usable().filter(pk__in=tags).exclude(kind=Tag.Kind.TONE).order_by()
    through = Tag.parents.through.objects.order_by()
    above = through.filter(from_tag__in=mine, to_tag__state=Tag.State.ACTIVE).values("to_tag")
    counted = TagUse.objects.filter(pk=TagUse.ALL)
    used = WordUse.objects.filter(word__in=words)
    return _row(
        _OF_KNOWN,
        Tag.objects.filter(pk__in=tags).order_by(),
        part=Value("tag"),
        number=F("pk"),
        **_of_tag(""),
    ).union(
        _row(_OF_KNOWN, _newest(through.filter(to_tag__in=mine)), part=Value("below"), number=F("from_tag")),
        _row(_OF_KNOWN, _newest(through.filter(to_tag__in=above)), part=Value("below"), number=F("from_tag")),
        _row(_OF_KNOWN, counted.order_by(), part=Value("all"), count=F("stories")),
        _row(_OF_KNOWN, used.order_by(), part=Value("word"), spelt=F("word"), count=F("stories")),
        all=True,
    )


def _newest(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Wrapped, because not every database takes a slice inside a union."""
    newest = rows.order_by("-from_tag_id").values("pk")[:MOST_RELATIVES]
    return Tag.parents.through.objects.filter(pk__in=newest).order_by()


# The columns that rows of each kind share: where a kind has nothing to say of one, NULL stands
_OF_A_TAG: dict[str, Any] = {
    "count": IntegerField(),
    "kind": CharField(),
    "state": CharField(),
    "sensitive": BooleanField(),
    "merged": BigIntegerField(),
    "parent": BigIntegerField(),
    "parent_kind": CharField(),
    "parent_state": CharField(),
    "parent_count": IntegerField(),
}
_OF_KNOWN: dict[str, Any] = {"part": CharField(), "number": BigIntegerField(), "spelt": CharField()}
_OF_OTHERS: dict[str, Any] = {
    "story": BigIntegerField(),
    "published_at": DateTimeField(),
    "evergreen": BooleanField(),
    "words": JSONField(),
    "tagged": JSONField(),
    "tag": BigIntegerField(),
}


def _row(shared: dict[str, Any], rows: QuerySet[Any, Any], **columns: Any) -> QuerySet[Any, Any]:
    """Give rows these columns of the shared ones, and those of a tag."""
    named = {
        f"its_{name}": columns.get(name) or Cast(Value(None), output)
        for name, output in (shared | _OF_A_TAG).items()
    }
    return rows.annotate(**named).values_list(*named)


def _of_tag(prefix: str) -> Columns:
    """Say of a tag, and of each of its parents, what weighing it needs."""
    parents = f"{prefix}parents"
    return {
        "count": _uses(f"{prefix}pk"),
        "kind": F(f"{prefix}kind"),
        "state": F(f"{prefix}state"),
        "sensitive": F(f"{prefix}is_sensitive"),
        "merged": F(f"{prefix}merged_into"),
        "parent": F(parents),
        "parent_kind": F(f"{parents}__kind"),
        "parent_state": F(f"{parents}__state"),
        "parent_count": _uses(parents),
    }


def _uses(name: str) -> Subquery:
    return Subquery(TagUse.objects.filter(pk=OuterRef(name)).values("stories"))


# The others


def others(
    number: int, tags: Sequence[int], relatives: Sequence[int], words: Sequence[str]
) -> dict[int, Other]:
    """Return the stories that may be close to story `number`, with all their tags and words. One query.

    Retracted ones are left out. Whether a story is public is not asked here: that is asked when it is shown.
    """
    if not (tags or relatives or words):
        return {}
    found: dict[int, Other] = {}
    facts: dict[int, TagFacts] = {}
    sensitive: set[int] = set()
    rows = _rows_near(number, wanted(tags, relatives), words[:WORDS_LOOKED_FOR])
    # Tags come first: their story is 0.
    for story, published_at, is_evergreen, told, tagged, tag, count, *of_a_tag in sorted(rows, key=_STORY):
        if not story:
            take_in(facts, tag, count, *of_a_tag)
            sensitive.update([tag] if of_a_tag[2] else [])
            continue
        tags_of_it = [int(number) for number in sorted(tagged or (), key=(tagged or {}).__getitem__)]
        found[story] = Other(
            published_at,
            is_evergreen,
            lead=tags_of_it[0] if tags_of_it else None,
            tags={number: facts[number] for number in tags_of_it if number in facts},
            words=told or {},
            is_sensitive=not sensitive.isdisjoint(tags_of_it),
        )
    return found


_STORY = itemgetter(0)


def _rows_near(number: int, most: dict[int, int], words: Sequence[str]) -> Iterable[Any]:
    """The rows of stories near, looked up as the database does it best."""
    if connections[router.db_for_read(PublishedArticle)].vendor != "postgresql":
        return _rows_of_others(number, Near(most, words))
    return _rows_by_array(number=number, **NearByArray.as_values(most, words))


@compiled()
def _rows_by_array(number: int, most: str, words: str) -> QuerySet[Any, Any]:
    return _rows_of_others(number, NearByArray(most, words))


def _rows_of_others(number: int, near: Near) -> QuerySet[Any, Any]:
    """A row for each tag (and parent) that stories near have, and for each story with its tags and words."""
    listed = PublishedArticle.objects.listed().exclude(pk=number).order_by()
    told = TellingWord.objects.filter(article=OuterRef("pk")).order_by().values("article")
    tagged = PublishedTagging.objects.filter(article=OuterRef("pk")).order_by().values("article")
    told_of_it = {
        "published_at": F("published_at"),
        "evergreen": F("is_evergreen"),
        "words": _together(told, "word", "weight"),
        "tagged": _together(tagged, Cast("tag", CharField()), "position"),
    }
    tags = near.tags_of(near.among(PublishedTagging.objects.order_by(), "article")).order_by()
    return _row(_OF_OTHERS, near.among(listed, "id"), story=F("pk"), **told_of_it).union(
        _row(_OF_OTHERS, tags, story=Value(0), tag=F("pk"), **_of_tag("")), all=True
    )


def _together(rows: QuerySet[Any, Any], name: Any, beside: str) -> Subquery:
    together = rows.annotate(together=JSONObjectOf(name, beside)).values("together")
    return Subquery(together, output_field=JSONField())

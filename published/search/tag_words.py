"""Which words lead to which tags. Written when a tag changes, read once in a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from published.search.folding import LONGEST_WORD, variants, words
from published.search.indexing import tag_mark
from published.search.models import TagWord
from published.search.spelling import learn
from taxonomy.models import Tag, TagName

MOST_ROWS, MOST_OF_A_WORD = 240, 8


class FoundTag(NamedTuple):
    """A tag as results show it."""

    number: int
    name: str
    slug: str


@dataclass
class TagMatches:
    """What words say about tags: the marks each word may stand for, the tags that were named in full."""

    marks: dict[str, list[str]] = field(default_factory=dict)
    named: list[FoundTag] = field(default_factory=list)
    asked_for: FoundTag | None = None
    asked_marks: list[str] = field(default_factory=list)


def write(tags: Iterable[Tag]) -> None:
    """Write the words of tags in place of what they had; none for those that readers may not see.

    About five statements for all of them together.
    """
    tags = list(tags)
    keys = [tag.pk for tag in tags]
    seen = {tag.pk: tag for tag in Tag.objects.readable().filter(pk__in=[tag.pk for tag in tags])}
    numbers = {number: [number] for number in seen}
    for stub, target in Tag.objects.filter(merged_into__in=seen).values_list("pk", "merged_into"):
        numbers[target].append(stub)
    # By number too: stubs that have come apart from one tag, or gone to another, take their rows along.
    held = {*keys, *(number for some in numbers.values() for number in some)}
    TagWord.objects.filter(Q(tag__in=keys) | Q(number__in=held)).delete()
    names: dict[int, list[str]] = {number: [tag.name] for number, tag in seen.items()}
    # The label may be an inner name, which is for the desk alone.
    aliases = TagName.objects.filter(tag__in=seen, role=TagName.Role.ALIAS)
    for number, name in aliases.values_list("tag", "name"):
        names[number].append(name)
    rows = [row for number, tag in seen.items() for row in _rows(tag, names[number], numbers[number])]
    TagWord.objects.bulk_create(rows, batch_size=500)
    learn(row.word for row in rows)


def _rows(tag: Tag, names: Sequence[str], numbers: Sequence[int]) -> list[TagWord]:
    """A row without a word lets a tag be found by its address alone."""
    shortest: dict[str, int] = {"": 0}
    for name in names:
        parts = words(name)
        for word in parts:
            shortest[word] = min(shortest.get(word, 99), len(set(parts)))
    return [
        TagWord(word=word[:LONGEST_WORD], of=of, number=number, tag=tag.pk, name=tag.name, slug=tag.slug)
        for number in numbers
        for word, of in shortest.items()
    ]


_ROWS = "SELECT word, of, number, tag, name, slug FROM published_tagword"


def match(asked: Sequence[str], slug: str = "") -> TagMatches:
    """Return the tags that these words name, and the one at `slug`. One query; none when nothing is asked.

    A word stands for at most eight tags, those with the shortest names.
    """
    wanted = {variant: word for word in asked for variant in (*variants(word), word)}
    found = TagMatches()
    hits: dict[FoundTag, set[str]] = {}
    whole: dict[FoundTag, int] = {}
    for word, of, number, *rest in _rows_with(list(wanted), slug):
        tag = FoundTag(*rest)
        if slug and tag.slug == slug and not word:
            found.asked_for = tag
            found.asked_marks.append(tag_mark(number))
        if word in wanted:
            marks = found.marks.setdefault(wanted[word], [])
            if len(marks) < MOST_OF_A_WORD:
                marks.append(tag_mark(number))
            hits.setdefault(tag, set()).add(word)
            whole[tag] = max(of, whole.get(tag, 0))
    found.named = [tag for tag, had in hits.items() if len(had) >= whole[tag]]
    return found


def _rows_with(some: list[str], slug: str) -> list[tuple[Any, ...]]:
    """Asked in SQL: it is asked by every search, and Django would write the same again each time."""
    conditions = [f"word IN ({', '.join(['%s'] * len(some))})"] if some else []
    conditions += ["slug = %s"] if slug else []
    if not conditions:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_ROWS} WHERE {' OR '.join(conditions)} ORDER BY of, tag, number LIMIT %s",
            [*some, *([slug] if slug else []), MOST_ROWS],
        )
        return cursor.fetchall()


def beginning_with(start: str, most: int) -> list[FoundTag]:
    """Return tags of which a word of some name begins so, shortest names first. One query."""
    rows = TagWord.objects.filter(word__startswith=start).order_by("of", "name")[: most * 4]
    return list(dict.fromkeys(FoundTag(row.tag, row.name, row.slug) for row in rows))[:most]

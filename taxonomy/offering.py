"""What the tag field offers while somebody types, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, When
from django.db.models.functions import Length

from taxonomy.dictionary import lookalikes
from taxonomy.keys import key
from taxonomy.models import Tag, TagName

LETTERS = 2
MOST = 20
FEW = 5
# How many rows of names are looked at: a tag may have several that fit.
NAMES = 80

EXACT, PREFIX, WORD, ALIAS, LOOKALIKE = range(5)


@dataclass(frozen=True)
class Offer:
    """One tag, the rank it has (see the constants), and the alias by which it was found."""

    tag: Tag
    rank: int
    alias: str = ""


def offer(text: str) -> list[Offer]:
    """Return at most twenty tags that may be put on a story, in the order of the desk.

    Exact names first, then names that begin so, then names of which a word begins so, then aliases; and, if
    these are fewer than five, names that look alike. Active and proposed tags. None below two letters. Two or
    three queries, five with look-alikes.
    """
    asked = key(text)
    if len(asked) < LETTERS:
        return []
    found = _offers(_matching(asked))
    found += [one for one in _by_public_name(text, asked) if one.tag.pk not in {had.tag.pk for had in found}]
    found.sort(key=lambda one: one.rank)
    if len(found) < FEW:
        near = lookalikes().near(asked, most=FEW)
        alike = _offers(_ranked(Q(key__in=near), LOOKALIKE)) if near else []
        have = {one.tag.pk for one in found}
        found += [Offer(one.tag, LOOKALIKE, one.alias) for one in alike if one.tag.pk not in have]
    return found[:MOST]


def may_be_offered(tag: Tag) -> bool:
    """Say whether a tag may be put on a story: active, or proposed, which only the desk sees."""
    return tag.merged_into_id is None and tag.state in (Tag.State.ACTIVE, Tag.State.PROPOSED)


def _matching(asked: str) -> Any:
    is_label = Q(role=TagName.Role.LABEL)
    rank = Case(
        When(key=asked, then=EXACT),
        When(is_label & Q(key__startswith=asked), then=PREFIX),
        When(is_label, then=WORD),
        default=ALIAS,
        output_field=IntegerField(),
    )
    return _ranked(Q(key__startswith=asked) | Q(key__contains=f" {asked}"), rank)


def _ranked(condition: Q, rank: Any) -> Any:
    if isinstance(rank, int):
        rank = Case(default=rank, output_field=IntegerField())
    usable = Q(tag__merged_into=None, tag__state__in=(Tag.State.ACTIVE, Tag.State.PROPOSED))
    rows = TagName.objects.filter(condition).filter(usable | Q(tag=None))
    return rows.annotate(rank=rank, length=Length("key")).order_by("rank", "length", "key", "pk")


def _offers(rows: Any) -> list[Offer]:
    """Give each tag once, at its best rank; an alias that several share gives all of them."""
    found: dict[int, Offer] = {}
    shown = list(rows.select_related("tag")[:NAMES])
    shared = _readings([row.pk for row in shown if row.tag_id is None])
    for row in shown:
        alias = "" if row.role == TagName.Role.LABEL else row.name
        for tag in [row.tag] if row.tag_id else shared.get(row.pk, []):
            found.setdefault(tag.pk, Offer(tag, row.rank, alias))
    return list(found.values())


def _readings(names: list[int]) -> dict[int, list[Tag]]:
    """Return the tags that shared aliases may mean. One query if there are any."""
    found: dict[int, list[Tag]] = {}
    if names:
        rows = TagName.readings.through.objects.filter(tagname__in=names).select_related("tag")
        for row in rows.order_by("tag__sort_name", "tag"):
            if may_be_offered(row.tag):
                found.setdefault(row.tagname_id, []).append(row.tag)
    return found


def _by_public_name(text: str, asked: str) -> list[Offer]:
    """Find tags with an inner name by the public one, which is no name of their own. One query."""
    rows = Tag.objects.unmerged().exclude(inner_name="").exclude(state=Tag.State.RETIRED)
    offers = []
    for tag in rows.filter(name__icontains=text.strip()[:100]).by_name()[:MOST]:
        public = key(tag.name)
        if public == asked or public.startswith(asked) or f" {asked}" in public:
            rank = EXACT if public == asked else PREFIX if public.startswith(asked) else WORD
            offers.append(Offer(tag, rank))
    return offers

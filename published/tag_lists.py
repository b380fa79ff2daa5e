"""What stands on a tag's page: its stories and those of narrower tags, pinned ones, its neighbours."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from published.compiled import compiled
from published.editions import kept_per_edition
from published.linking import TagUse
from published.models import PublishedArticle, PublishedTagging, TagPin
from published.tag_models import MOST_PINS
from taxonomy.models import Tag

# “Often together with”: so many of the tag's newest stories are looked at, so many tags are weighed.
SAMPLE, WEIGHED, MOST_NEIGHBOURS = 150, 24, 6
FEWEST_TOGETHER, LEAST_LIFT = 5, 1.5
WEIGHED_FOR_SECONDS = 3600
# Above so many stories only what the night has counted is weighed.
MOST_COUNTED = 20_000

_neighbours: dict[int, tuple[float, list[int]]] = {}


@dataclass(frozen=True)
class Kin:
    """Another tag, as the page of one links to it."""

    name: str
    slug: str


@dataclass(frozen=True)
class Tree:
    """The public tags that have wider or narrower ones: `wider` and `narrower` give keys by key."""

    kin: dict[int, Kin]
    wider: dict[int, list[int]]
    narrower: dict[int, list[int]]

    def below(self, tag: int) -> list[int]:
        """Return a tag and all narrower ones at any distance."""
        found, level = [tag], [tag]
        while level:
            level = [child for one in level for child in self.narrower.get(one, ()) if child not in found]
            found += dict.fromkeys(level)
        return list(dict.fromkeys(found))

    def named(self, tags: Iterable[int]) -> list[Kin]:
        """Return tags by name, for links."""
        return sorted((self.kin[tag] for tag in tags), key=lambda kin: kin.name.casefold())


def tree() -> Tree:
    """Return the wider and narrower public tags. One query an edition."""
    return kept_per_edition("tag tree", _read_tree)


def _read_tree() -> Tree:
    rows = Tag.parents.through.objects.filter(
        from_tag__in=Tag.objects.public(), to_tag__in=Tag.objects.public()
    ).values_list("from_tag", "from_tag__name", "from_tag__slug", "to_tag", "to_tag__name", "to_tag__slug")
    found = Tree({}, {}, {})
    for child, child_name, child_slug, parent, parent_name, parent_slug in rows:
        found.kin[child], found.kin[parent] = Kin(child_name, child_slug), Kin(parent_name, parent_slug)
        found.wider.setdefault(child, []).append(parent)
        found.narrower.setdefault(parent, []).append(child)
    return found


def stories_of(*tags: Tag) -> QuerySet[PublishedArticle]:
    """Return the public stories that have each of these tags, or one narrower, once each; not ordered."""
    rows: QuerySet[PublishedArticle] = PublishedArticle.objects.public().listed()
    for tag in tags:
        rows = with_any_of(rows, tree().below(tag.pk))
    return rows


def with_any_of(rows: QuerySet[PublishedArticle], tags: list[int]) -> QuerySet[PublishedArticle]:
    """Keep the stories that have one of these tags, once each."""
    having = PublishedTagging.objects.filter(tag__in=tags).order_by()
    return rows.filter(pk__in=having.values("article"))


def pinned_to(tag: Tag) -> list[PublishedArticle]:
    """Return the public stories pinned to a tag's page, in order. None of it queries but once an edition."""
    pins = kept_per_edition("tag pins", _read_pins)
    return [story for story in pins.get(tag.pk, ()) if story.is_public() and not story.is_retracted][
        :MOST_PINS
    ]


def _read_pins() -> dict[int, list[PublishedArticle]]:
    """Two queries; newsrooms pin few stories."""
    pins = list(TagPin.objects.order_by("position", "id").values_list("tag", "story")[:1000])
    stories = PublishedArticle.objects.for_cards().in_bulk({story for _tag, story in pins}) if pins else {}
    found: dict[int, list[PublishedArticle]] = {}
    for tag, story in pins:
        if story in stories:
            found.setdefault(tag, []).append(stories[story])
    return found


def neighbours(tag: Tag) -> list[Kin]:
    """Return up to six tags that stand beside this one much more often than chance has it. One query.

    The figures are weighed again once an hour in each process (two more queries, five before the first night
    has counted); names and who may be seen are looked up each time.
    """
    kept = _neighbours.get(tag.pk)
    if kept is None or time.monotonic() - kept[0] > WEIGHED_FOR_SECONDS:
        kept = (time.monotonic(), _weighed(tag))
        _neighbours[tag.pk] = kept
    found = {key: Kin(name, slug) for key, name, slug in _readable(tags=kept[1])} if kept[1] else {}
    return [found[key] for key in kept[1] if key in found][:MOST_NEIGHBOURS]


@compiled(one_plan=True)
def _readable(tags: list[int]) -> QuerySet[Any, tuple[Any, ...]]:
    return Tag.objects.public().filter(pk__in=tags).order_by().values_list("pk", "name", "slug")


def _weighed(tag: Tag) -> list[int]:
    """Return tags by lift: how much more often they stand on this tag's stories than on any story."""
    together = dict(_beside(tag=tag.pk))
    sample = together.pop(tag.pk, 0)
    if not together:
        return []
    stories, counts = _uses(list(together))
    lifts: list[tuple[float, int]] = []
    for other, both in together.items():
        if not (many := counts.get(other)):
            continue
        lift = both / sample / (many / stories)
        if lift > LEAST_LIFT:
            lifts.append((lift, other))
    return [key for _lift, key in sorted(lifts, key=lambda pair: (-pair[0], pair[1]))[: MOST_NEIGHBOURS * 2]]


@compiled()
def _beside(tag: int) -> QuerySet[PublishedTagging, tuple[int, int]]:
    """The tags of a tag's newest stories, itself among them, and on how many of these each stands."""
    newest = PublishedTagging.objects.filter(tag=tag).order_by("-published_at", "-article_id")
    beside = PublishedTagging.objects.filter(article__in=newest.values("article")[:SAMPLE])
    weighed = beside.filter(Q(tag=tag) | ~Q(tag__kind=Tag.Kind.TONE)).order_by().values("tag")
    rows = weighed.annotate(together=Count("pk")).filter(together__gte=FEWEST_TOGETHER)
    return rows.order_by("-together", "tag").values_list("tag", "together")[: WEIGHED + 1]


@compiled(one_plan=True)
def _counted(tags: list[int]) -> QuerySet[TagUse, tuple[int, int]]:
    return TagUse.objects.filter(pk__in=tags).values_list("tag", "stories")


def _uses(tags: list[int]) -> tuple[int, dict[int, int]]:
    """Return on how many stories the tags stand, and how many stories there are. One query or three.

    As counted each night. Where that has not been done yet, a small archive is counted here; in a large one
    nobody stands beside anybody until the night, because counting would read it whole.
    """
    counted = dict(_counted(tags=[TagUse.ALL, *tags]))
    if stories := counted.pop(TagUse.ALL, 0):
        return stories, counted
    ends = PublishedArticle.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None or ends["last"] - ends["first"] > MOST_COUNTED:
        return 1, {}
    found = PublishedTagging.objects.filter(tag__in=tags).order_by().values("tag")
    counts = dict(found.annotate(n=Count("pk")).values_list("tag", "n"))
    return PublishedArticle.objects.count(), counts

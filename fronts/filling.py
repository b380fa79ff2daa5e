"""Which story stands where: what editors pinned first, then by rule; no story twice on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from fronts.plans import Backfill, SlotPlan
from published.card_rows import CardRow, card_values
from published.compiled import compiled
from published.languages import direction
from published.models import PublishedArticle, PublishedTagging, RunningStoryMember
from taxonomy.models import Section

# By kind or language the database walks the newest stories until it has enough; this is how far back it goes.
RULE_DAYS = 365
PINNED = -1

Rules = Mapping[int, Sequence[int]]
Rule = tuple[Any, ...]  # as `SlotPlan.rule` gives it


@dataclass(frozen=True)
class Filled:
    """A slot with its stories, as a page shows it. The first `pinned` of them were placed by an editor."""

    slot: SlotPlan
    stories: list[CardRow]
    pinned: int = 0

    @property
    def direction(self) -> str:
        """The direction that all its stories are written in; nothing where they differ."""
        directions = {direction(story.language) for story in self.stories}
        return directions.pop() if len(directions) == 1 else ""


def filled(slots: Sequence[SlotPlan], at: datetime, *, section: Section | None = None) -> list[Filled]:
    """Return the slots with the stories readers have at `at`. Two queries.

    `section` is that of a section's front: its “newest” is the section's.
    """
    public, candidates = _look_up(slots, at, section)
    chosen = choose(slots, at, public, candidates)
    numbers = list(dict.fromkeys(number for some, _pinned in chosen for number in some))
    found = {row.pk: row for row in map(CardRow, _cards(numbers=numbers, at=at))} if numbers else {}
    return [
        Filled(slot, [found[number] for number in some if number in found], pinned)
        for slot, (some, pinned) in zip(slots, chosen, strict=True)
    ]


@compiled(one_plan=True)
def _cards(numbers: list[int], at: datetime) -> QuerySet[Any, Any]:
    return card_values(PublishedArticle.objects.public(at).listed().filter(pk__in=numbers))


def choose(
    slots: Sequence[SlotPlan], at: datetime, public: set[int], candidates: Rules
) -> list[tuple[list[int], int]]:
    """Return for each slot the numbers of its stories, and how many of them are pinned. Pure.

    `public` are the pinned stories that readers can have; `candidates` the stories of each slot's rule, best
    first, by the slot's place. Every pinned story takes its place before any rule does, so that no rule
    further up takes a story away from where an editor put it. What is pinned beyond a slot's size waits.
    """
    used: set[int] = set()
    chosen: list[list[int]] = []
    for slot in slots:
        pinned = _first(slot.size, [one.story for one in slot.stories if one.is_on(at)], used, public)
        used.update(pinned)
        chosen.append(pinned)
    counts = [len(some) for some in chosen]
    for place, slot in enumerate(slots):
        more = _first(slot.size - len(chosen[place]), candidates.get(place, ()), used, None)
        used.update(more)
        chosen[place] = chosen[place] + more
    return list(zip(chosen, counts, strict=True))


def _first(most: int, numbers: Sequence[int], used: set[int], allowed: set[int] | None) -> list[int]:
    found: list[int] = []
    for number in dict.fromkeys(numbers):
        if len(found) >= most:
            break
        if number not in used and (allowed is None or number in allowed):
            found.append(number)
    return found


def _look_up(
    slots: Sequence[SlotPlan], at: datetime, section: Section | None
) -> tuple[set[int], dict[int, list[int]]]:
    """Ask for the pinned stories that are public and the candidates of every rule, in one query."""
    rules: dict[Rule, int] = {}
    for slot in slots:
        if slot.backfill != Backfill.NOTHING:
            rules.setdefault(slot.rule, len(rules))
    pinned = sorted({one.story for slot in slots for one in slot.stories if one.is_on(at)})
    rows: list[Any] = []
    if rules or pinned:
        rows = _asked(
            rules=tuple(rules),
            home=section.pk if section else None,
            most=tuple(_most(slots, rule) for rule in rules),
            since=at - timedelta(days=RULE_DAYS) if any(map(_goes_back, rules)) else None,
            pinned=pinned,
            at=at,
        )
    rows.sort(key=lambda row: (row[2], row[0]), reverse=True)  # moments as text are in their order too
    by_rule: dict[int, list[int]] = {}
    for number, rule, _published_at in rows:
        by_rule.setdefault(rule, []).append(number)
    candidates = {
        place: by_rule.get(rules[slot.rule], []) for place, slot in enumerate(slots) if slot.rule in rules
    }
    return set(by_rule.get(PINNED, [])), candidates


def _most(slots: Sequence[SlotPlan], rule: Rule) -> int:
    """So many stories of a rule are enough even if all other slots have taken from the same.

    A slot of another section takes none but those that are pinned in it.
    """
    return sum(
        min(slot.size, len(slot.stories)) if _is_apart(rule, slot.rule) else slot.size for slot in slots
    )


def _is_apart(rule: Rule, other: Rule) -> bool:
    return rule[0] == other[0] == Backfill.SECTION and rule[1] != other[1]


def _goes_back(rule: Rule) -> bool:
    """Say whether the database has to look through the newest stories for those of a rule."""
    backfill, _about, language = rule
    return backfill == Backfill.KIND or bool(language and backfill not in (Backfill.TAG, Backfill.RUNNING))


@compiled("rules", "home", "most", one_plan=True)
def _asked(
    rules: tuple[Rule, ...],
    home: int | None,
    most: tuple[int, ...],
    since: datetime | None,
    pinned: list[int],
    at: datetime,
) -> QuerySet[Any, Any]:
    """The newest stories of each rule, and the pinned ones: number, the rule's place, moment."""
    parts = [
        _marked(_of_rule(rule, at, since if _goes_back(rule) else None, home, most[place]), place)
        for place, rule in enumerate(rules)
    ]
    if pinned:
        parts.append(_marked(PublishedArticle.objects.public(at).listed().filter(pk__in=pinned), PINNED))
    return parts[0].union(*parts[1:], all=True)


def _of_rule(
    rule: Rule, at: datetime, since: datetime | None, home: int | None, most: int
) -> QuerySet[Any, Any]:
    backfill, about, language = rule
    stories = PublishedArticle.objects.public(at).listed()
    if language:
        stories = stories.filter(language=language)
    if backfill == Backfill.TAG:
        rows = PublishedTagging.objects.filter(tag=about).public(at).listed()
        if language:
            rows = rows.filter(article__language=language)
        newest = rows.latest_first().values("article")[:most]
    elif backfill == Backfill.RUNNING:
        members = RunningStoryMember.objects.filter(running_story=about).values("story")
        newest = stories.filter(pk__in=members).latest_first().values("pk")[:most]
    else:
        section = about if backfill == Backfill.SECTION else home
        if section is not None:
            stories = stories.filter(section=section)
        if backfill == Backfill.KIND:
            stories = stories.filter(kind=about)
        if since is not None:
            stories = stories.filter(published_at__gte=since)
        newest = stories.latest_first().values("pk")[:most]
    # Wrapped, because not every database takes a slice inside a union.
    return PublishedArticle.objects.filter(pk__in=newest)


def _marked(stories: QuerySet[Any, Any], rule: int) -> QuerySet[Any, Any]:
    rule_of = Value(rule, output_field=IntegerField())
    return stories.order_by().values_list("pk", rule_of, Cast("published_at", TextField()))

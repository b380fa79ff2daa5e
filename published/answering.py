"""What addresses of this site answer, found out for many at once and without asking the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from published.models import GonePage, PublishedAddress, PublishedArticle, PublishedPage, RunningStory
from published.views.finding import tag_has_page
from taxonomy.models import Contributor, FormerSlug, Section, Tag
from taxonomy.slugs import normal_slug


class Answer(NamedTuple):
    """The status a reader is answered with, and where a 301 leads to."""

    status: int
    to: str = ""


class Asked(NamedTuple):
    """A path, the name of its view and what the address says."""

    path: str
    view: str
    words: dict[str, Any]


FOUND, NOWHERE, GONE = Answer(200), Answer(404), Answer(410)
Finder = Callable[[Sequence[Asked], datetime], dict[str, Answer]]


def answers_of(paths: Iterable[str], at: datetime | None = None) -> dict[str, Answer]:
    """Return what each path (“/tag/floods/”) answers. At most twelve queries, however many there are."""
    found: dict[str, Answer] = {}
    asked: dict[Finder, list[Asked]] = {}
    for path in dict.fromkeys(paths):
        one = _resolved(path)
        if one is None:
            found[path] = Answer(301, f"{path}/") if _resolved(f"{path}/") else NOWHERE
        elif one.view in _FINDERS:
            asked.setdefault(_FINDERS[one.view], []).append(one)
        else:
            found[path] = FOUND
    for find, ones in asked.items():
        found |= find(ones, at or timezone.now())
    return found


def _resolved(path: str) -> Asked | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return Asked(path, match.url_name or "", match.kwargs)


def _articles(asked: Sequence[Asked], at: datetime) -> dict[str, Answer]:
    places = {one.path: _place(one.words) for one in asked}
    days = {place[0] for place in places.values() if place}
    slugs = {slug for place in places.values() if place for slug in place[1:]}
    rows = PublishedAddress.objects.filter(day__in=days, slug__in=slugs, public_from__lte=at)
    known = {(row.day, row.slug): row for row in rows}
    public = PublishedArticle.objects.public(at).only("day", "slug")
    stories = public.in_bulk({row.story for row in known.values()})
    return {
        path: _of_story(path, known.get(place[:2]) or known.get((place[0], place[2])), stories)
        if place
        else NOWHERE
        for path, place in places.items()
    }


def _place(words: dict[str, Any]) -> tuple[date, str, str] | None:
    try:
        day = date(int(words["year"]), int(words["month"]), int(words["day"]))
    except ValueError:
        return None
    return day, words["slug"], normal_slug(words["slug"])


def _of_story(path: str, row: PublishedAddress | None, stories: dict[int, PublishedArticle]) -> Answer:
    if row is None:
        return NOWHERE
    story = stories.get(row.story)
    if row.gone or story is None:
        return Answer(row.gone or GONE.status)
    address = story.get_absolute_url()
    return FOUND if path.startswith(address) else Answer(301, address)


def _slugs(
    model: Any, may_be_seen: Callable[[Any], bool], asked: Sequence[Asked], at: datetime
) -> dict[str, Answer]:
    words = {one.path: normal_slug(one.words["slug"]) for one in asked}
    rows: Any = model.objects.all()
    if model is not Section:
        rows = rows.select_related("merged_into")
    found = {row.slug: row for row in rows.filter(slug__in=words.values())}
    former: Any = FormerSlug.objects.filter(noun=model.NOUN, slug__in=words.values())
    held = {row.slug: row for row in former.select_related(model.NOUN.value)}
    answers = {}
    for one in asked:
        old = held.get(words[one.path])
        thing = found.get(words[one.path]) or (getattr(old, model.NOUN.value) if old else None)
        end = getattr(thing, "merged_into", None) or thing
        if end is None:
            answers[one.path] = GONE if old else NOWHERE
        elif not may_be_seen(end):
            answers[one.path] = NOWHERE
        elif end.slug == one.words["slug"]:
            answers[one.path] = FOUND
        else:
            to = reverse(f"published:{one.view}", kwargs=one.words | {"slug": end.slug})
            answers[one.path] = Answer(301, to)
    return answers


def _running_stories(asked: Sequence[Asked], at: datetime) -> dict[str, Answer]:
    slugs = {one.words["slug"] for one in asked}
    known = set(RunningStory.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return {one.path: FOUND if one.words["slug"] in known else NOWHERE for one in asked}


def _pages(asked: Sequence[Asked], at: datetime) -> dict[str, Answer]:
    slugs = {one.words["slug"] for one in asked}
    public, gone = (
        set(model.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        for model in (PublishedPage, GonePage)
    )
    return {
        one.path: FOUND if one.words["slug"] in public else GONE if one.words["slug"] in gone else NOWHERE
        for one in asked
    }


_tags: Finder = partial(_slugs, Tag, tag_has_page)
_contributors: Finder = partial(_slugs, Contributor, lambda contributor: contributor.has_page)
_sections: Finder = partial(_slugs, Section, lambda section: True)
_FINDERS: dict[str, Finder] = {
    "article": _articles,
    "live_updates": _articles,
    "changes": _articles,
    "tag": _tags,
    "tag_feed": _tags,
    "contributor": _contributors,
    "contributor_feed": _contributors,
    "section": _sections,
    "section_feed": _sections,
    "running_story": _running_stories,
    "running_story_feed": _running_stories,
    "page": _pages,
}

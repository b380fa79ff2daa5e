"""The sitemap of everything that is no story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.compiled import compiled
from published.identity import identity
from published.memory import remembered_bytes
from published.models import PublishedArticle, PublishedCredit, PublishedTagging
from published.navigation import sections
from published.running import RunningStory, RunningStoryMember
from published.surrogates import ARCHIVE, shows
from published.tag_lists import tree
from published.views.sitemaps.writing import MOST_ADDRESSES, XML, url, urlset
from published.views.tag import INDEXED_FROM
from taxonomy.models import Contributor, Tag


@reader_page()
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Name home, sections, tags with enough stories, contributors, running stories. Six queries."""
    shows(request, ARCHIVE)
    at = timezone.now()
    slugs = {
        "section": [section.slug for section in sections()],
        "tag": list(_tags(at)),
        "contributor": _contributors(at=at),
        "running_story": _running_stories(at=at),
    }
    made = remembered_bytes("sitemap of pages", slugs, lambda: urlset(_pages(slugs)))
    return HttpResponse(made, content_type=XML)


def _pages(slugs: dict[str, list[str]]) -> Iterator[str]:
    addresses = [reverse("published:home"), reverse("published:corrections"), *identity().page_addresses]
    for name, some in slugs.items():
        addresses += [reverse(f"published:{name}", args=[slug]) for slug in some]
    for address in addresses[:MOST_ADDRESSES]:
        yield url(address)


def _tags(at: datetime) -> Iterator[str]:
    """Tags with enough stories, those of narrower tags counted as on their pages. Two queries."""
    enough = dict(_rich_tags(at=at))
    kin = tree()
    below = {tag: kin.below(tag) for tag in kin.narrower if tag not in enough}
    # Each of these has fewer stories than are enough, so there are few rows.
    poor = {one for tags in below.values() for one in tags} - enough.keys()
    stories: dict[int, set[int]] = {}
    found = PublishedTagging.objects.filter(tag__in=poor).public(at).listed().order_by() if poor else None
    for tag, story in found.values_list("tag", "article") if found is not None else ():
        stories.setdefault(tag, set()).add(story)
    yield from enough.values()
    for tag, tags in below.items():
        has_rich_child = any(one in enough for one in tags)
        if has_rich_child or len(set().union(*(stories.get(one, set()) for one in tags))) >= INDEXED_FROM:
            yield kin.kin[tag].slug


@compiled()
def _rich_tags(at: datetime) -> QuerySet[Any, tuple[int, str]]:
    rows = PublishedTagging.objects.filter(tag=OuterRef("pk")).public(at).listed().order_by()
    third = Subquery(rows.values("pk")[INDEXED_FROM - 1 : INDEXED_FROM])
    rich = Tag.objects.public().annotate(third=third).exclude(third=None)
    return rich.order_by("pk").values_list("pk", "slug")


@compiled()
def _contributors(at: datetime) -> QuerySet[Any, str]:
    rows = PublishedCredit.objects.filter(contributor=OuterRef("pk")).public(at).listed()
    return Contributor.objects.with_page().filter(Exists(rows)).values_list("slug", flat=True)


@compiled()
def _running_stories(at: datetime) -> QuerySet[Any, str]:
    """Those with a public story, newest first."""
    # From the few that are in one to their stories: the other way round the database reads every story.
    members = RunningStoryMember.objects.order_by().values("story")
    public = PublishedArticle.objects.public(at).listed().filter(pk__in=members).order_by().values("pk")
    stories = RunningStory.objects.filter(members__story__in=public).distinct()
    return stories.order_by("-pk").values_list("slug", flat=True)

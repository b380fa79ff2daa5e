"""No public surface tells of a story that readers may not see.

Every address of `published.urls` must say here how it is walked. It is walked twice: when all the hidden
stories are drafts nobody ever published, and again when each is in a state of its own. A reader must not be
able to tell the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

import fronts.urls
from published import editions
from published.feeds import FORMATS
from published.urls import urlpatterns
from tests.fronts.factories import launched, slot
from tests.leaks import Hidden, World, make_world, marker, turn_into_hidden
from tests.page_cache.reading import Reader

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAYS = ("2026/11/22", "2026/11/23", "2026/11/24")


def feeds(page: str) -> list[str]:
    return [f"{page}feed/{form}" for form in FORMATS]


def contributors(world: World) -> list[str]:
    return [f"/contributor/{person.slug}/" for person in (world.writer, *world.own_writers)]


def searches(world: World) -> list[str]:
    """A search for each hidden word, for a word like it, by what is shared, and for what is public."""
    hidden = [marker(state) for state in world.drafts]
    asked = [f"q={word}" for word in [*hidden, *(word[:-1] + "x" for word in hidden), "river", "headline"]]
    asked += [f"contributor={person.slug}" for person in world.own_writers]
    asked += [f"section={world.section.slug}", f"tag={world.tag.slug}", "q=somebody&from=2026-01-01"]
    return [f"/search/?{query}&sort={order}" for query in asked for order in ("best", "newest")]


def cards(world: World) -> list[str]:
    """The card of every story, and of numbers around theirs. PostgreSQL counts on from test to test."""
    numbers = [article.pk for article in (world.public, *world.drafts.values())]
    return [f"/card/{number}-0.jpg" for number in range(max(1, min(numbers) - 5), max(numbers) + 5)]


def live_fragments(world: World) -> list[str]:
    return [f"/{day}/{draft.slug}/live/" for draft in world.drafts.values() for day in DAYS]


def suggestions(world: World) -> list[str]:
    return [f"/search/suggestions?q={typed}" for typed in ("zz", "wri", "hea", "flo", "rosa")]


def public_page(world: World) -> str:
    from published.models import PublishedArticle

    return PublishedArticle.objects.get(pk=world.public.pk).get_absolute_url()


# Every public address, by its name in published/urls.py. The stories' own addresses have a test of their own.
SURFACES: dict[str, Callable[[World], Iterable[str]]] = {
    "home": lambda world: ["/", "/?page=2"],
    "site_feed": lambda world: feeds("/"),
    "section": lambda world: [f"/section/{world.section.slug}/"],
    "section_feed": lambda world: feeds(f"/section/{world.section.slug}/"),
    "tag": lambda world: [f"/tag/{world.tag.slug}/", f"/tag/{world.series.slug}/"],
    "two_tags": lambda world: [f"/tag/{world.tag.slug}/and/{world.tag.slug}/"],
    "tag_feed": lambda world: feeds(f"/tag/{world.tag.slug}/"),
    "running_story": lambda world: ["/running-story/the-flood/"],
    "running_story_feed": lambda world: feeds("/running-story/the-flood/"),
    "contributor": contributors,
    "contributor_feed": lambda world: [feed for page in contributors(world) for feed in feeds(page)],
    "corrections": lambda world: ["/corrections/"],
    "corrections_feed": lambda world: feeds("/corrections/"),
    "card": cards,
    "search": searches,
    "search_suggestions": suggestions,
    "opensearch": lambda world: ["/opensearch.xml"],
    "favicon": lambda world: ["/favicon.ico"],
    "page": lambda world: ["/about/", *(f"/{word}/" for word in world.drafts)],
    "robots": lambda world: ["/robots.txt"],
    "security": lambda world: ["/.well-known/security.txt"],
    "manifest": lambda world: ["/manifest.webmanifest"],
    "sitemap_news": lambda world: ["/sitemap/news.xml"],
    "sitemap": lambda world: ["/sitemap.xml"],
    "sitemap_pages": lambda world: ["/sitemap/pages.xml"],
    "sitemap_month": lambda world: [f"/sitemap/2026-{month}.xml" for month in (10, 11, 12)],
    "sitemap_day": lambda world: [f"/sitemap/{day.replace('/', '-')}.xml" for day in DAYS],
    "year": lambda world: ["/2025/", "/2026/", "/2027/"],
    "month": lambda world: ["/2026/10/", "/2026/11/", "/2026/12/"],
    "day": lambda world: [f"/{day}/" for day in DAYS],
    "article": lambda world: [public_page(world)],
    "live_updates": live_fragments,
    "changes": lambda world: [f"{public_page(world)}changes/"],
}


@pytest.fixture(params=["without the page cache", "with the page cache"])
def reader(request: pytest.FixtureRequest, client: Client) -> Client | Reader:
    return client if request.param.startswith("without") else Reader()


@pytest.fixture(params=["by rule", "arranged"])
def world(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: object, request: pytest.FixtureRequest
) -> World:
    """Every story a draft but one, on a site that shows changes, on one evening.

    Its fronts are filled by rule alone, or have every story pinned that there is.
    """
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.SHOW_CHANGES = True  # type: ignore[attr-defined]
    world = make_world(NOW)
    if request.param == "arranged":
        pin_everything(world)
    return world


def pin_everything(world: World) -> None:
    """Launch fronts of home and the section that pin every hidden story and have a slot for every rule."""
    stories = [*world.drafts.values(), world.public]
    pinned = slot("list", *stories, size=len(stories))
    rules = (slot("running", backfill="tag", tag=world.tag), slot("row", backfill="kind", kind="news"))
    for section in (None, world.section):
        launched(pinned, *rules, slot("lead", backfill="section", section=world.section), section=section)


def seen(client: Client | Reader, world: World) -> dict[str, tuple[int, str, str]]:
    """What a reader gets at each address: status, where it leads, and the page."""
    editions.forget()
    editions._kept.clear()
    editions._state = None
    answers = {}
    for walk in SURFACES.values():
        for address in walk(world):
            response = client.get(address)
            answers[address] = (response.status_code, response.get("Location", ""), response.content.decode())
    return answers


def own_addresses(hidden: Hidden) -> list[str]:
    return [f"/{day}/{hidden.article.slug}/{below}" for day in DAYS for below in ("", "live/", "changes/")]


def test_it_walks_every_public_surface():
    """A new address must be registered above, or it is not known whether it leaks."""
    assert {pattern.name for pattern in [*urlpatterns, *fronts.urls.urlpatterns]} == set(SURFACES)


def test_a_reader_cannot_tell_that_there_are_hidden_stories(reader, world):
    before = seen(reader, world)
    hidden = turn_into_hidden(world)
    after = seen(reader, world)
    assert before["/"][0] == before[public_page(world)][0] == 200
    for address, answer in after.items():
        for story in hidden:
            # A search says again what was searched for.
            assert story.marker in address or story.marker not in "".join(map(str, answer)), (
                f"{address} tells of the {story.state} story"
            )
        assert answer == before[address], f"{address} is another page since there are hidden stories"


def test_an_address_that_was_never_public_never_existed(reader, world):
    """What readers never had is not found; what they had is gone, with a note and without its words."""
    nothing = reader.get("/2026/11/23/nothing/").content
    for story in turn_into_hidden(world):
        answers = {address: reader.get(address) for address in own_addresses(story)}
        statuses = {response.status_code for response in answers.values()}
        assert statuses == ({404, 410} if story.was_public else {404}), story.state
        for address, response in answers.items():
            assert story.marker not in response.content.decode(), address
            if response.status_code == 404:
                assert response.content == nothing, address


def test_the_surfaces_tell_of_a_story_once_it_is_public(reader, world):
    """The walk is able to find something: each hidden word is seen where its story has come out."""
    seen(reader, world)
    story = world.drafts["draft"]
    story.publish(by=None, at=NOW)
    told = [address for address, answer in seen(reader, world).items() if "zzdraftzz" in answer[2]]
    for address in ("/", "/feed/rss.xml", "/tag/floods/", "/section/city/feed/atom.xml", "/2026/11/23/",
                    "/contributor/rosa-marsh/", "/sitemap/2026-11.xml", public_page(world)):  # fmt: skip
        assert address in told

"""Every kind of page, walked: good HTML, small, from this host alone, and without a cookie.

Every address of readers must say here how it is walked, or that it is no page.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.views import defaults

from fronts.urls import urlpatterns as of_fronts
from newsroom.static_files import linked_sheets, without_comments
from pages.models import SitePage
from published.models import KeyMoment, PublishedArticle, PublishedTagging, RunningStory, RunningStoryMember
from published.urls import urlpatterns as of_published
from tests.factories import make_contributor, make_published, make_section, make_tag
from tests.house.html_rules import complaints
from tests.published import factories
from tests.published.factories import corrected, picture, withdrawn

pytestmark = pytest.mark.django_db

STATIC = Path(__file__).resolve().parents[2] / "static"
NOW = datetime.now(UTC)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
URDU = "سالٹ مارش رو پر دواخانے کی سبز بتی پھر جل اٹھی"
BODY = (
    "<p>It rained, and it went on raining.</p><h2>The second day</h2><ul><li>One</li></ul>"
    '<blockquote class="pullquote"><p>Nobody rang.</p></blockquote>'
    '<aside class="factbox"><h3>In figures</h3><p>31 million</p></aside>'
    '<figure data-embed="https://vimeo.com/76979871"></figure>'
)
PAGES = 25_000
SCRIPTS = 6_000

_number = count(900_000)


def published(headline: str = "", **fields: Any) -> PublishedArticle:
    """A row of the newsstand with a number that no story of the desk has."""
    return factories.published(headline, id=(number := next(_number)), slug=f"story-{number}", **fields)


# What is no page: feeds, maps, pictures and files.
NO_PAGE = {
    "site_feed", "section_feed", "tag_feed", "contributor_feed", "running_story_feed", "corrections_feed",
    "card", "favicon", "robots", "sitemap", "sitemap_pages", "sitemap_month", "sitemap_day",
    "sitemap_news", "security", "manifest", "opensearch", "search_suggestions", "live_updates",
}  # fmt: skip


@pytest.fixture
def world(settings: Any) -> dict[str, Any]:
    """Stories of every sort, with what is hardest to set, in a newsroom that shows everything it can."""
    settings.SHOW_CHANGES, settings.REPORT_ERRORS_TO = True, "desk@post.example"
    section, tag, writer = make_section("City"), make_tag("Floods"), make_contributor("Rosa Marsh")
    story = make_published(
        "The river rose", at=NOW - timedelta(days=400), body=BODY, section=section, tags=[tag]
    )
    line = [{"text": "By "}, {"text": "Rosa Marsh", "slug": writer.slug}, {"text": f" and {LONG}"}]
    byline = {"line": line, "other": [line], "end": [line], "short": LONG, "reporting_from": ""}
    shared = {"section": section, "tags": [tag], "authors": [(writer, "by")], "byline": byline}
    pictured = published(f"{LONG} {LONG}", picture=picture(), card_picture=picture(), at=NOW, **shared)
    corrected(pictured, "It was the Wend.", placement="top")
    urdu = published(URDU, language="ur", at=NOW, kind="opinion", kicker="اردو", **shared)
    for kind in ("live", "sponsored", "analysis", "interview"):
        published(kind=kind, at=NOW - timedelta(hours=1), word_count=900, **shared)
    for _ in range(25):
        published(at=NOW - timedelta(hours=2), **shared)
    gone = withdrawn(published("Gone", at=NOW), "It was wrong.")
    stories = [story, pictured, urdu]
    pages = [PublishedArticle.objects.get(pk=one.pk).get_absolute_url() for one in stories]
    kinds = PublishedArticle.objects.exclude(kind="news").exclude(language="ur")
    pages += [one.get_absolute_url() for one in kinds]
    running = RunningStory.objects.create(title="The flood", summary=f"It rose. {LONG}\n\nIt fell.")
    for place, one in enumerate(stories):
        RunningStoryMember.objects.create(running_story=running, story=one.pk, position=place)
        KeyMoment.objects.create(
            running_story=running, day=NOW.date(), text=LONG, story=one.pk, position=place
        )
    series = make_tag("Water diary", kind="series")
    for place, one in enumerate(stories):
        PublishedTagging.objects.create(article_id=one.pk, tag=series, position=place + 1, published_at=NOW)
    return {
        "section": section,
        "tag": tag,
        "writer": writer,
        "pages": pages,
        "gone": gone.get_absolute_url(),
        "series": series,
        "running": running,
    }


def own_page(title: str, **fields: Any) -> str:
    """The address of a page of the site, in every footer."""
    made = SitePage(title=title, body=BODY, menu=LONG[:60], description="A & B", **fields)
    made.keep(by=None)
    made.publish(by=None)
    return made.get_absolute_url()


def gone_page() -> str:
    """The address of a page of the site that was taken down."""
    made = SitePage(title=f"Old {LONG}"[:80], body=BODY)
    made.keep(by=None)
    made.publish(by=None)
    made.withdraw(by=None)
    return made.get_absolute_url()


World = dict[str, Any]
WALKS: dict[str, Callable[[World], Iterable[str]]] = {
    "home": lambda world: ["/", "/?page=2"],
    "section": lambda world: [
        f"/section/{world['section'].slug}/",
        f"/section/{world['section'].slug}/?page=2",
    ],
    "tag": lambda world: [f"/tag/{world['tag'].slug}/", f"/tag/{world['series'].slug}/"],
    "two_tags": lambda world: ["/tag/{}/and/{}/".format(*sorted((world["tag"].slug, world["series"].slug)))],
    "running_story": lambda world: [world["running"].get_absolute_url()],
    "contributor": lambda world: [f"/contributor/{world['writer'].slug}/"],
    "corrections": lambda world: ["/corrections/"],
    "search": lambda world: ["/search/", "/search/?q=river", "/search/?q=nothingatall"],
    "year": lambda world: [f"/{NOW.year}/"],
    "month": lambda world: [f"/{NOW.year}/{NOW.month:02}/"],
    "day": lambda world: ["/".join(world["pages"][1].split("/")[:4]) + "/"],
    "article": lambda world: [*world["pages"], world["gone"], "/2026/01/01/never/"],
    "changes": lambda world: [f"{world['pages'][0]}changes/"],
    "page": lambda world: [own_page(LONG), own_page(URDU, language="ur"), gone_page()],
}


def test_it_walks_every_page() -> None:
    """A new address must be registered above, or nobody knows what its page is like."""
    assert {pattern.name for pattern in [*of_published, *of_fronts]} == {*WALKS, *NO_PAGE}


@pytest.mark.parametrize("name", WALKS)
def test_it_serves_good_html(client: Client, world: World, name: str) -> None:
    for address in WALKS[name](world):
        response = client.get(address)
        assert response.status_code in {200, 404, 410}, address
        assert complaints(response.content.decode()) == [], address
        assert not response.cookies, address
        assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["ur", "ar", "de"])
def test_it_serves_good_html_in_other_languages(
    client: Client, world: World, language: str, settings: Any
) -> None:
    settings.LANGUAGE_CODE = language
    for walk in WALKS.values():
        for address in walk(world):
            html = client.get(address).content.decode()
            assert f'<html lang="{language}" dir="{"ltr" if language == "de" else "rtl"}">' in html
            assert complaints(html) == [], address


@pytest.mark.parametrize("view", [defaults.bad_request, defaults.permission_denied, defaults.server_error])
def test_it_serves_good_html_when_something_goes_wrong(view: Callable[..., Any]) -> None:
    request = RequestFactory().get("/")
    response = view(request) if view is defaults.server_error else view(request, Exception())
    assert complaints(response.content.decode()) == []


def packed(*texts: str) -> int:
    """How many bytes texts take on the wire, each compressed by itself."""
    return sum(len(gzip.compress(text.encode(), 9, mtime=0)) for text in texts)


def test_it_keeps_a_storys_page_small(client: Client, world: World) -> None:
    """HTML, styles and scripts of a story, without pictures."""
    sheet = "".join(without_comments((STATIC / name).read_text("utf-8")) for name in linked_sheets())
    for address in world["pages"]:
        html = client.get(address).content.decode()
        scripts = [
            (STATIC / name).read_text("utf-8") for name in re.findall(r'src="/static/(js/[^"]+)"', html)
        ]
        assert packed(*scripts) <= SCRIPTS, address
        assert packed(html, sheet, *scripts) <= PAGES, address


BAD = """<!doctype html><html><head><title></title><script>x</script></head><body style="color:red">
<h2 id="a">A</h2><h4 id="a"></h4><p><img src="//cdn.example/x.png">
<input name="q"><a href="#gone"></a></p></div>
<nav></nav><nav></nav></body></html>"""


def test_its_rules_find_what_is_wrong() -> None:
    said = " / ".join(complaints(BAD))
    for part in (
        "0 first headings", "h4 after h2", "an empty h4", "id 'a' 2 times", "a link to #gone",
        "img without alt", "input 'q' without a label", "a a that says nothing", "0 main", "2 navigations",
        "without lang", "0 titles", "no description", "a style in body", "a script in the page",
        "img fetches //cdn", "end-tag",
    ):  # fmt: skip
        assert part in said, part

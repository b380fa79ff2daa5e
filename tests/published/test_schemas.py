"""Feeds and maps by formal schemas: a story of every sort, in every feed, by setting and by language.

Atom's is the grammar of RFC 4287. RSS, JSON Feed and sitemaps have none that is kept up, so theirs were
written from the specifications; all are strict, and refuse what these files must not have. Validators:
libxml2 by lxml (BSD), jsonschema (MIT).
"""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from published.models import PublishedArticle, RunningStory, RunningStoryMember
from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import AFTERNOON, EVENING, corrected, picture, published

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ODD = "A\x0bB ]]> & <b> \uffff 🌊 سیلاب"

pytestmark = pytest.mark.django_db


def grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))


def check(name: str, content: bytes) -> etree._Element:
    """Hold a document against a grammar, and return it."""
    rules, root = grammar(name), etree.fromstring(content)
    assert rules.validate(root), rules.error_log
    return root


@pytest.fixture
def feeds(way: str) -> list[str]:
    """The addresses of all feeds, each with a story of every sort in it, or of those that may be empty."""
    section, tag, writer = make_section("City"), make_tag("Floods"), make_contributor("Rosa Marsh")
    series = make_tag("Water diary", kind="series")
    shared: dict[str, Any] = {"section": section, "tags": [tag, series], "authors": [(writer, "by")]}
    credits = [
        {"role": "by", "name": "Rosa Marsh", "slug": writer.slug, "type": "Person"},
        {"role": "by", "name": "Olga <Ruiz>", "slug": None, "type": "Person"},
    ]
    whole = published(
        ODD, at=AFTERNOON, credits=credits, standfirst=ODD, picture=picture(), body=f"<p>{ODD}</p>", **shared
    )
    corrected(whole, ODD)
    published("Bare", at=AFTERNOON - timedelta(days=1), body="", standfirst="", **shared)
    published("سیلاب", language="ur", at=EVENING, is_day_only=True, **shared)
    for kind in ("live", "sponsored", "opinion"):
        published(kind=kind, at=EVENING - timedelta(hours=1), updated_at=EVENING, **shared)
    running = RunningStory.objects.create(title="The flood")
    for place, number in enumerate(PublishedArticle.objects.values_list("pk", flat=True)):
        RunningStoryMember.objects.create(running_story=running, story=number, position=place)
    pages = [f"/section/{section.slug}/", f"/tag/{tag.slug}/", f"/tag/{series.slug}/"]
    if way == "empty":
        PublishedArticle.objects.all().delete()
    else:
        pages += [f"/contributor/{writer.slug}/", running.get_absolute_url()]
    return [f"{page}feed/" for page in ("/", "/corrections/", *pages)]


@pytest.fixture(params=["as it comes", "summaries", "hub and Urdu", "empty"])
def way(request: pytest.FixtureRequest, settings: Any) -> str:
    if request.param == "summaries":
        settings.FEED_TEXT = "summary"
    elif request.param == "hub and Urdu":
        settings.WEBSUB_HUB, settings.LANGUAGE_CODE = "https://hub.example.org/", "ur"
    return request.param


def read(client: Any, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


def test_atom_is_as_the_rfc_says(client: Any, feeds: list[str], way: str) -> None:
    for address in feeds:
        root = check("atom", read(client, f"{address}atom.xml"))
        assert root.xpath("a:author", namespaces=ATOM)
        entries = root.xpath("a:entry", namespaces=ATOM)
        assert bool(entries) != (way == "empty"), address
        # What the RFC says beside its grammar (4.1.1, 4.1.2, 4.2.7.2).
        for entry in entries:
            assert entry.xpath("a:content or a:link[@rel='alternate']", namespaces=ATOM)
            assert entry.xpath("a:content or a:summary", namespaces=ATOM)
        ids = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
        assert len(ids) == len(set(ids))
        assert len(root.xpath("a:link[@rel='self']", namespaces=ATOM)) == 1


def test_rss_is_as_its_specification_says(client: Any, feeds: list[str], way: str) -> None:
    for address in feeds:
        root = check("rss", read(client, f"{address}rss.xml"))
        for date in root.xpath("//pubDate/text() | //lastBuildDate/text()"):
            assert parsedate_to_datetime(date)
        guids = root.xpath("//guid/text()")
        assert len(guids) == len(set(guids))
        assert bool(guids) != (way == "empty"), address


def test_json_feed_is_as_its_specification_says(client: Any, feeds: list[str], way: str) -> None:
    rules = Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text("utf-8")))
    for address in feeds:
        data = json.loads(read(client, f"{address}feed.json"))
        assert [error.message for error in rules.iter_errors(data)] == [], address
        assert bool(data["items"]) != (way == "empty"), address


def test_maps_are_as_their_specifications_say(client: Any, feeds: list[str], way: str) -> None:
    index = check("sitemap", client.get("/sitemap.xml").content)
    places = index.xpath("//*[local-name()='loc']/text()")
    assert places
    for place in places:
        check("sitemap", client.get(place.removeprefix("http://127.0.0.1:8000")).content)
    if way != "empty":
        assert b"sitemap-image/1.1" in client.get("/sitemap/2026-11.xml").content


def test_the_map_of_news_is_as_its_specification_says(client: Any) -> None:
    from django.utils import timezone

    published(ODD, at=timezone.now() - timedelta(hours=1))
    published("سیلاب", language="ur", at=timezone.now() - timedelta(hours=2))
    root = check("sitemap", client.get("/sitemap/news.xml").content)
    assert len(root) == 2


BROKEN = [
    ("atom", "atom.xml", b"<updated>", b"<updated>x"),
    ("atom", "atom.xml", b"<id>", b"<di>"),
    ("atom", "atom.xml", b'rel="self"', b'rel="self" other="1"'),
    ("rss", "rss.xml", b"<pubDate>", b"<pubDate>x"),
    ("rss", "rss.xml", b"<link>", b"<link>x"),
    ("rss", "rss.xml", b'version="2.0"', b'version="0.9"'),
]


@pytest.mark.parametrize(("name", "form", "was", "now"), BROKEN)
def test_the_grammars_refuse_what_is_wrong(client: Any, name: str, form: str, was: bytes, now: bytes) -> None:
    published("River rises", at=AFTERNOON)
    content = client.get(f"/feed/{form}").content
    assert was in content
    root = etree.fromstring(content.replace(was, now), etree.XMLParser(recover=True))
    assert not grammar(name).validate(root)


def test_the_grammar_of_maps_refuses_what_is_wrong(client: Any) -> None:
    published("River rises", at=AFTERNOON)
    content = client.get("/sitemap/2026-11.xml").content
    for was, now in ((b"<loc>http", b"<loc>x"), (b"<lastmod>", b"<lastmod>x"), (b"<url>", b"<url><x/>")):
        assert was in content
        assert not grammar("sitemap").validate(etree.fromstring(content.replace(was, now)))

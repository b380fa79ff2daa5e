"""Feeds, sitemaps and data blocks: what programs read says what the page says."""

import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import override_settings

from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import AFTERNOON, EVENING, corrected, picture, published

ATOM = "{http://www.w3.org/2005/Atom}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rss(client, address="/feed/rss.xml"):
    return ET.fromstring(read(client, address)).findall("channel/item")


def atom(client, address="/feed/atom.xml"):
    return ET.fromstring(read(client, address)).findall(f"{ATOM}entry")


@pytest.fixture
def story(db):
    """A story with everything that machines are told of."""
    credits = [
        {"role": "by", "name": "Rosa Marsh", "slug": "rosa-marsh", "type": "Person"},
        {"role": "by", "name": "Olga <Ruiz>", "slug": None, "type": "Person"},
        {"role": "photographs", "name": "Paul", "slug": None, "type": "Person"},
    ]
    story = published(
        "Rivers & <bridges>",
        at=AFTERNOON,
        updated_at=AFTERNOON + timedelta(hours=3),
        credits=credits,
        standfirst="What rose & fell.",
        section=make_section("City"),
        picture=picture(),
        body='<p>See <a href="/2026/01/01/x/">this</a> and “href="/x"”.</p>'
        '<img srcset="/media/a.webp 480w, /media/b.webp 960w" src="/media/a.jpg" alt="a > b">',
    )
    corrected(story, "It was the Wend.")
    return story


def test_it_tells_everybody_the_same_dates(client, story):
    """Page, JSON-LD, Open Graph, RSS, Atom, JSON Feed and sitemap of one story, parsed and compared."""
    html = read(client, story.get_absolute_url())
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    item = json.loads(read(client, "/feed/feed.json"))["items"][0]
    (entry,) = atom(client)
    published_at, updated_at = "2026-11-23T17:27:00-05:00", "2026-11-23T20:27:00-05:00"
    told = {
        "page": re.findall(r'dates__(?:published|updated)">\w+ <time datetime="([^"]+)"', html),
        "json-ld": [data["datePublished"], data["dateModified"]],
        "open graph": re.findall(r'article:(?:published|modified)_time" content="([^"]+)"', html),
        "atom": [entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")],
        "json feed": [item["date_published"], item["date_modified"]],
    }
    for where, dates in told.items():
        assert sorted(dates) == [published_at, updated_at], where
    assert parsedate_to_datetime(rss(client)[0].findtext("pubDate")).isoformat() == published_at
    assert f"<lastmod>{updated_at}</lastmod>" in read(client, "/sitemap/2026-11.xml")
    assert data["correction"][0]["datePublished"] == "2026-11-23T19:27:00-05:00"


def test_it_names_the_same_writers_everywhere(client, story):
    html = read(client, story.get_absolute_url())
    names = ["Rosa Marsh", "Olga <Ruiz>"]
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    item = json.loads(read(client, "/feed/feed.json"))["items"][0]
    (entry,) = atom(client)
    assert [who["name"] for who in data["author"]] == names
    assert [who["name"] for who in item["authors"]] == names
    assert [who.findtext(f"{ATOM}name") for who in entry.findall(f"{ATOM}author")] == names
    assert [who.text for who in rss(client)[0].findall(CREATOR)] == names


def test_it_gives_feeds_the_whole_text_with_whole_addresses(client, story):
    html = rss(client)[0].findtext(ENCODED)
    assert '<a href="http://127.0.0.1:8000/2026/01/01/x/">this</a> and “href="/x"”' in html
    assert 'srcset="http://127.0.0.1:8000/media/a.webp 480w, http://127.0.0.1:8000/media/b.webp 960w"' in html
    assert 'src="http://127.0.0.1:8000/media/a.jpg"' in html
    assert "<strong>Correction (Monday, November 23, 2026 at 7:27 PM EST):</strong> It was the Wend." in html
    assert atom(client)[0].findtext(f"{ATOM}content") == html


def test_it_writes_feeds_that_parse_whatever_stands_in_a_headline(client, db):
    published("A\x0bB ]]> & <b> \uffff 🌊", standfirst="\x1b[0m", body="<p>x\x0c</p>")
    assert rss(client)[0].findtext("title") == "AB ]]> & <b>  🌊"
    assert atom(client)[0].findtext(f"{ATOM}title") == "AB ]]> & <b>  🌊"
    assert len(json.loads(read(client, "/feed/feed.json"))["items"]) == 1


def test_it_keeps_an_entrys_identity_when_the_slug_changes(client, story):
    before = rss(client)[0].findtext("guid")
    story.slug = "another"
    story.save()
    assert rss(client)[0].findtext("guid") == before
    assert "/another/" in rss(client)[0].findtext("link")


def test_it_gives_a_day_without_an_hour_as_midnight_to_feeds(client, db):
    story = published(at=AFTERNOON, is_day_only=True)
    assert (
        parsedate_to_datetime(rss(client)[0].findtext("pubDate")).isoformat() == "2026-11-23T00:00:00-05:00"
    )
    html = read(client, story.get_absolute_url())
    assert '"datePublished": "2026-11-23"' in html
    assert 'Published <time datetime="2026-11-23">Monday, November 23, 2026</time>' in html


def test_it_has_feeds_for_sections_tags_and_contributors(client, db):
    tag, section, writer = make_tag("Floods"), make_section("City"), make_contributor("Rosa Marsh")
    published("In all", tags=[tag], section=section, authors=[(writer, "by")])
    published("In none", section=make_section("Sport"))
    for page in (f"/section/{section.slug}/", f"/tag/{tag.slug}/", f"/contributor/{writer.slug}/"):
        html = read(client, page)
        for form in ("rss.xml", "atom.xml", "feed.json"):
            assert f'href="{page}feed/{form}"' in html
        assert [item.findtext("title") for item in rss(client, f"{page}feed/rss.xml")] == ["In all"]


def test_it_has_feeds_of_corrections(client, story):
    (item,) = rss(client, "/corrections/feed/rss.xml")
    assert item.findtext("title") == "Correction: Rivers & <bridges>"
    assert item.findtext("description") == "It was the Wend."
    (entry,) = atom(client, "/corrections/feed/atom.xml")
    assert entry.findtext(f"{ATOM}updated") == "2026-11-23T19:27:00-05:00"


def test_it_serves_an_empty_feed(client, db):
    assert rss(client) == []
    assert atom(client) == []


def test_it_maps_the_site_by_month(client, db):
    published(at=AFTERNOON)
    published(at=AFTERNOON.replace(year=2024, month=2, day=29))
    published(at=AFTERNOON.replace(year=1955))
    published(at=EVENING + timedelta(days=20))
    index = ET.fromstring(read(client, "/sitemap.xml"))
    addresses = [place.text for place in index.iter(f"{SITEMAP}loc")]
    assert addresses == [
        f"http://127.0.0.1:8000/sitemap/{name}.xml" for name in ("pages", "2026-11", "2024-02", "1955-11")
    ]


def test_it_maps_a_full_month_by_day(client, db, monkeypatch, django_assert_max_num_queries):
    """The month's own address leads to its days, since robots may have been told of it."""
    monkeypatch.setattr("published.views.sitemaps.parts.MOST_OF_A_MONTH", 2)
    days = [published(at=AFTERNOON.replace(day=day)) for day in (3, 3, 9)]
    published(at=AFTERNOON.replace(day=8), is_retracted=True)
    full = ["/sitemap/2026-11-09.xml", "/sitemap/2026-11-03.xml"]
    quiet = [published(at=AFTERNOON.replace(month=9, day=day)) for day in (1, 2)]
    with django_assert_max_num_queries(8):
        assert mapped(client, "") == ["/sitemap/pages.xml", *full, "/sitemap/2026-09.xml"]
    assert mapped(client, "/2026-11") == full
    assert mapped(client, "/2026-11-03") == [story.get_absolute_url() for story in days[1::-1]]
    assert mapped(client, "/2026-09") == [story.get_absolute_url() for story in quiet[::-1]]
    assert client.get("/sitemap/2026-11-08.xml").status_code == 404


def mapped(client, place):
    """The paths that a sitemap names."""
    root = ET.fromstring(read(client, f"/sitemap{place}.xml"))
    return [loc.text.removeprefix("http://127.0.0.1:8000") for loc in root.iter(f"{SITEMAP}loc")]


def test_it_keeps_a_story_out_of_search_engines_that_asked_for_it(client, db):
    kept, out = published(), published(is_noindex=True)
    text = read(client, "/sitemap/2026-11.xml")
    assert kept.get_absolute_url() in text
    assert out.get_absolute_url() not in text


def test_it_maps_only_contributors_who_have_a_page(client, db):
    writer, hidden, idle = (make_contributor(name) for name in ("Rosa", "Hidden", "Idle"))
    hidden.has_hidden_page = True
    hidden.save()
    published(authors=[(writer, "by"), (hidden, "by")])
    text = read(client, "/sitemap/pages.xml")
    assert writer.slug in text
    assert hidden.slug not in text
    assert idle.slug not in text


def test_it_shows_robots_the_way(client, db):
    text = read(client, "/robots.txt")
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


@override_settings(SITE_ADDRESS="https://post.example", SITE_HOST="post.example")
def test_it_writes_the_sites_own_address(client, story):
    (item,) = rss(client)
    assert item.findtext("link") == f"https://post.example{story.get_absolute_url()}"
    assert item.findtext("guid") == f"tag:post.example,2026-11-23:story/{story.pk}"
    html = read(client, story.get_absolute_url())
    assert f'<link rel="canonical" href="https://post.example{story.get_absolute_url()}">' in html

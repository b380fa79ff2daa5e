"""Small files about the site: manifest, security.txt, the map of news, breadcrumbs."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

from django.utils import timezone

from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import picture, published

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def data_blocks(html):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {data["@type"]: data for data in map(json.loads, found)}


def test_it_has_a_manifest_with_icons_that_are_there(client, db):
    manifest = json.loads(read(client, "/manifest.webmanifest"))
    assert manifest["start_url"] == "/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}
    assert '<link rel="manifest" href="/manifest.webmanifest">' in read(client, "/")


def test_it_says_who_hears_of_weaknesses(client, db, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "safe@post.example"
    text = read(client, "/.well-known/security.txt")
    assert "Contact: mailto:safe@post.example\n" in text
    expires = re.search(r"^Expires: (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$", text, re.MULTILINE)[1]
    assert timezone.now().isoformat() < expires < (timezone.now() + timedelta(days=366)).isoformat()


def test_it_maps_the_news_of_two_days(client, db):
    now = timezone.now()
    new = published("A & B", at=now - timedelta(hours=47), language="en-gb")
    published("Old", at=now - timedelta(hours=49))
    published("Paid", at=now, kind="sponsored")
    published("Hidden", at=now, is_noindex=True)
    (url,) = ET.fromstring(read(client, "/sitemap/news.xml"))
    assert url.findtext(f"{SITEMAP}loc").endswith(new.get_absolute_url())
    news = url.find(f"{NEWS}news")
    assert news.findtext(f"{NEWS}title") == "A & B"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert news.findtext(f"{NEWS}publication/{NEWS}name")
    assert "/sitemap/news.xml" in read(client, "/robots.txt")


def test_it_maps_at_most_a_thousand(client, db, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("published.views.sitemaps.news.MOST_NEWS", 2)
    for _ in range(3):
        published(at=timezone.now())
    with django_assert_max_num_queries(4):
        assert len(ET.fromstring(read(client, "/sitemap/news.xml"))) == 2


def test_it_names_the_pictures_of_stories(client, db):
    story = published(picture=picture())
    published()
    month = f"/sitemap/{story.published_at:%Y-%m}.xml"
    found = [loc.text for loc in ET.fromstring(read(client, month)).iter(f"{IMAGE}loc")]
    assert found == [f"http://127.0.0.1:8000{story.picture['src']}"]


def test_it_says_the_way_from_the_home_page(client, db):
    tag, section, writer = make_tag("Floods"), make_section("City"), make_contributor("Rosa Marsh")
    story = published("River", tags=[tag], section=section, authors=[(writer, "by")])
    pages = {
        story.get_absolute_url(): ["City", "River"],
        f"/section/{section.slug}/": ["City"],
        f"/tag/{tag.slug}/": ["Floods"],
        f"/contributor/{writer.slug}/": ["Rosa Marsh"],
    }
    for address, names in pages.items():
        steps = data_blocks(read(client, address))["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in steps][1:] == names
        assert steps[-1]["item"] == f"http://127.0.0.1:8000{address}"


def test_it_says_what_the_site_is(client, db):
    site = data_blocks(read(client, "/"))["WebSite"]
    assert site["url"] == "http://127.0.0.1:8000/"
    assert site["publisher"]["@type"] == "NewsMediaOrganization"


def test_it_has_a_picture_for_lists_that_are_shared(client, db):
    section = make_section("City")
    published(section=section)
    for address in ("/", f"/section/{section.slug}/", "/corrections/"):
        html = read(client, address)
        assert '<meta property="og:image" content="http://127.0.0.1:8000/static/img/icon-512.png">' in html

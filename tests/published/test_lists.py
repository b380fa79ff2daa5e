import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import html5lib
import pytest
from django.test import RequestFactory
from django.views.defaults import server_error

from published.feeds import FORMATS
from published.models import PublishedArticle
from taxonomy.models import ContributorLink
from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import AFTERNOON, EVENING, corrected, picture, published


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def lists(tag, section, writer):
    """The addresses of every kind of list."""
    words = {"tag": tag, "section": section, "contributor": writer}
    named = [f"/{noun}/{thing.slug}/" for noun, thing in words.items()]
    return ["/", *named, "/2026/", "/2026/11/", "/2026/11/23/"]


def headlines(html):
    return re.findall(r'class="card__headline"[^>]*><a [^>]*>(.*?)</a>', html)


def test_it_shows_the_newest_first_under_their_days(client, db):
    for days in range(12):
        published(f"Story {days}", at=AFTERNOON - timedelta(days=days))
    published("Two years ago", at=AFTERNOON - timedelta(days=730))
    html = read(client, "/")
    assert headlines(html) == [*(f"Story {days}" for days in range(12)), "Two years ago"]
    assert html.index(">Sunday, November 15</a></h2>") < html.index(">Saturday, November 23, 2024</a></h2>")


def test_it_heads_the_day_with_today(client, db):
    for number in range(10):
        published(f"Story {number}", at=AFTERNOON - timedelta(minutes=number))
    html = read(client, "/")
    assert ">Today</a></h2>" in html
    card = html[html.index(">Today<") :]
    assert 'datetime="2026-11-23T17:19:00-05:00" title="Monday, November 23, 2026 at 5:19 PM EST"' in card
    assert ">at 5:19 PM</time>" in card


def test_it_leads_with_the_newest_picture_of_the_first_few(client, db):
    published("Old with picture", at=AFTERNOON - timedelta(hours=1), card_picture=picture())
    published("New", at=AFTERNOON)
    assert headlines(read(client, "/")) == ["Old with picture", "New"]


def test_it_shows_a_site_without_stories(client, db):
    assert "Nothing has been published yet." in read(client, "/")


def test_it_leaves_a_retracted_story_out_of_every_list(client, db):
    tag, section, writer = make_tag(), make_section(), make_contributor()
    story = published("Retracted", tags=[tag], section=section, authors=[(writer, "by")], is_retracted=True)
    published("Kept", tags=[tag], section=section, authors=[(writer, "by")])
    for address in [*lists(tag, section, writer), "/feed/rss.xml", "/sitemap/2026-11.xml"]:
        html = read(client, address)
        assert story.slug not in html
        assert "story" in html
    assert story.get_absolute_url()


@pytest.mark.parametrize("noun", ["section", "tag", "contributor"])
def test_it_forwards_a_former_slug_feeds_included(client, db, noun):
    made = {"section": make_section, "tag": make_tag, "contributor": make_contributor}[noun](
        "River", slug="old"
    )
    fields = {
        "section": {"section": made},
        "tag": {"tags": [made]},
        "contributor": {"authors": [(made, "by")]},
    }[noun]
    published(**fields)
    made.change_slug("new")
    assert client.get(f"/{noun}/new/").status_code == 200
    for below in ("", "feed/rss.xml", "feed/atom.xml"):
        response = client.get(f"/{noun}/old/{below}?a=1")
        assert (response.status_code, response["Location"]) == (301, f"/{noun}/new/{below}?a=1")


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 200), ({"state": "retired"}, 200), ({"state": "proposed"}, 404), ({"is_hidden": True}, 404)],
)
def test_it_shows_readers_the_tags_they_may_see(client, db, fields, status):
    tag = make_tag("Floods", **fields)
    story = published(tags=[tag])
    assert client.get(f"/tag/{tag.slug}/").status_code == status
    assert client.get(f"/tag/{tag.slug}/feed/rss.xml").status_code == status
    if status == 404:
        assert "Floods" not in read(client, story.get_absolute_url())


def test_it_forwards_a_merged_tag_to_its_target(client, db, cast):
    flood, floods = make_tag("Flood"), make_tag("Floods")
    published(tags=[floods])
    flood.merge_into(floods, by=cast.ada)
    response = client.get(f"/tag/{flood.slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/tag/{floods.slug}/")


def test_it_keeps_a_thin_tag_out_of_search_engines(client, db):
    tag = make_tag()
    published(tags=[tag])
    published(tags=[tag])
    address = f"/tag/{tag.slug}/"
    assert "noindex" in read(client, address)
    assert address not in read(client, "/sitemap/pages.xml")
    published(tags=[tag])
    assert "noindex" not in read(client, address)
    assert address in read(client, "/sitemap/pages.xml")


def test_it_shows_who_a_contributor_is(client, db):
    rosa = make_contributor(
        "Rosa Marsh", role_line="Courts reporter", biography="One.\n\nTwo.", email="rosa@example.org",
        places="Lowgate", disclosure="Owns a boat.", state="former",
    )  # fmt: skip
    rosa.subjects.add(make_tag("Floods", slug="floods"), make_tag("Hidden", is_hidden=True))
    ContributorLink.objects.create(contributor=rosa, label="Own site", address="https://example.org/rosa")
    published("Written", authors=[(rosa, "by")])
    published("Pictured", authors=[(rosa, "photographs")])
    html = read(client, f"/contributor/{rosa.slug}/")
    for words in (
        "Rosa Marsh", "Courts reporter", "<p>Two.</p>", "rosa@example.org", "Lowgate", "Owns a boat.",
        "No longer with Newsroom.", "/tag/floods/", "https://example.org/rosa",
    ):  # fmt: skip
        assert words in html
    assert "Hidden" not in html
    assert html.index("Written") < html.index(">Photographs</h2>") < html.index("Pictured")
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert (data["@type"], data["mainEntity"]["name"]) == ("ProfilePage", "Rosa Marsh")


@pytest.mark.parametrize(
    ("fields", "status"), [({}, 404), ({"shows_empty_page": True}, 200), ({"has_hidden_page": True}, 404)]
)
def test_it_shows_an_empty_page_only_where_it_is_wished_for(client, db, fields, status):
    nobody = make_contributor("Nobody", **fields)
    published(authors=[(nobody, "by")], at=EVENING + timedelta(hours=1))
    assert client.get(f"/contributor/{nobody.slug}/").status_code == status
    assert client.get(f"/contributor/{nobody.slug}/feed/atom.xml").status_code == status


def test_it_never_says_who_is_behind_a_pseudonym(client, db, cast):
    veil = make_contributor("The Lamplighter", kind="pseudonym", user=cast.rosa)
    published(authors=[(veil, "by")])
    html = read(client, f"/contributor/{veil.slug}/")
    assert "The Lamplighter" in html
    assert "rosa" not in html.lower()


def test_it_opens_the_archive_by_day_month_and_year(client, db):
    published("November", at=AFTERNOON)
    published("March", at=datetime(2026, 3, 9, 12, tzinfo=UTC))
    published("Last year", at=datetime(2025, 12, 31, 23, tzinfo=UTC))
    assert headlines(read(client, "/2026/11/23/")) == ["November"]
    assert headlines(read(client, "/2026/03/")) == ["March"]
    year = read(client, "/2026/")
    assert headlines(year) == ["November", "March"]
    assert re.findall(r'<li><a href="(/2026/\d\d/)" aria-label', year) == ["/2026/03/", "/2026/11/"]
    assert 'href="/2025/">' in year
    march = read(client, "/2026/03/")
    assert 'href="/2025/12/">' in march
    assert 'href="/2026/11/">' in march
    assert re.findall(r'<li><a href="(/2026/03/\d\d/)"', march) == ["/2026/03/09/"]


def test_it_puts_a_story_on_the_day_of_the_sites_zone(client, db, settings):
    """Half past eleven at night in New York is the next day in London and the same in New York."""
    published("Late", at=datetime(2026, 11, 23, 4, 30, tzinfo=UTC))
    assert headlines(read(client, "/2026/11/22/")) == ["Late"]
    assert client.get("/2026/11/23/").status_code == 404


def test_it_lists_corrections_newest_first(client, db):
    story = published("River rises")
    corrected(story, "The first.", at=AFTERNOON)
    last = corrected(story, "The <second>.", at=AFTERNOON + timedelta(hours=1), kind="clarification")
    html = read(client, "/corrections/")
    assert html.index("The &lt;second&gt;.") < html.index("The first.")
    assert f'href="{story.get_absolute_url()}#correction-{last.pk}"' in html
    assert "Clarification</strong> <time" in html


def test_it_isolates_headlines_of_another_direction(client, db):
    published("سیلاب", language="ur")
    assert re.search(r'<h2 class="card__headline" lang="ur" dir="rtl"><a [^>]*>سیلاب</a>', read(client, "/"))


def test_it_shows_two_names_and_how_many_others(client, db):
    published(byline={"line": [], "other": [], "end": [], "short": "A, B and 13 others"})
    assert "A, B and 13 others" in read(client, "/")


def test_it_survives_a_headline_of_any_length(client, db):
    for headline in ("x" * 300, "🌊" * 100, "a b " * 75):
        published(headline)
    assert len(headlines(read(client, "/"))) == 3


@pytest.mark.parametrize("more", [0, 60])
def test_it_costs_four_queries_however_many_stories_there_are(client, counting, more):
    tag, section, writer = make_tag(), make_section(), make_contributor()
    writer.subjects.add(tag)
    ContributorLink.objects.create(contributor=writer, label="Site", address="https://example.org/")
    for number in range(3 + more):
        at = AFTERNOON - timedelta(days=number)
        story = published(
            tags=[tag], section=section, authors=[(writer, "by")], at=at, card_picture=picture()
        )
        corrected(story, at=at)
    addresses = [*lists(tag, section, writer), "/corrections/"]
    feeds = [f"{page}feed/{form}" for page in ("/", *addresses[1:4]) for form in FORMATS]
    feeds += ["/corrections/feed/rss.xml", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-11.xml"]
    if more:
        feeds += [f"{address}?page=2" for address in addresses if address != "/2026/11/23/"]
    client.get(f"/tag/{tag.slug}/")  # what stands beside a tag is weighed once an hour in each process
    for address in addresses + feeds:
        counting(4, address)


def test_it_has_one_main_heading_on_every_page(client, db):
    tag, section, writer = make_tag(), make_section(), make_contributor()
    story = published(tags=[tag], section=section, authors=[(writer, "by")], card_picture=picture())
    for address in [*lists(tag, section, writer), "/corrections/", story.get_absolute_url()]:
        html = read(client, address)
        levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_it_shows_its_own_look_where_nothing_is(client, db):
    published()
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert 'class="masthead"' in response.content.decode()
    assert PublishedArticle.objects.count() == 1


def test_it_can_say_that_it_failed_without_asking_anything(django_assert_num_queries, db):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = server_error(request)
    assert response.status_code == 500
    assert 'class="masthead"' in response.content.decode()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_it_writes_html_that_parses_without_an_error(client, db, language):
    """Judged by html5lib, which reads as browsers do and says what they put up with."""
    tag, section, writer = make_tag("A & B"), make_section("C <d>"), make_contributor("E “f”")
    fields = {"language": language, "dateline": "Here", "picture": picture(), "card_picture": picture()}
    story = published(tags=[tag], section=section, authors=[(writer, "by")], **fields)
    corrected(story, placement="top")
    for number in range(25):
        published(tags=[tag], section=section, authors=[(writer, "by")], kicker=f"{number}", kind="opinion")
    pages = [*lists(tag, section, writer), "/?page=2", "/corrections/", "/nothing/", story.get_absolute_url()]
    for address in pages:
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(client.get(address).content.decode())

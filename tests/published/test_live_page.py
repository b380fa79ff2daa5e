"""A live story as readers get it: its page, the fragment browsers ask for, feeds and structured data."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta

import pytest

from articles.models import Article
from tests.factories import make_article, make_published
from tests.house.html_rules import complaints
from tests.published.factories import EVENING

MINUTE = timedelta(minutes=1)
START = EVENING - timedelta(hours=20)


@pytest.fixture
def story(db) -> Article:
    return make_published("Flood, live", kind="live", slug="flood", at=START)


def post(story: Article, number: int, **values: object) -> None:
    values = {"headline": f"Entry {number}", "body": f"<p>Text {number}</p>"} | values
    story.post_update(by=None, at=START + number * MINUTE, **values)


def address(story: Article) -> str:
    from published.models import PublishedArticle

    return PublishedArticle.objects.get(pk=story.pk).get_absolute_url()


def headlines(page: str) -> list[str]:
    return re.findall(r'live-update__headline" dir="auto">([^<]+)<', page)


def test_it_shows_entries_newest_first_and_the_other_way_round(client, story):
    for number in range(3):
        post(story, number)
    page = client.get(address(story)).content.decode()
    assert headlines(page) == ["Entry 2", "Entry 1", "Entry 0"]
    assert headlines(client.get(f"{address(story)}?order=oldest").content.decode())[0] == "Entry 0"
    story.order_live(by=None, is_newest_first=False)
    assert headlines(client.get(address(story)).content.decode())[0] == "Entry 0"


def test_five_hundred_entries_are_paged_and_cost_four_queries(client, story, counting):
    for number in range(65):
        post(story, number)
    seen, query = [], ""
    for _page in range(3):
        page = counting(4, address(story) + query).content.decode()
        seen += headlines(page)
        query = (re.findall(r'<a rel="next" href="([^"]+)"', page) or [""])[0]
    assert seen == [f"Entry {number}" for number in reversed(range(65))]
    assert query == ""
    counting(2, f"{address(story)}live/")


def test_it_says_truly_why_there_are_no_entries(client, story):
    assert "There are no entries yet." in client.get(address(story)).content.decode()
    story.end_live(by=None, at=START + MINUTE)
    page = client.get(address(story)).content.decode()
    assert "No entries were posted." in page
    assert "no entries yet" not in page


def test_another_kind_of_story_costs_no_more(client, db, counting):
    counting(3, address(make_published("News", at=START)))


def test_an_entry_has_an_address_of_its_own(client, story):
    for number in range(40):
        post(story, number, is_key=number == 3)
    page = client.get(address(story)).content.decode()
    (moment,) = re.findall(r'<li><a href="(\?entries=[^"#]+)#entry-\d+">Entry 3</a>', page)
    assert headlines(client.get(address(story) + moment).content.decode()) == [
        "Entry 3", "Entry 2", "Entry 1", "Entry 0"
    ]  # fmt: skip
    assert f'rel="canonical" href="http://127.0.0.1:8000{address(story)}"' in page


@pytest.mark.parametrize(
    "query", ["entries=x", "entries=", "entries=9-9-9", "entries=-99999999999999999999-1"]
)
def test_a_malformed_place_is_not_found(client, story, query):
    post(story, 1)
    assert client.get(f"{address(story)}?{query}").status_code == 404
    assert client.get(f"{address(story)}?order=sideways").status_code == 200


def test_the_fragment_has_the_newest_twenty(client, story):
    for number in range(25):
        post(story, number)
    answer = client.get(f"{address(story)}live/")
    assert headlines(answer.content.decode()) == [f"Entry {number}" for number in range(24, 4, -1)]
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'data-live-state="live"' in answer.content.decode()
    story.end_live(by=None)
    assert 'data-live-state="ended"' in client.get(f"{address(story)}live/").content.decode()


def test_other_stories_have_no_fragment(client, story):
    news = make_published("News", at=START)
    assert client.get(f"{address(news)}live/").status_code == 404
    assert client.get("/2026/11/23/nothing/live/").status_code == 404
    assert client.get("/2026/13/23/nothing/live/").status_code == 404


def test_entries_leave_with_their_story(client, story):
    post(story, 1, headline="Zebra")
    own = address(story)
    story.withdraw(by=None, note="Wrong.")
    for where in (own, f"{own}live/", "/feed/rss.xml"):
        assert "Zebra" not in client.get(where).content.decode()


def test_entries_wait_for_their_storys_second(client, db):
    draft = make_article("Vote, live", kind="live", slug="vote")
    draft.schedule(by=None, publish_at=EVENING + MINUTE, at=START)
    post(draft, 1, headline="Zebra")
    for where in ("/2026/11/23/vote/", "/2026/11/23/vote/live/", "/feed/feed.json"):
        answer = client.get(where)
        assert answer.status_code in (200, 404)
        assert "Zebra" not in answer.content.decode()


def test_machines_read_a_live_blog(client, story):
    post(story, 1)
    story.end_live(by=None, at=START + 5 * MINUTE)
    page = client.get(address(story)).content.decode()
    data = [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)]
    (blog,) = [one for one in data if one["@type"] == "LiveBlogPosting"]
    (entry,) = blog["liveBlogUpdate"]
    assert (entry["headline"], entry["articleBody"]) == ("Entry 1", "Text 1")
    assert blog["coverageStartTime"] == blog["datePublished"]
    assert blog["coverageEndTime"] > entry["datePublished"]


def test_feeds_carry_the_latest_entries_and_come_again(client, story):
    before = client.get("/feed/feed.json").json()["items"][0]
    for number in range(12):
        post(story, number)
    after = client.get("/feed/feed.json").json()["items"][0]
    assert after["id"] == before["id"]
    assert after["date_modified"] > before["date_published"]
    assert "Text 11" in after["content_html"]
    assert "Text 1<" not in after["content_html"]


def test_a_correction_stands_under_its_entry(client, story):
    update = story.post_update(by=None, body="<p>Two hurt</p>", at=START + MINUTE)
    story.correct_update(update, by=None, text="Three were hurt, <not> two.")
    assert "Three were hurt, &lt;not&gt; two." in client.get(address(story)).content.decode()


def test_a_preview_shows_entries_as_readers_get_them(client, story):
    from articles.previews import make_link

    post(story, 1, is_key=True)
    page = client.get(f"/preview/{make_link(story, by=None)}/").content.decode()
    assert headlines(page) == ["Entry 1"]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_it_is_good_html_in_few_bytes(client, story, settings, language):
    settings.LANGUAGE_CODE = language
    for number in range(35):
        post(story, number, is_key=number % 9 == 0)
    for where in (address(story), f"{address(story)}?order=oldest"):
        page = client.get(where).content
        assert complaints(page.decode()) == [], where
        assert len(gzip.compress(page)) < 12_000
    assert len(gzip.compress(client.get(f"{address(story)}live/").content)) < 4_000

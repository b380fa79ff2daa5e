from datetime import date, timedelta
from urllib.parse import quote

import pytest

from published.addresses import span_of
from tests.published.factories import EVENING, address, published, withdrawn


def test_it_answers_at_the_day_of_first_publication(client, db):
    story = published(slug="river-rises")
    assert story.get_absolute_url() == "/2026/11/23/river-rises/"
    assert client.get("/2026/11/23/river-rises/").status_code == 200


def test_it_takes_slugs_of_any_script(client, db):
    story = published(slug="سیلاب-کی-خبر")
    assert story.get_absolute_url() == f"/2026/11/23/{quote('سیلاب-کی-خبر')}/"
    assert client.get(story.get_absolute_url()).status_code == 200


def test_it_forwards_a_former_address_for_ever(client, db):
    story = published(slug="river-rises")
    address(story, slug="river")
    response = client.get("/2026/11/23/river/")
    assert (response.status_code, response["Location"]) == (301, "/2026/11/23/river-rises/")


def test_it_forwards_a_slug_in_capitals(client, db):
    published(slug="river-rises")
    response = client.get("/2026/11/23/River-Rises/")
    assert (response.status_code, response["Location"]) == (301, "/2026/11/23/river-rises/")


def test_it_says_that_a_withdrawn_story_is_gone(client, db):
    story = published(slug="river-rises")
    withdrawn(story)
    address(story, slug="river", gone=410, note="It was <b>wrong</b>.")
    response = client.get("/2026/11/23/river/")
    assert response.status_code == 410
    assert "It was &lt;b&gt;wrong&lt;/b&gt;." in response.content.decode()


def test_it_names_the_law_where_the_law_asks_for_it(client, db):
    story = published(slug="river-rises")
    withdrawn(story)
    address(story, slug="river", gone=451)
    response = client.get("/2026/11/23/river/")
    assert response.status_code == 451
    assert "legal reasons" in response.content.decode()


def test_it_says_that_an_expired_story_is_gone(client, db):
    story = published(expires_at=EVENING)
    assert client.get(story.get_absolute_url()).status_code == 410
    address(story, slug="former")
    assert client.get("/2026/11/23/former/").status_code == 410


def test_it_does_not_know_an_address_before_its_time(client, db):
    """A story to come answers as any address that never was, and at its moment it is there."""
    tomorrow = published(at=EVENING + timedelta(seconds=1))
    assert client.get(tomorrow.get_absolute_url()).status_code == 404
    assert client.get(published(at=EVENING).get_absolute_url()).status_code == 200


def test_it_does_not_give_away_a_story_put_back_on_schedule(client, db):
    """Withdrawn once and to come again: until then what readers knew is gone, no more."""
    story = published(slug="new", public_from=EVENING + timedelta(hours=1))
    address(story, slug="old", public_from=EVENING - timedelta(days=1))
    assert client.get("/2026/11/23/old/").status_code == 410
    assert client.get("/2026/11/23/new/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/2026/13/01/x/", "/2026/00/10/x/", "/2026/02/30/x/", "/0000/01/01/x/", "/0001/01/01/x/",
        "/9999/12/31/x/", "/2026/1/5/x/", "/٢٠٢٦/11/23/x/", "/2026/11/23/" + "x" * 3000 + "/",
        "/2026/13/01/", "/2026/02/30/", "/0000/01/01/", "/0001/01/01/", "/9999/12/31/", "/2026/11/24/",
        "/2026/13/", "/0000/", "/0001/", "/9999/", "/9999/12/", "/12026/", "/2026/11/23/%ff%fe/",
        "/section/none/", "/tag/none/", "/contributor/none/", "/section/%ff/", "/tag/a%2fb/",
        "/feed/none.xml", "/section/none/feed/rss.xml", "/sitemap/2026-13.xml", "/sitemap/0000-01.xml",
        "/sitemap/1999-01.xml", "/sitemap/2026-02-30.xml",
        "/sitemap/0001-01-01.xml", "/sitemap/1999-01-01.xml",
    ],
)  # fmt: skip
def test_it_does_not_find_what_is_not_there(client, db, path):
    published()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/2026/11/23/x%00/", "/tag/%00/", "/?page=%00", "/section/x%00y/feed/rss.xml"]
)
def test_it_refuses_nul(client, db, path):
    assert client.get(path).status_code == 400


def test_it_refuses_a_query_that_is_not_utf8(client, db):
    assert client.get("/", QUERY_STRING="page=%ff%fe").status_code == 400


@pytest.mark.parametrize(
    ("parts", "span"),
    [
        (("2024",), (date(2024, 1, 1), date(2024, 12, 31))),
        (("2024", "02"), (date(2024, 2, 1), date(2024, 2, 29))),
        (("2026", "12"), (date(2026, 12, 1), date(2026, 12, 31))),
        (("2024", "02", "29"), (date(2024, 2, 29), date(2024, 2, 29))),
        (("2026", "02", "29"), None),
    ],
)
def test_it_reads_a_span_of_days(parts, span):
    assert span_of(*parts) == span

from datetime import timedelta

import pytest

from published import memory
from published.paging import Anchor
from tests.published.factories import AFTERNOON, published


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """What a page shows is read from what its template was given, so it has to be rendered each time."""
    monkeypatch.setattr(memory.pages, "get", lambda contents: None)


def headlines(response):
    return [story.headline for story in response.context["page"].rows]


def walk(client, address, between=lambda: None):
    """Follow the link to the next page until there is none, doing something in between."""
    found, pages = [], 0
    query = ""
    while True:
        response = client.get(address + query)
        assert response.status_code == 200
        found += headlines(response)
        pages += 1
        query = response.context["page"].next_query
        if not query:
            return found, pages
        between()


def test_it_repeats_and_drops_nothing_while_stories_come_in(client, db):
    """The newest first, whatever is published while somebody reads on."""
    for number in range(50):
        published(f"Old {number}", at=AFTERNOON - timedelta(minutes=number))
    found, pages = walk(client, "/", between=lambda: published("New", at=AFTERNOON))
    assert found == [f"Old {number}" for number in range(50)]
    assert pages == 3


def test_it_keeps_the_order_of_stories_of_one_minute(client, db):
    """Twenty-five stories of the same moment, by number, over the edge of a page."""
    for number in range(25):
        published(f"Story {number}", at=AFTERNOON)
    found, _pages = walk(client, "/")
    assert found == [f"Story {number}" for number in reversed(range(25))]


def test_it_starts_again_on_the_way_back(client, db):
    for number in range(45):
        published(f"Old {number}", at=AFTERNOON - timedelta(minutes=number))
    second = client.get("/" + client.get("/").context["page"].next_query)
    third = client.get("/" + second.context["page"].next_query)
    assert third.context["page"].previous_query.startswith("?page=2&upto=")
    assert second.context["page"].previous_query == ""


def test_it_gives_every_page_one_canonical_address(client, db):
    for number in range(25):
        published(at=AFTERNOON - timedelta(minutes=number))
    first = client.get("/")
    second = client.get("/" + first.context["page"].next_query).content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/">' in first.content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/?page=2">' in second
    assert '<link rel="prev" href=".">' in second


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=", "page=1.5", "page=99999999999", "page=٢", "page=2", "page=1e3"],
)
def test_it_does_not_find_a_page_that_is_none(client, db, query):
    published()
    assert client.get(f"/?{query}").status_code == 404


@pytest.mark.parametrize(
    "anchor",
    [
        "x",
        "",
        "1",
        "1-",
        "--1-1",
        "1-1-1",
        "9" * 30 + "-1",
        "999999999999999999-1",
        "-99999999999999999-1",
        "1-٢",
    ],
)
def test_it_does_not_find_a_malformed_anchor(client, db, anchor):
    for _ in range(25):
        published(at=AFTERNOON)
    assert client.get("/", {"page": "2", "upto": anchor}).status_code == 404


def test_it_reads_the_anchor_it_writes():
    for at in (AFTERNOON, AFTERNOON.replace(year=1955, microsecond=123456)):
        for page in (1, 51):
            assert Anchor.read(str(Anchor(at, 42, page))) == Anchor(at, 42, page)


@pytest.fixture
def far_down(db, monkeypatch):
    """A list of seven pages that is counted two pages at a time."""
    monkeypatch.setattr("published.paging.COUNTED_PAGES", 2)
    for number in range(130):
        published(f"Old {number}", at=AFTERNOON - timedelta(minutes=number // 3))


def test_it_walks_to_the_end_whatever_comes_in(client, far_down):
    found, pages = walk(client, "/", between=lambda: published("New", at=AFTERNOON + timedelta(minutes=1)))
    assert (len(found), len(set(found)), pages) == (130, 130, 7)
    assert "New" not in found


def test_it_walks_back_over_the_same_pages(client, far_down):
    query, there = "", []
    while True:
        response = client.get("/" + query)
        there.append(headlines(response))
        if not (query := response.context["page"].next_query):
            break
    back = [headlines(response)]
    while query := response.context["page"].previous_query:
        response = client.get("/" + query)
        back.append(headlines(response))
    assert back == there[:0:-1]


def test_a_page_far_down_is_canonical_with_its_place(client, far_down):
    response = client.get("/")
    for _ in range(3):
        response = client.get("/" + response.context["page"].next_query)
    assert response.context["page"].number == 4
    again = client.get("/" + response.context["page"].own_query)
    assert headlines(again) == headlines(response)


def test_a_page_far_down_is_not_found_by_its_number_alone(client, far_down):
    assert client.get("/?page=2").status_code == 200
    assert client.get("/?page=3").status_code == 404
    assert client.get("/?page=6&upto=0-1-3").status_code == 404
    assert client.get("/?page=2&upto=0-1-3").status_code == 404

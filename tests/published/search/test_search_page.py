"""The search page and its neighbours: an answer to whatever is typed, in few queries."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.search.querying import understand
from tests.factories import make_contributor, make_published, make_section, make_tag
from tests.published.factories import EVENING

BEFORE = EVENING - timedelta(hours=2)

HOSTILE = [
    '"',
    '"unbalanced',
    "'",
    "''",
    "\\",
    "a:b",
    "NEAR(a b)",
    "a*",
    "*",
    "(",
    ")",
    "()",
    "a OR",
    "AND",
    "NOT a",
    "-",
    "--",
    '-"',
    '""',
    "a & b",
    "!a",
    "a <-> b",
    "a | ",
    ":*",
    "{",
    "}",
    "^a",
    "%",
    "_",
    "'; DROP TABLE x; --",
    "ßt1",
    "\u202e",
    "😀",
    "\ud7ff",
    "a" * 5000,
    "- - -",
    "“”",
    "«a",
    "a\tb\nc",
    "<script>",
    "&amp;",
    "1e5",
    "ﷺ",
    "\u0301",
    "a\u0000"[:1],
    " ".join(["word"] * 400),
    '"' + "a b " * 300 + '"',
    "-a",
    "-a -b",
    "الـــــ",
    "ज्ञान",
]


@pytest.fixture
def section(db):
    return make_section("City")


@pytest.mark.parametrize("text", HOSTILE)
def test_it_answers_whatever_is_typed(client, section, text):
    make_published("River", at=BEFORE, body="<p>a b word</p>")
    for sort in ("", "newest"):
        assert client.get("/search/", {"q": text, "sort": sort}).status_code == 200
    assert client.get("/search/suggestions", {"q": text}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "section=nothing",
        "kind=nothing",
        "from=yesterday",
        "until=2026-13-45",
        "from=9999-12-31",
        "from=0001-01-01",
        "from=2026-12-01&until=2026-01-01",
        "upto=x",
        "upto=99999999999999999999",
        "skip=-4",
        "skip=999999",
        "sort=x",
        "upto=-9223372036854775807",
        "tag=x",
        "contributor=x",
        "q=river&from=%D9%A2",
        "skip=%D9%A2",
        "upto=%C2%B2",
    ],
)
def test_it_tells_what_it_did_not_understand(client, section, query):
    make_published("River", at=BEFORE)
    assert client.get(f"/search/?q=river&{query}").status_code == 200
    assert client.get(f"/search/?{query}").status_code == 200


@given(st.text(max_size=300))
def test_everything_typed_is_understood_as_plain_words(text):
    typed = understand(text)
    for phrase in [*typed.wanted, *typed.unwanted]:
        for word in phrase:
            assert word
            assert not set(word) & set(" '\"():&|!<>*\\")


def test_it_costs_four_queries_at_most(client, section, counting):
    tag, rosa = make_tag("Floods"), make_contributor("Rosa Marsh")
    for number in range(30):
        make_published(f"River {number}", at=BEFORE, tags=[tag], credits=[rosa])
    counting(0, "/search/")
    counting(4, "/search/?q=river")
    counting(4, "/search/?q=river&sort=newest&from=2026-01-01")
    counting(4, "/search/?q=river&tag=floods&contributor=rosa-marsh&section=city&kind=news")
    counting(4, "/search/?q=rivre")
    counting(2, "/search/suggestions?q=flo")


def test_it_stays_out_of_search_engines_and_shows_what_was_asked(client, section):
    make_published("River", at=BEFORE)
    page = client.get("/search/?q=river+%3Cb%3E").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "river &lt;b&gt;" in page


def test_a_search_without_results_helps(client, section):
    make_published("Parliament votes", at=BEFORE)
    page = client.get("/search/?q=parlament&section=city").content.decode()
    assert "Nothing was found" in page
    assert f"?q={quote('parliament')}&amp;section=city" in page
    assert 'href="/section/city/"' in page


def test_suggestions_name_tags_sections_and_people_with_public_stories(client, section):
    make_tag("City hall")
    make_tag("City secrets", is_hidden=True)
    make_published("River", at=BEFORE, credits=[make_contributor("Cities Marsh")])
    make_contributor("Citizen Unseen")
    found = client.get("/search/suggestions?q=cit").json()["suggestions"]
    assert [one["name"] for one in found] == ["City", "City hall", "Cities Marsh"]
    assert all(client.get(one["address"]).status_code == 200 for one in found)


def test_browsers_get_suggestions_and_a_description(client, section):
    make_tag("Floods")
    typed, names, _kinds, addresses = client.get("/search/suggestions?form=browser&q=flo").json()
    assert (typed, names) == ("flo", ["Floods"])
    assert addresses[0].endswith("/tag/floods/")
    description = client.get("/opensearch.xml")
    assert description["Content-Type"] == "application/opensearchdescription+xml"
    urls = ElementTree.fromstring(description.content).findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert "{searchTerms}" in urls[0].get("template", "")
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()


def test_a_page_that_is_remembered_says_what_its_stories_say(client, section):
    """Pages are remembered by what they show, so what has changed since shows."""
    story = make_published("River up", standfirst="A river", at=BEFORE, tags=[make_tag("River")])
    address = "/search/?q=river"
    assert client.get(address).content == client.get(address).content
    for change in ({"headline": "River down"}, {"standfirst": "That river"}, {"body": "<p>Sea</p>"}):
        before = client.get(address).content
        for name, value in change.items():
            setattr(story, name, value)
        story.save()
        story.save_version(by=None, at=BEFORE)
        story.publish(by=None, at=BEFORE)
        after = client.get(address).content
        assert (before == after) == ("body" in change), change
    section.name = "Town"
    section.save()
    assert "Town" in client.get(address).content.decode()
    assert "Sea" in client.get("/search/?q=sea").content.decode()
    assert client.get("/search/?q=rivers").content != client.get(address).content


def test_a_page_with_a_live_story_follows_its_entries(client, section):
    story = make_published("Flood, live", kind="live", at=BEFORE)
    first = story.post_update(by=None, body="<p>A kestrel</p>", at=BEFORE)
    assert "A <mark>kestrel</mark>" in client.get("/search/?q=kestrel").content.decode()
    story.change_update(first, by=None, body="<p>No kestrel</p>", at=BEFORE + timedelta(minutes=1))
    assert "No <mark>kestrel</mark>" in client.get("/search/?q=kestrel").content.decode()

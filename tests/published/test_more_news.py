from datetime import timedelta

import pytest

from published.models import PublishedArticle
from published.more_news import more_news
from tests.factories import make_section, make_tag
from tests.published.factories import AFTERNOON, EVENING, published, withdrawn


@pytest.fixture
def elsewhere(db):
    """A section whose stories no other story is filled up with."""
    return make_section("Elsewhere")


def lines(story, *tags):
    return [entry.story.headline if entry.story else entry.outside.title for entry in more_news(story, tags)]


def link(to):
    return (
        {"article": to.pk, "note": ""} if not isinstance(to, str) else {"url": to, "title": to, "source": ""}
    )


def test_it_begins_with_what_the_desk_picked_in_its_order(elsewhere):
    old = published("Old", at=AFTERNOON - timedelta(days=900), section=elsewhere)
    new = published("New", section=elsewhere)
    home = make_section("Home")
    story = published(section=home, links=[link(old), link("https://example.org/"), link(new)])
    published("Filler", section=home)
    assert lines(story) == ["Old", "https://example.org/", "New", "Filler"]


def test_it_goes_on_with_shared_tags_the_closest_first(elsewhere):
    flood, river, mill = make_tag(), make_tag(), make_tag()
    published("Elderly", tags=[flood, river], at=AFTERNOON - timedelta(days=60), section=elsewhere)
    published("Flood of Tuesday", tags=[flood], at=AFTERNOON - timedelta(days=2), section=elsewhere)
    published("Rising since", tags=[river], at=AFTERNOON - timedelta(days=2), section=elsewhere)
    published("Both of them", tags=[flood, river], at=AFTERNOON - timedelta(days=1), section=elsewhere)
    published("Neither", tags=[mill], section=elsewhere, lede="Wheat", standfirst="")
    story = published("Story", tags=[flood, river], section=make_section("Home"), lede="Nothing alike")
    assert lines(story, flood, river) == ["Both of them", "Flood of Tuesday", "Rising since", "Elderly"]


def test_it_fills_up_with_the_newest_of_the_section_of_a_fortnight(db):
    story = published("Story", at=AFTERNOON, lede="")
    for days in (1, 3, 13, 15):
        published(f"{days} days ago", at=EVENING - timedelta(days=days), lede="")
    assert lines(story) == ["1 days ago", "3 days ago", "13 days ago"]


def test_it_has_five_slots(elsewhere):
    tag = make_tag()
    picked = [published(f"Picked {n}", section=elsewhere) for n in range(8)]
    for _ in range(8):
        published(tags=[tag])
    story = published(tags=[tag], links=[link(one) for one in picked])
    assert lines(story, tag) == [f"Picked {n}" for n in range(5)]


def test_it_shows_nothing_twice_and_never_itself(db):
    tag = make_tag()
    friend = published("Friend", tags=[tag])
    story = published("Story", tags=[tag])
    story.links = [
        link(friend),
        link(story),
        link(friend),
        link("https://example.org/"),
        link("https://example.org/"),
    ]
    assert lines(story, tag) == ["Friend", "https://example.org/"]


def test_it_shows_only_what_readers_can_have(db):
    tag = make_tag()
    hidden = [
        published("To come", tags=[tag], at=EVENING + timedelta(minutes=1)),
        published("Embargoed", tags=[tag], public_from=EVENING + timedelta(hours=1)),
        published("Expired", tags=[tag], expires_at=EVENING),
        published("Retracted", tags=[tag], is_retracted=True),
        withdrawn(published("Withdrawn", tags=[tag])),
    ]
    story = published(tags=[tag], links=[link(one) for one in hidden])
    assert lines(story, tag) == []


def test_it_shows_a_picked_story_once_its_time_has_come(db, elsewhere):
    to_come = published("To come", at=EVENING + timedelta(minutes=1), section=elsewhere)
    story = published(links=[link(to_come)])
    assert more_news(story, []) == []
    assert [entry.story.headline for entry in more_news(story, [], at=EVENING + timedelta(minutes=1))] == [
        "To come"
    ]


@pytest.mark.parametrize("fields", [{"is_sensitive": True}, {"kind": "tone"}])
def test_it_links_nothing_by_a_sensitive_tag_or_a_tone(elsewhere, fields):
    tag = make_tag(**fields)
    published("Other", tags=[tag], section=elsewhere, lede="")
    assert lines(published(tags=[tag], section=make_section("Home")), tag) == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "", None])
def test_it_leaves_out_an_address_that_is_not_of_the_web(db, url):
    story = published(links=[{"url": url, "title": "Click", "source": "", "note": ""}])
    assert lines(story) == []


def test_it_has_no_heading_when_there_is_nothing(client, db):
    html = client.get(published().get_absolute_url()).content.decode()
    assert "More News" not in html


def test_it_takes_one_query_whatever_there_is(db, django_assert_num_queries):
    tags = [make_tag() for _ in range(20)]
    for number in range(40):
        published(tags=tags[number % 20 :], at=AFTERNOON - timedelta(hours=number))
    published("Story", tags=tags)
    story = PublishedArticle.objects.for_page().get(headline="Story")
    with django_assert_num_queries(1):
        assert len(more_news(story, tags)) == 5

"""What readers are told of a story's kind, and how long it takes to read."""

import pytest
from django.template.loader import render_to_string

from published.kinds import kind_label, mark_paid
from published.models import Kind, PublishedArticle
from published.reading_time import minutes_to_read
from taxonomy.models import Section
from tests.published.factories import published


def story(kind, section="City", **fields):
    return PublishedArticle(kind=kind, section=Section(name=section), **fields)


@pytest.mark.parametrize("kind", ["sponsored", "opinion", "analysis", "live", "review"])
def test_it_says_what_must_not_pass_for_news_beside_any_kicker(kind):
    assert kind_label(story(kind, kicker="Night shift")) == Kind(kind).label


def test_it_lets_a_kicker_stand_for_a_mere_form():
    assert kind_label(story("interview")) == "Interview"
    assert kind_label(story("interview", kicker="Lunch with")) == ""
    assert kind_label(story("news")) == ""


def test_it_does_not_say_twice_what_the_section_says():
    assert kind_label(story("opinion", section="Opinion")) == ""
    assert kind_label(story("sponsored", section="Sponsored")) == "Sponsored"


def test_it_marks_the_links_of_who_paid():
    html = '<a href="/x/">in</a> <a rel="noopener" href="https://a.example/?a&amp;b" dir="ltr">out</a>'
    assert mark_paid(html) == (
        '<a href="/x/">in</a> <a href="https://a.example/?a&amp;b" dir="ltr" rel="sponsored noopener">out</a>'
    )


def test_it_says_on_the_page_that_somebody_paid(client, db):
    paid = published(kind="sponsored", kicker="Ferries", body='<p><a href="https://a.example/">A</a></p>')
    html = client.get(paid.get_absolute_url()).content.decode()
    assert '<span class="kicker__part kicker__kind">Sponsored</span>' in html
    assert "Somebody has paid for this page." in html
    assert 'rel="sponsored noopener"' in html
    assert '"@type": "AdvertiserContentArticle"' in html
    assert "kicker__kind" in client.get("/").content.decode()


def test_it_counts_minutes_by_the_language():
    assert minutes_to_read(690, "en-gb") == 3
    assert minutes_to_read(690, "ar") == 5
    assert minutes_to_read(690, "ur") == 4
    assert minutes_to_read(60, "en") == 0


def test_it_says_how_long_a_story_takes(client, db):
    told = client.get(published(word_count=900).get_absolute_url()).content.decode()
    assert "4 minutes to read" in told
    short = client.get(published(word_count=60).get_absolute_url()).content.decode()
    assert "to read" not in short
    growing = client.get(published(word_count=900, kind="live").get_absolute_url()).content.decode()
    assert "to read" not in growing


def test_it_says_a_kicker_that_names_the_kind_once():
    said = {"story": story("analysis", kicker="analysis"), "no_section": True}
    html = render_to_string("components/kicker.html", said)
    assert html.lower().count(">analysis<") == 1

"""What a result shows: the right lines of a text, marked, in markup that nothing can break out of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from published.addresses import story_addresses
from published.models import PublishedArticle
from published.search.snippets import excerpt, marked
from tests.factories import NOW, make_published, make_section

BEFORE = NOW - timedelta(hours=2)
FILL = " ".join(["word"] * 300)


def test_it_marks_whole_words_alone():
    assert marked("River, riverbank & RIVER’s", {"river"}) == (
        "<mark>River</mark>, riverbank &amp; <mark>RIVER</mark>’s"
    )
    assert marked("Das Café in İzmir", {"cafe", "izmir"}) == "Das <mark>Café</mark> in <mark>İzmir</mark>"
    assert marked("سیلاب کا پانی", {"سیلاب"}) == "<mark>سیلاب</mark> کا پانی"


def test_it_shows_the_place_where_most_words_stand():
    html = f"<p>A river.</p><p>{FILL}</p><p>Here the <em>river</em> met the council.</p><p>{FILL}</p>"
    found = excerpt(html, {"river", "council"})
    assert "Here the <mark>river</mark> met the <mark>council</mark>. word" in found
    assert found.startswith("… word ")
    assert found.endswith(" word …")


def test_it_shows_a_short_text_whole():
    assert excerpt("<p>Up the river.</p><p>Then</p>", {"river"}) == "Up the <mark>river</mark>. Then"


@pytest.mark.parametrize("tag", ['<a href="/river">', '<img alt="a > b" src="/river/x.jpg">', "&river;"])
def test_words_of_the_markup_are_no_words_of_the_text(tag):
    assert "<mark>" not in excerpt(f"<p>{FILL} {tag} {FILL}</p>", {"river"})


def test_a_cut_never_goes_through_a_tag_or_a_character():
    for length in range(850, 950):
        pad = "x" * length
        html = f'<p>&amp; one <a href="/{pad}">two</a> river three <a title="{pad}">four</a> &lt;five</p>'
        shown = excerpt(html, {"river"})
        assert "<mark>river</mark>" in shown
        assert set(shown.split()) <= set("… &amp; one two <mark>river</mark> three four &lt;five".split())


def test_words_with_accents_are_found_in_a_text():
    html = f"<p>{FILL}</p><p>Im Café sitzt</p>"
    assert "Im <mark>Café</mark> sitzt" in excerpt(html, {"cafe"})


def test_what_an_embed_says_is_not_shown():
    html = f'<p>{FILL}</p><a class="embed__card" href="/x">Show river</a><p>The river rose.</p>'
    assert "The <mark>river</mark> rose." in excerpt(html, {"river"})
    assert "Show" not in excerpt(html, {"river"})


def test_a_result_is_markup_that_nothing_breaks_out_of(client, db):
    section = make_section("Arts & <b>", accent="plum")
    make_published(
        'A "river" <script>', standfirst="<i>river</i> 100 %", credits=['Ann "O" <u>'], section=section,
        kicker="%(headline)s \ue0feheadline\ue0ff <s>", at=BEFORE, kind="opinion",
    )  # fmt: skip
    page = client.get("/search/?q=river").content.decode()
    item = page[page.index('<li class="result') : page.index("</ol>")]
    assert "&quot;<mark>river</mark>&quot; &lt;script&gt;" in item
    assert "&lt;i&gt;<mark>river</mark>&lt;/i&gt; 100 %" in item
    assert "Ann &quot;O&quot; &lt;u&gt;" in item
    assert "%(headline)s" in item
    assert "Arts &amp; &lt;b&gt;" in item
    assert "Opinion" in item
    assert f'href="{PublishedArticle.objects.get().get_absolute_url()}"' in item


def test_a_result_in_another_language_says_so(client, db):
    make_published("سیلاب", at=BEFORE, language="ur", section=make_section("City"))
    page = client.get("/search/?q=سیلاب").content.decode()
    assert '<h2 class="result__headline" lang="ur" dir="rtl"><a' in page


@pytest.mark.parametrize("slug", ["river", "سیلاب", "a-b_c", "río"])
def test_an_address_is_that_of_the_story(slug, db):
    story = PublishedArticle(day=NOW.date(), slug=slug)
    assert story_addresses()(story.day, story.slug) == story.get_absolute_url()

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from published.models import PublishedArticle
from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import AFTERNOON, corrected, picture, published

SCRIPT = "<script>alert(1)</script>"


def page(client, story):
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def json_ld(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def byline(*segments, **other):
    return {"line": list(segments), "other": [], "end": [], "short": "", "reporting_from": ""} | other


def test_it_shows_the_story_in_order(client, db):
    """From the section down to the tags."""
    story = published(
        "River rises",
        at=AFTERNOON,
        section=make_section("City"),
        kicker="Flood",
        standfirst="Lowgate is under water.",
        dateline="Port Selwyn",
        picture=picture(),
        body="<p>It rained.</p>",
        byline=byline(
            {"text": "By "},
            {"text": "Rosa Marsh", "slug": "rosa-marsh"},
            other=[[{"text": "Photographs by Paul Estlin"}]],
            end=[[{"text": "Additional reporting by Olga Ruiz"}]],
        ),
        sources=[{"name": "AP", "slug": None, "licence": "All rights reserved.", "required_credit": "© AP"}],
        tags=[make_tag("Floods")],
        updated_at=AFTERNOON + timedelta(hours=1),
        update_note="Adds the river board.",
    )
    corrected(story, "It was the Wend.", placement="top")
    corrected(story, "It was Monday.", placement="bottom")
    html = page(client, story)
    html = html[html.index("<article") :]
    parts = [
        ">City<", ">Flood<", ">River rises</h1>", "Lowgate is under water.", "Rosa Marsh",
        "Photographs by Paul", "Published <time", "Updated <time", "Adds the river board.",
        "It was the Wend.", "<img", "The Arle on Monday.", "Port Selwyn", "It rained.",
        "Additional reporting", "© AP", "All rights reserved.", "It was Monday.", "Floods",
    ]  # fmt: skip
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_it_links_writers_and_tags(client, db):
    story = published(
        byline=byline({"text": "By "}, {"text": "Rosa Marsh", "slug": "rosa-marsh"}, {"text": " and Remi"}),
        tags=[make_tag("Floods", slug="floods")],
    )
    html = page(client, story)
    assert 'By <a href="/contributor/rosa-marsh/" rel="author"><bdi>Rosa Marsh</bdi></a> and Remi' in html
    assert 'href="/tag/floods/"' in html


def test_it_says_when_it_was_published(client, db):
    html = page(client, published(at=AFTERNOON))
    moment = '<time datetime="2026-11-23T17:27:00-05:00">Monday, November 23, 2026 at 5:27 PM EST</time>'
    assert f"Published {moment}" in html
    assert "Updated" not in html


def test_it_says_first_what_the_site_prefers(client, db, settings):
    story = published(at=AFTERNOON, updated_at=AFTERNOON + timedelta(hours=1))
    html = page(client, story)
    assert html.index("Published <time") < html.index("Updated <time")
    settings.UPDATED_FIRST = True
    html = page(client, story)
    assert html.index("Updated <time") < html.index("Published <time")


def test_it_sets_a_story_in_its_own_language_and_direction(client, db):
    html = page(client, published("سیلاب کے بعد دواخانہ", language="ur"))
    assert 'lang="ur" dir="rtl"' in html
    assert '<html lang="en" dir="ltr">' in html


def test_it_puts_the_dateline_or_where_it_was_reported_from(client, db, settings):
    story = published(dateline="Kyiv & Lviv", body='<p dir="ltr">It rained.</p>')
    html = page(client, story)
    assert '<p dir="ltr"><span class="dateline"><bdi>Kyiv &amp; Lviv</bdi>' in html
    assert "Reporting from" not in html
    settings.DATELINE_STYLE = "reporting-from"
    html = page(client, story)
    assert "Reporting from Kyiv &amp; Lviv" in html
    assert 'class="dateline"' not in html


def test_it_changes_nothing_of_a_text_without_a_dateline(client, db):
    body = "<h2>One</h2><p>Two “three” &amp; four</p>"
    assert body in page(client, published(body=body))


def test_it_says_how_old_it_is(client, db):
    old = published(at=timezone.now() - timedelta(days=800))
    assert "This story is 2 years old." in page(client, old)
    assert "This story is" not in page(client, published())


def test_it_keeps_a_retracted_story_with_its_note_on_top(client, db):
    story = published(is_retracted=True, is_noindex=True)
    corrected(story, "We take this back.", kind="retraction", placement="top")
    html = page(client, story)
    assert html.index("We take this back.</p>") < html.index("<p>The river rose")
    assert "Retraction" in html
    assert '<meta name="robots" content="noindex">' in html


def test_it_writes_no_markup_that_somebody_typed(client, db):
    """Every field but the sanitised text is escaped, in the page, its head and its data."""
    tag = make_tag("Tag" + SCRIPT)
    link = {"url": "https://example.org/?a=1&b=2", "title": SCRIPT, "source": SCRIPT, "note": SCRIPT}
    story = published(
        SCRIPT,
        section=make_section("City" + SCRIPT),
        kicker=SCRIPT,
        standfirst=SCRIPT,
        dateline=SCRIPT,
        update_note=SCRIPT,
        updated_at=timezone.now(),
        picture=picture(alt=SCRIPT + '"', caption=SCRIPT, credit=SCRIPT),
        byline=byline({"text": SCRIPT}, {"text": SCRIPT, "slug": "x"}, short=SCRIPT),
        credits=[{"role": "by", "name": SCRIPT, "slug": None, "type": "Person", "affiliation": SCRIPT}],
        sources=[{"name": SCRIPT, "slug": None, "licence": SCRIPT, "required_credit": SCRIPT}],
        links=[link],
        tags=[tag],
    )
    corrected(story, SCRIPT)
    html = page(client, story)
    assert "<script>alert" not in html
    assert html.count("</script>") == html.count("<script ") == 4
    assert json_ld(html)["headline"] == SCRIPT


def test_it_follows_no_address_that_is_not_of_the_web(client, db):
    links = [{"url": "javascript:alert(1)", "title": "Click", "source": "", "note": ""}]
    assert "javascript:" not in page(client, published(links=links))


def test_it_tells_search_engines_who_wrote_what_and_when(client, db):
    story = published(
        "River rises",
        at=AFTERNOON,
        kind="analysis",
        dateline="Port Selwyn",
        updated_at=AFTERNOON + timedelta(hours=3),
        picture=picture(),
        credits=[
            {"role": "by", "name": "Rosa", "slug": "rosa", "type": "Person", "affiliation": "AP"},
            {"role": "photographs", "name": "Rosa", "slug": "rosa", "type": "Person"},
            {"role": "editing", "name": "Edith", "slug": None, "type": "Person"},
            {"role": "translation", "name": "Remi", "slug": None, "type": "Person"},
            {"role": "photographs", "name": "Paul", "slug": None, "type": "Person"},
        ],
        sources=[{"name": "AP", "slug": None, "licence": "", "required_credit": ""}],
    )
    corrected(story, "It was the Wend.")
    data = json_ld(page(client, story))
    assert data["@type"] == "AnalysisNewsArticle"
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Rosa",
            "url": "http://127.0.0.1:8000/contributor/rosa/",
            "affiliation": {"@type": "Organization", "name": "AP"},
        }
    ]
    assert [person["name"] for person in data["contributor"]] == ["Paul"]
    assert (data["editor"][0]["name"], data["translator"][0]["name"]) == ("Edith", "Remi")
    assert (data["sourceOrganization"][0]["name"], data["creditText"]) == ("AP", "AP")
    assert (data["datePublished"], data["dateModified"]) == (
        "2026-11-23T17:27:00-05:00",
        "2026-11-23T20:27:00-05:00",
    )
    assert data["correction"][0]["text"] == "It was the Wend."
    assert data["dateline"] == "Port Selwyn"
    assert data["image"][0]["url"] == "http://127.0.0.1:8000/media/renditions/1/a/full-960.jpg"


@pytest.mark.parametrize(
    ("sources", "author"), [([], "NewsMediaOrganization"), ([{"name": "AP", "slug": None}], "Organization")]
)
def test_it_names_the_agency_or_the_publisher_where_nobody_signs(client, db, sources, author):
    data = json_ld(page(client, published(sources=sources)))
    assert [who["@type"] for who in data["author"]] == [author]


def test_it_escapes_what_would_end_a_script():
    from published.structured_data import as_script

    text = "</script><!-- & \u2028\u2029"
    script = as_script({"a": text})
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script) == {"a": text}


def test_it_costs_two_queries_however_much_there_is(counting):
    tags = [make_tag() for _ in range(3)]
    people = [(make_contributor(f"Writer {n}"), "by") for n in range(15)]
    few = published(tags=tags[:1])
    counting(2, few.get_absolute_url())
    stories = [published(tags=tags, authors=people, picture=picture()) for _ in range(30)]
    links = [{"article": story.pk, "note": ""} for story in stories[:3]]
    response = counting(2, published(tags=tags, authors=people, links=links).get_absolute_url())
    assert response.content.decode().count("card__headline") == 5


def test_it_has_one_main_heading_and_landmarks(client, db):
    html = page(client, published(tags=[make_tag()]))
    assert html.count("<h1") == 1
    assert html.count("<main") == html.count("</main>") == 1
    assert 'href="#content"' in html


def test_it_takes_no_script_and_no_style_in_the_page(client, db):
    story = published(
        picture=picture(), body='<p>A</p><figure class="picture"><img src="/x" alt=""></figure>'
    )
    html = page(client, story)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    assert PublishedArticle.objects.get(pk=story.pk).body in html


def test_it_is_only_read(client, db):
    story = published(at=datetime(2020, 1, 1, tzinfo=UTC))
    assert client.post(story.get_absolute_url()).status_code == 405
    assert client.head(story.get_absolute_url()).status_code == 200

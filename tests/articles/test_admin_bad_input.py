"""Bad input at the desk: a sentence that names the field and what to do, and the typed text again."""

import pytest

from articles.models import Article
from published.models import PublishedArticle
from tests.articles.at_the_desk import Desk, said
from tests.factories import make_article, make_contributor, make_published, make_section

pytestmark = pytest.mark.django_db

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'  # fits every field


@pytest.fixture
def edith(client, cast):
    return Desk(client, cast.edith)


def test_it_takes_an_empty_headline_for_a_draft_and_not_for_the_public(edith):
    article = make_article("Something")
    assert "Headline: write one." in said(edith.open(article).send("_publish", headline="  "))
    article.refresh_from_db()
    assert article.headline == ""


def test_it_refuses_a_headline_of_ten_thousand_characters_and_keeps_it(edith):
    typed = "x" * 10_000
    response = edith.open().send(headline=typed)
    assert "Headline: At most 300 characters; this has 10000. Shorten it." in said(response)
    assert typed in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "headline", ["🌊🌊🌊", "👩‍👩‍👧 🇵🇰", "دریا چڑھ گیا", "a\u0301 e\u0301", "“Curly” – ‘quotes’…"]
)
def test_it_takes_every_letter_of_a_headline(edith, headline):
    article = make_article()
    edith.open(article).send("_publish", headline=headline)
    assert PublishedArticle.objects.get().headline == headline


def test_it_makes_one_line_of_a_headline(edith):
    edith.open().send(headline="Two\r\nlines", body="<p>x</p>")
    assert Article.objects.get().headline == "Two lines"


def test_it_names_the_slug_another_story_of_the_day_has(edith):
    make_published("Weather", at=None)
    article = make_article("Weather")
    response = edith.open(article).send("_publish", body="<p>Dry.</p>")
    assert "Slug: another story" in said(response)
    assert 'href="#row-slug"' in said(response)
    assert "Dry." in response.content.decode()


@pytest.mark.parametrize("letter", ["x", "ی"])
def test_it_answers_a_body_of_two_megabytes_with_the_form(edith, letter):
    typed = f"<p>{letter * 2_000_000}</p>"
    response = edith.open(make_article()).send(body=typed)
    assert response.status_code == 200
    assert "At most 500,000 characters; this has 2,000,007." in said(response)
    assert letter * 2_000_000 in response.content.decode()


def test_it_sends_the_form_in_parts(edith):
    assert 'enctype="multipart/form-data"' in edith.open().html


@pytest.mark.parametrize(
    "field", ["headline", "slug", "section", "language", "kind", "lead_image", "seen", "publish_at"]
)
@pytest.mark.parametrize("typed", ["\x00", "99999999999999999999", "' OR 1=1 --", "‮"])
def test_it_answers_odd_values_with_a_page(edith, field, typed):
    assert edith.open(make_article()).send(**{field: typed}).status_code == 200


@pytest.mark.parametrize("field", ["credits-TOTAL_FORMS", "links-TOTAL_FORMS", "credits-INITIAL_FORMS"])
@pytest.mark.parametrize("typed", ["", "x", "-1", "1001"])
def test_it_survives_broken_counts_of_rows(edith, field, typed):
    assert edith.open(make_article()).send(**{field: typed}).status_code in (200, 400)


def test_no_field_reaches_a_page_as_markup(edith):
    writer = make_contributor(f"Rosa {HOSTILE}"[:200])
    article = make_article(section=make_section("City"), credits=[writer], by=None)
    form = edith.open(article)
    names = ("headline", "short_headline", "kicker", "standfirst", "dateline", "lead_alt", "ed_note")
    typed = dict.fromkeys(names, HOSTILE)
    row = form.add_row("credits", name=f"Jane {HOSTILE}"[:160], place=HOSTILE, affiliation=HOSTILE)
    body = f"<p onclick=alert(1)>Hello {HOSTILE}</p><a href='javascript:alert(1)'>here</a>"
    response = form.send("_publish", body=body, **typed, **row)
    article.refresh_from_db()
    pages = [
        response.content.decode(),
        edith.open(article).html,
        edith.client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode(),
        edith.client.get("/admin/articles/article/").content.decode(),
        edith.client.get("/admin/").content.decode(),
        edith.client.get(PublishedArticle.objects.get().get_absolute_url()).content.decode(),
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page.replace("onerror=alert(1)&gt;", "")
        assert "<p onclick" not in page
        assert 'href="javascript' not in page


def test_it_answers_a_story_that_is_not_there(edith):
    for address in (
        "987654/change/",
        "987654/preview/",
        "987654/do/withdraw/",
        "1/do/nonsense/",
        "x/change/",
    ):
        assert edith.client.get(f"/admin/articles/article/{address}").status_code in (302, 404)

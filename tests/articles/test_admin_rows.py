"""Credits, agencies and links as rows: order, exchange, doubles, and what a row may not say."""

import pytest

from articles.models import RelatedLink
from tests.articles.at_the_desk import Desk, said
from tests.factories import make_article, make_contributor, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(client, cast):
    return Desk(client, cast.edith)


def names(article):
    return [credit.display_name for credit in article.credits.select_related("contributor")]


def test_it_orders_rows_by_their_places(edith):
    article = make_article(credits=["One", "Two", "Three"])
    moved = {"credits-0-position": "2", "credits-1-position": "0", "credits-2-position": "1"}
    edith.open(article).send(**moved)
    assert names(article) == ["Two", "Three", "One"]
    assert [credit.position for credit in article.credits.all()] == [0, 1, 2]


def test_it_puts_a_new_row_last_and_keeps_ties_in_order(edith):
    article = make_article(credits=["One", "Two"])
    form = edith.open(article)
    tied = {"credits-0-position": "5", "credits-1-position": "5"}
    form.send(**tied, **form.add_row("credits", name="Three"))
    assert names(article) == ["One", "Two", "Three"]


def test_it_lets_two_rows_exchange_what_must_not_be_twice(edith):
    one, two = make_published("One"), make_published("Two")
    article = make_article(links=[one, two])
    edith.open(article).send(**{"links-0-target": two.pk, "links-1-target": one.pk})
    assert [link.target for link in article.links.all()] == [two, one]


def test_it_removes_a_row(edith):
    article = make_article(credits=["One", "Two"])
    edith.open(article).send(**{"credits-0-DELETE": "on"})
    assert names(article) == ["Two"]


def test_it_does_not_print_the_last_persons_name_for_the_next(edith):
    first, second = make_contributor("Rosa Marsh"), make_contributor("Olga Penn")
    article = make_published(credits=[first])
    edith.open(article).send("_publish", **{"credits-0-contributor": second.pk})
    assert names(article) == ["Olga Penn"]
    assert article.credits.get().printed_name == "Olga Penn"


def test_it_wants_a_contributor_or_a_name_not_both(edith):
    writer = make_contributor("Rosa Marsh")
    article = make_article(credits=["Rosa"])
    response = edith.open(article).send(**{"credits-0-contributor": writer.pk})
    assert "Choose a contributor or type a bare name, one of the two." in said(response)
    form = edith.open(article)
    response = form.send(**form.add_row("credits", place="London"))
    assert "Choose a contributor or type a bare name, one of the two." in said(response)


def test_it_refuses_a_credit_twice_in_one_role_and_takes_it_in_two(edith):
    writer = make_contributor("Rosa Marsh")
    article = make_article(credits=[writer])
    form = edith.open(article)
    again = form.add_row("credits", contributor=writer.pk)
    assert "credited in this role already" in said(form.send(**again))
    edith.open(article).send(**again, **form.add_row("credits", role="photographs"))
    assert article.credits.count() == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"url": "https://example.org/", "title": ""}, "outside address together with its title"),
        ({"title": "No address"}, "outside address together with its title"),
        ({"url": "javascript:alert(1)", "title": "Click"}, "Enter a valid URL."),
        ({"url": "//evil.example/", "title": "Click"}, "Enter a valid URL."),
        ({"target": "987654"}, "Select a valid choice"),
        ({"target": "nonsense"}, "Select a valid choice"),
    ],
)
def test_it_refuses_a_link_that_leads_nowhere(edith, row, sentence):
    article = make_article()
    form = edith.open(article)
    assert sentence in said(form.send(**form.add_row("links", **row)))
    assert not RelatedLink.objects.exists()


def test_it_refuses_a_link_to_the_story_itself(edith):
    article = make_article()
    form = edith.open(article)
    response = form.send(**form.add_row("links", target=article.pk))
    assert "A story cannot link to itself" in said(response)


@pytest.mark.parametrize("is_own", [True, False])
def test_it_refuses_a_link_twice(edith, is_own):
    other = make_article()
    row = {"target": other.pk} if is_own else {"url": "https://example.org/", "title": "Out"}
    article = make_article(links=[other if is_own else row])
    form = edith.open(article)
    response = form.send(**form.add_row("links", **row))
    assert "is linked already: remove one of the two links." in said(response)


def test_it_refuses_more_links_than_eight(edith):
    others = [make_article() for _number in range(9)]
    article = make_article(links=others[:8])
    form = edith.open(article)
    row = {"links-8-target": others[8].pk, "links-8-kind": "related", "links-TOTAL_FORMS": "9"}
    assert "8" in said(form.send(**row))
    assert article.links.count() == 8


def test_it_shows_a_mistake_in_a_row_with_everything_typed(edith):
    form = edith.open()
    row = form.add_row("links", url="not an address", title="My title", note="My note")
    html = form.send(headline="My headline", body="<p>My body</p>", **row).content.decode()
    for typed in ("My headline", "My body", "not an address", "My title", "My note"):
        assert typed in html


def test_it_offers_links_the_newest_stories_by_headline(edith):
    make_article("Older flood")
    newer = make_article("Newer flood", body="<p>x</p>")
    asked = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target", "term": "flood"}
    answer = edith.client.get("/admin/autocomplete/", asked).json()
    assert [row["text"] for row in answer["results"]] == ["Newer flood", "Older flood"]
    assert answer["results"][0]["id"] == str(newer.pk)

"""Starting a story from a skeleton."""

import pytest

from articles.body import clean_body
from articles.models import Article, Skeleton
from exchange.demo import words
from exchange.demo.skeletons import make_skeletons
from tests.articles.at_the_desk import LIST, Desk, Form
from tests.factories import make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def skeleton(db):
    return Skeleton.objects.create(
        name="Court report",
        kind="analysis",
        section=make_section("Courts"),
        kicker="Court",
        headline="TK jailed for TK",
        standfirst="TK.",
        body="<p>TK, of TK.</p>",
        ed_note="Check the names.",
    )


def add_form(desk, query):
    address = f"{LIST}add/{query}"
    return Form(desk.client, address, desk.client.get(address).content.decode())


def test_it_opens_the_form_filled_in(client, cast, skeleton):
    form = add_form(Desk(client, cast.rosa), f"?skeleton={skeleton.pk}")
    assert form.data["headline"] == "TK jailed for TK"
    assert form.data["body"] == "<p>TK, of TK.</p>"
    assert form.data["section"] == str(skeleton.section_id)
    assert (form.data["kind"], form.data["ed_note"]) == ("analysis", "Check the names.")
    form.send()
    article = Article.objects.get()
    assert (article.headline, article.kicker, article.owner) == ("TK jailed for TK", "Court", cast.rosa)


def test_it_leaves_the_skeleton_as_it_is(client, cast, skeleton):
    add_form(Desk(client, cast.rosa), f"?skeleton={skeleton.pk}").send(headline="Mayor jailed")
    skeleton.refresh_from_db()
    assert skeleton.headline == "TK jailed for TK"
    assert Article.objects.get().slug == "mayor-jailed"


@pytest.mark.parametrize("number", ["0", "999999", "x", "-1", "9" * 40, "٣"])
def test_it_opens_an_empty_form_for_one_that_is_not_there(client, cast, skeleton, number):
    assert add_form(Desk(client, cast.rosa), f"?skeleton={number}").data["headline"] == ""


def test_it_is_offered_to_who_may_write(client, cast, skeleton):
    desk = Desk(client, cast.rosa)
    link = f"{LIST}add/?skeleton={skeleton.pk}"
    assert link in desk.client.get("/admin/").content.decode()
    assert link in desk.open().html
    assert link not in Desk(client, cast.tara).client.get("/admin/").content.decode()


def test_the_demonstration_has_three_that_the_body_rules_leave_alone(db):
    made = make_skeletons(words.make_sections())
    assert [one.name for one in made] == ["Court report", "Obituary", "Live match"]
    for one in made:
        assert clean_body(one.body) == one.body
        one.full_clean()

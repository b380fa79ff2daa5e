"""Warnings before publishing: asked about once, in the form and in the list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Event
from tests.articles.at_the_desk import LIST, Desk, said
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db
State = Article.State


@pytest.fixture
def desk(client, cast):
    return Desk(client, cast.edith)


def anyway(desk, response):
    """Press the button that goes on."""
    form = desk.form_of(response)
    asked = response.context["asked"]
    address = form.address.partition("?")[0] + asked.address
    return desk.client.post(address, form.data | {asked.button.name: asked.button.value}, follow=True)


def codes(response):
    return [one.code for one in response.context["asked"].warnings]


def test_it_saves_and_asks_before_it_publishes(desk):
    article = make_article("Before")
    response = desk.open(article).send("_publish", is_careful=True, headline="After")
    article.refresh_from_db()
    assert (article.headline, article.state) == ("After", State.DRAFT)
    assert codes(response) == ["no-tag", "no-standfirst"]
    assert 'href="#row-standfirst"' in response.content.decode()
    assert "Saved. Before it goes out" in said(response)


def test_it_goes_on_when_the_warnings_are_confirmed(desk):
    response = desk.open(make_article()).send("_publish", is_careful=True)
    assert "Published." in said(anyway(desk, response))
    assert Article.objects.get().state == State.PUBLISHED
    assert Event.objects.get(verb="publish").detail["confirmed"] == ["no-standfirst", "no-tag"]


def test_it_does_not_ask_again_what_was_confirmed(desk):
    response = desk.open(make_article()).send("_publish", is_careful=True)
    anyway(desk, response)
    again = desk.open(Article.objects.get()).send("_publish", is_careful=True, headline="Changed")
    assert "asked" not in again.context or again.context["asked"] is None
    assert not Article.objects.get().has_unpublished_changes


def test_it_asks_only_about_what_is_new(desk):
    article = make_article()
    response = desk.open(article).send("_publish", is_careful=True)
    form = desk.form_of(response)
    asked = response.context["asked"]
    typed = form.data | {"body": "<p>TK</p>", asked.button.name: asked.button.value}
    again = desk.client.post(form.address.partition("?")[0] + asked.address, typed, follow=True)
    assert codes(again) == ["left-in-body"]
    assert "Published." in said(anyway(desk, again))


def test_it_confirms_nothing_by_the_ordinary_button(desk):
    response = desk.open(make_article()).send("_publish", is_careful=True)
    again = desk.form_of(response).send("_publish", is_careful=True)
    assert codes(again) == ["no-tag", "no-standfirst"]
    assert Article.objects.get().state == State.DRAFT


def test_it_leaves_stops_to_stop(desk):
    article = make_article(section=None)
    response = desk.open(article).send("_publish", is_careful=True)
    assert not response.context.get("asked")
    assert "Section: choose the home of the story." in said(response)


def test_it_asks_before_it_schedules_and_keeps_the_time(desk):
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    response = desk.open(make_article()).send("_publish", is_careful=True, publish_at=later)
    assert response.context["asked"].button.label == "Schedule anyway"
    anyway(desk, response)
    article = Article.objects.get()
    assert article.state == State.SCHEDULED
    assert timezone.localtime(article.publish_at).strftime("%Y-%m-%dT%H:%M") == later


def test_it_keeps_what_readers_are_told_over_the_question(desk):
    article = make_published(at=timezone.now() - timedelta(days=1))
    typed = {"headline": "New", "significance": "significant", "what_is_new": "A second bridge."}
    response = desk.open(article).send("_publish", is_careful=True, **typed)
    anyway(desk, response)
    assert Article.objects.get().update_note == "A second bridge."


def test_it_asks_a_reporter_nothing(client, cast):
    article = make_article(by=cast.rosa)
    form = Desk(client, cast.rosa).open(article)
    page = form.client.get(form.address, {"asked": "_publish"})
    assert not page.context.get("asked")


def test_it_shows_a_hostile_address_no_markup(desk):
    article = make_article()
    page = desk.client.get(
        f"{LIST}{article.pk}/change/", {"asked": "_publish", "confirmed": '"><script>', "significance": "<b>"}
    )
    assert '"><script>' not in page.content.decode()


class TestSeveral:
    def chosen(self, *articles, **fields):
        return {"action": "publish", "_selected_action": [article.pk for article in articles], **fields}

    def test_it_publishes_what_has_no_warning_and_asks_about_the_rest(self, desk):
        good = make_article("Good", standfirst="Yes.", tags=[make_tag()])
        bare = make_article("Bare")
        page = desk.client.post(LIST, self.chosen(good, bare))
        assert [article.headline for article, _warnings in page.context["asked"]] == ["Bare"]
        assert [article.headline for article in Article.objects.live()] == ["Good"]

    def test_it_goes_on_with_those_that_are_confirmed(self, desk):
        one, two = make_article("One"), make_article("Two")
        page = desk.client.post(LIST, self.chosen(one, two))
        confirmed = {f"confirmed-{story.pk}": warnings.codes for story, warnings in page.context["asked"]}
        desk.client.post(LIST, self.chosen(one, **confirmed))
        assert [article.headline for article in Article.objects.live()] == ["One"]

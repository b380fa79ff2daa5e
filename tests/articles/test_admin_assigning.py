"""Whose story it is: the verb, its page at the desk, and the list."""

import pytest
from django.urls import reverse

from articles.errors import NotAllowed, TransitionError
from articles.models import Article
from tests.articles.at_the_desk import LIST, Desk
from tests.factories import make_article, make_published, make_section

pytestmark = pytest.mark.django_db


def page(article, verb):
    return reverse("admin:articles_article_verb", args=[article.pk, verb])


def in_list(client, query=""):
    return [row.headline for row in client.get(f"{LIST}{query}").context["cl"].result_list]


def chosen(action, *articles, **fields):
    return {"action": action, "_selected_action": [article.pk for article in articles], **fields}


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_it_makes_a_story_somebodys(cast):
    article = make_article(by=cast.edith)
    article.assign(cast.rosa, by=cast.edith)
    assert Article.objects.get().owner == cast.rosa
    event = article.events.first()
    assert (event.verb, event.detail) == ("assign", {"from": cast.edith.pk, "to": cast.rosa.pk})
    assert article.versions.count() == 1


def test_it_refuses_a_reporter_who_assigns(cast):
    article = make_article(by=cast.rosa)
    with pytest.raises(NotAllowed):
        article.assign(cast.olga, by=cast.rosa)


def test_it_refuses_somebody_who_has_left(cast):
    article = make_article(by=cast.edith)
    left = cast.rosa
    left.is_active = False
    with pytest.raises(TransitionError, match="cannot sign in"):
        article.assign(left, by=cast.edith)


@pytest.mark.parametrize("written", ["rosa", "Rosa", "ROSA KELLAN", " Rosa  Kellan "])
def test_it_finds_the_person_by_either_name(client, cast, written):
    rosa = cast.rosa
    rosa.last_name = "Kellan"
    rosa.save()
    article = make_article(by=cast.edith)
    desk = Desk(client, cast.edith)
    desk.client.post(page(article, "assign"), {"owner": written})
    assert Article.objects.get().owner == rosa


def test_it_says_who_is_not_at_the_desk(client, cast):
    article = make_article(by=cast.edith)
    answer = Desk(client, cast.edith).client.post(page(article, "assign"), {"owner": "<b>Nobody"})
    assert "Nobody at the desk is called “&lt;b&gt;Nobody”" in answer.content.decode()
    assert Article.objects.get().owner == cast.edith


def test_it_asks_for_the_user_name_where_two_are_called_the_same(client, cast):
    for user in (cast.rosa, cast.olga):
        user.first_name, user.last_name = "Sam", "Vale"
        user.save()
    article = make_article(by=cast.edith)
    answer = Desk(client, cast.edith).client.post(page(article, "assign"), {"owner": "Sam Vale"})
    assert "olga" in answer.content.decode()


def test_it_offers_a_bounded_number_of_names(client, cast, monkeypatch):
    monkeypatch.setattr("articles.forms.planning.MOST_OFFERED", 2)
    article = make_article(by=cast.edith)
    assert cast.rosa
    assert cast.olga
    answer = Desk(client, cast.edith).client.get(page(article, "assign"))
    _before, names = answer.content.decode().split("<datalist", 1)
    assert names.split("</datalist>")[0].count("<option") == 2


def test_it_is_reached_from_the_form_by_editors_alone(client, cast):
    article = make_article(by=cast.rosa)
    assert "_go=assign" in Desk(client, cast.edith).open(article).buttons
    assert "_go=assign" not in Desk(client, cast.rosa).open(article).buttons
    assert client.get(page(article, "assign")).status_code == 403


def test_it_assigns_many_at_once_and_names_each_refusal(client, cast):
    mine, other = make_article("Rosa’s", by=cast.rosa), make_article("Edith’s", by=cast.edith)
    client.force_login(cast.edith)
    answer = client.post(LIST, chosen("assign", mine, other, confirmed="1", owner="rosa"), follow=True)
    assert "“<bdi>Rosa’s</bdi>”: It is Rosa’s already." in told(answer)
    assert "1 story" in told(answer)
    assert set(Article.objects.values_list("owner__username", flat=True)) == {"rosa"}


def test_it_asks_for_whom_before_it_assigns_many(client, cast):
    mine = make_article(by=cast.rosa)
    client.force_login(cast.edith)
    answer = client.post(LIST, chosen("assign", mine))
    assert 'name="owner"' in answer.content.decode()
    assert Article.objects.get().owner == cast.rosa


def test_it_moves_many_to_another_section_as_a_version(client, cast):
    first, second = make_article(by=cast.rosa), make_published(by=cast.rosa)
    world = make_section("World")
    client.force_login(cast.edith)
    client.post(LIST, chosen("move", first, second, confirmed="1", section=world.pk))
    assert {article.section for article in Article.objects.all()} == {world}
    assert {article.versions.first().verb for article in Article.objects.all()} == {"move"}
    assert Article.objects.get(pk=second.pk).has_unpublished_changes


def test_it_lists_a_persons_stories(client, cast):
    make_article("Rosa’s", by=cast.rosa)
    make_article("Edith’s", by=cast.edith)
    client.force_login(cast.edith)
    assert in_list(client, f"?owner={cast.rosa.pk}") == ["Rosa’s"]
    assert "field-owner_name" in client.get(LIST).content.decode()

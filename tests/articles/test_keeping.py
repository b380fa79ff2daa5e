"""Autosave, presence, signing in again and recovery, as the form's script and the person meet them."""

import json

import pytest
from django.urls import reverse

from articles.models import Article, Autosave
from tests.articles.desk import form_data
from tests.cast import PASSWORD
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def send(client, url, payload, method="post"):
    return getattr(client, method)(url, json.dumps(payload), content_type="application/json")


def pairs(data):
    return [
        [name, one] for name, value in data.items() for one in (value if isinstance(value, list) else [value])
    ]


@pytest.fixture
def article(cast):
    return make_article("Before", by=cast.rosa)


@pytest.fixture
def autosave_url(article):
    return reverse("admin:articles_autosave", args=[article.pk])


def test_it_keeps_the_form_and_offers_it_with_a_comparison(client, cast, article, autosave_url):
    client.force_login(cast.rosa)
    change = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(client.get(change)) | {"headline": "Typed and lost"}
    answer = send(client, autosave_url, {"data": pairs(data), "started_from": article.version})
    assert answer.status_code == 200
    assert "label" in answer.json()
    assert Article.objects.get().headline == "Before"
    page = client.get(change).content.decode()
    kept = Autosave.objects.get()
    assert reverse("admin:articles_kept", args=[kept.pk]) in page
    comparison = client.get(reverse("admin:articles_kept", args=[kept.pk])).content.decode()
    assert "<ins>Typed" in comparison
    assert "<del>Before" in comparison


def test_it_puts_kept_text_into_the_form_and_saves_nothing_by_itself(client, cast, article, autosave_url):
    client.force_login(cast.rosa)
    change = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(client.get(change)) | {"headline": "Typed", "credits-0-place": "Hest"}
    send(client, autosave_url, {"data": pairs(data), "started_from": article.version})
    recovered = client.post(change, data | {"_recover": "1"})
    again = form_data(recovered)
    assert (again["headline"], again["credits-0-place"]) == ("Typed", "Hest")
    assert Article.objects.get().headline == "Before"
    client.post(change, again | {"_save": "1"})
    assert Article.objects.get().headline == "Typed"
    assert not Autosave.objects.exists()


def test_it_keeps_a_new_story_under_its_key(client, cast):
    client.force_login(cast.rosa)
    add = reverse("admin:articles_article_add")
    data = form_data(client.get(add))
    url = reverse("admin:articles_autosave_new")
    send(client, url, {"data": [["headline", "Never saved"]], "draft": data["_draft"]})
    assert "Never saved" in client.get(add).content.decode()
    client.post(add, data | {"headline": "Saved now", "_save": "1"})
    assert Article.objects.get().headline == "Saved now"
    assert not Autosave.objects.exists()


def test_it_lets_the_writer_throw_kept_text_away_and_nobody_else_see_it(client, cast, article, autosave_url):
    client.force_login(cast.rosa)
    send(client, autosave_url, {"data": [["headline", "Mine"]], "started_from": 1})
    kept = Autosave.objects.get()
    client.force_login(cast.edith)
    assert client.get(reverse("admin:articles_kept", args=[kept.pk])).status_code == 404
    assert client.post(reverse("admin:articles_drop_kept", args=[kept.pk])).status_code == 404
    client.force_login(cast.rosa)
    client.post(reverse("admin:articles_drop_kept", args=[kept.pk]))
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [
        [],
        {},
        {"data": "x"},
        {"data": [["a"]]},
        {"data": [["a", 1]]},
        {"data": [["a", "b"]], "started_from": "x"},
    ],
)
def test_it_answers_damaged_autosaves_with_a_sentence(client, cast, autosave_url, payload):
    client.force_login(cast.rosa)
    answer = send(client, autosave_url, payload)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_it_refuses_autosaves_of_stories_one_may_not_change(client, cast, article, autosave_url):
    client.force_login(cast.olga)
    assert send(client, autosave_url, {"data": [["a", "b"]]}).status_code == 403


def test_it_asks_to_sign_in_again_with_401_and_takes_the_password_in_place(client, cast, autosave_url):
    rosa = cast.rosa
    assert send(client, autosave_url, {"data": []}).status_code == 401
    url = reverse("session")
    assert send(client, url, {"username": rosa.username, "password": "wrong"}).status_code == 400
    answer = send(client, url, {"username": rosa.username, "password": PASSWORD})
    assert answer.json()["token"]
    assert send(client, autosave_url, {"data": [["headline", "Kept"]]}).status_code == 200


def test_it_tells_who_else_is_here(client, cast, article):
    url = reverse("admin:articles_presence", args=[article.pk])
    client.force_login(cast.edith)
    assert send(client, url, {"tab": "a", "typing": True}).json()["others"] == []
    client.force_login(cast.rosa)
    answer = send(client, url, {"tab": "b"}).json()
    assert answer["others"] == [{"name": str(cast.edith), "typing": True}]
    assert (answer["version"], answer["saved_by_me"]) == (article.version, True)
    assert send(client, url, {"tab": "b"}, "delete").status_code == 200
    assert send(client, url, {}).status_code == 400

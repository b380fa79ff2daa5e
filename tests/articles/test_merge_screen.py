"""The merge screen: two people save one story, and nothing of either is lost."""

import re
from html import unescape

import pytest
from django.urls import reverse

from articles.models import Article
from tests.articles.desk import form_data
from tests.factories import make_article, make_contributor, make_tag

pytestmark = pytest.mark.django_db


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def opened(client, person, article):
    client.force_login(person)
    return form_data(client.get(change_url(article)))


def theirs(article, **fields):
    article = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    article.save_version(by=None)


def settle(client, page, **choices):
    payload = unescape(re.search(r'name="merge" value="([^"]*)"', page.content.decode())[1])
    number = re.search(r"article/(\d+)/merge/", page.content.decode())[1]
    return client.post(reverse("admin:articles_merge", args=[number]), {"merge": payload, **choices})


@pytest.fixture
def article(cast):
    body = "<p>One.</p><p>Two.</p><p>Three.</p>"
    return make_article("Before", by=cast.rosa, body=body, credits=[make_contributor()])


def test_it_merges_what_only_one_side_changed(client, cast, article):
    data = opened(client, cast.edith, article)
    theirs(article, kicker="Theirs", body="<p>One!</p><p>Two.</p><p>Three.</p>")
    data |= {"headline": "Mine", "body": "<p>One.</p><p>Two.</p><p>Three?</p>", "_save": "1"}
    page = client.post(change_url(article), data)
    assert page.status_code == 409
    assert "fits together" in page.content.decode()
    assert Article.objects.get().headline == "Before"
    settle(client, page)
    merged = Article.objects.get()
    assert (merged.headline, merged.kicker) == ("Mine", "Theirs")
    assert merged.body == "<p>One!</p><p>Two.</p><p>Three?</p>"
    latest = merged.versions.first()
    assert latest.verb == "merge"
    assert {parent.verb for parent in latest.parents.all()} == {"save", "typed"}


@pytest.mark.parametrize(("choice", "headline"), [("mine", "Mine"), ("theirs", "Theirs"), ("words", "Ours")])
def test_it_lets_the_person_choose_where_both_changed_it(client, cast, article, choice, headline):
    data = opened(client, cast.edith, article)
    theirs(article, headline="Theirs")
    page = client.post(change_url(article), data | {"headline": "Mine", "_save": "1"})
    settle(client, page, **{"clash-0": choice, "clash-0-words": "Ours"})
    assert Article.objects.get().headline == headline


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("mine", "<p>One.</p><p>Two, mine.</p><p>Three.</p>"),
        ("theirs", "<p>One.</p><p>Two, theirs.</p><p>Three.</p>"),
        ("both", "<p>One.</p><p>Two, theirs.</p><p>Two, mine.</p><p>Three.</p>"),
        ("words", "<p>One.</p><p>Both &lt;b&gt; of us.</p><p>Three.</p>"),
    ],
)
def test_it_settles_one_passage_of_the_body(client, cast, article, choice, text):
    data = opened(client, cast.edith, article)
    theirs(article, body="<p>One.</p><p>Two, theirs.</p><p>Three.</p>")
    page = client.post(change_url(article), data | {"body": "<p>One.</p><p>Two, mine.</p><p>Three.</p>"})
    settle(client, page, **{"clash-0": choice, "clash-0-words": "Both <b> of us."})
    assert Article.objects.get().body == text


def test_it_merges_tags_as_a_list(client, cast, article):
    kept, added, mine = make_tag(), make_tag(), make_tag()
    article.change_tags([kept.pk], by=cast.edith)
    data = opened(client, cast.edith, article)
    article.change_tags([kept.pk, added.pk], by=cast.tara)
    page = client.post(change_url(article), data | {"tags": f"{kept.pk} {mine.pk}"})
    settle(client, page)
    assert set(Article.objects.get().tags.all()) == {kept, added, mine}


def test_it_shows_the_screen_again_after_yet_another_save(client, cast, article):
    data = opened(client, cast.edith, article)
    theirs(article, headline="Theirs")
    page = client.post(change_url(article), data | {"headline": "Mine", "_save": "1"})
    theirs(article, headline="Theirs again")
    again = settle(client, page)
    assert again.status_code == 409
    assert "Theirs again" in again.content.decode()
    settle(client, again, **{"clash-0": "mine"})
    assert Article.objects.get().headline == "Mine"


def test_it_refuses_a_forged_merge(client, cast, article):
    client.force_login(cast.edith)
    before = Article.objects.get().version
    answer = client.post(reverse("admin:articles_merge", args=[article.pk]), {"merge": "forged"}, follow=True)
    assert "too old or damaged" in answer.content.decode()
    assert Article.objects.get().version == before
    client.force_login(cast.olga)
    assert client.post(reverse("admin:articles_merge", args=[article.pk]), {}).status_code == 403

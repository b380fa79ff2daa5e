"""One story in several languages: readers and machines are led from each to the others."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.composing import compose
from articles.document import to_document, upgraded
from articles.forms import ArticleForm
from articles.models import Article
from published.models import PublishedArticle
from tests.factories import NOW, make_article, make_published
from tests.published.factories import published

URDU = "سیلاب کے بعد دواخانہ"
HOST = "http://127.0.0.1:8000"


def read(client, story):
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def alternates(html):
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))


def data(html):
    return json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])


@pytest.fixture
def family(db):
    """A story, its Urdu translation, and an Arabic one."""
    english = published("After the flood")
    urdu = published(URDU, language="ur", original=english.pk)
    arabic = published("بعد الفيضان", language="ar", original=english.pk)
    return english, urdu, arabic


def test_it_leads_from_each_to_the_others(client, family):
    english, urdu, _arabic = family
    every = {one.language: HOST + one.get_absolute_url() for one in family}
    for story in family:
        assert alternates(read(client, story)) == every
    html = read(client, english)
    assert f'<a href="{urdu.get_absolute_url()}" hreflang="ur" lang="ur"' in html
    assert "<bdi>العربيّة</bdi>" in html


def test_it_tells_machines_which_is_the_original(client, family):
    english, urdu, _arabic = family
    assert data(read(client, urdu))["translationOfWork"]["@id"] == HOST + english.get_absolute_url()
    told = data(read(client, english))["workTranslation"]
    assert {one["inLanguage"] for one in told} == {"ar", "ur"}


def test_it_leads_to_nothing_that_readers_cannot_have(client, db):
    english = published("After the flood")
    published(URDU, language="ur", original=english.pk, at=timezone.now() + timedelta(days=1))
    published("x", language="ar", original=english.pk, is_retracted=True)
    html = read(client, english)
    assert alternates(html) == {}
    assert "Also in" not in html


def test_it_asks_nothing_more_for_a_story_without_translations(
    client, db, django_assert_num_queries, django_assert_max_num_queries
):
    story = published("Alone")
    from published.translations import translations_of

    found = PublishedArticle.objects.public().for_page().get(pk=story.pk)
    with django_assert_num_queries(0):
        assert translations_of(found) == []


@pytest.mark.django_db
def test_it_goes_back_to_the_first_story_over_a_translation():
    english = make_published("After the flood")
    urdu = make_article(URDU, language="ur", translation_of=english)
    arabic = make_article("بعد الفيضان", language="ar", translation_of=urdu)
    assert compose(urdu.pk, to_document(urdu), NOW).article.original == english.pk
    assert compose(arabic.pk, to_document(arabic), NOW).article.original == english.pk
    assert compose(english.pk, to_document(english), NOW).article.original is None


@pytest.mark.django_db
def test_it_reads_documents_from_before_there_were_translations():
    document = to_document(make_article("Old"))
    del document["fields"]["translation_of_id"]
    assert upgraded({**document, "format": 3})["fields"]["translation_of_id"] is None


def form_of(article, **typed):
    form = ArticleForm(instance=article)
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    return ArticleForm(values | {"tags": ""} | typed, instance=Article.objects.get(pk=article.pk))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choose", "said"),
    [("itself", "not itself"), ("own", "nor its own translation"), ("same", "same language")],
)
def test_it_refuses_what_is_no_translation(choose, said):
    story = make_article("Story", language="ur")
    own = make_article("Own", language="en", translation_of=story)
    same = make_article("Same", language="ur")
    chosen = {"itself": story, "own": own, "same": same}[choose]
    form = form_of(story, translation_of=chosen.pk)
    assert not form.is_valid()
    assert said in form.errors["translation_of"][0]


@pytest.mark.django_db
def test_it_takes_a_story_in_another_language():
    original, story = make_article("Story", language="en"), make_article(URDU, language="ur")
    form = form_of(story, translation_of=original.pk)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["translation_of"] == original

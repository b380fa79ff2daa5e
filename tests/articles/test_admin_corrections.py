"""The corrections desk, and correcting a story from its form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction
from published.models import PublishedArticle
from tests.articles.at_the_desk import LIST, Desk
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db
PAGE = f"{LIST}corrections/"


@pytest.fixture
def article(db):
    return make_published("Bridge cost", at=timezone.now() - timedelta(hours=10))


def page(article):
    return reverse("admin:articles_article_verb", args=[article.pk, "correct"])


TYPED = {"kind": "correction", "text": "It was 31 million, not 38.", "placement": "bottom"}


def test_it_lists_public_corrections_with_the_hours_it_took(client, cast, article):
    article.correct(by=None, text="It was 31 million.", at=timezone.now() - timedelta(hours=4))
    Correction.objects.create(article=article, text="Still being written.")
    client.force_login(cast.edith)
    answer = client.get(PAGE)
    html = answer.content.decode()
    assert "It was 31 million." in html
    assert "Still being written." not in html
    assert [hours for _correction, hours in answer.context["rows"]] == [6.0]
    assert [(one.days, one.per_hundred) for one in answer.context["figures"]] == [
        (30, 100.0),
        (90, 100.0),
        (365, 100.0),
    ]


def test_it_needs_the_right_to_see_accuracy(client, cast):
    client.force_login(cast.rosa)
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()
    client.force_login(cast.edith)
    assert "No correction is public yet." in client.get(PAGE).content.decode()


@pytest.mark.parametrize("number", ["0", "x", "999999999999", "-3"])
def test_it_survives_odd_pages(client, cast, article, number):
    client.force_login(cast.edith)
    assert client.get(PAGE, {"p": number}).status_code == 200


def test_it_costs_the_same_whatever_the_number(client, cast, article, django_assert_max_num_queries):
    for number in range(12):
        article.correct(by=None, text=f"Note {number}.")
    client.force_login(cast.edith)
    client.get(PAGE)  # what a process looks up once for an edition
    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_it_corrects_a_story_from_its_form(client, cast, article):
    desk = Desk(client, cast.edith)
    assert "_go=correct" in desk.open(article).buttons
    desk.client.post(page(article), TYPED)
    correction = Correction.objects.get()
    assert correction.published_at is not None
    assert correction.created_by == cast.edith
    assert PublishedArticle.objects.get().updated_at is not None


def test_it_takes_a_retraction_with_its_choices(client, cast, article):
    desk = Desk(client, cast.edith)
    desk.client.post(page(article), TYPED | {"kind": "retraction", "removes_text": "on", "is_noindex": "on"})
    correction = Correction.objects.get()
    assert (correction.placement, correction.keeps_text, correction.is_noindex) == ("top", False, True)


@pytest.mark.parametrize(
    "typed", [{"text": "  "}, {"text": "x" * 2001}, {"kind": "joke"}, {"removes_text": "on"}]
)
def test_it_refuses_what_makes_no_correction(client, cast, article, typed):
    desk = Desk(client, cast.edith)
    assert desk.client.post(page(article), TYPED | typed).status_code == 200
    assert not Correction.objects.exists()


def test_it_corrects_only_what_is_public(client, cast):
    article = make_article()
    desk = Desk(client, cast.edith)
    assert "_go=correct" not in desk.open(article).buttons
    answer = desk.client.post(page(article), TYPED)
    assert "Only a story that is public can be corrected" in answer.content.decode()
    assert Article.objects.get().state == "draft"

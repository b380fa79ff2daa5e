"""Secret preview links, made and ended at the desk."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import PreviewLink
from tests.articles.at_the_desk import Desk
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article("Pier falls", by=cast.rosa)


def page(article):
    return reverse("admin:articles_preview_links", args=[article.pk])


def make(client, article, **typed):
    answer = client.post(page(article), {"note": "The harbour master", "days": "3"} | typed)
    found = re.search(r'value="http[^"]*(/preview/[^"]+/)"', answer.content.decode())
    return answer, found and found[1]


def test_it_makes_a_link_that_opens_the_story_to_anybody(client, cast, article):
    client.force_login(cast.rosa)
    _answer, address = make(client, article)
    client.logout()
    assert "Pier falls" in client.get(address).content.decode()


def test_it_shows_the_address_once(client, cast, article):
    client.force_login(cast.rosa)
    _answer, address = make(client, article)
    html = client.get(page(article)).content.decode()
    assert address not in html
    assert "The harbour master" in html


@pytest.mark.parametrize("days", [1, 3, 7, 30])
def test_it_lasts_as_long_as_was_chosen(client, cast, article, days):
    client.force_login(cast.rosa)
    make(client, article, days=str(days))
    link = PreviewLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=days)
    assert link.created_by == cast.rosa


@pytest.mark.parametrize("typed", [{"days": "3000"}, {"days": ""}, {"note": ""}, {"note": "x" * 201}])
def test_it_refuses_odd_choices(client, cast, article, typed):
    client.force_login(cast.rosa)
    answer, address = make(client, article, **typed)
    assert answer.status_code == 200
    assert address is None
    assert not PreviewLink.objects.exists()


def test_it_ends_a_link_by_a_button(client, cast, article):
    client.force_login(cast.edith)
    _answer, address = make(client, article)
    link = PreviewLink.objects.get()
    end = reverse("admin:articles_revoke_preview", args=[article.pk, link.pk])
    assert client.get(end).status_code == 405
    client.post(end)
    assert client.get(address).status_code == 404
    assert "revoked" in client.get(page(article)).content.decode()


def test_it_says_which_have_ended(client, cast, article):
    client.force_login(cast.rosa)
    make(client, article)
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    html = client.get(page(article)).content.decode()
    assert "ended" in html
    assert "Revoke<" not in html.partition("<tbody>")[2]


def test_it_is_for_who_may_edit_the_story(client, cast, article):
    for person in (cast.olga, cast.tara):
        client.force_login(person)
        assert client.get(page(article)).status_code == 403
    assert "preview-links" in Desk(client, cast.rosa).open(article).html
    assert "preview-links" not in Desk(client, cast.tara).open(article).html


def test_it_ends_only_links_of_its_own_story(client, cast, article):
    client.force_login(cast.edith)
    make(client, make_article())
    link = PreviewLink.objects.get()
    end = reverse("admin:articles_revoke_preview", args=[article.pk, link.pk])
    assert client.post(end).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_it_may_be_framed_by_the_desk_alone(client, cast, article):
    client.force_login(cast.edith)
    answer = client.get(reverse("admin:articles_article_preview", args=[article.pk]))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert "frame-src 'self'" in form["Content-Security-Policy"]

"""Previews by secret link."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import previews
from articles.models import PreviewLink
from published.models import PublishedArticle
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def opened(client, secret):
    return client.get(f"/preview/{secret}/")


def test_it_shows_the_desks_copy_to_whoever_has_the_secret(client, cast):
    article = make_article("Not yet", tags=[make_tag("Floods")])
    secret = previews.make_link(article, by=cast.edith, note="For the lawyer")
    page = opened(client, secret)
    assert page.status_code == 200
    text = page.content.decode()
    assert "Not yet" in text
    assert "Floods" in text
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert not PublishedArticle.objects.exists()
    assert secret not in PreviewLink.objects.get().secret_hash


def test_it_warns_of_an_embargo(client, cast):
    article = make_article(embargoed_until=timezone.now() + timedelta(days=1), embargo_source="The Institute")
    text = opened(client, previews.make_link(article, by=cast.edith)).content.decode()
    assert "Under embargo until" in text
    assert "The Institute" in text


def test_it_expires_and_can_be_revoked(client, cast):
    article = make_article()
    old = previews.make_link(article, by=cast.edith, at=timezone.now() - timedelta(days=4))
    assert opened(client, old).status_code == 404
    secret = previews.make_link(article, by=cast.edith)
    previews.revoke(PreviewLink.objects.first())
    assert opened(client, secret).status_code == 404
    assert opened(client, "wrong").status_code == 404


def test_it_says_what_is_missing_when_there_is_no_page_yet(client, cast):
    article = make_article(section=None)
    page = opened(client, previews.make_link(article, by=cast.edith))
    assert "Choose a section" in page.content.decode()

"""Withdrawing, and publishing again."""

from datetime import timedelta

import pytest

from articles.errors import NotAllowed, TransitionError
from articles.models import Article
from published.models import PublishedAddress, PublishedArticle, PublishedChange
from tests.factories import NOW, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_it_takes_the_story_down_and_leaves_a_note(cast):
    article = make_published()
    article.withdraw(by=cast.edith, note="We could not stand it up.", at=NOW + HOUR)
    assert not PublishedArticle.objects.exists()
    address = PublishedAddress.objects.get()
    assert (address.gone, address.note) == (410, "We could not stand it up.")
    assert article.state == Article.State.WITHDRAWN


def test_it_says_451_for_a_legal_order():
    article = make_published()
    article.withdraw(by=None, note="Removed by order of a court.", is_legal=True, at=NOW + HOUR)
    assert PublishedAddress.objects.get().gone == 451


def test_it_needs_a_note_and_the_right(cast):
    article = make_published()
    with pytest.raises(TransitionError) as refusal:
        article.withdraw(by=cast.edith, note=" ")
    assert refusal.value.field == "withdrawal_note"
    with pytest.raises(NotAllowed):
        article.withdraw(by=cast.rosa, note="Gone")


def test_it_keeps_the_first_publication_through_a_withdrawal():
    article = make_published()
    article.withdraw(by=None, note="Gone", at=NOW + HOUR)
    article.publish(by=None, at=NOW + 2 * HOUR)
    page = PublishedArticle.objects.get()
    assert page.first_published_at == page.published_at == NOW
    assert PublishedAddress.objects.get().gone is None


def test_it_lets_only_an_administrator_clear_the_first_publication(cast):
    article = make_published()
    with pytest.raises(TransitionError):
        article.clear_first_published(by=cast.ada, reason="Wrong button")  # still public
    article.withdraw(by=cast.edith, note="Gone", at=NOW + HOUR)
    with pytest.raises(NotAllowed):
        article.clear_first_published(by=cast.edith, reason="Wrong button")
    with pytest.raises(TransitionError):
        article.clear_first_published(by=cast.ada, reason="")
    article.clear_first_published(by=cast.ada, reason="Wrong button")
    assert article.events.get(verb="clear-first-published").note == "Wrong button"
    assert not PublishedChange.objects.exists()
    assert not article.versions.exclude(public_from=None).exists()
    article.publish(by=cast.edith, at=NOW + 5 * HOUR)
    assert PublishedArticle.objects.get().first_published_at == NOW + 5 * HOUR

"""Corrections: dated, public, permanent."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from articles.errors import TransitionError
from articles.models import Correction
from published.models import PublishedArticle, PublishedCorrection
from tests.factories import NOW, make_article, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_it_goes_out_with_the_story_and_moves_updated(cast):
    article = make_published()
    article.correct(by=cast.edith, text="The mayor is 51, not 15.", at=NOW + HOUR)
    page = PublishedArticle.objects.get()
    assert page.updated_at == NOW + HOUR
    assert page.corrections[0]["text"] == "The mayor is 51, not 15."
    row = PublishedCorrection.objects.get()
    assert (row.article_id, row.published_at) == (article.pk, NOW + HOUR)


def test_it_may_come_in_the_minute_of_publication():
    article = make_published()
    article.correct(by=None, text="Not so.", at=NOW)
    assert PublishedArticle.objects.get().updated_at == NOW


def test_it_is_a_draft_until_the_story_is_published_with_it():
    article = make_published()
    article.corrections.create(text="Waiting")
    article.save_version(by=None)
    assert PublishedArticle.objects.get().corrections == []
    with pytest.raises(TransitionError, match="waiting"):
        article.publish(by=None, at=NOW + HOUR)
    article.publish(by=None, at=NOW + HOUR, significance="correction")
    assert PublishedArticle.objects.get().corrections[0]["text"] == "Waiting"


def test_it_refuses_a_correction_without_one():
    article = make_published()
    with pytest.raises(TransitionError):
        article.publish(by=None, at=NOW + HOUR, significance="correction")


def test_it_refuses_an_empty_text_and_a_story_nobody_saw():
    with pytest.raises(ValidationError):
        make_published().correct(by=None, text="  ")
    with pytest.raises(TransitionError):
        make_article().correct(by=None, text="Wrong")


def test_it_cannot_be_deleted_once_public():
    article = make_published()
    correction = article.correct(by=None, text="Wrong", at=NOW + HOUR)
    with pytest.raises(TransitionError):
        correction.delete()
    assert Correction.objects.filter(pk=correction.pk).exists()


def test_it_is_superseded_with_a_trace():
    article = make_published()
    first = article.correct(by=None, text="Wrong", at=NOW + HOUR)
    second = article.correct(by=None, text="Right at last", at=NOW + 2 * HOUR)
    Correction.objects.filter(pk=first.pk).update(superseded_by=second)
    article.publish(by=None, at=NOW + 3 * HOUR)
    assert [row["id"] for row in PublishedArticle.objects.get().corrections] == [second.pk]
    assert Correction.objects.count() == 2


def test_it_retracts_on_top_and_leaves_lists():
    article = make_published(standfirst="Sure of it")
    article.correct(
        by=None, text="None of it held.", kind="retraction", keeps_text=False, is_noindex=True, at=NOW + HOUR
    )
    page = PublishedArticle.objects.public(NOW + HOUR).get()
    assert (page.is_retracted, page.is_noindex, page.body, page.standfirst) == (True, True, "", "")
    assert page.corrections[0]["placement"] == "top"
    assert not PublishedArticle.objects.public(NOW + HOUR).listed().exists()


def test_it_keeps_faulty_words_from_readers():
    article = make_published()
    article.correct(by=None, text="Wrong", faulty_words="the secret slip", at=NOW + HOUR)
    page = PublishedArticle.objects.get()
    assert "secret slip" not in str(vars(page))

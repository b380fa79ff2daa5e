"""Public dates: set by verbs, never by a save."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.errors import NotAllowed, TransitionError
from articles.models import Article
from published.models import PublishedAddress, PublishedArticle
from tests.factories import NOW, make_published, make_tag

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_it_shows_another_date_and_keeps_the_address(cast):
    article = make_published("Old news")
    moment = NOW - timedelta(days=3)
    article.set_display_date(moment, by=cast.edith, reason="Printed three days ago", at=NOW + HOUR)
    page = PublishedArticle.objects.public(NOW + HOUR).get()
    assert (page.published_at, page.first_published_at) == (moment, NOW)
    assert page.get_absolute_url() == "/2026/11/23/old-news/"
    assert article.events.get(verb="set-display-date").note == "Printed three days ago"


def test_it_leaves_unpublished_text_on_the_desk_when_a_date_moves():
    article = make_published("Before")
    article.headline = "After"
    article.save()
    article.save_version(by=None)
    article.set_display_date(NOW - HOUR, by=None, reason="Mistimed", at=NOW + HOUR)
    assert PublishedArticle.objects.get().headline == "Before"
    article.refresh_from_db()
    assert (article.headline, article.has_unpublished_changes) == ("After", True)


def test_it_refuses_the_future_and_a_date_after_the_update(cast):
    article = make_published()
    article.publish(by=None, at=NOW + HOUR, significance="significant", note="More")
    for moment in (NOW + timedelta(days=2), NOW + 2 * HOUR):
        with pytest.raises(TransitionError):
            article.set_display_date(moment, by=cast.edith, reason="Why not", at=NOW + 3 * HOUR)


def test_it_needs_the_right_and_a_reason(cast):
    article = make_published()
    with pytest.raises(NotAllowed):
        article.set_display_date(NOW - HOUR, by=cast.rosa, reason="Please")
    with pytest.raises(TransitionError):
        article.set_display_date(NOW - HOUR, by=cast.edith, reason=" ")


def test_it_may_know_only_the_day_and_be_older_than_1970():
    article = make_published()
    moment = NOW.replace(year=1936)
    article.set_display_date(moment, by=None, reason="From the archive", is_day_only=True, at=NOW + HOUR)
    page = PublishedArticle.objects.get()
    assert (page.published_at, page.is_day_only) == (moment, True)


def test_it_moves_no_public_date_by_saving_tagging_or_minor_publishing(cast):
    article = make_published(tags=[make_tag()])
    before = PublishedArticle.objects.values("first_published_at", "published_at", "updated_at").get()
    article.headline = "Changed"
    article.save()
    article.save_version(by=cast.edith, at=NOW + HOUR)
    article.change_tags([make_tag().pk], by=cast.tara, at=NOW + HOUR)
    article.publish(by=cast.edith, at=NOW + 2 * HOUR)
    after = PublishedArticle.objects.values("first_published_at", "published_at", "updated_at").get()
    assert before == after


@pytest.mark.parametrize("model", [Article, PublishedArticle])
def test_it_keeps_the_order_of_dates_in_the_database(model):
    article = make_published()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=article.pk).update(updated_at=NOW - HOUR)


def test_it_forwards_a_changed_slug_for_ever():
    article = make_published("Rain")
    for slug in ("heavy-rain", "flood"):
        article.slug = slug
        article.save()
        article.publish(by=None, at=NOW + HOUR)
    assert {a.slug for a in PublishedAddress.objects.filter(story=article.pk)} == {
        "rain",
        "heavy-rain",
        "flood",
    }
    article.slug = "rain"  # back to the first
    article.save()
    article.publish(by=None, at=NOW + 2 * HOUR)
    assert PublishedArticle.objects.get().slug == "rain"

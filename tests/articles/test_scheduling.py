"""Scheduling and embargoes: nothing goes out early, nothing is missed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.announcing import announce_due
from articles.errors import NotAllowed, TransitionError
from articles.models import Article
from articles.signals import article_published
from published.models import PublishedAddress, PublishedArticle
from tests.factories import NOW, make_article, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def scheduled(hours: int = 1, **fields) -> Article:
    article = make_article(**fields)
    article.schedule(by=None, publish_at=NOW + hours * HOUR, at=NOW)
    return article


def test_it_becomes_public_by_the_clock_alone():
    article = scheduled()
    assert not PublishedArticle.objects.public(NOW + HOUR - SECOND).exists()
    page = PublishedArticle.objects.public(NOW + HOUR).get()
    assert page.first_published_at == page.published_at == NOW + HOUR
    assert article.state_at(NOW + HOUR) == Article.State.PUBLISHED


def test_it_refuses_the_past_and_no_time():
    article = make_article()
    with pytest.raises(TransitionError, match="publish now instead"):
        article.schedule(by=None, publish_at=NOW - SECOND, at=NOW)
    with pytest.raises(TransitionError):
        article.schedule(by=None, at=NOW)


def test_it_refuses_a_time_before_the_embargo_ends():
    article = make_article(embargoed_until=NOW + 2 * HOUR)
    with pytest.raises(TransitionError):
        article.schedule(by=None, publish_at=NOW + HOUR, at=NOW)
    with pytest.raises(TransitionError):
        article.publish(by=None, at=NOW + HOUR)
    article.schedule(by=None, publish_at=NOW + 2 * HOUR, at=NOW)
    assert not PublishedArticle.objects.public(NOW + 2 * HOUR - SECOND).exists()


def test_it_publishes_at_the_last_moment_of_an_embargo():
    article = make_article(embargoed_until=NOW)
    article.publish(by=None, at=NOW)
    assert PublishedArticle.objects.exists()


def test_it_keeps_the_rule_in_the_database():
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(publish_at=NOW, embargoed_until=NOW + HOUR)


def test_it_lifts_an_embargo_by_right_and_with_a_reason(cast):
    article = make_article(embargoed_until=NOW + HOUR, embargo_source="The Institute")
    with pytest.raises(NotAllowed):
        article.lift_embargo(by=cast.rosa, reason="Broken elsewhere")
    with pytest.raises(TransitionError):
        article.lift_embargo(by=cast.edith, reason=" ")
    article.lift_embargo(by=cast.edith, reason="Broken elsewhere")
    assert article.events.get(verb="lift-embargo").note == "Broken elsewhere"
    article.publish(by=cast.edith, at=NOW)


@pytest.mark.parametrize("until", [None, NOW + HOUR / 2])
def test_it_refuses_to_end_an_embargo_by_emptying_its_field(until):
    article = make_article(embargoed_until=NOW + HOUR)
    article.embargoed_until = until
    article.save()
    for verb in (article.save_version, article.publish):
        with pytest.raises(TransitionError, match="Lift the embargo"):
            verb(by=None, at=NOW)
    assert not PublishedArticle.objects.exists()
    article.refresh_from_db()
    article.save_version(by=None, at=NOW + HOUR)  # it has ended by itself


def test_it_follows_a_new_time_at_once_and_leaves_no_old_address():
    article = scheduled()
    article.publish_at = NOW + 48 * HOUR
    article.save()
    article.save_version(by=None, at=NOW)
    assert not PublishedArticle.objects.public(NOW + 2 * HOUR).exists()
    page = PublishedArticle.objects.public(NOW + 48 * HOUR).get()
    assert PublishedAddress.objects.get().day == page.day


def test_it_needs_the_right_to_move_a_scheduled_story(cast):
    article = scheduled()
    article.publish_at = NOW + 2 * HOUR
    article.save()
    with pytest.raises(NotAllowed):
        article.save_version(by=cast.tara, at=NOW)


def test_it_is_taken_back_as_if_it_had_never_been(cast):
    article = scheduled()
    article.unschedule(by=cast.edith, at=NOW)
    assert not PublishedArticle.objects.exists()
    assert not PublishedAddress.objects.exists()
    assert not article.versions.exclude(public_from=None).exists()
    assert article.state == Article.State.READY
    assert article.first_published_at is None


def test_it_takes_a_story_back_when_its_time_is_emptied():
    article = scheduled()
    article.publish_at = None
    article.save()
    article.save_version(by=None, at=NOW)
    assert not PublishedArticle.objects.exists()
    assert article.state == Article.State.READY


def test_it_keeps_the_scheduled_text_until_it_is_scheduled_again():
    article = scheduled(headline="First")
    article.headline = "Second"
    article.save()
    article.save_version(by=None, at=NOW)
    assert PublishedArticle.objects.get().headline == "First"
    assert article.has_unpublished_changes
    article.schedule(by=None, at=NOW)
    assert PublishedArticle.objects.get().headline == "Second"


def test_it_settles_a_due_story_at_the_next_verb():
    article = scheduled()
    article.withdraw(by=None, note="Gone", at=NOW + 2 * HOUR)
    assert article.first_published_at == NOW + HOUR
    assert article.state == Article.State.WITHDRAWN


def test_it_cannot_withdraw_before_its_time():
    article = scheduled()
    with pytest.raises(TransitionError):
        article.withdraw(by=None, note="Gone", at=NOW)


def test_it_publishes_a_scheduled_story_now_with_todays_dates():
    article = scheduled(48)
    article.publish(by=None, at=NOW + HOUR)
    page = PublishedArticle.objects.public(NOW + HOUR).get()
    assert page.first_published_at == NOW + HOUR
    assert [address.day for address in PublishedAddress.objects.all()] == [page.day]


def test_it_holds_a_withdrawn_story_until_its_second_time():
    article = make_published()
    article.withdraw(by=None, note="Checked again", at=NOW + HOUR)
    article.schedule(by=None, publish_at=NOW + 5 * HOUR, at=NOW + 2 * HOUR)
    assert not PublishedArticle.objects.public(NOW + 4 * HOUR).exists()
    assert PublishedArticle.objects.public(NOW + 5 * HOUR).get().first_published_at == NOW


def test_it_announces_once(django_capture_on_commit_callbacks):
    heard = []

    def listen(article, **kwargs):
        heard.append(article.pk)

    article_published.connect(listen)
    try:
        article = scheduled()
        announce_due(NOW)
        assert heard == []
        assert announce_due(NOW + HOUR) == 1
        assert announce_due(NOW + HOUR) == 0
    finally:
        article_published.disconnect(listen)
    assert heard == [article.pk]
    article.refresh_from_db()
    assert (article.state, article.first_published_at) == (Article.State.PUBLISHED, NOW + HOUR)
    assert article.events.filter(verb="went-public").count() == 1


def test_it_retries_a_failed_announcement_and_shows_it_as_overdue(caplog):
    def fail(**kwargs):
        raise OSError("the mast is down")

    scheduled()
    article_published.connect(fail)
    try:
        assert announce_due(NOW + HOUR) == 0
    finally:
        article_published.disconnect(fail)
    late = NOW + HOUR + timedelta(minutes=2)
    assert Article.objects.overdue(late).exists()
    assert not Article.objects.overdue(late - SECOND).exists()
    assert announce_due(late) == 1
    assert not Article.objects.overdue(late).exists()


def test_it_keeps_the_wall_clock_when_zone_rules_change():
    article = scheduled()
    shifted = "2026-11-23T17:45:00"  # what the wall clock was to show; the moment stored says 6:27 PM
    Article.objects.filter(pk=article.pk).update(publish_local=shifted)
    announce_due(NOW)
    article.refresh_from_db()
    assert article.publish_at == NOW.replace(hour=22, minute=45)
    assert PublishedArticle.objects.get().public_from == article.publish_at


def test_it_expires_and_can_be_extended():
    article = make_published(expires_at=NOW + HOUR)
    assert PublishedArticle.objects.public(NOW + HOUR - SECOND).exists()
    assert not PublishedArticle.objects.public(NOW + HOUR).exists()
    article.expires_at = NOW + 3 * HOUR
    article.save()
    article.publish(by=None, at=NOW + 2 * HOUR)
    assert PublishedArticle.objects.public(NOW + 2 * HOUR).exists()

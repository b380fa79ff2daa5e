"""Desk mode: two people never have the same story."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from articles.desk_mode import claims
from articles.desk_mode.queues import UNTAGGED, plain_queue
from articles.models import Claim, Presence
from tests.articles.desk import form_data
from tests.articles.desk_mode import DESK, HOUR, page_of
from tests.cast import person
from tests.factories import make_published, make_tag


@pytest.mark.django_db
def test_it_keeps_a_story_for_ten_minutes(cast, stories):
    now, story = timezone.now(), stories[0].pk
    assert claims.take(story, cast.tara, now)
    assert not claims.take(story, cast.tomas, now + timedelta(minutes=9, seconds=59))
    assert claims.take(story, cast.tomas, now + timedelta(minutes=10))
    assert not claims.take(story, cast.tara, now + timedelta(minutes=11))


@pytest.mark.django_db
def test_it_renews_a_claim_while_somebody_works(cast, stories):
    now, story = timezone.now(), stories[0].pk
    claims.take(story, cast.tara, now)
    claims.take(story, cast.tara, now + timedelta(minutes=9))
    assert not claims.take(story, cast.tomas, now + timedelta(minutes=18))
    claims.release(cast.tara, story)
    assert claims.take(story, cast.tomas, now + timedelta(minutes=18))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_it_never_gives_two_people_the_same_story(cast):
    stories = [make_published(f"Story {n}", at=timezone.now()) for n in range(5)]
    people = [person(name) for name in ("tara", "tomas", "edith", "ada", "rosa", "olga", "paul")]
    for round_ in range(3):
        Claim.objects.all().delete()
        if round_ == 2:  # claims that are over are taken over by one alone
            over = timezone.now() - HOUR
            Claim.objects.bulk_create(Claim(article=story, user=people[0], until=over) for story in stories)
        barrier, taken = threading.Barrier(len(people)), {}

        def take(user, barrier=barrier, taken=taken):
            barrier.wait()
            taken[user.pk] = plain_queue(UNTAGGED).take_next(user)
            connections.close_all()

        threads = [threading.Thread(target=take, args=(user,)) for user in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        got = [number for number in taken.values() if number]
        assert sorted(got) == sorted(story.pk for story in stories)
        assert {claim.article_id: claim.user_id for claim in Claim.objects.all()} == {
            number: user for user, number in taken.items() if number
        }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["rosa", "paul"])
def test_it_needs_the_right_to_tag_any_story(client, cast, stories, name):
    client.force_login(getattr(cast, name))
    story = stories[0].pk
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}{story}/").status_code == 403
    for address in (
        f"{DESK}next/",
        f"{DESK}leave/",
        f"{DESK}undo/",
        f"{DESK}{story}/",
        f"{DESK}{story}/renew/",
    ):
        assert client.post(address, {"story": story}).status_code == 403
    assert not Claim.objects.exists()
    assert "desk/next/" not in client.get("/admin/").content.decode()


@pytest.mark.django_db
def test_it_says_who_has_a_story(client, cast, stories):
    claims.take(stories[0].pk, cast.tomas)
    client.force_login(cast.tara)
    page = client.get(page_of(stories[0]))
    assert page.status_code == 409
    assert "Tomas has this story now" in page.content.decode()
    answer = client.post(f"{DESK}{stories[0].pk}/renew/").json()
    assert answer["mine"] is False
    assert "Tomas" in answer["sentence"]


@pytest.mark.django_db
def test_it_loses_nothing_when_somebody_else_has_taken_the_story(tara, cast, stories):
    story, tag = stories[0], make_tag("Floods")
    data = form_data(tara.get(page_of(story)), "desk_form") | {"tags_by_name": "Floods"}
    Claim.objects.update(user=cast.tomas)
    page = tara.post(page_of(story), data)
    html = page.content.decode()
    assert page.status_code == 200
    assert "Tomas has this story now" in html
    sent = form_data(page, "desk_form")
    assert sent["tags_by_name"].strip() == "Floods"
    assert not story.taggings.exists()
    tara.post(page_of(story), sent | {"_anyway": "1"})
    assert [one.tag for one in story.taggings.all()] == [tag]


@pytest.mark.django_db
def test_it_says_who_has_the_text_open(tara, cast, stories):
    Presence.objects.create(article=stories[0], user=cast.edith, tab="1")
    assert "Edith has this story’s text open." in tara.get(page_of(stories[0])).content.decode()

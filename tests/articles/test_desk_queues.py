"""Desk mode: which stories wait, what was done, and where it is offered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin import desk_mode
from articles.desk_mode import claims, progress, queues
from articles.desk_mode.queues import UNLINKED, UNREVIEWED, UNTAGGED, plain_queue
from articles.models import Article, Claim
from tests.articles.at_the_desk import LIST
from tests.articles.desk_mode import DESK, HOUR, headline, page_of, save
from tests.factories import make_article, make_published, make_tag


@pytest.mark.django_db
def test_it_finds_what_is_to_be_done(stories):
    floods = make_tag("Floods")
    stories[0].change_tags([floods.pk], by=None)
    make_article("Draft")
    make_article("For review", tags=[floods]).submit(by=None)
    found = {
        key: {story.headline for story in plain_queue(key).stories}
        for key in (UNTAGGED, UNLINKED, UNREVIEWED)
    }
    every = {"Story 1", "Story 2", "Story 3", "For review"}
    assert found == {UNTAGGED: {"Story 2", "Story 3"}, UNLINKED: every, UNREVIEWED: every}


@pytest.mark.django_db
def test_it_gives_the_newest_first(cast, stories):
    queue = plain_queue(UNTAGGED)
    assert queue.take_next(cast.tara) == stories[0].pk
    assert queue.take_next(cast.tomas) == stories[1].pk
    assert queue.left().number == 3


@pytest.mark.django_db
def test_it_counts_a_done_story_until_it_is_saved_again(cast, stories):
    queue = plain_queue(UNREVIEWED)
    progress.close_turn(stories[0].pk, cast.tara, "done")
    assert queue.left().number == 2
    stories[0].save_version(by=None)
    assert queue.left().number == 3


@pytest.mark.django_db
def test_it_brings_back_what_was_passed_over_the_next_morning(cast, stories):
    queue, now = plain_queue(UNTAGGED), timezone.now()
    progress.close_turn(stories[0].pk, cast.tara, "skipped")
    assert queue.take_next(cast.tara, now) == stories[1].pk
    assert queue.take_next(cast.tara, now + 9 * HOUR) == stories[0].pk
    claims.release(cast.tara)
    assert queue.take_next(cast.tomas, now) == stories[0].pk


@pytest.mark.django_db
def test_it_counts_what_was_done_today(cast, stories):
    now = timezone.now()
    progress.close_turn(stories[0].pk, cast.tara, "done", at=now)
    progress.close_turn(stories[1].pk, cast.tomas, "done", at=now)
    progress.close_turn(stories[0].pk, cast.tomas, "done", at=now)
    progress.close_turn(stories[2].pk, cast.tara, "done", at=now - timedelta(days=2))
    assert progress.done_today(cast.tara, now) == progress.Done(mine=1, desk=2)


@pytest.mark.django_db
def test_it_begins_with_a_queue(tara, cast, stories):
    page = tara.get(DESK).content.decode()
    assert "3 left" in page
    answer = tara.post(f"{DESK}next/?queue=untagged")
    assert headline(answer) == "Story 1"
    story = tara.get(answer.url)
    assert "The river rose overnight." in story.content.decode()
    assert Claim.objects.get().user == cast.tara


@pytest.mark.django_db
def test_it_ends_when_nothing_is_left(tara, stories):
    for story in stories[:2]:
        save(tara, story)
    answer = save(tara, stories[2])
    assert answer.url == f"{DESK}?queue=untagged"
    html = tara.get(answer.url).content.decode()
    assert "Nothing is left for you" in html
    assert "You have done 3 stories today" in html


@pytest.mark.django_db
def test_it_works_through_a_report_and_a_list(tara, stories):
    Article.objects.filter(pk=stories[1].pk).update(section=None)
    asked = f"{DESK}next/?queue=report&report=missing&lacks=section&where=out"
    assert headline(tara.post(asked)) == "Story 2"
    listed = f"{DESK}next/?queue=list&list=q%3D%2522Story%2B3%2522"
    assert "list=q" in tara.post(listed).url
    assert headline(tara.post(f"{DESK}next/?queue=list&list=q%3DStory%2B3")) == "Story 3"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "queue", ["queue=x", "queue=report", "queue=report&report=coverage", "queue=list&list=a__b%3D1%26o%3Dx"]
)
def test_it_survives_queues_that_do_not_exist(tara, stories, queue):
    assert tara.get(f"{DESK}?{queue}").status_code == 200
    assert headline(tara.post(f"{DESK}next/?{queue}")) == "Story 1"


@pytest.mark.django_db
def test_it_is_offered_where_work_waits(tara, stories):
    html = tara.get("/admin/").content.decode()
    assert "3 stories have no tags." in html
    assert f"{DESK}next/?queue=untagged" in html
    listed = tara.get(LIST, {"q": "Story 3", "state": "published"}).content.decode()
    assert f'{DESK}?queue=list&amp;list=q%3DStory%2B3%26state%3Dpublished"' in listed
    report = tara.get(f"{LIST}reports/missing/", {"lacks": "link"}).content.decode()
    address = f"{DESK}?queue=report&amp;report=missing&amp;lacks=link&amp;where=out"
    assert address in report
    assert "What is missing" in tara.get(address.replace("&amp;", "&")).content.decode()


@pytest.mark.django_db
def test_it_costs_the_same_whatever_the_number(tara, stories, django_assert_max_num_queries):
    def cost(address, most):
        with django_assert_max_num_queries(most) as counted:
            assert tara.get(address).status_code == 200
        return len(counted)

    tara.get(page_of(stories[0]))
    before = [cost(DESK, 16), cost(page_of(stories[0]), 45)]
    for number in range(12):
        make_published(f"More {number}", at=timezone.now(), links=[stories[1]])
    after = [cost(DESK, 16), cost(page_of(stories[0]), 45)]
    # A few more or less: what a process looks up once in an edition.
    assert all(now <= then + 4 for now, then in zip(after, before, strict=True)), (before, after)


@pytest.mark.django_db
def test_it_comes_to_old_stories_after_the_newest(cast, stories, monkeypatch):
    monkeypatch.setattr(queues, "MOST_LOOKED_AT", 1)
    stories[0].change_tags([make_tag("Floods").pk], by=None)
    queue = plain_queue(UNTAGGED)
    assert queue.left().number == 0
    assert queue.take_next(cast.tara) == stories[1].pk


@pytest.mark.django_db
def test_it_says_how_far_back_it_counted(tara, stories, monkeypatch):
    monkeypatch.setattr(queues, "MOST_LOOKED_AT", 1)
    monkeypatch.setattr(desk_mode, "MOST_LOOKED_AT", 1)
    Claim.objects.all().delete()
    html = tara.get(DESK).content.decode()
    assert "Counted among the newest 1 story; older ones come after them." in html

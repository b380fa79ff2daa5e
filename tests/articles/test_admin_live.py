"""The posting page of a live story."""

from __future__ import annotations

from uuid import uuid4

import pytest

from articles.models import Article, LiveUpdate
from published.models import PublishedLiveUpdate
from tests.factories import make_published


@pytest.fixture
def story(db) -> Article:
    return make_published("Flood, live", kind="live")


@pytest.fixture
def page(story) -> str:
    return f"/admin/articles/article/{story.pk}/live/"


@pytest.fixture
def edith(client, cast):
    client.force_login(cast.edith)
    return client


def entry(**values: object) -> dict[str, object]:
    return {"key": str(uuid4()), "headline": "", "body": "<p>The bridge is shut.</p>"} | values


def test_it_posts_in_one_step(edith, page):
    answer = edith.post(page, entry(headline="Shut", is_key="on"), follow=True)
    assert "Posted." in answer.content.decode()
    row = PublishedLiveUpdate.objects.get()
    assert (row.headline, row.is_key, row.body) == ("Shut", True, "<p>The bridge is shut.</p>")


def test_the_same_form_posts_once(edith, page):
    form = entry()
    edith.post(page, form)
    edith.post(page, form)
    assert LiveUpdate.objects.count() == 1


def test_what_is_refused_comes_back_with_its_text(edith, page):
    answer = edith.post(page, entry(is_key="on"))
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "a key moment needs one" in shown
    assert "The bridge is shut." in shown
    assert not LiveUpdate.objects.exists()


def test_text_is_sanitised(edith, page):
    edith.post(page, entry(body='<p onclick="x()">Now<script>x()</script></p>'))
    assert PublishedLiveUpdate.objects.get().body == "<p>Now</p>"


def test_it_changes_corrects_removes_and_brings_back(edith, story, page):
    update = story.post_update(by=None, body="<p>Two hurt</p>")
    own = f"{page}{update.pk}/"
    assert "Two hurt" in edith.get(own).content.decode()
    edith.post(own, entry(body="<p>Three hurt</p>", seen="1"))
    assert "Two hurt" in edith.get(own).content.decode()  # among the earlier wordings
    edith.post(f"{own}correct/", {"text": "Three, not two."})
    assert PublishedLiveUpdate.objects.get().corrections[0]["text"] == "Three, not two."
    assert edith.post(f"{own}remove/", {"reason": ""}).status_code == 400
    edith.post(f"{own}remove/", {"reason": "Not confirmed"})
    assert not PublishedLiveUpdate.objects.exists()
    edith.post(f"{own}return/")
    assert PublishedLiveUpdate.objects.get().body == "<p>Three hurt</p>"


def test_a_colleagues_change_is_shown_and_not_overwritten(edith, story, page):
    update = story.post_update(by=None, body="<p>One</p>")
    story.change_update(update, by=None, body="<p>Two</p>")
    answer = edith.post(f"{page}{update.pk}/", entry(body="<p>Mine</p>", seen="1"))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "What stands there now" in shown
    assert "Mine" in shown
    assert "<p>Two</p>" in shown
    assert PublishedLiveUpdate.objects.get().body == "<p>Two</p>"
    edith.post(f"{page}{update.pk}/", entry(body="<p>Mine</p>", seen="2"))
    assert PublishedLiveUpdate.objects.get().body == "<p>Mine</p>"


def test_it_ends_and_resumes(edith, story, page):
    story.post_update(by=None, body="<p>One</p>")
    edith.post(f"{page}coverage/", {"do": "end"})
    assert 'name="body"' not in edith.get(page).content.decode()
    assert edith.post(page, entry()).status_code == 400
    edith.post(f"{page}coverage/", {"do": "resume"})
    edith.post(f"{page}coverage/", {"do": "oldest"})
    assert edith.post(f"{page}coverage/", {"do": "nonsense"}).status_code == 404
    edith.post(page, entry())
    assert LiveUpdate.objects.count() == 2


def test_it_refuses_an_outsider(client, cast, story, page):
    update = story.post_update(by=None, body="<p>One</p>")
    client.force_login(cast.rosa)
    assert client.get(page).status_code == 403
    assert client.post(page, entry()).status_code == 403
    assert client.post(f"{page}{update.pk}/remove/", {"reason": "x"}).status_code == 403
    assert client.post(f"{page}coverage/", {"do": "end"}).status_code == 403
    assert LiveUpdate.objects.count() == 1


def test_other_stories_and_other_entries_are_not_found(edith, story, page):
    news, other = make_published("News"), make_published("Vote, live", kind="live")
    theirs = other.post_update(by=None, body="<p>One</p>")
    assert edith.get(f"/admin/articles/article/{news.pk}/live/").status_code == 404
    assert edith.get(f"{page}{theirs.pk}/").status_code == 404
    assert edith.get(f"{page}999999/").status_code == 404
    assert edith.get(f"{page}?page=x").status_code == 200


def test_a_live_storys_form_leads_there(edith, story, page):
    assert page in edith.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    news = make_published("News")
    assert "/live/" not in edith.get(f"/admin/articles/article/{news.pk}/change/").content.decode()


def test_its_history_names_what_was_done(edith, story):
    story.post_update(by=None, body="<p>The bridge is shut.</p>")
    shown = edith.get(f"/admin/articles/article/{story.pk}/history/", follow=True).content.decode()
    assert "Live entry posted" in shown
    assert "The bridge is shut." in shown


def test_it_costs_a_fixed_number_of_queries(edith, story, page, django_assert_max_num_queries):
    for number in range(60):
        story.post_update(by=None, body=f"<p>{number}</p>")
    with django_assert_max_num_queries(12):
        edith.get(page)

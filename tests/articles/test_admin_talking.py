"""Comments on a story at the desk."""

import pytest
from django.urls import reverse

from articles import talking
from articles.dashboard import dashboard
from articles.models import Comment
from tests.articles.at_the_desk import Desk
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article("Pier falls", by=cast.rosa)


def page(article):
    return reverse("admin:articles_comments", args=[article.pk])


def one(comment):
    return reverse("admin:articles_comment", args=[comment.article_id, comment.pk])


def test_it_takes_a_comment_with_its_passage_from_whoever_sees_stories(client, cast, article):
    client.force_login(cast.tara)
    answer = client.post(page(article), {"text": " Half? ", "passage": "the eastern\n half"}, follow=True)
    comment = Comment.objects.get()
    assert (comment.by, comment.text, comment.passage) == (cast.tara, "Half?", "the eastern half")
    assert "Half?" in answer.content.decode()


def test_it_is_kept_from_who_may_not_see_stories(client, cast, article):
    tara = cast.tara
    tara.groups.clear()
    client.force_login(tara)
    assert client.post(page(article), {"text": "Hello"}).status_code == 403
    client.logout()
    assert client.get(page(article)).status_code == 302
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"text": "   "}, {"text": "x" * 2001}, {"text": "x", "passage": "y" * 501}]
)
def test_it_keeps_what_was_typed_when_it_refuses(client, cast, article, typed):
    client.force_login(cast.edith)
    answer = client.post(page(article), typed)
    assert answer.status_code == 400
    assert typed["text"] in answer.content.decode()
    assert not Comment.objects.exists()


def test_it_settles_and_opens_again(client, cast, article):
    comment = talking.say(article, "Half?", by=cast.edith)
    client.force_login(cast.rosa)
    client.post(one(comment), {"do": "settle"})
    comment.refresh_from_db()
    assert comment.resolved_by == cast.rosa
    assert comment.resolved_at is not None
    client.post(one(comment), {"do": "reopen"})
    comment.refresh_from_db()
    assert (comment.resolved_at, comment.resolved_by) == (None, None)


def test_it_knows_a_comment_only_under_its_own_story(client, cast, article):
    comment = talking.say(make_article(), "Elsewhere", by=cast.edith)
    client.force_login(cast.edith)
    address = reverse("admin:articles_comment", args=[article.pk, comment.pk])
    assert client.post(address, {"do": "settle"}).status_code == 404
    assert client.get(one(comment)).status_code == 405


def test_it_answers_the_script_with_the_panel_alone(client, cast, article):
    client.force_login(cast.edith)
    answer = client.post(page(article), {"text": "Half?"}, headers={"X-Panel": "1"})
    html = answer.content.decode()
    assert 'data-label="1 open comment"' in html
    assert "<html" not in html


def test_it_counts_open_comments_on_the_form_and_the_first_page(client, cast, article):
    talking.say(article, "One", by=cast.edith)
    talking.settle(talking.say(article, "Two", by=cast.edith), by=cast.edith)
    html = Desk(client, cast.rosa).open(article).html
    assert "1 open comment<" in html
    assert [story.open_comments for story in dashboard(cast.rosa).mine] == [1]
    assert "1 open comment" in client.get("/admin/").content.decode()


def test_it_shows_what_is_open_first(cast, article):
    first = talking.say(article, "First", by=cast.edith)
    talking.say(article, "Second", by=cast.edith)
    talking.settle(first, by=cast.rosa)
    assert [comment.text for comment in talking.comments_of(article)] == ["Second", "First"]


def test_it_never_shows_a_comment_as_markup(client, cast, article):
    talking.say(article, "<script>alert(1)</script>", by=cast.edith, passage="<img src=x onerror=alert(1)>")
    html = Desk(client, cast.edith).open(article).html
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_it_costs_one_query_whatever_is_said(client, cast, article, django_assert_num_queries):
    for number in range(8):
        talking.say(article, f"Remark {number}", by=cast.edith)
    with django_assert_num_queries(1):
        found = talking.comments_of(article)
        assert {comment.by.username for comment in found} == {"edith"}

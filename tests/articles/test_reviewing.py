"""From draft to ready: who may do what."""

import pytest

from articles.errors import NotAllowed, TransitionError
from articles.models import Article
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db
State = Article.State


def test_it_goes_from_draft_to_ready_and_back(cast):
    article = make_article(by=cast.rosa)
    article.submit(by=cast.rosa)
    assert article.state == State.REVIEW
    with pytest.raises(TransitionError, match="why"):
        article.send_back(by=cast.edith, note="")
    article.send_back(by=cast.edith, note="Who says so?")
    assert article.state == State.DRAFT
    article.submit(by=cast.rosa)
    article.approve(by=cast.edith)
    assert article.state == State.READY
    assert [event.verb for event in article.events.order_by("pk")] == [
        "save",
        "submit",
        "send-back",
        "submit",
        "approve",
    ]


def test_it_refuses_a_reporter_what_is_not_theirs(cast):
    article = make_article(by=cast.rosa)
    for verb in (article.submit, article.save_version, article.spike):
        with pytest.raises(NotAllowed):
            verb(by=cast.olga)
    article.submit(by=cast.rosa)
    for verb in (article.approve, article.publish):
        with pytest.raises(NotAllowed):
            verb(by=cast.rosa)


def test_it_lists_what_a_person_may_edit(cast):
    own, other = make_article(by=cast.rosa), make_article(by=cast.olga)
    live = make_published(by=cast.rosa)
    assert set(Article.objects.editable_by(cast.rosa)) == {own}
    assert set(Article.objects.editable_by(cast.edith)) == {own, other, live}
    assert not Article.objects.editable_by(cast.tara).exists()
    for article in (own, other, live):
        for person in (cast.rosa, cast.edith, cast.tara):
            listed = article in Article.objects.editable_by(person)
            assert listed == article.is_editable_by(person)


def test_it_spikes_and_restores_but_never_what_was_public(cast):
    article = make_article(by=cast.rosa)
    article.spike(by=cast.edith)
    with pytest.raises(TransitionError):
        article.publish(by=cast.edith)
    article.restore(by=cast.edith)
    assert article.state == State.DRAFT
    with pytest.raises(TransitionError):
        make_published().spike(by=cast.edith)


def test_it_lets_a_tagger_tag_any_story_and_touch_no_text(cast):
    article = make_article(by=cast.rosa)
    tag = make_tag("Floods")
    article.change_tags([tag.pk], by=cast.tara)
    assert list(article.tags.all()) == [tag]
    with pytest.raises(NotAllowed):
        article.save_version(by=cast.tara)
    with pytest.raises(NotAllowed):
        article.change_tags([], by=cast.paul)

"""Autosave and presence."""

from datetime import timedelta

import pytest

from articles import safekeeping
from articles.models import Autosave, Presence
from tests.factories import NOW, make_article

pytestmark = pytest.mark.django_db
FORM = [("headline", "Rain"), ("credits-0-name", "A"), ("credits-0-name", "B"), ("csrfmiddlewaretoken", "x")]


def test_it_keeps_the_whole_form_without_touching_the_story(cast):
    article = make_article("Sun", by=cast.rosa)
    safekeeping.keep(cast.rosa, FORM, article=article, started_from=1, at=NOW)
    safekeeping.keep(cast.rosa, [*FORM, ("kicker", "Live")], article=article, started_from=1, at=NOW)
    kept = safekeeping.waiting_for(cast.rosa, article)
    assert kept.data == [
        ["headline", "Rain"],
        ["credits-0-name", "A"],
        ["credits-0-name", "B"],
        ["kicker", "Live"],
    ]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Sun", 1)
    assert safekeeping.waiting_for(cast.edith, article) is None


def test_it_keeps_a_story_that_was_never_saved(cast):
    safekeeping.keep(cast.rosa, FORM, article=None, draft="abc")
    assert [kept.draft for kept in safekeeping.new_stories_of(cast.rosa)] == ["abc"]
    safekeeping.forget(cast.rosa, article=None, draft="abc")
    assert not Autosave.objects.exists()


def test_it_refuses_what_is_too_large_or_nameless(cast):
    with pytest.raises(ValueError, match="large"):
        safekeeping.keep(cast.rosa, [("body", "x" * 2_000_001)], article=make_article())
    with pytest.raises(ValueError, match="key"):
        safekeeping.keep(cast.rosa, FORM, article=None)


def test_it_drops_what_nobody_came_back_for(cast):
    article = make_article()
    safekeeping.keep(cast.rosa, FORM, article=article, at=NOW - timedelta(days=31))
    safekeeping.keep(cast.edith, FORM, article=article, at=NOW - timedelta(days=29))
    assert safekeeping.drop_old(NOW) == 1


def test_it_tells_who_else_is_here_and_knows_ones_own_tabs(cast):
    article = make_article()
    assert safekeeping.report(article, cast.rosa, "one", at=NOW).others == []
    safekeeping.report(article, cast.edith, "a", is_typing=True, at=NOW)
    safekeeping.report(article, cast.edith, "b", at=NOW)
    here = safekeeping.report(article, cast.rosa, "two", at=NOW)
    assert [(one.name, one.is_typing) for one in here.others] == [(str(cast.edith), True)]
    assert here.own_tabs == 1
    safekeeping.leave(article, cast.rosa, "one")
    assert safekeeping.report(article, cast.rosa, "two", at=NOW).own_tabs == 0


def test_it_keeps_whose_tab_sleeps(cast):
    """A browser lets a tab in the background run once a minute."""
    article = make_article()
    safekeeping.report(article, cast.edith, "a", at=NOW - timedelta(seconds=62))
    assert len(safekeeping.report(article, cast.rosa, "b", at=NOW).others) == 1


def test_it_forgets_who_has_gone(cast):
    article = make_article()
    safekeeping.report(article, cast.edith, "a", at=NOW - timedelta(minutes=2))
    assert safekeeping.report(article, cast.rosa, "b", at=NOW).others == []
    safekeeping.drop_old(NOW + timedelta(days=2))
    assert not Presence.objects.exists()

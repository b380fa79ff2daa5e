"""With the database stopped, readers get what there is; when it is back, all is as before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from published import editions
from published.editions import raise_edition
from tests.page_cache.reading import Reader
from tests.published.factories import EVENING, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """`database(False)` stops it: connections break and none can be made; `database(True)` starts it."""
    monkeypatch.setattr(editions, "READ_AGAIN_SECONDS", 0.0)
    connect = BaseDatabaseWrapper.connect

    def switch(is_there: bool) -> None:
        def refuse(self: BaseDatabaseWrapper) -> None:
            raise OperationalError("connection refused")

        connection.close()
        monkeypatch.setattr(BaseDatabaseWrapper, "connect", connect if is_there else refuse)

    return switch


def test_kept_pages_go_on_marked_stale(clock, database):
    published("The river rose")
    reader = Reader()
    assert not reader.get("/").is_stale
    database(False)
    answer = reader.get("/", accept_encoding="br")
    assert (answer.status, answer.is_stale) == (200, True)
    assert "The river rose" in answer.text
    assert "stale" in answer.headers["Cache-Status"]


def test_unknown_pages_say_come_back(clock, database):
    story = published()
    reader = Reader()
    reader.get("/")
    database(False)
    answer = reader.get(story.get_absolute_url())
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'class="message"' in answer.text
    assert "css/tokens" in answer.text


def test_a_process_that_has_never_seen_the_database_says_come_back(clock, database, monkeypatch):
    published()
    database(False)
    monkeypatch.setattr(editions, "_read", None)
    assert Reader().get("/").status == 503


def test_it_heals_by_itself(clock, database):
    story = published("The river rose")
    reader = Reader()
    reader.get("/")
    database(False)
    reader.get("/")
    assert reader.get(story.get_absolute_url()).status == 503
    database(True)
    published("The river fell")
    raise_edition()
    home = reader.get("/")
    assert ("The river fell" in home.text, home.is_stale) == (True, False)
    assert reader.get(story.get_absolute_url()).status == 200


def test_a_scheduled_moment_that_passes_meanwhile_ends_nothing(clock, database):
    published("The river rose")
    published("The bridge opens", at=EVENING, public_from=EVENING + timedelta(minutes=10))
    reader = Reader()
    reader.get("/")
    database(False)
    clock.put_on(minutes=11)
    answer = reader.get("/")
    assert (answer.status, answer.is_stale) == (200, True)
    database(True)
    answer = reader.get("/")
    assert ("The bridge opens" in answer.text, answer.is_stale) == (True, False)


def test_a_story_that_has_expired_is_not_shown_stale(clock, database):
    story = published(expires_at=EVENING + timedelta(minutes=10))
    reader = Reader()
    reader.get(story.get_absolute_url())
    database(False)
    assert reader.get(story.get_absolute_url()).is_stale
    clock.put_on(minutes=10)
    assert reader.get(story.get_absolute_url()).status == 503


def test_it_may_fail_in_the_middle_of_a_page(clock, database, monkeypatch):
    """The edition was still read; the page could not be made. What was kept before stands in."""
    published("The river rose")
    reader = Reader()
    reader.get("/")
    raise_edition()
    site = reader.site

    def failing(environ, start_response):
        database(False)
        return site(environ, start_response)

    reader.site = failing
    answer = reader.get("/")
    assert ("The river rose" in answer.text, answer.is_stale) == (True, True)


def test_the_desk_says_come_back_too(clock, database):
    published()
    reader = Reader()
    database(False)
    assert reader.get("/admin/login/", cookie=f"desk={32 * 'a'}").status == 503

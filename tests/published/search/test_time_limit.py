"""A search that would keep the database busy is stopped, told of, and leaves nothing behind."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from published.models import PublishedArticle
from published.search.asking import Asked, read
from published.search.backends import common, postgresql, sqlite
from published.search.finding import search
from tests.factories import make_published, make_section
from tests.published.factories import EVENING

BEFORE = EVENING - timedelta(hours=2)


@pytest.fixture
def endless(monkeypatch):
    """Looking at a story takes longer than a search may."""
    if connection.vendor == "postgresql":
        rule = common.public_condition

        def slowly(entry: str, at: datetime) -> tuple[str, list]:
            sql, params = rule(entry, at)
            return f"pg_sleep(60) IS NOT NULL AND {sql}", params

        monkeypatch.setattr(postgresql, "public_condition", slowly)
        monkeypatch.setattr(postgresql, "SECONDS", 0.02)
    else:
        monkeypatch.setattr(sqlite, "SECONDS", -1)
        monkeypatch.setattr(sqlite, "_STEPS", 1)


@pytest.fixture
def river(db):
    make_section("City")
    make_published("River", at=BEFORE)


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_it_answers_with_a_sentence_and_come_back_later(client, river, endless, sort):
    response = client.get(f"/search/?q=river&sort={sort}")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert "took too long" in page
    assert "Nothing was found" not in page


def test_it_leaves_a_transaction_as_it_was(river, endless):
    with transaction.atomic():
        assert search(Asked("river")).took_too_long
        PublishedArticle.objects.update(lede="still here")
    assert PublishedArticle.objects.get().lede == "still here"


@pytest.mark.django_db(transaction=True)
def test_it_leaves_the_connection_as_it_was(monkeypatch, request):
    make_section("City")
    make_published("River", at=BEFORE)
    assert not connection.in_atomic_block
    with monkeypatch.context():
        request.getfixturevalue("endless")
        assert search(Asked("river")).took_too_long
        assert PublishedArticle.objects.count() == 1
    monkeypatch.undo()
    assert [result.story.headline for result in search(read(QueryDict("q=river"))).results] == ["River"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


def test_another_error_is_no_long_search(river, monkeypatch):
    backend = postgresql if connection.vendor == "postgresql" else sqlite
    monkeypatch.setattr(backend, "public_condition", lambda entry, at: ("no_such_column", []))
    with pytest.raises(Exception, match="no_such_column"), transaction.atomic():
        search(Asked("river"))

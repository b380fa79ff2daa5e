"""The synthetic newsroom is what publishing its stories would have left, and the same every time."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.composing import compose
from articles.document import to_document
from articles.models import Article, Version
from exchange.corpus import NotEmpty, fill
from exchange.corpus.filling import WORDS
from exchange.corpus.rows import Rows
from exchange.corpus.set_aside import mend, missing, set_aside
from exchange.corpus.stories import make_story
from exchange.corpus.teams import Person, teams
from published.models import Edition, PublishedAddress, PublishedArticle, PublishedChange
from published.search.reindexing import reindex
from taxonomy.models import Contributor, Section, Tag
from tests.factories import make_article

PEOPLE = tuple(Person(number, f"Writer {number}", f"writer-{number}") for number in range(1, 201))
UNTIL = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def corpus(db):
    return fill(30, until=UNTIL, jobs=1)


def rows_of(instances, *but):
    return [
        {name: value for name, value in vars(one).items() if name not in {"_state", "id", *but}}
        for one in instances
    ]


def test_its_pages_are_what_the_desk_would_compose(corpus):
    for article in Article.objects.order_by("id")[:5]:
        version = Version.objects.get(article=article)
        page = compose(article.pk, version.document, article.first_published_at, version=1)
        stored = PublishedArticle.objects.get(pk=article.pk)
        assert rows_of([stored]) == rows_of([page.article], "_keeps_text")
        for composed, kept in ((page.taggings, stored.taggings), (page.credits, stored.credit_rows)):
            assert rows_of(kept.order_by("position")) == rows_of(composed, "article")
        assert PublishedChange.objects.get(story=article.pk).text == page.text
        assert PublishedAddress.objects.get(story=article.pk).slug == article.slug


def test_its_documents_are_what_the_desk_has(corpus):
    for article in Article.objects.order_by("id")[:5]:
        assert to_document(article) == Version.objects.get(article=article).document


def test_search_finds_what_it_would_if_they_were_published(corpus):
    before = entries()
    assert len(before) == 30
    reindex(everything=True)
    assert entries() == before


def entries():
    table = "published_searchentry" if connection.vendor == "postgresql" else "published_searchindex"
    columns = "place, article_id, form, vector::text, title::text"
    columns = (
        columns if connection.vendor == "postgresql" else "rowid, headline, standfirst, names, body, marks"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
        return cursor.fetchall()


def test_an_editor_can_go_on_from_it(corpus):
    """Numbers follow on, a story can be published again, and the edition has moved."""
    made = make_article("Another one")
    assert made.pk > 30
    article = Article.objects.get(pk=30)
    article.publish(by=None, significance="minor", at=UNTIL)
    assert article.public_version == 2
    assert Edition.objects.get().number > 1


def test_it_has_the_shape_it_promises(corpus):
    assert (Section.objects.count(), Tag.objects.count(), Contributor.objects.count()) == (8, 2_000, 200)
    for article in PublishedArticle.objects.all():
        assert 400 <= article.word_count <= 500
        assert 1 <= article.credit_rows.count() <= 3
        assert 4 <= article.taggings.count() <= 6
    moments = PublishedArticle.objects.order_by("published_at").values_list("published_at", flat=True)
    assert moments.last() == UNTIL
    assert 1_000 < (moments.last() - moments.first()).days < 3 * 365


def test_the_same_number_gives_the_same_story():
    parts = ([1, 2], teams(PEOPLE), range(1, 2_001))
    assert make_story(7, UNTIL, *parts) == make_story(7, UNTIL, *parts)
    assert make_story(7, UNTIL, *parts).headline != make_story(8, UNTIL, *parts).headline


def test_few_tags_are_on_many_stories():
    stories = [make_story(number, UNTIL, [1], teams(PEOPLE), range(1, 2_001)) for number in range(1, 301)]
    on_first, on_late = (sum(tag in story.tags for story in stories) for tag in (1, 1_500))
    assert on_first > 60 > 5 > on_late


def test_it_refuses_a_newsroom_in_use(db):
    make_article()
    with pytest.raises(NotEmpty):
        fill(5)
    with pytest.raises(CommandError, match="empty one"):
        call_command("corpus", stories=5)


@pytest.mark.parametrize("wrong", [{"stories": 0}, {"jobs": -1}])
def test_it_refuses_what_is_no_number_of_stories(db, wrong):
    with pytest.raises(CommandError, match="from 1 up"):
        call_command("corpus", **wrong)


def test_everybody_writes_in_teams_of_one_to_three():
    sizes = {len(team.people) for team in teams(PEOPLE)}
    assert sizes == {1, 2, 3}
    assert {person for team in teams(PEOPLE) for person in team.people} == set(PEOPLE)


@pytest.mark.django_db(transaction=True)
def test_several_writers_write_what_one_would():
    output, before = StringIO(), indexes()
    call_command("corpus", stories=2_001, jobs=2, stdout=output)
    assert "2,001 stories in" in output.getvalue()
    assert PublishedArticle.objects.count() == Article.objects.count() == 2_001
    assert indexes() == before


def indexes():
    """Every index and unique constraint of the database, as it writes them."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid), pg_get_constraintdef(held.oid) FROM pg_index "
            "LEFT JOIN pg_constraint held ON held.conindid = indexrelid AND held.contype = 'u' "
            "WHERE indrelid::regclass::text NOT LIKE 'pg_%' ORDER BY 1"
        )
        return cursor.fetchall()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="other databases keep their indexes")
@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_broken_off_leaves_its_indexes_to_the_next(monkeypatch):
    before = indexes()
    with monkeypatch.context() as patch:
        patch.setattr("exchange.corpus.set_aside.mend", lambda: None)  # as if the process had been killed
        with set_aside(["published_publishedarticle", "published_searchentry"]) as away:
            assert (WORDS, "published_searchentry") in [(one.name, one.table) for one in away]
    assert len(indexes()) < len(before)
    mend()
    assert indexes() == before
    assert missing() == []


@pytest.mark.django_db(transaction=True)
def test_a_batch_whose_connection_fails_is_written_once_more(monkeypatch):
    asked = []

    def cut_off_once(rows):
        asked.append(rows)
        if len(asked) == 1:
            raise OperationalError("the server closed the connection")
        written(rows)

    written = Rows.write
    monkeypatch.setattr(Rows, "write", cut_off_once)
    fill(3)
    assert len(asked) == 2
    assert PublishedArticle.objects.count() == 3

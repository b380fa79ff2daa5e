"""The list of changes: what readers had before and after."""

from datetime import timedelta

import pytest

from articles.errors import NotAllowed
from published.change_list import list_changes
from published.models import PublishedArticle
from tests.factories import NOW, make_article, make_published

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def change(article, body, hours, **publish):
    article.body = f"<p>{body}</p>"
    article.save()
    return article.publish(by=None, at=NOW + hours * HOUR, **publish)


def changes(article, hours=9):
    return list_changes(PublishedArticle.objects.get(pk=article.pk), NOW + hours * HOUR)


def test_it_shows_what_a_significant_update_altered_and_counts_minor_edits():
    article = make_published(body="<p>Nine people were hurt.</p>")
    change(article, "Nine people were hurt .", 1)
    change(article, "Ten people were hurt.", 2, significance="significant", note="A tenth was found")
    shown = changes(article)
    assert shown.minor_count == 1
    (only,) = shown.changes
    assert (only.at, only.note) == (NOW + 2 * HOUR, "A tenth was found")
    assert next(run.text for run in only.paragraphs[0].runs if run.kind == "added") == "Ten"


def test_it_shows_nothing_before_its_time():
    article = make_article()
    article.schedule(by=None, publish_at=NOW + HOUR, at=NOW)
    assert changes(article, 0).changes == []
    article.unschedule(by=None, at=NOW)
    article.publish(by=None, at=NOW)
    assert changes(article).minor_count == 0


def test_it_withholds_a_version_by_right(cast):
    article = make_published(body="<p>The accused is John Doe.</p>")
    named = article.versions.get(number=article.public_version)
    change(article, "The accused was not named.", 1, significance="significant", note="Name removed")
    with pytest.raises(NotAllowed):
        article.withhold_version(named, by=cast.rosa, reason="Court order")
    article.withhold_version(named, by=cast.edith, reason="Court order")
    assert "Doe" not in str(changes(article))
    article.publish(by=None, at=NOW + 2 * HOUR)  # does not bring it back
    assert "Doe" not in str(changes(article))

"""The page of changes."""

from datetime import timedelta

import pytest

from published.models import PublishedArticle
from tests.factories import NOW, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(settings):
    settings.SHOW_CHANGES = True
    article = make_published(
        "Bridge <closed>", body="<p>The bridge is closed & guarded.</p>", at=NOW - timedelta(9)
    )
    article.body = "<p>The bridge is open & guarded.</p>"
    article.save()
    article.publish(by=None, at=NOW - timedelta(8), significance="significant", note="Opens <again>")
    return PublishedArticle.objects.get()


def test_it_shows_words_that_changed_escaped(client, story):
    page = client.get(f"{story.get_absolute_url()}changes/").content.decode()
    assert "<del>closed</del>" in page
    assert "<ins>open</ins>" in page
    assert "Opens &lt;again&gt;" in page
    assert "& guarded" not in page


def test_it_is_not_there_unless_the_site_shows_changes(client, story, settings):
    settings.SHOW_CHANGES = False
    assert client.get(f"{story.get_absolute_url()}changes/").status_code == 404
    settings.SHOW_CHANGES = True
    assert client.get("/2026/11/14/never/changes/").status_code == 404

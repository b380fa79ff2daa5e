"""A search reads what was not yet sorted into PostgreSQL's index, so little of that may wait."""

from __future__ import annotations

import pytest
from django.db import connection

from published.models import PublishedArticle
from published.search.indexing import index
from tests.factories import make_published

PAGES_OF_64_KB = 8


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index is PostgreSQL's")
@pytest.mark.django_db
def test_only_a_few_stories_wait_to_be_sorted_in() -> None:
    story = PublishedArticle.objects.get(pk=make_published("River").pk)
    for take in range(60):
        story.body = "".join(f"<p>word{take}x{number}</p>" for number in range(400))
        index(story, [], [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('published_search_vector'::regclass)")
        waiting = cursor.fetchone()[0]
    assert waiting <= 2 * PAGES_OF_64_KB

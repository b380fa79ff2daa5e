"""A newsroom of which the database has learned nothing: a first import is under way, or has just ended."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import TestCase

from benchmarks import corpus
from published.models import PublishedArticle
from published.more_news import Subject, reckon
from tests.scale.plans import noting, plan_of

STORIES = 600
# Each of the stories compared with a few rows; comparing every story with every tagging takes millions.
MOST_COMPARED = 100 * STORIES


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans are those of PostgreSQL")
class TestWithoutStatistics(TestCase):
    """Six hundred stories in tables that are empty by the database's notes, as after an ANALYZE too early."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.big = corpus.fill(stories=STORIES, tags=100, contributors=20)
        with connection.cursor() as cursor:  # undone with the rows
            cursor.execute("UPDATE pg_class SET reltuples = 0 WHERE relkind IN ('r', 'i')")
            cursor.execute("DELETE FROM pg_statistic")

    def test_more_news_compares_no_story_with_every_tagging(self) -> None:
        story = PublishedArticle.objects.get(pk=self.big.stories[-10])
        subject = Subject.of(story, story.taggings.values_list("tag", flat=True))
        with noting() as noted:
            assert reckon(subject).lines
        assert noted
        for sql, params in noted:
            for node in plan_of(sql, params).nodes():
                assert work_of(node) <= MOST_COMPARED, f"{node['Node Type']}: {work_of(node)}\n{sql}"


def work_of(node: dict[str, Any]) -> float:
    """The rows that a step of a plan gave or threw away, over all its rounds."""
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
    return sum(node.get(name, 0) for name in names) * node.get("Actual Loops", 1)

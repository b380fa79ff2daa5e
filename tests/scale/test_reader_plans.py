"""Every query of every reader page, among a hundred thousand stories: no plan of PostgreSQL grows with them.

The rows are written by the database itself, in seconds. They say little; how many there are is what counts.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from exchange.corpus.filling import hurry
from published import clock, editions
from published.models import PublishedArticle, PublishedCredit, PublishedTagging, TagUse
from published.more_news import Subject, Weights, reckon
from published.navigation import newest_day
from published.search.backends import commonness
from published.search.backends.common import NEWEST
from published.search.backends.commonness import COST_OF_A_LOOK
from published.search.indexing import FORM
from taxonomy.models import Contributor, Section, Tag
from tests.scale.plans import noting, plan_of

STORIES = 100_000
TAGS, PEOPLE, SECTIONS = 500, 200, 8
WITH_WORDS, WORDS = 20_000, 3_000
# Fifty stories of each of eight tags, twenty of each of twenty relatives, fifteen of each of six words.
MOST_COMPARED, TAGS_OF_A_STORY = 890, 5
MOST_ROWS = 1_000

STORY_ROWS = """
INSERT INTO published_publishedarticle ({columns})
SELECT {values} FROM generate_series(1, %s) AS n
"""
# Few tags are on many stories: the first on nearly each second one, as Zipf's law has it.
TAG_ROWS = """
INSERT INTO published_publishedtagging (article_id, tag_id, position, published_at)
SELECT n, tag, min(place), %s - n * interval '15 minutes'
FROM generate_series(1, %s) AS n, generate_series(0, 4) AS place,
     LATERAL (SELECT ((n * 7919 + place * 104729) %% 10007) / 10007.0::float8 AS chance) c,
     LATERAL (SELECT %s + floor(power(%s, chance))::bigint - 1 AS tag) t
GROUP BY n, tag
"""
CORRECTION_ROWS = """
INSERT INTO published_publishedcorrection (id, article_id, kind, text, published_at)
SELECT n, n * 10, 'error', 'It was wrong.', %s - n * interval '150 minutes'
FROM generate_series(1, %s / 10) AS n
"""
# Words of the newest stories, of which few are in many.
WORD_ROWS = """
INSERT INTO published_tellingword (article_id, word, weight, published_at)
SELECT n, 'word' || floor(power(%s, chance))::int, 1 + place, %s - n * interval '15 minutes'
FROM generate_series(1, %s) AS n, generate_series(0, 4) AS place,
     LATERAL (SELECT ((n * 6151 + place * 7907) %% 10007) / 10007.0::float8 AS chance) c
ON CONFLICT DO NOTHING
"""
# Each story has “often”, each fourth “seldom”, each thousandth “rarely”, in its headline too.
ENTRY_ROWS = """
INSERT INTO published_searchentry (place, article_id, form, vector, title)
SELECT (extract(epoch FROM %s - n * interval '15 minutes')::bigint << 24) + n, n, %s,
    ('headline:1A often:9' || CASE n %% 4 WHEN 0 THEN ' seldom:12' ELSE '' END
     || CASE n %% 1000 WHEN 0 THEN ' rarely:2A,40' ELSE '' END)::tsvector,
    ('headline' || CASE n %% 1000 WHEN 0 THEN ' rarely' ELSE '' END)::tsvector
FROM generate_series(1, %s) AS n
"""
CREDIT_ROWS = """
INSERT INTO published_publishedcredit (article_id, contributor_id, role, position, published_at)
SELECT n, %s + (n * 31 + place * 17) %% %s, 'by', place, %s - n * interval '15 minutes'
FROM generate_series(1, %s) AS n, generate_series(0, 1) AS place
"""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans are those of PostgreSQL")
class TestPlans(TestCase):
    """A hundred thousand stories, half a million taggings."""

    @classmethod
    def setUpTestData(cls) -> None:
        for number in range(SECTIONS):
            Section.objects.create(name=f"Section {number}", position=number)
        Tag.objects.bulk_create(Tag(name=f"Tag {number}") for number in range(TAGS))
        Contributor.objects.bulk_create(Contributor(name=f"Person {number}") for number in range(PEOPLE))
        cls.now = timezone.now()
        cls.write()

    @classmethod
    def write(cls) -> None:
        tag, person = Tag.objects.order_by("pk")[0].pk, Contributor.objects.order_by("pk")[0].pk
        section = Section.objects.order_by("pk")[0].pk
        hurry()
        with connection.cursor() as cursor:
            columns, values, params = story_columns(cls.now, section)
            cursor.execute(STORY_ROWS.format(columns=columns, values=values), [*params, STORIES])
            cursor.execute(TAG_ROWS, [cls.now, STORIES, tag, TAGS])
            cursor.execute(CREDIT_ROWS, [person, PEOPLE, cls.now, STORIES])
            cursor.execute(CORRECTION_ROWS, [cls.now, STORIES])
            cursor.execute(WORD_ROWS, [WORDS, cls.now, WITH_WORDS])
            cursor.execute(ENTRY_ROWS, [cls.now, FORM, STORIES])
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL session_replication_role = 'origin'")

    def setUp(self) -> None:
        editions.forget()
        editions._kept.clear()

    def assert_bounded(self, address: str) -> None:
        """Ask for a page and judge the plan of each of its queries."""
        with noting() as noted:
            response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        assert noted, address
        for sql, params in noted:
            faults = list(plan_of(sql, params).faults(most_rows=MOST_ROWS))
            assert not faults, f"{address}: {'; '.join(faults)}\n{sql}\n{params}"

    def story(self, number: int = 500) -> PublishedArticle:
        return PublishedArticle.objects.get(pk=number)

    def test_lists(self) -> None:
        day = newest_day()
        story = self.story(40_000)
        for address in (
            "/",
            "/?page=50",
            f"/section/{Section.objects.first().slug}/",
            f"/section/{Section.objects.first().slug}/?page=50",
            f"/{day.year}/",
            f"/{story.day:%Y/%m}/",
            f"/{story.day:%Y/%m/%d}/",
            "/corrections/",
        ):
            self.assert_bounded(address)

    def test_tags_and_people(self) -> None:
        popular, rare = (Tag.objects.order_by("pk")[place] for place in (0, TAGS - 20))
        assert PublishedTagging.objects.filter(tag=popular).count() > 20_000
        person = PublishedCredit.objects.filter(article=500).first().contributor
        for page in (f"/tag/{popular.slug}/", f"/tag/{rare.slug}/", f"/contributor/{person.slug}/"):
            for below in ("", "feed/rss.xml"):
                self.assert_bounded(page + below)
        self.assert_bounded(f"/tag/{popular.slug}/?page=50")

    def test_far_down_a_list(self) -> None:
        """The page after the fiftieth, and one in the middle of the archive."""
        response = self.client.get(
            "/?page=50&upto=99999999999999999-1".replace("99999999999999999-1", self.anchor(1))
        )
        self.assert_bounded("/" + response.context["page"].next_query)
        self.assert_bounded(f"/?page=2501&upto={self.anchor(50_001)}-2501")

    def anchor(self, number: int) -> str:
        from published.paging import Anchor

        return str(Anchor(self.story(number).published_at, number))

    def test_stories(self) -> None:
        for number in (1, 500, 99_000):
            self.assert_bounded(self.story(number).get_absolute_url())

    def test_more_news_is_reckoned_in_two_queries(self) -> None:
        """However many stories the tags and words have: only the newest are compared."""
        tags = list(Tag.objects.order_by("pk")[:8])
        for tag in tags[:4]:
            tag.parents.add(*tags[4:6])
        for tag in Tag.objects.order_by("pk")[100:160]:
            tag.parents.add(tags[7])
        TagUse.objects.create(tag=TagUse.ALL, stories=STORIES)
        heads = [f"word{number}" for number in range(1, 40)]
        subject = Subject(0, " ".join(heads), "", "", self.now, False, tuple(tag.pk for tag in tags))
        rules = Weights()
        with noting() as noted:
            found = reckon(subject, rules)
        assert len(found.lines) > 50
        assert len(noted) == 2, noted
        for sql, params in noted:
            faults = list(plan_of(sql, params).faults(most_rows=MOST_COMPARED * TAGS_OF_A_STORY))
            assert not faults, f"{'; '.join(faults)}\n{sql}\n{params}"

    def test_searches(self) -> None:
        """A common word is met from the newest end; a rare one is sorted, and `commonness` says how much."""
        commonness._read = (float("-inf"), {})
        most_sorted = int((COST_OF_A_LOOK * NEWEST * STORIES) ** 0.5)
        for words in ("headline", "often", "seldom", "rarely", "nothing", "often+seldom", "rarely+often"):
            for order in ("best", "newest"):
                with noting() as noted:
                    response = self.client.get(f"/search/?q={words}&sort={order}")
                assert response.status_code == 200
                assert bool(response.context["answer"].rows) == (words != "nothing"), words
                assert any("@@" in sql for sql, _params in noted), words
                for sql, params in noted:
                    faults = list(plan_of(sql, params).faults(most_rows=most_sorted))
                    assert not faults, f"{words}: {'; '.join(faults)}\n{sql}\n{params}"
        commonness._read = (float("-inf"), {})

    def test_what_machines_read(self) -> None:
        day = self.story().day
        for address in ("/feed/rss.xml", "/feed/feed.json", "/sitemap.xml", "/sitemap/pages.xml"):
            self.assert_bounded(address)
        # A month of thousands leads to its days; a day's sitemap reads no more than the day's stories.
        self.assert_bounded(f"/sitemap/{day:%Y-%m}.xml")
        with noting() as noted:
            found = self.client.get(f"/sitemap/{day:%Y-%m-%d}.xml").content.count(b"<url>")
        assert found
        for sql, params in noted:
            assert not list(plan_of(sql, params).faults(most_rows=found + 1))

    def test_the_clock(self) -> None:
        with noting() as noted:
            clock.next_change(timezone.now())
        for sql, params in noted:
            assert not list(plan_of(sql, params).faults(most_rows=10)), sql


def story_columns(now: object, section: int) -> tuple[str, str, list[object]]:
    """Return a story's columns and an SQL value for each; what is not said here is the default."""
    at = "%s - n * interval '15 minutes'"
    said = {
        "id": "n",
        "version": "1",
        "section_id": f"{section} + n %% {SECTIONS}",
        "kind": "'news'",
        "language": "'en'",
        "day": f"({at})::date",
        "slug": "'story-' || n",
        "headline": "'Headline ' || n",
        "body": "'<p>The river rose overnight.</p>'",
        "first_published_at": at,
        "published_at": at,
        "public_from": at,
    }
    columns, values, params = [], [], []
    for field in PublishedArticle._meta.concrete_fields:
        columns.append(connection.ops.quote_name(field.column))
        if field.column in said:
            values.append(said[field.column])
            params += [now] * (said[field.column].count("%s"))
        else:
            values.append("%s")
            params.append(field.get_db_prep_save(field.get_default() if not field.null else None, connection))
    return ", ".join(columns), ", ".join(values), params

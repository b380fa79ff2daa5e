"""Desk mode, the tag desk and the reports in a big newsroom: bounded statements, rows and pages.

`SCALE=100000 pytest tests/scale/test_desk_mode_queries.py` asks the same of 100,000 stories and 20,000 tags:
on PostgreSQL, for it takes minutes to write them.
"""

from __future__ import annotations

import os

from django.test import TestCase
from django.urls import reverse

from articles.models import RelatedLink, Tagging
from articles.reports import Report, offered_to
from benchmarks import corpus
from taxonomy.models import Tag, VocabularyStamp
from tests.articles.desk import form_data
from tests.cast import person
from tests.scale.cost import Cost, counted

DESK = "/admin/articles/article/desk/"
REPORTS = "/admin/articles/article/reports/"
STORY = 50
START = 16
NEXT = 12
SAVE = 120  # a public page is composed and its More News reckoned
REPORT = 14
TAG_PAGE = 40
STORIES = int(os.environ.get("SCALE", "3000"))
TAGS = max(2_000, STORIES // 5)
MOST_ROWS = 1_990  # fewer than tags; the names of five hundred pairs of tags that look alike
MOST_BYTES = 300_000


class TestABigDesk(TestCase):
    """Some thousand stories, of which every fifteenth has no tag."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.big = corpus.fill(stories=STORIES, tags=TAGS, contributors=600)
        VocabularyStamp.renew()  # a process keeps the names until the next change
        cls.untagged = cls.big.stories[::15]
        Tagging.objects.filter(content_object__in=cls.untagged).delete()
        RelatedLink.objects.bulk_create(
            RelatedLink(article_id=story, target_id=cls.big.stories[-1]) for story in cls.big.stories[:50]
        )

    def setUp(self) -> None:
        self.client.force_login(person("tomas"))
        self.client.get("/admin/")

    def page(self, address: str, **query: str) -> tuple[object, Cost]:
        """Open a page that must be there and bounded."""
        with counted() as cost:
            answer = self.client.get(address, query)
            content = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, address
        if not answer.streaming:
            assert cost.most_rows <= MOST_ROWS, f"{address} {query}\n{cost}"
            assert len(content) <= MOST_BYTES, address
        return answer, cost

    def test_it_begins(self) -> None:
        page, cost = self.page(DESK)
        assert page.context["queues"][0][1].number > 100
        assert cost.queries <= START, cost
        with counted() as cost:
            self.client.post(f"{DESK}next/?queue=untagged")
        assert cost.queries <= NEXT, cost

    def test_it_shows_and_saves_a_story(self) -> None:
        address = self.client.post(f"{DESK}next/?queue=untagged").url
        self.client.get(address)  # what a process reads once: the dictionary
        page, cost = self.page(address)
        assert cost.queries <= STORY, cost
        data = form_data(page, "desk_form")
        names = "\n".join(f"{corpus._name(number)}" for number in range(8))
        with counted() as cost:
            answer = self.client.post(address, data | {"tags_by_name": names})
        assert answer.status_code == 302, answer.content.decode()
        assert cost.queries <= SAVE, cost

    def test_it_bounds_every_report(self) -> None:
        reports = offered_to(person("tomas"))
        assert len(reports) >= 3
        for report in reports:
            for query in asked(report):
                self.client.get(f"{REPORTS}{report.key}/", query)  # what a process reads once
                _page, cost = self.page(f"{REPORTS}{report.key}/", **query)
                assert cost.queries <= REPORT, f"{report.key} {query}\n{cost}"
            _page, cost = self.page(f"{REPORTS}{report.key}.csv")
            assert cost.queries <= REPORT, f"{report.key}\n{cost}"

    def test_it_bounds_the_pages_of_tags(self) -> None:
        """Lists, forms and previews of tags: as many statements for twenty thousand tags as for ten."""
        wide, narrow, other = (tag.pk for tag in self.big_tags())
        Tag.objects.get(pk=narrow).parents.add(wide)
        Tag.objects.filter(pk__in=self.big.tags[100:200]).update(state="proposed")
        merge = f"{reverse('admin:taxonomy_tag_merge')}?sources={narrow}&target={other}&confirmed=on"
        for address in (
            reverse("admin:articles_tag_proposals"),
            reverse("admin:articles_bulk_tags"),
            reverse("admin:taxonomy_tag_changelist"),
            f"{reverse('admin:taxonomy_tag_changelist')}?q=a",
            reverse("admin:taxonomy_tag_change", args=[wide]),
            merge,
        ):
            self.client.get(address)  # what a process reads once: the names of all tags
            _page, cost = self.page(address)
            assert cost.queries <= TAG_PAGE, f"{address}\n{cost}"

    def test_it_bounds_the_preview_of_a_bulk_run(self) -> None:
        """A preview reads the stories five hundred at a time, whatever tags they have."""
        tag = self.big_tags()[0].pk
        wish = {"action": "add", "tag": tag, "reason": "Flood"}
        costs = []
        for count in (1_000, 2_000):
            numbers = " ".join(map(str, self.big.stories[:count]))
            with counted() as cost:
                page = self.client.post(reverse("admin:articles_bulk_tags"), wish | {"numbers": numbers})
            assert page.status_code == 200
            assert page.context["preview"].total == count
            costs.append(cost.queries)
        assert costs[1] - costs[0] <= 10, costs
        assert costs[0] <= TAG_PAGE, costs

    def big_tags(self) -> list[Tag]:
        """Three topics that many stories have."""
        return list(Tag.objects.filter(pk__in=self.big.tags[:50], kind="topic").order_by("pk")[:3])


def asked(report: Report) -> list[dict[str, str]]:
    """Return each choice of a report's first filter, or nothing to choose."""
    first = next(iter(report.filters), None)
    return [{first.name: value} for value, _label in first.offered()] if first else [{}]

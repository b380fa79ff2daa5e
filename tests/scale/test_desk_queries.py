"""The desk in a big newsroom: what a page asks of the database does not grow with what is in it.

The tables hold more than any page may show; so a list that is not cut off, in a page or in a query,
goes over the limits below.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.test import TestCase
from django.urls import reverse

from articles import body as body_rules
from articles.models import Article
from benchmarks import corpus
from published.models import PublishedArticle
from tests.articles.desk import form_data
from tests.cast import person
from tests.scale.cost import Cost, counted

LIST = "/admin/articles/article/"
OPEN_A_FORM = 30
SAVE = 40
# What is public changes too: the page, its indexes and its address.
PUBLISH = 90
LIST_STORIES = 20
FIRST_PAGE = 20
AUTOCOMPLETE = 8

# Fewer than stories, tags and contributors.
MOST_ROWS = 300
MOST_OPTIONS = 300
MOST_BYTES = 250_000


def sent_by_script(data: dict[str, Any], tags: list[int]) -> dict[str, Any]:
    """What the form sends when its script has taken the tags over: numbers in place of names."""
    data.pop("tags_by_name", None)
    return data | {"tags": " ".join(map(str, tags))}


class TestABigNewsroom(TestCase):
    """A newsroom with some thousand stories and tags; what editors do in it all day."""

    big: corpus.Corpus

    @classmethod
    def setUpTestData(cls) -> None:
        cls.big = corpus.fill(stories=3_000, tags=2_000, contributors=600)
        cls.edith = person("edith")
        cls.story = corpus.make_long_story(cls.big, by=cls.edith)

    def setUp(self) -> None:
        self.client.force_login(self.edith)
        self.client.get("/admin/")  # what a process looks up once

    def get(self, address: str, **query: Any) -> tuple[Any, Cost]:
        """Open a page that must be there and bounded."""
        with counted() as cost:
            page = self.client.get(address, query)
            page.content  # noqa: B018
        assert page.status_code == 200, address
        assert cost.most_rows <= MOST_ROWS, f"{address}\n{cost}"
        assert page.content.count(b"<option") <= MOST_OPTIONS, address
        assert len(page.content) <= MOST_BYTES, address
        return page, cost

    def form(self) -> dict[str, Any]:
        page, _cost = self.get(self.address)
        return sent_by_script(form_data(page), [tag.pk for tag in self.story.tags.all()])

    def send(self, data: dict[str, Any], address: str = "") -> Cost:
        """Send a form that must be accepted."""
        with counted() as cost:
            answer = self.client.post(address or self.address, data)
        assert answer.status_code == 302, answer.content.decode()
        return cost

    @property
    def address(self) -> str:
        return f"{LIST}{self.story.pk}/change/"

    def rewritten(self, data: dict[str, Any]) -> dict[str, Any]:
        """The form with another text and another word in each of its rows."""
        rows = {f"credits-{row}-place": "Hest" for row in range(5)}
        rows |= {f"links-{row}-note": "Then" for row in range(8)}
        body = data["body"].replace("bridge", "ferry")
        assert body != data["body"]
        return data | rows | {"headline": "Another headline", "body": body}

    def test_it_opens(self) -> None:
        page, cost = self.get(self.address)
        assert b"credits-4-place" in page.content
        assert b"links-7-note" in page.content
        assert cost.queries <= OPEN_A_FORM, cost

    def test_it_opens_for_a_live_story(self) -> None:
        self.story.publish(by=self.edith)
        _page, cost = self.get(self.address)
        assert cost.queries <= OPEN_A_FORM, cost

    def test_it_opens_for_a_new_story(self) -> None:
        _page, cost = self.get(f"{LIST}add/")
        assert cost.queries <= OPEN_A_FORM, cost

    def test_it_saves_every_part(self) -> None:
        data = self.rewritten(self.form())
        tags = [*self.big.tags[100:104], *self.big.tags[:4]]
        cost = self.send(sent_by_script(data, tags))
        latest = self.story.versions.first()
        assert latest is not None
        assert latest.number == 2
        assert latest.document["tags"] == tags
        assert len(body_rules.plain_text(latest.document["fields"]["body"]).split()) >= 1_500
        assert [credit["place"] for credit in latest.document["credits"]] == ["Hest"] * 5
        assert [link["note"] for link in latest.document["links"]] == ["Then"] * 8
        assert cost.queries <= SAVE, cost

    def test_it_saves_tags_typed_as_names(self) -> None:
        data = self.form()
        del data["tags"]
        names = "\n".join(tag.label for tag in self.story.tags.order_by("-pk"))
        cost = self.send(self.rewritten(data) | {"tags_by_name": names})
        assert self.story.versions.count() == 2
        assert cost.queries <= SAVE + 2, cost

    def test_it_saves_a_new_story(self) -> None:
        data = self.form()
        data |= {f"{part}-INITIAL_FORMS": "0" for part in ("credits", "links")}
        data |= {name: "" for name in data if name.endswith(("-id", "-article"))}
        cost = self.send(self.rewritten(data), f"{LIST}add/")
        new = Article.objects.latest("pk")
        assert (new.credits.count(), new.tags.count(), new.links.count()) == (5, 8, 8)
        assert cost.queries <= SAVE, cost

    def test_it_saves_the_text_of_a_live_story(self) -> None:
        self.story.publish(by=self.edith)
        data = self.form()
        cost = self.send(data | {"headline": "Another", "body": data["body"].replace("bridge", "ferry")})
        assert Article.objects.get(pk=self.story.pk).has_unpublished_changes
        assert cost.queries <= SAVE, cost

    def test_it_brings_new_tags_of_a_live_story_out(self) -> None:
        self.story.publish(by=self.edith)
        tags = self.big.tags[100:108]
        cost = self.send(self.rewritten(sent_by_script(self.form(), tags)))
        page = PublishedArticle.objects.get(pk=self.story.pk)
        assert list(page.taggings.values_list("tag", flat=True)) == tags
        assert cost.queries <= PUBLISH, cost

    def test_it_publishes(self) -> None:
        data = self.rewritten(self.form()) | {"_publish": "1", "standfirst": "A standfirst"}
        cost = self.send(data)
        assert PublishedArticle.objects.get(pk=self.story.pk).headline == "Another headline"
        assert cost.queries <= PUBLISH, cost

    def test_it_keeps_what_is_typed(self) -> None:
        pairs = [[name, str(value)] for name, value in self.form().items()]
        with counted() as cost:
            answer = self.client.post(
                f"{LIST}{self.story.pk}/autosave/", {"data": pairs}, content_type="application/json"
            )
        assert answer.status_code == 200
        assert cost.queries <= 12, cost

    def test_it_lists_stories(self) -> None:
        page, cost = self.get(LIST)
        assert page.content.count(b'class="action-select"') == 50
        assert 50 in cost.rows
        assert cost.queries <= LIST_STORIES, cost

    def test_it_searches_stories(self) -> None:
        page, cost = self.get(LIST, q="river bridge")
        assert page.content.count(b'class="action-select"') > 0
        assert cost.queries <= LIST_STORIES, cost

    def test_it_opens_the_first_page(self) -> None:
        _page, cost = self.get("/admin/")
        assert cost.queries <= FIRST_PAGE, cost

    def test_it_completes_names_in_search_boxes(self) -> None:
        for app, model, name in (
            ("articles", "credit", "contributor"),
            ("articles", "relatedlink", "target"),
            ("taxonomy", "tag", "parents"),
        ):
            asked = {"app_label": app, "model_name": model, "field_name": name, "term": "ri"}
            answer, cost = self.get(reverse("admin:autocomplete"), **asked)
            found = answer.json()
            assert 0 < len(found["results"]) <= 20, name
            assert found["pagination"]["more"], name
            assert cost.queries <= AUTOCOMPLETE, cost

    def test_it_completes_tags_and_stories_in_the_text(self) -> None:
        for address in (f"{LIST}tags/", f"{LIST}pick/story/"):
            answer, cost = self.get(address, q="river")
            assert len(answer.json()["results"]) == 20, address
            assert cost.queries <= AUTOCOMPLETE, cost

    def test_it_bounds_every_page(self) -> None:
        """Whatever is registered in the admin: its list, its empty form, and the form of one of its rows."""
        ada = person("ada")
        ada.is_superuser = True
        ada.save()
        self.client.force_login(ada)
        opened = [address for model in admin.site._registry for address in self.open_pages(model)]
        assert len(opened) > 2 * len(admin.site._registry)

    def open_pages(self, model: Any) -> list[str]:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        row = model._default_manager.first()
        if row is not None:
            addresses.append(reverse(f"{name}_change", args=[row.pk]))
        allowed = [one for one in addresses if self.client.get(one).status_code != 403]
        for address in allowed:
            self.get(address)
        return allowed

"""The desk's pages about links: reasons, what leads to a story, weights, running stories, series."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.back_links import linked_from
from articles.models import ForbiddenPair
from articles.running_history import document_of, keep_what_was_found
from published.editions import current_edition
from published.models import (
    KeyMoment,
    MoreNewsWeights,
    PublishedArticle,
    RunningStory,
    RunningStoryMember,
    SeriesPart,
    SeriesPlan,
    TagPin,
)
from published.more_news import weights
from tests.articles.at_the_desk import Desk, said
from tests.factories import NOW, make_article, make_published, make_section, make_tag
from tests.taxonomy.desk import as_typed

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW + HOUR)


@pytest.fixture
def pair():
    tag = make_tag("Floods")
    return [
        make_published(name, tags=[tag], section=make_section(), body="<p>1</p>")
        for name in ("Story", "Other")
    ]


def page(client, story, **data):
    address = reverse("admin:articles_links", args=[story.pk])
    return client.post(address, data, follow=True) if data else client.get(address)


class TestThePage:
    def test_it_says_why_and_does_what_a_button_says(self, client, cast, pair):
        story, other = pair
        client.force_login(cast.tara)
        assert "shares Floods (lead)" in page(client, story).content.decode()
        page(client, story, do=f"pin {other.pk}")
        assert story.links.get().target == other
        page(client, story, do=f"never-together {other.pk}", reason="Satire")
        assert ForbiddenPair.objects.get().reason == "Satire"
        page(client, story, do=f"allow-together {other.pk}")
        page(client, story, do="fill", by_score="1")
        story.refresh_from_db()
        assert (story.fills_by_score, story.fills_from_section) == (True, False)

    def test_a_part_of_it_is_for_the_storys_form(self, client, cast, pair):
        story, other = pair
        client.force_login(cast.tara)
        address = reverse("admin:articles_links", args=[story.pk]) + "?part=1"
        html = client.post(address, {"do": f"not-here {other.pk}"}).content.decode()
        assert "<html" not in html
        assert f"allow-here {other.pk}" in html

    @pytest.mark.parametrize("do", ["", "publish 1", "pin x", "pin 99999999", "pin"])
    def test_bad_input_gets_a_sentence(self, client, cast, pair, do):
        client.force_login(cast.tara)
        assert said(page(client, pair[0], do=do, x="1"))

    def test_it_is_for_who_may_tag(self, client, cast, pair):
        client.force_login(cast.paul)
        assert page(client, pair[0]).status_code == 403


class TestTheForm:
    def test_a_link_goes_both_ways_at_its_place(self, client, cast, pair):
        story, other = pair
        form = Desk(client, cast.edith).open(story)
        row = form.add_row("links", target=other.pk, is_both_ways="on", other_position="2")
        form.send(**row)
        link = story.links.get()
        assert (link.is_both_ways, link.other_position) == (True, 2)

    def test_an_outside_address_does_not(self, client, cast, pair):
        form = Desk(client, cast.edith).open(pair[0])
        row = form.add_row("links", url="https://example.org/", title="X", is_both_ways="on")
        assert "both ways" in said(form.send(**row))

    def test_a_pair_is_linked_both_ways_once(self, client, cast, pair):
        story, other = pair
        other.change_links([{"target_id": story.pk, "is_both_ways": True}], by=cast.edith)
        form = Desk(client, cast.edith).open(story)
        assert "already" in said(form.send(**form.add_row("links", target=other.pk, is_both_ways="on")))

    def test_filling_is_switched_off_and_readers_see_it_at_once(self, client, cast, pair):
        form = Desk(client, cast.edith).open(pair[0])
        del form.data["fills_by_score"]
        form.send()
        assert not PublishedArticle.objects.get(pk=pair[0].pk).fills_by_score


class TestLinkedFrom:
    @pytest.fixture
    def target(self, cast):
        target = make_published("Target")
        make_article("By text", body=f'<p>See <a data-article="{target.pk}">this</a>.</p>')
        make_article("By hand", links=[target])
        running = RunningStory.objects.create(title="The flood")
        RunningStoryMember.objects.create(running_story=running, story=target.pk)
        TagPin.objects.create(tag=make_tag("Floods"), story=target.pk)
        return target

    def test_it_names_texts_links_running_stories_and_pins(self, target):
        assert {(link.kind, str(link.source)) for link in linked_from(target)} == {
            ("body", "By text"),
            ("link", "By hand"),
            ("running-story", "The flood"),
            ("pin", "Floods"),
        }

    def test_a_link_taken_out_of_the_text_is_forgotten(self, target, cast):
        story = next(link.source for link in linked_from(target) if link.kind == "body")
        story.refresh_from_db()
        story.body = "<p>Nothing</p>"
        story.save()
        story.save_version(by=None)
        assert "body" not in {link.kind for link in linked_from(target)}

    def test_withdrawing_shows_them_first(self, client, cast, target):
        client.force_login(cast.edith)
        address = reverse("admin:articles_article_verb", args=[target.pk, "withdraw"])
        html = client.get(address).content.decode()
        assert "By text" in html
        assert "By hand" in html

    def test_deleting_shows_them_first(self, client, cast):
        draft = make_article("Draft", by=cast.edith)
        make_article("By hand", links=[draft])
        client.force_login(cast.edith)
        address = reverse("admin:articles_article_delete", args=[draft.pk])
        assert "lead nowhere" in client.get(address).content.decode()


class TestWeights:
    def address(self):
        return reverse("admin:articles_weights")

    def typed(self, client, **changes):
        form = client.get(self.address()).context["form"]
        return {name: form[name].value() for name in form.fields} | changes

    def test_the_effect_is_seen_before_it_is_saved(self, client, cast, pair):
        client.force_login(cast.edith)
        response = client.post(self.address(), self.typed(client, lowest="0.99") | {"_try": "1"})
        tried = {one.story.headline: (len(one.now), len(one.then)) for one in response.context["tried"]}
        assert tried == {"Story": (1, 0), "Other": (1, 0)}
        assert not MoreNewsWeights.objects.exists()

    def test_saved_weights_are_in_force(self, client, cast, pair):
        client.force_login(cast.edith)
        client.post(self.address(), self.typed(client, lowest="0.99", lead="2") | {"_save": "1"})
        assert MoreNewsWeights.objects.get().values == {"lowest": 0.99, "lead": 2.0}
        assert weights().lowest == 0.99
        assert (
            "Other"
            not in client.get(PublishedArticle.objects.get(pk=pair[0].pk).get_absolute_url())
            .content.decode()
            .split("more-news")[-1]
        )

    def test_a_weight_out_of_bounds_is_refused(self, client, cast):
        client.force_login(cast.edith)
        response = client.post(self.address(), self.typed(client, share_of_tags="7") | {"_save": "1"})
        assert response.context["form"].errors["share_of_tags"]
        client.force_login(cast.rosa)
        assert client.get(self.address()).status_code == 403


def rows(prefix, *some):
    data = {f"{prefix}-TOTAL_FORMS": len(some), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{n}-{k}": v for n, row in enumerate(some) for k, v in row.items()}


class TestBothWays:
    def test_the_other_story_gives_it_a_place_of_its_own(self, client, cast, pair):
        story, other = pair
        first = make_published("First", section=make_section())
        story.change_links([{"target_id": first.pk}], by=None)
        other.change_links([{"target_id": story.pk, "is_both_ways": True}], by=None)
        client.force_login(cast.tara)
        assert "place 1 among the links of this story" in page(client, story).content.decode()
        page(client, story, do=f"place-back {other.pk}", **{f"place-{other.pk}": "2"})
        assert other.links.get().other_position == 1
        shown = client.get(PublishedArticle.objects.get(pk=story.pk).get_absolute_url()).content.decode()
        box = shown[shown.index("More News") :]
        assert box.index("First") < box.index("Other")
        answer = page(client, story, do=f"place-back {first.pk}")
        assert "no link that goes both ways" in answer.content.decode()


class TestRunningStories:
    def data(self, *stories, moments=()):
        data = {
            "title": "The flood",
            "language": "en",
            "order": "newest",
            "is_open": "on",
            "summary": "It rose.",
        }
        members = [{"story": story.pk, "position": place} for place, story in enumerate(stories)]
        return (
            data
            | {"slug": "", "summary_at_0": "", "summary_at_1": ""}
            | rows("members", *members)
            | rows("moments", *moments)
        )

    def test_an_editor_makes_one_and_readers_have_its_page(self, client, cast, pair):
        client.force_login(cast.edith)
        moment = {"day": "2026-11-20", "text": "It began.", "story": pair[0].pk, "position": 0}
        address = reverse("admin:published_runningstory_add")
        response = client.post(address, self.data(*pair, moments=[moment]))
        assert response.status_code == 302, response.context["errors"]
        running = RunningStory.objects.get()
        assert [member.story for member in running.members.all()] == [story.pk for story in pair]
        assert KeyMoment.objects.get().story == pair[0].pk
        html = client.get(running.get_absolute_url()).content.decode()
        assert "It rose." in html
        assert "It began." in html
        box = client.get(PublishedArticle.objects.get(pk=pair[0].pk).get_absolute_url()).content.decode()
        assert "so-far__title" in box
        change = reverse("admin:published_runningstory_change", args=[running.pk])
        assert client.get(change).status_code == 200

    def test_every_change_is_kept_and_can_be_brought_back(self, client, cast, pair):
        client.force_login(cast.edith)
        moment = {"day": "2026-11-20", "text": "It began.", "story": pair[0].pk, "position": 0}
        client.post(reverse("admin:published_runningstory_add"), self.data(*pair, moments=[moment]))
        running = RunningStory.objects.get()
        first = document_of(running)
        form = client.get(reverse("admin:published_runningstory_change", args=[running.pk]))
        typed = as_typed(form, title="The great flood", summary="It fell.", **{"members-1-DELETE": "on"})
        del typed["is_open"], typed["summary_at"]
        response = client.post(reverse("admin:published_runningstory_change", args=[running.pk]), typed)
        assert response.status_code == 302, response.context["errors"]
        history = reverse("admin:published_runningstory_history", args=[running.pk])
        assert "title; the story so far; closed; 1 story taken out" in client.get(history).content.decode()
        address = reverse("admin:published_runningstory_restore", args=[running.pk, 1])
        edition = current_edition()
        client.post(address)
        assert current_edition() > edition
        assert document_of(running) == first
        assert [(one.verb, one.by) for one in running.versions.all()] == [
            ("restore", cast.edith),
            ("edit", cast.edith),
            ("create", cast.edith),
        ]
        assert "It says so already." in said(client.post(address, follow=True))

    def test_one_from_before_histories_keeps_how_it_was_found(self, client, cast):
        running = RunningStory.objects.create(title="The flood")
        client.force_login(cast.edith)
        address = reverse("admin:published_runningstory_change", args=[running.pk])
        client.post(address, as_typed(client.get(address), title="The tide"))
        client.post(address, as_typed(client.get(address)))
        titles = [(one.verb, one.document["title"]) for one in running.versions.all()]
        assert titles == [("edit", "The tide"), ("found", "The flood")]

    def test_who_may_not_change_it_reads_its_history_alone(self, client, cast):
        running = RunningStory.objects.create(title="The flood")
        keep_what_was_found(running)
        client.force_login(cast.rosa)
        page = client.get(reverse("admin:published_runningstory_history", args=[running.pk]))
        assert "As it was found" in page.content.decode()
        address = reverse("admin:published_runningstory_restore", args=[running.pk, 1])
        assert "You may not change running stories." in said(client.post(address, follow=True))
        assert client.get(reverse("admin:published_runningstory_history", args=[9**9])).status_code == 404

    def test_one_that_readers_had_stays(self, client, cast, pair):
        """Its address was public: without its stories it is gone, and it is closed, never deleted."""
        client.force_login(cast.edith)
        client.post(reverse("admin:published_runningstory_add"), self.data(*pair))
        running = RunningStory.objects.get()
        address = reverse("admin:published_runningstory_delete", args=[running.pk])
        for story in pair:
            assert client.get(running.get_absolute_url()).status_code == 200
            answer = client.post(address, {"post": "yes"}, follow=True)
            assert "Close it when it does not go on." in said(answer)
            story.withdraw(by=None, reason="Wrong", note="It was wrong.")
        gone = client.get(running.get_absolute_url())
        assert gone.status_code == 410
        assert "This page has been taken down" in gone.content.decode()
        running.members.all().delete()
        client.post(address, {"post": "yes"})
        assert RunningStory.objects.exists()

    def test_one_that_readers_never_had_may_be_deleted(self, client, cast):
        running = RunningStory.objects.create(title="The flood")
        RunningStoryMember.objects.create(running_story=running, story=make_article("Draft").pk)
        client.force_login(cast.edith)
        assert client.get(running.get_absolute_url()).status_code == 404
        client.post(reverse("admin:published_runningstory_delete", args=[running.pk]), {"post": "yes"})
        assert not RunningStory.objects.exists()

    def test_a_story_is_in_it_once(self, client, cast, pair):
        client.force_login(cast.edith)
        response = client.post(reverse("admin:published_runningstory_add"), self.data(pair[0], pair[0]))
        assert response.status_code == 200
        assert not RunningStory.objects.exists()

    def test_it_has_no_page_before_one_of_its_stories_is_public(self, client, cast):
        running = RunningStory.objects.create(title="The flood")
        RunningStoryMember.objects.create(running_story=running, story=make_article().pk)
        assert client.get(running.get_absolute_url()).status_code == 404

    def test_a_reporter_may_not(self, client, cast):
        client.force_login(cast.rosa)
        assert client.get(reverse("admin:published_runningstory_add")).status_code == 403


class TestSeries:
    def test_parts_are_numbered_at_the_desk(self, client, cast):
        series = make_tag("Water diary", kind="series")
        one, two = (make_published(name, tags=[series]) for name in ("One", "Two"))
        client.force_login(cast.tomas)
        data = rows("series_plan", {"total": 5}) | rows(
            "series_parts", {"number": 3, "story": one.pk}, {"number": 1, "story": two.pk}
        )
        address = reverse("admin:published_series_change", args=[series.pk])
        assert client.get(address).status_code == 200
        client.post(address, data)
        assert SeriesPlan.objects.get().total == 5
        assert list(SeriesPart.objects.values_list("number", "story")) == [(1, two.pk), (3, one.pk)]
        html = client.get(PublishedArticle.objects.get(pk=one.pk).get_absolute_url()).content.decode()
        assert "Part 3 of 5" in html
        assert 'rel="prev"' in html
        page = client.get(f"/tag/{series.slug}/").content.decode()
        assert page.index("Two") < page.index("One")


class TestForbiddenPairs:
    def test_they_are_made_and_ended_in_the_admin(self, client, cast, pair):
        client.force_login(cast.tara)
        data = {"first": pair[1].pk, "second": pair[0].pk, "reason": "Satire"}
        client.post(reverse("admin:articles_forbiddenpair_add"), data)
        made = ForbiddenPair.objects.get()
        assert (made.first_id, made.second_id, made.by) == (pair[0].pk, pair[1].pk, cast.tara)
        html = client.post(reverse("admin:articles_forbiddenpair_add"), data).content.decode()
        assert "apart already" in html
        client.post(reverse("admin:articles_forbiddenpair_delete", args=[made.pk]), {"post": "yes"})
        assert not ForbiddenPair.objects.exists()

    def test_a_story_is_not_kept_from_itself(self, client, cast, pair):
        client.force_login(cast.tara)
        data = {"first": pair[0].pk, "second": pair[0].pk}
        assert client.post(reverse("admin:articles_forbiddenpair_add"), data).status_code == 200
        assert not ForbiddenPair.objects.exists()

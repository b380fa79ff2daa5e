"""Links by hand, and what the desk keeps out of More News."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.errors import NotAllowed, TransitionError
from articles.models import ForbiddenPair, RelatedLink
from articles.more_news_desk import more_news_desk
from published.models import PublishedArticle
from published.more_news import more_news
from tests.factories import NOW, make_article, make_published, make_section, make_tag

HOUR = timedelta(hours=1)
LATER = NOW + HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def shown(article, at=LATER):
    """The headlines readers see below a story."""
    row = PublishedArticle.objects.for_page().get(pk=article.pk)
    return [entry.story.headline if entry.story else entry.outside.title for entry in more_news(row, [], at)]


def alone(headline="", **fields):
    """A public story that stands in no other one's box by itself."""
    fields.setdefault("section", make_section())
    return make_published(headline, body="<p>1</p>", **fields)


class TestPicking:
    def test_a_public_page_follows_at_once_and_no_public_date_moves(self, cast):
        story, other = alone("Story"), alone("Other")
        before = PublishedArticle.objects.get(pk=story.pk)
        story.pin(other.pk, by=cast.tara, at=LATER)
        after = PublishedArticle.objects.get(pk=story.pk)
        assert shown(story) == ["Other"]
        for name in ("first_published_at", "published_at", "updated_at", "public_from"):
            assert getattr(before, name) == getattr(after, name)

    def test_unpublished_text_stays_on_the_desk(self, cast):
        story, other = alone("Story"), alone("Other")
        story.headline = "Not yet"
        story.save()
        story.save_version(by=cast.edith)
        story.pin(other.pk, by=cast.tara, at=LATER)
        assert PublishedArticle.objects.get(pk=story.pk).headline == "Story"
        assert shown(story) == ["Other"]

    def test_it_can_be_taken_away_again(self, cast):
        story, other = alone(), alone("Other")
        story.pin(other.pk, by=cast.tara)
        story.unpin(other.pk, by=cast.tara)
        assert shown(story) == []
        with pytest.raises(TransitionError):
            story.unpin(other.pk, by=cast.tara)

    def test_an_outsider_may_not(self, cast):
        story, other = alone(), alone()
        with pytest.raises(NotAllowed):
            story.pin(other.pk, by=cast.olga)
        assert not story.links.exists()

    def test_a_story_is_not_picked_twice_nor_for_itself(self, cast):
        story, other = alone(), alone()
        story.pin(other.pk, by=cast.tara)
        for number in (other.pk, story.pk, 0, 10**17):
            with pytest.raises(TransitionError):
                story.pin(number, by=cast.tara)

    def test_eight_are_the_most(self, cast):
        story = alone()
        for _ in range(8):
            story.pin(make_article().pk, by=cast.tara)
        with pytest.raises(TransitionError, match="eight"):
            story.pin(make_article().pk, by=cast.tara)

    def test_a_stale_version_is_refused(self, cast):
        story = alone()
        with pytest.raises(TransitionError):
            story.pin(alone().pk, by=cast.tara, seen=story.version - 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"position": 8},
        {"position": 0},
        {"position": 1, "is_both_ways": True, "target": None, "url": "https://x.example/", "title": "X"},
        {"position": 1, "url": "https://x.example/", "title": "X"},
    ],
)
def test_the_database_refuses_what_may_not_be(fields):
    story, other, third = make_article(), make_article(), make_article()
    RelatedLink.objects.create(article=story, target=other, position=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedLink.objects.create(**{"article": story, "target": third} | fields)


def test_the_database_refuses_a_second_link_of_both_ways():
    one, two = make_article(), make_article()
    RelatedLink.objects.create(article=one, target=two, position=0, is_both_ways=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedLink.objects.create(article=two, target=one, position=0, is_both_ways=True)


class TestWaiting:
    def test_a_link_to_a_draft_waits_and_appears_by_itself(self, cast):
        story, draft = alone("Story"), make_article("Draft", section=make_section(), body="<p>1</p>")
        story.pin(draft.pk, by=cast.tara)
        assert shown(story) == []
        assert [one.pk for one in more_news_desk(story).waiting] == [draft.pk]
        draft.schedule(by=cast.edith, publish_at=LATER + HOUR, at=LATER)
        assert shown(story) == []
        assert shown(story, LATER + HOUR) == ["Draft"]

    def test_a_withdrawn_story_is_never_shown(self, cast):
        story, other = alone("Story"), alone("Other")
        story.pin(other.pk, by=cast.tara)
        other.withdraw(by=cast.edith, note="Wrong.")
        assert shown(story) == []


class TestBothWays:
    def test_one_record_is_shown_on_both_sides_each_at_its_own_place(self, cast):
        story, other, third = alone("Story"), alone("Other"), alone("Third")
        other.pin(third.pk, by=cast.tara)
        link = {"target_id": other.pk, "is_both_ways": True, "other_position": 0}
        story.change_links([link], by=cast.tara)
        assert shown(story) == ["Other"]
        assert shown(other) == ["Story", "Third"]
        story.change_links([link | {"other_position": 1}], by=cast.tara)
        assert shown(other) == ["Third", "Story"]

    def test_it_goes_from_both_when_it_is_taken_away(self, cast):
        story, other = alone("Story"), alone("Other")
        story.change_links([{"target_id": other.pk, "is_both_ways": True}], by=cast.tara)
        story.change_links([], by=cast.tara)
        assert shown(story) == shown(other) == []

    def test_it_waits_on_either_side(self, cast):
        draft, other = make_article("Draft", section=make_section(), body="<p>1</p>"), alone("Other")
        draft.change_links([{"target_id": other.pk, "is_both_ways": True}], by=cast.tara)
        assert shown(other) == []
        draft.publish(by=cast.edith)
        assert shown(other) == ["Draft"]

    def test_two_stories_are_linked_so_only_once(self, cast):
        story, other = alone(), alone()
        story.change_links([{"target_id": other.pk, "is_both_ways": True}], by=cast.tara)
        with pytest.raises(TransitionError, match="already"):
            other.change_links([{"target_id": story.pk, "is_both_ways": True}], by=cast.tara)


class TestKeepingOut:
    @pytest.fixture
    def pair(self):
        tag, section = make_tag("Floods"), make_section()
        return [make_published(name, tags=[tag], section=section) for name in ("First flood", "Other water")]

    def test_not_here_keeps_it_out_of_what_fills_by_itself(self, cast, pair):
        story, other = pair
        assert shown(story) == ["Other water"]
        story.not_here(other.pk, by=cast.tara)
        assert shown(story) == []
        assert shown(other) == ["First flood"]
        story.allow_here(other.pk, by=cast.tara)
        assert shown(story) == ["Other water"]

    def test_what_is_picked_is_wanted_here(self, cast, pair):
        story, other = pair
        story.not_here(other.pk, by=cast.tara)
        story.pin(other.pk, by=cast.tara)
        assert shown(story) == ["Other water"]

    def test_never_together_holds_on_both_whoever_picked_it(self, cast, pair):
        story, other = pair
        story.pin(other.pk, by=cast.tara)
        other.never_together(story.pk, by=cast.tara, reason="One is a satire of the other")
        assert shown(story) == shown(other) == []
        assert ForbiddenPair.objects.get().reason
        with pytest.raises(TransitionError):
            other.pin(story.pk, by=cast.tara)
        story.allow_together(other.pk, by=cast.tara)
        assert shown(story) == ["Other water"]

    def test_filling_can_be_switched_off_for_a_story(self, cast, pair):
        story, _other = pair
        story.fill_more_news(by=cast.tara, by_score=False, from_section=True)
        assert shown(story) == ["Other water"]
        story.fill_more_news(by=cast.tara, by_score=False, from_section=False)
        assert shown(story) == []
        assert not story.has_unpublished_changes


class TestTheDesksView:
    def url(self, story):
        return reverse("admin:articles_article_more_news", args=[story.pk])

    def post(self, client, story, **data):
        return client.post(self.url(story), data)

    def test_it_tells_each_line_with_its_reason(self, client, cast):
        flood, board = make_tag("Floods"), make_tag("River Board")
        story = make_published("Story", tags=[flood, board], section=make_section(), body="<p>Quay</p>")
        make_published(
            "Other", tags=[flood, board], section=make_section(), at=NOW - 48 * HOUR, body="<p>Mole</p>"
        )
        client.force_login(cast.tara)
        (line,) = client.get(self.url(story)).json()["lines"]
        assert line["layer"] == "score"
        assert line["why"] == f"shares Floods (lead), River Board; 2 days older; {line['score']:.2f}"
        assert line["may"] == ["pin", "not-here", "never-together"]

    def test_a_draft_is_told_what_it_would_have(self, client, cast):
        tag = make_tag()
        make_published("Other", tags=[tag])
        draft = make_article("Draft", tags=[tag], section=make_section())
        client.force_login(cast.tara)
        assert [line["title"] for line in client.get(self.url(draft)).json()["lines"]] == ["Other"]

    def test_a_verb_answers_with_the_lines_as_they_are_then(self, client, cast):
        tag = make_tag()
        story, other = make_published("Story", tags=[tag]), make_published("Other", tags=[tag])
        client.force_login(cast.tara)
        told = self.post(client, story, verb="pin", other=other.pk).json()
        assert [(line["title"], line["layer"]) for line in told["lines"]] == [("Other", "hand")]
        told = self.post(client, story, verb="never-together", other=other.pk, reason="No").json()
        assert told["lines"] == []
        assert [one["number"] for one in told["forbidden"]] == [other.pk]
        told = self.post(client, story, verb="fill", by_score="0", from_section="1").json()
        assert (told["fills_by_score"], told["fills_from_section"]) == (False, True)

    @pytest.mark.parametrize(
        ("data", "status"),
        [
            ({"verb": "pin", "other": "x"}, 400),
            ({"verb": "publish", "other": "1"}, 400),
            ({}, 400),
            ({"verb": "pin", "other": "999999"}, 409),
            ({"verb": "unpin", "other": "999999"}, 409),
        ],
    )
    def test_bad_input_gets_a_sentence(self, client, cast, data, status):
        client.force_login(cast.tara)
        response = self.post(client, alone(), **data)
        assert response.status_code == status
        assert response.json()["error"]

    def test_it_is_for_who_may_tag(self, client, cast):
        story = alone()
        assert client.get(self.url(story)).status_code == 401
        client.force_login(cast.paul)
        assert client.get(self.url(story)).status_code == 403
        client.force_login(cast.tara)
        assert client.get(reverse("admin:articles_article_more_news", args=[10**9])).status_code == 404

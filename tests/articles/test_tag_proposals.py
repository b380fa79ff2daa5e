"""Proposed tags: the queue, and settling one for all stories at once."""

import pytest
from django.urls import reverse

from articles.models import Tagging
from published.models import PublishedTagging
from taxonomy.models import Operation, Tag
from taxonomy.proposing import NewTag, propose
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(cast):
    return propose(NewTag("Flodos", "topic"), by=cast.rosa)


@pytest.fixture
def tomas(client, cast):
    client.force_login(cast.tomas)
    return client


def settle(client, one, **said):
    return client.post(reverse("admin:articles_settle_proposal", args=[one.pk]), said)


def test_it_shows_stories_maker_and_lookalikes(tomas, proposal):
    make_tag("Floods")
    make_article("The river rose", tags=[proposal])
    shown = tomas.get(reverse("admin:articles_tag_proposals")).content.decode()
    for words in ("Flodos", "The river rose", "Rosa", "Use “<bdi>Floods</bdi>” instead", "On 1 story"):
        assert words in shown


def test_it_approves_for_all_stories_at_once(tomas, proposal):
    live = make_published(tags=[proposal])
    rows = PublishedTagging.objects.filter(article_id=live.pk)
    assert list(rows.shown()) == []
    settle(tomas, proposal, do="approve")
    assert [row.tag for row in rows.shown()] == [proposal]


def test_it_points_to_an_existing_tag_for_all_stories_at_once(tomas, proposal):
    floods = make_tag("Floods", kind="event")
    live, draft = make_published(tags=[proposal]), make_article(tags=[proposal, floods])
    settle(tomas, proposal, do="use", tag=floods.pk)
    assert set(Tagging.objects.values_list("content_object", "tag")) == {
        (live.pk, floods.pk),
        (draft.pk, floods.pk),
    }
    assert [row.tag for row in PublishedTagging.objects.shown()] == [floods]
    assert Tag.objects.answering_to("flodos").get() == floods


def test_it_refuses(tomas, proposal):
    settle(tomas, proposal, do="refuse")
    proposal.refresh_from_db()
    assert proposal.state == Tag.State.RETIRED


@pytest.mark.parametrize(
    "said", [{}, {"do": "explode"}, {"do": "use", "tag": "x"}, {"do": "use", "tag": "99"}]
)
def test_it_knows_nothing_else(tomas, proposal, said):
    assert settle(tomas, proposal, **said).status_code == 404


def test_it_says_when_somebody_was_faster(tomas, proposal):
    proposal.approve(by=None)
    assert settle(tomas, proposal, do="refuse").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == Tag.State.ACTIVE


def test_it_is_for_tag_editors(client, cast, proposal):
    client.force_login(cast.tara)
    assert client.get(reverse("admin:articles_tag_proposals")).status_code == 403
    assert settle(client, proposal, do="approve").status_code == 403


def test_it_can_be_taken_back_while_unused(proposal):
    Operation.objects.get().undo(by=None)
    assert not Tag.objects.exists()


def test_it_stays_once_it_is_used(proposal):
    make_article(tags=[proposal])
    assert len(Operation.objects.get().undo(by=None)) >= 1
    assert Tag.objects.filter(pk=proposal.pk).exists()

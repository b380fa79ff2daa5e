"""A tag's page: narrower tags, pinned stories, neighbours, pairs of tags, what search engines are told."""

from datetime import timedelta

import pytest

from published import tag_lists
from published.models import TagPin
from taxonomy.models import Tag
from tests.factories import NOW, make_published, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_weighed():
    tag_lists._neighbours.clear()


def page(client, address="/tag/floods/"):
    return client.get(address).content.decode()


def test_it_includes_stories_of_narrower_tags_once(client):
    floods, coastal = make_tag("Floods"), make_tag("Coastal floods")
    coastal.parents.add(floods)
    make_published("At the coast", tags=[coastal])
    make_published("Both of them", tags=[coastal, floods], at=NOW + timedelta(hours=1))
    shown = page(client)
    assert shown.count("At the coast") == 1
    assert shown.index("Both of them") < shown.index("At the coast")
    assert "At the coast" in page(client, "/tag/floods/feed/rss.xml")
    assert 'href="/tag/coastal-floods/"' in shown
    assert 'href="/tag/floods/"' in page(client, "/tag/coastal-floods/")


def test_it_leaves_hidden_narrower_tags_out(client):
    floods, secret = make_tag("Floods"), make_tag("Secret", is_hidden=True)
    secret.parents.add(floods)
    make_published("Nobody sees why", tags=[secret])
    assert "Nobody sees why" not in page(client)
    assert "Secret" not in page(client)


def test_it_shows_pinned_stories_first_and_once(client):
    floods = make_tag("Floods")
    old = make_published("Old but good", tags=[floods])
    make_published("Newest of all", tags=[floods], at=NOW + timedelta(hours=1))
    TagPin.objects.create(tag=floods, story=old.pk)
    floods.save()
    shown = page(client)
    assert shown.index("Old but good") < shown.index("Newest of all")
    assert shown.count(">Old but good<") == 1


def test_it_shows_no_pinned_story_that_is_not_public(client):
    floods = make_tag("Floods")
    gone = make_published("Withdrawn later", tags=[floods])
    TagPin.objects.create(tag=floods, story=gone.pk)
    gone.withdraw(by=None, note="Wrong.")
    assert "Withdrawn later" not in page(client)


def test_it_names_tags_often_together(client):
    floods, river, city = make_tag("Floods"), make_tag("River"), make_tag("City")
    for _number in range(5):
        make_published(tags=[floods, river, city])
    for _number in range(20):
        make_published(tags=[city])
    assert [kin.slug for kin in tag_lists.neighbours(floods)] == ["river"]
    shown = page(client)
    assert "Often together with" in shown
    assert 'href="/tag/floods/and/river/"' in shown


def test_it_names_nobody_for_four_stories_together():
    floods, river = make_tag("Floods"), make_tag("River")
    for _number in range(4):
        make_published(tags=[floods, river])
    make_published(tags=[floods])
    make_published()
    assert tag_lists.neighbours(floods) == []


def test_it_hides_a_neighbour_at_once():
    floods, river = make_tag("Floods"), make_tag("River")
    for _number in range(5):
        make_published(tags=[floods, river])
    for _number in range(9):
        make_published()
    assert [kin.slug for kin in tag_lists.neighbours(floods)] == ["river"]
    Tag.objects.filter(pk=river.pk).update(is_hidden=True)
    assert tag_lists.neighbours(floods) == []


def test_it_shows_two_tags_together(client):
    floods, river = make_tag("Floods"), make_tag("River")
    make_published("Of both", tags=[floods, river])
    make_published("Of one", tags=[floods])
    shown = page(client, "/tag/floods/and/river/")
    assert "Of both" in shown
    assert "Of one" not in shown
    assert '<meta name="robots" content="noindex">' in shown


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/tag/river/and/floods/", "/tag/floods/and/river/"),
        ("/tag/floods/and/stream/", "/tag/floods/and/river/"),
        ("/tag/floods/and/floods/", "/tag/floods/"),
    ],
)
def test_it_forwards_to_the_one_address_of_a_pair(client, asked, answer):
    make_tag("Floods")
    make_tag("Stream").merge_into(make_tag("River"), by=None)
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, answer)


@pytest.mark.parametrize("other", ["nothing", "secret", "waits", "river/and/floods"])
def test_it_knows_no_pair_with_what_readers_may_not_see(client, other):
    make_tag("Floods")
    make_tag("Secret", is_hidden=True)
    make_tag("Waits", state="proposed")
    assert client.get(f"/tag/floods/and/{other}/").status_code == 404


def test_it_keeps_thin_pages_out_of_search_engines(client):
    floods = make_tag("Floods")
    for _number in range(2):
        make_published(tags=[floods])
    assert "noindex" in page(client)
    assert "/tag/floods/" not in page(client, "/sitemap/pages.xml")
    make_published(tags=[floods])
    assert "noindex" not in page(client)
    assert "/tag/floods/" in page(client, "/sitemap/pages.xml")


def test_it_costs_four_queries_at_most(client, django_assert_max_num_queries):
    floods, river = make_tag("Floods"), make_tag("River")
    floods.parents.add(make_tag("Water"))
    for _number in range(25):
        make_published(tags=[floods, river])
    page(client)
    with django_assert_max_num_queries(4):
        page(client)


def test_it_keeps_a_retired_tag_reachable(client):
    floods = make_tag("Floods")
    floods.retire(by=None)
    response = client.get("/tag/floods/")
    assert response.status_code == 200
    assert "etired" not in response.content.decode()


def test_it_answers_gone_for_a_deleted_tag(client):
    floods = make_tag("Floods")
    floods.change_slug("high-water")
    floods.refresh_from_db()
    floods.delete()
    assert [client.get(f"/tag/{slug}/").status_code for slug in ("floods", "high-water")] == [410, 410]
    assert "This page has been taken down" in client.get("/tag/floods/").content.decode()
    assert client.get("/tag/floods/feed/rss.xml").status_code == 410


def test_it_forwards_to_the_substitute_of_a_deleted_tag(client):
    make_tag("Floods").delete(substitute=make_tag("High water"))
    assert client.get("/tag/floods/")["Location"] == "/tag/high-water/"

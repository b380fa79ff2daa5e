"""Reports on tags: to tidy, this week, suggestions accepted, changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Tagging
from articles.reports import tags as reports
from articles.suggestions import remember
from taxonomy.models import Tag
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomas(client, cast):
    client.force_login(cast.tomas)
    return client


def shown(client, key, **query):
    return client.get(reverse("admin:articles_report", args=[key]), query).content.decode()


def test_it_finds_tags_used_once_unused_and_idle():
    once, unused, idle, used = (make_tag(name) for name in ("Once", "Unused", "Idle", "Used"))
    for tags in ([once], [idle, used], [idle, used]):
        make_article(tags=tags)
    Tagging.objects.filter(tag=idle).update(added_at=timezone.now() - timedelta(days=400))
    assert list(reports.used_once()) == [once]
    assert list(reports.unused()) == [unused]
    assert list(reports.idle(timezone.now())) == [idle]


def test_it_finds_tags_without_description():
    bare = make_tag("Bare")
    make_tag("Told", description="What it is.")
    assert list(reports.undescribed()) == [bare]


def test_it_pairs_lookalikes_and_spellings():
    one, two = make_tag("River board"), make_tag("River boards")
    make_tag("Harbour")
    assert [pair[:2] for pair in reports.alike()] == [(one, two)]
    assert [pair[:2] for pair in reports.spelled_in_two_ways()] == [(one, two)]


def test_it_pairs_no_tag_with_its_own_alias():
    make_tag("River board").add_alias("River boards")
    assert reports.alike() == []


@pytest.mark.parametrize("which", ["once", "unused", "idle", "undescribed", "pairs", "spelling"])
def test_it_shows_each_list_with_fixes(tomas, which):
    make_tag("River board")
    make_tag("River boards")
    answer = tomas.get(reverse("admin:articles_report", args=["tags"]), {"which": which})
    assert answer.status_code == 200


def test_it_retires_with_one_key_and_comes_back(tomas):
    tag = make_tag("Unused")
    page = shown(tomas, "tags", which="unused")
    address = reverse("admin:taxonomy_tag_do", args=[tag.pk, "retire"])
    assert f'action="{address}"' in page
    back = reverse("admin:articles_report", args=["tags"])
    assert tomas.post(address, {"next": back}).url == back
    tag.refresh_from_db()
    assert tag.state == Tag.State.RETIRED


def test_it_goes_nowhere_else(tomas):
    tag = make_tag()
    answer = tomas.post(
        reverse("admin:taxonomy_tag_do", args=[tag.pk, "retire"]), {"next": "https://elsewhere.example/"}
    )
    assert answer.url == reverse("admin:taxonomy_tag_changelist")
    assert tomas.post(reverse("admin:taxonomy_tag_do", args=[tag.pk, "delete"])).status_code == 404


def test_it_compares_this_week_with_the_mean_of_four(tomas):
    rising, steady = make_tag("Rising"), make_tag("Steady")
    now = timezone.now()
    for days in (1, 2, 10):
        make_published(tags=[rising], at=now - timedelta(days=days))
    for days in (1, 9, 16, 23, 30):
        make_published(tags=[steady], at=now - timedelta(days=days))
    page = shown(tomas, "tags-this-week")
    assert page.index("Rising") < page.index("Steady")


def test_it_counts_suggestions_accepted(tomas, cast):
    tag = make_tag("Floods")
    for number in range(4):
        remember(make_article(), tag.pk, accepted=number == 0, by=cast.tara)
    page = shown(tomas, "suggestions")
    assert "Floods" in page
    assert "25" in page


def test_it_lists_changes_with_undo(tomas, cast):
    tag = make_tag("Floods")
    operation = tag.rename("High water", by=cast.tomas)
    page = shown(tomas, "tag-changes")
    undo = reverse("admin:taxonomy_operation_undo", args=[operation.pk])
    assert "Renamed" in page
    assert f'action="{undo}"' in page
    assert tomas.post(undo, {"next": "/admin/"}).url == "/admin/"
    tag.refresh_from_db()
    assert tag.name == "Floods"

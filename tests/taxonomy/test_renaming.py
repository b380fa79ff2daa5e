"""Another name for a tag or a contributor."""

import pytest
from django.core.exceptions import ValidationError

from taxonomy.models import Contributor, Tag

pytestmark = pytest.mark.django_db


def test_it_answers_to_the_old_name_too(make_tag):
    tag = make_tag("Swaziland", "place")
    tag.rename("Eswatini", by=None)
    assert (tag.name, tag.sort_name, tag.slug) == ("Eswatini", "Eswatini", "swaziland")
    assert list(Tag.objects.answering_to("swaziland")) == [tag]


def test_it_drops_the_old_name_when_asked(make_tag):
    tag = make_tag("Swazliand", "place")
    tag.rename("Swaziland", by=None, keep_alias=False)
    assert [row.name for row in tag.names.all()] == ["Swaziland"]


def test_it_makes_an_alias_the_name(make_tag):
    tag = make_tag("Storm Ana", aliases=["Ana"])
    tag.rename("Ana", by=None)
    assert {(row.name, row.role) for row in tag.names.all()} == {("Ana", "label"), ("Storm Ana", "alias")}


def test_it_changes_case_without_an_alias(make_tag):
    tag = make_tag("nasa", "organisation")
    tag.rename("NASA", by=None)
    assert [row.name for row in tag.names.all()] == ["NASA"]


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 101, "Floods"])
def test_it_refuses_a_name_that_is_no_name_or_taken(make_tag, wrong):
    make_tag("Floods")
    tag = make_tag("Storms")
    with pytest.raises(ValidationError):
        tag.rename(wrong, by=None)
    tag.refresh_from_db()
    assert tag.name == "Storms"


def test_it_keeps_a_sort_name_that_somebody_chose(make_contributor):
    chosen, derived = make_contributor("Li Na", sort_name="Li Na"), make_contributor("Rosa Marin")
    chosen.rename("Li Nana", by=None, on_old_stories=False)
    derived.rename("Rosa Vega", by=None, on_old_stories=False)
    assert (chosen.sort_name, derived.sort_name) == ("Li Na", "Vega, Rosa")


def test_it_finds_a_contributor_by_the_old_name(make_contributor):
    rosa = make_contributor("Rosa Marin")
    rosa.rename("Rosa Vega", by=None, on_old_stories=True)
    assert rosa.uses_current_name
    assert list(Contributor.objects.search("marin")) == [rosa]


@pytest.mark.parametrize("wish", [True, False])
def test_it_tells_whether_old_stories_follow(make_contributor, heard, wish):
    rosa = make_contributor("Rosa Marin")
    heard.clear()
    rosa.rename("Rosa Vega", by=None, on_old_stories=wish)
    assert ("renamed", rosa, {"on_old_stories": wish}) in heard


def test_it_tells_when_the_wish_about_old_stories_changes(make_contributor, heard):
    rosa = make_contributor("Rosa Vega", uses_current_name=True)
    rosa.uses_current_name = False
    rosa.save()
    assert ("renamed", rosa, {"on_old_stories": True}) in heard


def test_it_tells_when_bylines_lose_their_link(make_contributor, heard):
    rosa = make_contributor("Rosa Vega")
    rosa.has_hidden_page = True
    rosa.save()
    assert ("renamed", rosa, {"on_old_stories": True}) in heard


def test_it_tells_nothing_of_what_no_byline_shows(make_contributor, heard):
    rosa = make_contributor("Rosa Vega")
    rosa.biography = "Reports on courts."
    rosa.save()
    assert "renamed" not in [name for name, _, _ in heard]


def test_it_refuses_a_merged_stub(make_tag):
    stub = make_tag("Flooding")
    stub.merge_into(make_tag("Floods"), by=None)
    with pytest.raises(ValidationError, match="was merged into “Floods”"):
        stub.rename("Deluge", by=None)


def test_it_can_be_undone(make_tag):
    tag = make_tag("Storm Ana", aliases=["Ana"])
    before = list(tag.names.order_by("pk").values())
    operation = tag.rename("Ana", by=None)
    assert operation.summary == "Renamed “Storm Ana” to “Ana”"
    assert operation.undo(by=None) == []
    tag.refresh_from_db()
    assert tag.name == "Storm Ana"
    assert list(tag.names.order_by("pk").values()) == before


def test_it_leaves_what_has_been_changed_since(make_tag):
    tag = make_tag("Storm Ana")
    operation = tag.rename("Ana", by=None)
    tag.rename("Hurricane Ana", by=None)
    lost = operation.undo(by=None)
    tag.refresh_from_db()
    assert tag.name == "Hurricane Ana"
    assert f"tag {tag.pk}: changed since, left as it is." in lost
    assert operation.data["lost"] == lost

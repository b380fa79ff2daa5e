"""Merging and undoing in the admin."""

import pytest

from taxonomy.models import Contributor, Operation, Tag
from tests.taxonomy.desk import address, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client, cast):
    """A browser in which an administrator is signed in."""
    client.force_login(cast.ada)
    return client


def test_it_asks_shows_and_merges(ada, make_tag, cast):
    one, two, target = (
        make_tag("Flooding", aliases=["High water"]),
        make_tag("Inundation"),
        make_tag("Floods"),
    )
    chosen = {"action": "merge", "_selected_action": [one.pk, two.pk]}

    page = ada.post(address("tag_changelist"), chosen, follow=True)
    assert {tag.name for tag in page.context["sources"]} == {"Flooding", "Inundation"}

    asked = {"sources": [one.pk, two.pk], "target": target.pk}
    page = ada.get(address("tag_merge"), asked)
    assert "“Floods” will also answer to: Flooding, High water" in page.content.decode()
    assert not Tag.objects.exclude(merged_into=None).exists()

    page = ada.post(address("tag_merge"), asked, follow=True)
    assert sentences(page) == ["Merged “Flooding” into “Floods”", "Merged “Inundation” into “Floods”"]
    assert set(Tag.objects.filter(merged_into=target)) == {one, two}
    assert set(Operation.objects.values_list("by", flat=True)) == {cast.ada.pk}


def test_it_leaves_the_target_out_of_what_is_merged(ada, make_tag):
    one, target = make_tag("Flooding"), make_tag("Floods")
    ada.post(address("tag_merge"), {"sources": [one.pk, target.pk], "target": target.pk})
    one.refresh_from_db()
    assert one.merged_into == target


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"target": ""}, "target", "Choose what to merge into"),
        ({"target": "999"}, "target", "Select a valid choice"),
        ({"target": "Flooding"}, "target", "Nothing is left to merge"),
        ({"target": "Deluge"}, "target", "is retired"),
        ({"target": "Ana"}, "confirmed", "differ in kind"),
        ({"target": "Floods", "sources": []}, "sources", "required"),
        ({"target": "Floods", "sources": ["x"]}, "sources", "not a valid value"),
        ({"target": "Floods", "sources": ["9" * 30]}, "sources", "not a valid value"),
        ({"target": "9" * 30}, "target", "Choose what to merge into"),
        ({"target": "Floods", "sources": ["999"]}, "sources", "not one of the available choices"),
    ],
)
def test_it_refuses_with_a_sentence_at_the_field(ada, make_tag, asked, field, sentence):
    make_tag("Floods"), make_tag("Deluge", state="retired"), make_tag("Ana", "event")
    tags = {tag.name: tag.pk for tag in [make_tag("Flooding"), *Tag.objects.all()]}
    asked = {"sources": [tags["Flooding"]]} | asked | {"target": tags.get(asked["target"], asked["target"])}
    for page in (ada.get(address("tag_merge"), asked), ada.post(address("tag_merge"), asked)):
        assert page.status_code == 200
        assert sentence in " ".join(page.context["form"].errors[field])
    assert not Operation.objects.exists()


@pytest.mark.parametrize("asked", ["", "?sources=x", "?sources=" + "9" * 30, "?sources=-1"])
def test_it_opens_with_whatever_stands_in_the_address(ada, asked):
    page = ada.get(address("tag_merge") + asked)
    assert page.status_code == 200
    assert page.context["sources"] == []


def test_it_merges_across_kinds_once_that_is_confirmed(ada, make_tag):
    storm, topic = make_tag("Ana", "event"), make_tag("Storms")
    ada.post(address("tag_merge"), {"sources": [storm.pk], "target": topic.pk, "confirmed": "on"})
    storm.refresh_from_db()
    assert storm.merged_into == topic


def test_it_merges_all_or_none(ada, make_tag, monkeypatch):
    one, two, target = make_tag("One"), make_tag("Two"), make_tag("Target")
    one.parents.add(two)
    asked = {"sources": [one.pk, two.pk], "target": target.pk}
    monkeypatch.setattr(Tag, "refuse_merge", refuse_second := RefuseSecond(Tag.refuse_merge))
    page = ada.post(address("tag_merge"), asked)
    assert refuse_second.calls > 2
    assert "cannot be merged into itself" in sentences(page)[0]
    assert not Operation.objects.exists()


class RefuseSecond:
    """Lets the form's two checks and the first merge pass, and refuses the second."""

    def __init__(self, refuse):
        self.refuse, self.calls = refuse, 0

    def __get__(self, tag, owner):
        def check(target, **facts):
            self.calls += 1
            return self.refuse(tag, tag if self.calls == 4 else target, **facts)

        return check


def test_it_offers_the_merge_on_the_form(ada, make_tag):
    tag = make_tag("Floods")
    page = ada.get(address("tag_change", tag.pk)).content.decode()
    assert f'href="{address("tag_merge")}?sources={tag.pk}"' in page


def test_it_undoes_from_the_account(ada, make_tag, cast):
    one, target = make_tag("Flooding"), make_tag("Floods")
    operation = one.merge_into(target, by=None)
    undo = address("operation_undo", operation.pk)
    page = ada.get(address("operation_change", operation.pk))
    assert f'action="{undo}"' in page.content.decode()

    page = ada.post(undo, follow=True)
    assert sentences(page) == ["Undone: everything is as it was."]
    assert f'action="{undo}"' not in page.content.decode()
    one.refresh_from_db()
    operation.refresh_from_db()
    assert (one.merged_into, operation.undone_by) == (None, cast.ada)

    assert sentences(ada.post(undo, follow=True)) == ["This has been undone already."]


def test_it_says_what_could_not_be_restored(ada, make_tag):
    one, target = make_tag("Flooding", aliases=["High water"]), make_tag("Floods")
    operation = one.merge_into(target, by=None)
    target.names.get(name="High water").delete()
    page = ada.post(address("operation_undo", operation.pk), follow=True)
    assert "except for what has changed since" in sentences(page)[0]
    assert "removed since." in page.content.decode()


def test_it_keeps_the_account_read_only(ada, make_tag):
    operation = make_tag("Flooding").merge_into(make_tag("Floods"), by=None)
    assert ada.get(address("operation_changelist")).status_code == 200
    assert ada.get(address("operation_add")).status_code == 403
    assert ada.post(address("operation_change", operation.pk), {"summary": "x"}).status_code == 403
    assert ada.post(address("operation_delete", operation.pk), {"post": "yes"}).status_code == 403
    assert ada.get(address("operation_undo", operation.pk)).status_code == 405
    assert ada.post(address("operation_undo", 999)).status_code == 404


def test_it_shows_contributors_only_to_who_may_merge_them(client, cast, make_contributor, make_tag):
    secret = make_contributor("The Observer", kind="pseudonym").merge_into(
        make_contributor("Rosa Marin"), by=None, confirmed=True
    )
    open_one = make_tag("Flooding").merge_into(make_tag("Floods"), by=None)
    client.force_login(cast.tomas)
    listed = client.get(address("operation_changelist")).context["cl"].result_list
    assert list(listed) == [open_one]
    assert client.post(address("operation_undo", secret.pk)).status_code == 404
    assert client.post(address("operation_undo", open_one.pk)).status_code == 302
    assert Contributor.objects.exclude(merged_into=None).exists()


def test_it_undoes_only_for_who_may(client, cast, make_tag):
    operation = make_tag("Flooding").merge_into(make_tag("Floods"), by=None)
    for person in (cast.rosa, cast.edith, cast.tara):
        client.force_login(person)
        assert client.post(address("operation_undo", operation.pk)).status_code in (403, 404)
    operation.refresh_from_db()
    assert operation.undone_at is None

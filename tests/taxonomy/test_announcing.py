"""What other rooms hear of the vocabulary."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from taxonomy.models import ContributorLink, Section, Tag
from taxonomy.signals import vocabulary_changed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [lambda: Section(name="City"), lambda: Tag(name="Floods")])
def test_it_announces_a_save_and_a_deletion_once(heard, make):
    thing = make()
    thing.save()
    thing.delete()
    assert [(name, instance.name) for name, instance, _ in heard] == [("changed", thing.name)] * 2


def test_it_announces_a_verb_once_and_last(make_tag, heard):
    tag = make_tag("Floods")
    heard.clear()
    tag.rename("Flood", by=None)
    assert heard == [("changed", tag, {})]


def test_it_announces_both_sides_of_a_merge(make_tag, heard):
    source, target = make_tag("Flooding"), make_tag("Floods")
    heard.clear()
    source.merge_into(target, by=None).undo(by=None)
    merged = ("merged", source, {"target": target, "undone": False})
    undone = ("merged", source, {"target": target, "undone": True})
    changed = [("changed", source, {}), ("changed", target, {})]
    assert heard == [*changed, merged, *changed, undone]


def test_it_announces_links_and_relations(make_tag, make_contributor, heard):
    rosa, courts, law = make_contributor("Rosa Marin"), make_tag("Courts"), make_tag("Law")
    heard.clear()
    ContributorLink.objects.create(contributor=rosa, label="Site", address="https://example.org/")
    rosa.subjects.add(courts)
    courts.parents.add(law)
    assert [instance for _, instance, _ in heard] == [rosa, rosa, courts]


def test_it_announces_nothing_that_did_not_happen(make_tag, heard):
    make_tag("Floods")
    heard.clear()
    with pytest.raises(ValidationError, match="is the name of the tag"):
        make_tag("Floods")
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_it_undoes_the_change_when_a_listener_fails():
    inside = []

    def refuse(**facts):
        inside.append(connection.in_atomic_block)
        raise RuntimeError("no")

    vocabulary_changed.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            Tag.objects.create(name="Floods")
    finally:
        vocabulary_changed.disconnect(refuse)
    assert inside == [True]
    assert not Tag.objects.exists()

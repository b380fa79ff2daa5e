"""Two that are one become one."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from taxonomy.models import Contributor, Operation, Tag, TagIdentifier

pytestmark = pytest.mark.django_db


def test_it_moves_names_identifiers_and_relations(make_tag, make_contributor):
    source = make_tag("Flooding", aliases=["High water"])
    target, law, rosa = make_tag("Floods"), make_tag("Water law"), make_contributor("Rosa Marin")
    TagIdentifier.objects.create(tag=source, scheme="wikidata", value="Q8068")
    rosa.subjects.add(source)
    law.parents.add(source)

    source.merge_into(target, by=None)

    assert source.merged_into == target
    assert list(Tag.objects.answering_to("flooding")) == [target]
    assert {(row.name, row.role) for row in target.names.all()} == {
        ("Floods", "label"),
        ("Flooding", "alias"),
        ("High water", "alias"),
    }
    assert target.identifiers.get().value == "Q8068"
    assert list(rosa.subjects.all()) == list(law.parents.all()) == [target]
    assert not source.names.exists()


def test_it_drops_what_the_target_has_already(make_tag, make_contributor):
    source, target, rosa = make_tag("Flooding"), make_tag("Floods"), make_contributor("Rosa Marin")
    rosa.subjects.add(source, target)
    source.merge_into(target, by=None)
    assert list(rosa.subjects.all()) == [target]


def test_it_keeps_the_namesakes_alias_once(make_contributor):
    source, target = make_contributor("Rosa Marin"), make_contributor("Rosa Marin", aliases=["R. Marin"])
    source.merge_into(target, by=None)
    assert {(row.name, row.role) for row in target.names.all()} == {
        ("Rosa Marin", "label"),
        ("R. Marin", "alias"),
    }


def test_it_keeps_the_better_of_two_positions(make_tag, tagged):
    source, target = make_tag("Flooding"), make_tag("Floods")
    lead, second = tagged(source, target), tagged(target, source)
    source.merge_into(target, by=None)
    assert lead() == second() == [(target.pk, 0)]


def test_it_makes_every_chain_one_hop_long(make_tag):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    one.merge_into(two, by=None)
    two.merge_into(three, by=None)
    one.refresh_from_db()
    assert one.merged_into == two.merged_into == three
    assert list(Tag.objects.answering_to("one")) == [three]


def test_it_never_makes_a_circle_of_parents(make_tag):
    source, between, target = make_tag("Water"), make_tag("Rivers"), make_tag("Floods")
    target.parents.add(between)
    between.parents.add(source)
    operation = source.merge_into(target, by=None)
    assert not between.parents.exists()
    assert list(target.parents.all()) == [between]
    assert operation.undo(by=None) == []
    assert list(between.parents.all()) == [source]


def test_it_never_makes_a_tag_its_own_parent(make_tag):
    source, target = make_tag("Rivers"), make_tag("Water")
    source.parents.add(target)
    source.merge_into(target, by=None)
    assert not target.parents.exists()
    assert not target.children.exists()


def test_it_refuses_to_merge_into_itself_a_stub_or_a_tag_not_in_use(make_tag):
    tag, stub, end = make_tag("Floods"), make_tag("Flooding"), make_tag("High water")
    stub.merge_into(end, by=None)
    refusals = [
        (tag, tag, "cannot be merged into itself"),
        (tag, stub, "Merge into that one"),
        (stub, tag, "has been merged already"),
        (tag, make_tag("Deluge", state="proposed"), "is proposed"),
        (tag, make_tag("Inundation", state="retired"), "is retired"),
    ]
    for source, target, sentence in refusals:
        with pytest.raises(ValidationError, match=sentence):
            source.merge_into(target, by=None)
    assert Operation.objects.count() == 1


def test_it_asks_before_it_merges_across_kinds(make_tag):
    storm, topic = make_tag("Storm Ana", "event", aliases=["Ana"]), make_tag("Storms")
    portugal, lisbon = make_tag("Portugal", "place"), make_tag("Lisbon", "place")
    lisbon.parents.add(portugal)
    with pytest.raises(ValidationError, match="differ in kind"):
        storm.merge_into(topic, by=None)
    storm.merge_into(topic, by=None, confirmed=True)
    assert list(Tag.objects.answering_to("ana", kind="topic")) == [topic]
    lisbon.merge_into(make_tag("Ana", "person"), by=None, confirmed=True)
    assert not portugal.children.exists()


def test_it_drops_an_alias_that_is_taken_in_the_other_kind(make_tag):
    storm, topic, other = make_tag("Ana", "event"), make_tag("Storms"), make_tag("Ana")
    storm.merge_into(topic, by=None, confirmed=True)
    assert list(Tag.objects.answering_to("ana")) == [other]


def test_it_asks_before_a_pseudonym_becomes_a_person(make_contributor):
    source, target = make_contributor("The Observer", kind="pseudonym"), make_contributor("Rosa Marin")
    with pytest.raises(ValidationError, match="differ in kind"):
        source.merge_into(target, by=None)


def test_it_hands_over_the_user(make_contributor):
    user = get_user_model().objects.create_user("rosa")
    source, target = make_contributor("R. Marin", user=user), make_contributor("Rosa Marin")
    operation = source.merge_into(target, by=user)
    assert (source.user, target.user) == (None, user)
    assert operation.undo(by=user) == []
    assert Contributor.objects.get(user=user) == source


def test_it_leaves_each_its_user(make_contributor):
    rosa, other = (get_user_model().objects.create_user(name) for name in ("rosa", "other"))
    source, target = make_contributor("R. Marin", user=other), make_contributor("Rosa Marin", user=rosa)
    source.merge_into(target, by=rosa)
    assert (source.user, target.user) == (other, rosa)


def test_it_says_before_what_it_will_do(make_tag, make_contributor):
    source = make_tag("Flooding", aliases=["High water"], description="Too much water.")
    target, rosa, paul = make_tag("Floods"), make_contributor("Rosa Marin"), make_contributor("Paul Okri")
    rosa.subjects.add(source, target)
    paul.subjects.add(source)
    preview = source.preview_merge(target)
    assert sorted(preview.names) == ["Flooding", "High water"]
    assert ("contributors: subjects covered", 1, 1) in preview.rows
    assert ("description", "Too much water.", "") in preview.differences
    assert source.merged_into is None
    assert rosa.subjects.count() == 2

"""Wider and narrower tags."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

pytestmark = pytest.mark.django_db


@contextmanager
def refused(sentence):
    """Expect a refusal; Django adds to a relation without a savepoint of its own."""
    with pytest.raises(ValidationError, match=sentence), transaction.atomic():
        yield


def test_it_takes_parents_of_its_kind_and_topics(make_tag):
    lisbon, portugal, travel = make_tag("Lisbon", "place"), make_tag("Portugal", "place"), make_tag("Travel")
    lisbon.parents.set([portugal, travel])
    assert set(portugal.children.all()) == {lisbon}


def test_it_refuses_a_parent_of_another_kind(make_tag):
    lisbon, pessoa = make_tag("Lisbon", "place"), make_tag("Fernando Pessoa", "person")
    with refused("“Fernando Pessoa” is of another kind"):
        lisbon.parents.add(pessoa)
    with refused("of another kind"):
        pessoa.children.add(lisbon)


def test_it_refuses_a_circle_of_any_length(make_tag):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    one.parents.add(two)
    two.parents.add(three)
    with refused("its own parent"):
        one.parents.add(one)
    for parent, child in ((one, two), (one, three)):
        with refused("round in a circle"):
            child.parents.add(parent)
        with refused("round in a circle"):
            parent.children.add(child)


def test_it_refuses_a_merged_parent(make_tag):
    stub, tag = make_tag("Flooding"), make_tag("Water")
    stub.merge_into(make_tag("Floods"), by=None)
    with refused("merged into another"):
        tag.parents.add(stub)


def test_it_refuses_a_kind_that_no_longer_fits(make_tag):
    lisbon, portugal = make_tag("Lisbon", "place"), make_tag("Portugal", "place")
    lisbon.parents.add(portugal)
    lisbon.kind = "person"
    with refused("parent “Portugal”"):
        lisbon.save()
    portugal.kind = "organisation"
    with refused("narrower tag “Lisbon”"):
        portugal.full_clean()
    portugal.kind = "topic"
    portugal.save()

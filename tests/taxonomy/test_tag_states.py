"""Proposed, active, retired: what may be used, and what readers see."""

import pytest
from django.core.exceptions import ValidationError

from taxonomy.models import Operation, Tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "usable", "public"),
    [
        ({}, True, True),
        ({"state": "proposed"}, False, False),
        ({"state": "retired"}, False, False),
        ({"is_hidden": True}, True, False),
    ],
)
def test_it_says_the_same_of_one_and_of_many(make_tag, fields, usable, public):
    tag = make_tag("Floods", **fields)
    assert tag.is_usable == Tag.objects.usable().exists() == usable
    assert tag.is_public == Tag.objects.public().exists() == public


def test_it_hides_a_merged_stub(make_tag):
    stub = make_tag("Flooding")
    stub.merge_into(make_tag("Floods"), by=None)
    assert not stub.is_public
    assert [tag.name for tag in Tag.objects.public()] == ["Floods"]


def test_it_goes_from_proposed_to_active_to_retired_and_back(make_tag):
    tag = make_tag("Floods", state="proposed")
    tag.approve(by=None)
    assert tag.state == "active"
    tag.retire(by=None)
    assert tag.state == "retired"
    tag.reinstate(by=None)
    assert tag.state == "active"
    assert [operation.verb for operation in Operation.objects.order_by("pk")] == [
        "approve",
        "retire",
        "reinstate",
    ]


def test_it_refuses_a_step_that_does_not_lead_anywhere(make_tag):
    tag = make_tag("Floods")
    with pytest.raises(ValidationError, match="“Floods” is active"):
        tag.approve(by=None)
    with pytest.raises(ValidationError, match="“Floods” is active"):
        tag.reinstate(by=None)
    tag.retire(by=None)
    with pytest.raises(ValidationError, match="“Floods” is retired"):
        tag.retire(by=None)
    assert Operation.objects.count() == 1


def test_it_undoes_a_retirement(make_tag):
    tag = make_tag("Floods")
    operation = tag.retire(by=None)
    assert operation.undo(by=None) == []
    tag.refresh_from_db()
    assert tag.state == "active"

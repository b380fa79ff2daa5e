"""An address word leads to one thing for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from taxonomy.errors import VocabularyError
from taxonomy.models import Contributor, FormerSlug, Section, Tag
from taxonomy.querysets import GoneForEver

pytestmark = pytest.mark.django_db

MAKERS = {
    "section": lambda name: Section.objects.create(name=name),
    "tag": lambda name: Tag.objects.create(name=name),
    "contributor": lambda name: Contributor.objects.create(name=name),
}


@pytest.fixture(params=MAKERS)
def make(request):
    """Make a thing with an address: a section, a tag, a contributor."""
    return MAKERS[request.param]


def test_it_makes_a_slug_from_the_name(make):
    assert make("River & Flood").slug == "river-flood"
    assert make("سیلاب").slug == "سیلاب"
    assert make("River, flood").slug == "river-flood-2"


def test_it_makes_a_slug_for_a_name_without_a_letter():
    assert [Tag.objects.create(name=name).slug for name in ("🌊", "🔥")] == ["tag", "tag-2"]


def test_it_cuts_a_long_slug():
    assert Tag.objects.create(name="word " * 19).slug == ("word-" * 19)[:90].strip("-")


def test_it_forwards_a_former_slug(make):
    thing = make("Floods")
    thing.change_slug("high-water")
    thing.change_slug("rivers")
    manager = type(thing).objects
    assert manager.at_slug("rivers") == (thing, True)
    assert manager.at_slug("floods") == (thing, False)
    assert manager.at_slug("high-water") == (thing, False)


def test_it_keeps_the_old_slug_however_the_new_one_is_set(make):
    thing = make("Floods")
    thing.slug = "rivers"
    thing.save()
    assert type(thing).objects.at_slug("floods") == (thing, False)


def test_it_takes_back_a_slug_of_its_own(make):
    thing = make("Floods")
    thing.change_slug("rivers")
    thing.change_slug("floods")
    assert type(thing).objects.at_slug("floods") == (thing, True)
    assert type(thing).objects.at_slug("rivers") == (thing, False)
    assert FormerSlug.objects.count() == 1


def test_it_refuses_a_slug_that_another_one_holds_or_held(make):
    thing, other = make("Floods"), make("Rivers")
    with pytest.raises(ValidationError, match="is the address of “Rivers”"):
        thing.change_slug("rivers")
    other.change_slug("streams")
    with pytest.raises(ValidationError, match="was once the address of “Rivers”"):
        thing.change_slug("rivers")
    thing.slug = "streams"
    with pytest.raises(ValidationError) as refusal:
        thing.full_clean()
    assert refusal.value.message_dict.keys() == {"slug"}
    assert make("Rivers!").slug == "rivers-2"


@pytest.mark.parametrize("wrong", ["", "two words", "a/b", "x" * 101])
def test_it_refuses_what_is_no_slug(make, wrong):
    thing = make("Floods")
    with pytest.raises(ValidationError):
        thing.change_slug(wrong)
    assert type(thing).objects.get().slug == thing.slug == "floods"


def test_it_lets_things_of_different_nouns_share_a_slug():
    things = [make("Rivers") for make in MAKERS.values()]
    for thing in things:
        thing.change_slug("streams")
    assert {type(thing).objects.at_slug("rivers").found for thing in things} == set(things)


@pytest.mark.parametrize(
    "unknown", ["nothing", "", "a\x00b", "x" * 5000, "\ud800".encode("utf-8", "replace").decode()]
)
def test_it_knows_no_address_that_never_was(make, unknown):
    thing = make("Floods")
    with pytest.raises(type(thing).DoesNotExist):
        type(thing).objects.at_slug(unknown)


def test_it_forwards_another_spelling_of_a_slug(make):
    thing = make("Élan")
    assert type(thing).objects.at_slug("E\u0301LAN") == (thing, False)


def test_it_costs_one_query_for_a_current_slug_and_two_for_a_former_one(make, django_assert_num_queries):
    thing = make("Floods")
    thing.change_slug("rivers")
    with django_assert_num_queries(1):
        type(thing).objects.at_slug("rivers")
    with django_assert_num_queries(2):
        type(thing).objects.at_slug("floods")


def test_it_leads_from_a_merged_tag_to_its_target_in_one_hop(make_tag, django_assert_num_queries):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    one.change_slug("uno")
    one.merge_into(two, by=None)
    two.merge_into(three, by=None)
    for slug in ("uno", "two"):
        with django_assert_num_queries(1):
            assert Tag.objects.at_slug(slug) == (three, False)
    assert Tag.objects.at_slug("one") == (three, False)


def test_it_belongs_to_exactly_one_thing(make_tag):
    tag, section = make_tag("Floods"), Section.objects.create(name="City")
    for wrong in (
        {"noun": "tag"},
        {"noun": "section", "tag": tag},
        {"noun": "tag", "tag": tag, "section": section},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerSlug.objects.create(slug="x", **wrong)


def test_it_falls_with_the_thing():
    section = Section.objects.create(name="City")
    section.change_slug("town")
    section.delete()
    assert not FormerSlug.objects.exists()


def test_it_is_gone_with_a_deleted_tag(make_tag):
    tag = make_tag("Floods")
    tag.change_slug("rivers")
    tag.delete()
    for slug in ("floods", "rivers"):
        with pytest.raises(GoneForEver):
            Tag.objects.at_slug(slug)
    assert make_tag("Floods").slug == "floods-2"


def test_it_is_taken_over_only_when_told(make_tag):
    one = make_tag("Floods")
    one.change_slug("high-water")
    other = make_tag("Rain")
    other.slug = "floods"
    with pytest.raises(VocabularyError, match="take over the address"):
        other.save()
    other.takes_former_slug = True
    other.save()
    assert Tag.objects.at_slug("floods") == (other, True)


def test_it_refuses_to_delete_what_is_in_use(make_tag, tagged):
    tag = make_tag("Floods")
    tagged(tag)
    with pytest.raises(VocabularyError, match="in use"):
        tag.delete()

"""One namespace: a name or alias leads to one tag of its kind."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from taxonomy.models import Tag, TagName

pytestmark = pytest.mark.django_db


def names(tag):
    return {(row.name, row.role) for row in tag.names.all()}


def test_it_answers_to_its_label_and_aliases_in_any_spelling(make_tag):
    tag = make_tag("Beyoncé", "person", aliases=["Queen  Bey"])
    assert list(Tag.objects.answering_to("BEYONCE")) == [tag]
    assert list(Tag.objects.answering_to("queen bey", kind="person")) == [tag]
    assert not Tag.objects.answering_to("queen bey", kind="place").exists()
    assert not Tag.objects.answering_to("queen").exists()


def test_it_lets_two_kinds_share_a_name(make_tag):
    place, person = make_tag("Lincoln", "place"), make_tag("Lincoln", "person")
    assert set(Tag.objects.answering_to("lincoln")) == {place, person}


def test_it_refuses_a_name_that_a_tag_of_the_kind_has_and_says_which(make_tag):
    make_tag("Georgia", "place")
    with pytest.raises(ValidationError) as refusal:
        make_tag(" georgia ", "place")
    assert "“georgia” is the name of the tag “Georgia” (Place)" in str(refusal.value)
    assert "inner name" in str(refusal.value)
    assert Tag.objects.count() == 1


def test_it_refuses_a_name_that_is_an_alias_of_another_tag(make_tag):
    make_tag("United Kingdom", "place", aliases=["Britain"])
    with pytest.raises(ValidationError, match="is an alias of the tag “United Kingdom”"):
        make_tag("Britain", "place")


def test_it_refuses_an_alias_that_another_tag_answers_to(make_tag):
    make_tag("Britain", "place")
    with pytest.raises(ValidationError, match="merge the two tags"):
        make_tag("United Kingdom", "place", aliases=["Britain"])


def test_it_lets_an_inner_name_tell_two_tags_apart(make_tag):
    country = make_tag("Georgia", "place")
    state = make_tag("Georgia", "place", inner_name="Georgia (US)")
    assert str(state) == "Georgia (US)"
    assert list(Tag.objects.answering_to("georgia")) == [country]
    assert list(Tag.objects.answering_to("georgia (us)")) == [state]


def test_it_names_the_inner_name_as_the_field_at_fault(make_tag):
    make_tag("Georgia", "place")
    tag = Tag(name="Sakartvelo", inner_name="Georgia", kind="place", slug="sakartvelo")
    with pytest.raises(ValidationError) as refusal:
        tag.full_clean()
    assert set(refusal.value.message_dict) == {"inner_name"}


def test_it_refuses_a_name_without_a_letter(make_tag):
    with pytest.raises(ValidationError, match="needs at least one letter"):
        make_tag("\u200f")


def test_it_keeps_commas_and_emoji(make_tag):
    assert make_tag("Paris, Texas", "place").name == "Paris, Texas"
    wave = make_tag("🌊")
    assert list(Tag.objects.answering_to("🌊")) == [wave]


def test_it_follows_a_change_of_name_and_kind(make_tag):
    tag = make_tag("Storm Ana", "event", aliases=["Ana"])
    tag.name, tag.kind = "Ana", "topic"
    tag.save()
    assert names(tag) == {("Ana", "label")}
    assert not Tag.objects.answering_to("Storm Ana").exists()
    assert list(Tag.objects.answering_to("ana", kind="topic")) == [tag]


def test_it_refuses_a_change_of_kind_into_a_name_that_is_taken(make_tag):
    make_tag("Ana", "person")
    tag = make_tag("Storm Ana", "event", aliases=["Ana"])
    tag.kind = "person"
    with pytest.raises(ValidationError, match="is the name of the tag “Ana”"):
        tag.save()
    tag.refresh_from_db()
    assert tag.kind == "event"


def test_it_refuses_the_same_alias_twice_and_its_own_name_as_alias(make_tag):
    tag = make_tag("Floods", aliases=["Flooding"])
    with pytest.raises(ValidationError, match="has that alias already"):
        TagName(tag=tag, name="FLOODING").full_clean()
    with pytest.raises(ValidationError, match="the tag's own name"):
        TagName(tag=tag, name="floods").full_clean()


def test_it_is_enforced_by_the_database_too(make_tag):
    one, other = make_tag("One"), make_tag("Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        TagName.objects.filter(tag=other).update(key="one")
    with pytest.raises(IntegrityError), transaction.atomic():
        TagName.objects.filter(tag=other).update(key="")
    with pytest.raises(IntegrityError), transaction.atomic():
        TagName.objects.bulk_create([TagName(tag=one, name="x", key="x", kind="topic", role="label")])


def test_it_says_who_was_a_moment_faster(make_tag, monkeypatch):
    make_tag("Floods")
    look, looks = TagName.refuse_clash, []

    def look_too_early(name):
        looks.append(name)
        if len(looks) > 1:
            look(name)

    monkeypatch.setattr(TagName, "refuse_clash", look_too_early)
    with pytest.raises(ValidationError, match="is the name of the tag “Floods”"):
        make_tag("Floods")


def test_it_refuses_changes_in_bulk_that_would_leave_the_names_behind(make_tag):
    make_tag("One")
    for change in ({"name": "Two"}, {"kind": "place"}, {"slug": "two"}, {"inner_name": "x"}):
        with pytest.raises(TypeError, match="Not in bulk"):
            Tag.objects.update(**change)
    assert Tag.objects.update(is_hidden=True) == 1


def test_it_takes_in_many_at_once_with_their_names(db):
    Tag.objects.bulk_create([Tag(name=f"Tag {n}", kind="topic") for n in range(50)])
    assert TagName.objects.filter(role="label").count() == 50
    assert Tag.objects.answering_to("tag 49").get().slug == "tag-49"
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.bulk_create([Tag(name="TAG 49", slug="another")])
    assert Tag.objects.count() == 50


def test_it_finds_by_the_beginning_of_any_word_of_any_name(make_tag):
    flood = make_tag("River flood", "event", aliases=["High water"])
    make_tag("Driver shortage")
    for text in ("riv", "FLO", "high w", "water"):
        assert list(Tag.objects.search(text)) == [flood]
    assert not Tag.objects.search("")
    assert not Tag.objects.search("%")


def test_it_finds_a_bounded_number_by_name(make_tag):
    for number in range(30):
        make_tag(f"Road {number:02}")
    found = [tag.name for tag in Tag.objects.search("road")]
    assert found == [f"Road {number:02}" for number in range(20)]


def test_it_costs_few_queries_to_save_what_has_not_changed(make_tag, django_assert_max_num_queries):
    tag = make_tag("Floods", aliases=["Flooding", "High water"])
    tag.note = "Rivers only."
    with django_assert_max_num_queries(16):
        tag.save()

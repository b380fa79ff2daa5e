"""Taking a merge back: all of it, or a list of what could not be restored."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from taxonomy.models import (
    Contributor,
    ContributorLink,
    ContributorName,
    FormerSlug,
    Operation,
    Tag,
    TagIdentifier,
    TagName,
)

TABLES = [
    Tag,
    TagName,
    TagIdentifier,
    Tag.parents.through,
    Contributor,
    ContributorName,
    ContributorLink,
    Contributor.subjects.through,
    FormerSlug,
]


def everything():
    """Every row of the vocabulary."""
    return {table._meta.label: list(table._base_manager.order_by("pk").values()) for table in TABLES}


kinds = st.sampled_from(["topic", "place"])
words = st.sampled_from(["Flood", "High water", "Storm", "Rain", "River", "Delta", "Dam"])
pair = st.tuples(st.integers(0, 4), st.integers(0, 4))


def try_to(action):
    """Do what the vocabulary allows and leave out what it refuses."""
    with suppress(ValidationError):
        action()


class AnyVocabulary(TestCase):
    """Merge and undo, whatever the tags and contributors hang together by."""

    @given(
        kinds=st.lists(kinds, min_size=5, max_size=5),
        aliases=st.lists(st.tuples(st.integers(0, 4), words), max_size=6),
        parents=st.lists(pair, max_size=6),
        subjects=st.lists(pair, max_size=8),
        slugs=st.lists(st.tuples(st.integers(0, 4), words), max_size=3),
        merges=st.lists(pair, min_size=1, max_size=4),
    )
    def test_it_restores_every_row_of_tags(self, kinds, aliases, parents, subjects, slugs, merges):
        tags = [Tag.objects.create(name=f"Tag {n}", kind=kind) for n, kind in enumerate(kinds)]
        people = [Contributor.objects.create(name=f"Person {n}") for n in range(5)]
        for n, name in aliases:
            try_to(lambda n=n, name=name: tags[n].add_alias(name))
        for n, m in parents:
            if Tag.objects.filter(pk=tags[m].pk, kind__in=["topic", tags[n].kind]).exists() and n < m:
                tags[n].parents.add(tags[m])
        for n, m in subjects:
            people[n].subjects.add(tags[m])
        for n, word in slugs:
            try_to(lambda n=n, word=word: tags[n].change_slug(word.lower().replace(" ", "-")))
        TagIdentifier.objects.create(tag=tags[0], scheme="wikidata", value="Q1")
        self.merge_and_undo(tags, merges)

    @given(
        aliases=st.lists(st.tuples(st.integers(0, 4), words), max_size=8),
        links=st.lists(st.integers(0, 4), max_size=4),
        merges=st.lists(pair, min_size=1, max_size=4),
    )
    def test_it_restores_every_row_of_contributors(self, aliases, links, merges):
        tag = Tag.objects.create(name="Courts")
        people = [Contributor.objects.create(name=f"Person {n % 3}") for n in range(5)]
        for n, name in aliases:
            people[n].add_alias(name)
            people[n].subjects.add(tag)
        for n in links:
            ContributorLink.objects.create(
                contributor=people[n], label="Site", address="https://example.org/"
            )
        self.merge_and_undo(people, merges)

    def merge_and_undo(self, things, merges):
        """Merge some, compare names and addresses, then take everything back, last first."""
        done = []
        for n, m in merges:
            things[n].refresh_from_db()
            things[m].refresh_from_db()
            before = everything()
            try:
                done.append((things[n].merge_into(things[m], by=None, confirmed=True), before))
            except ValidationError:
                assert everything() == before
        for thing in type(things[0]).objects.all():
            end = type(thing).objects.at_slug(thing.slug).found
            assert end.merged_into is None
            assert thing.merged_into_id is None or not thing.names.exists()
            assert thing.merged_into_id is not None or thing.names.filter(role="label").count() == 1
        for operation, before in reversed(done):
            assert operation.undo(by=None) == []
            assert everything() == before


@pytest.mark.django_db
def test_it_restores_positions_and_doubles_on_stories(make_tag, tagged):
    source, target = make_tag("Flooding"), make_tag("Floods")
    stories = [tagged(source, target), tagged(target, source), tagged(source), tagged(target)]
    before = [story() for story in stories]
    operation = source.merge_into(target, by=None)
    assert [story() for story in stories] != before
    assert operation.undo(by=None) == []
    assert [story() for story in stories] == before


@pytest.mark.django_db
def test_it_lists_what_it_could_not_restore(make_tag, make_contributor):
    source, target, rosa = (
        make_tag("Flooding", aliases=["High water"]),
        make_tag("Floods"),
        make_contributor("Rosa"),
    )
    rosa.subjects.add(source)
    identifier = TagIdentifier.objects.create(tag=source, scheme="wikidata", value="Q8068")
    operation = source.merge_into(target, by=None)
    target.names.get(name="High water").delete()
    identifier.refresh_from_db()
    identifier.tag = make_tag("Rivers")
    identifier.save()

    lost = operation.undo(by=None)

    assert [sentence.split(":")[1] for sentence in lost] == [
        " changed since, left as it is.",
        " removed since.",
    ]
    source.refresh_from_db()
    assert source.merged_into is None
    assert [row.name for row in source.names.all()] == ["Flooding"]
    assert list(rosa.subjects.all()) == [source]


@pytest.mark.django_db
def test_it_gives_the_source_its_name_back_or_says_who_has_it(make_tag):
    source, target = make_tag("Flooding"), make_tag("Floods")
    operation = source.merge_into(target, by=None)
    target.names.get(name="Flooding").delete()
    make_tag("Flooding")
    lost = operation.undo(by=None)
    assert "“Flooding” is the name of the tag “Flooding” (Topic)" in lost[-2]
    source.refresh_from_db()
    assert source.label == f"Flooding ({source.pk})" == source.names.get(role="label").name


@pytest.mark.django_db
def test_it_forgets_rows_whose_owner_is_gone(make_tag, make_contributor):
    source, target, rosa = make_tag("Flooding"), make_tag("Floods"), make_contributor("Rosa Marin")
    rosa.subjects.add(source, target)
    operation = source.merge_into(target, by=None)
    rosa.delete()
    assert len(operation.undo(by=None)) == 1
    assert not Contributor.subjects.through.objects.exists()


@pytest.mark.django_db
def test_it_does_not_give_back_a_user_who_is_gone(make_contributor):
    user = get_user_model().objects.create_user("rosa")
    source, target = make_contributor("R. Marin", user=user), make_contributor("Rosa Marin")
    operation = source.merge_into(target, by=None)
    user.delete()
    assert operation.undo(by=None)
    source.refresh_from_db()
    assert (source.user, source.merged_into) == (None, None)


@pytest.mark.django_db
def test_it_wants_the_later_merge_undone_first(make_tag):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    first, second = one.merge_into(two, by=None), None
    second = two.merge_into(three, by=None)
    with pytest.raises(ValidationError, match="“Two” has been merged into “Three” since"):
        first.undo(by=None)
    assert second.undo(by=None) == first.undo(by=None) == []


@pytest.mark.django_db
def test_it_is_undone_once_and_within_ninety_days(make_tag):
    at = timezone.now()
    operation = make_tag("Flooding").merge_into(make_tag("Floods"), by=None, at=at)
    late = at + timedelta(days=90, microseconds=1)
    assert not operation.is_undoable(late)
    assert not Operation.objects.undoable(late).exists()
    with pytest.raises(ValidationError, match="more than 90 days ago"):
        operation.undo(by=None, at=late)
    operation.undo(by=None, at=operation.open_until)
    assert not Operation.objects.undoable().exists()
    with pytest.raises(ValidationError, match="undone already"):
        operation.undo(by=None)


@pytest.mark.django_db
def test_it_keeps_who_and_when(make_tag):
    user, at = get_user_model().objects.create_user("olga"), timezone.now()
    operation = make_tag("Flooding").merge_into(make_tag("Floods"), by=user, at=at)
    assert (operation.by, operation.at, operation.summary) == (user, at, "Merged “Flooding” into “Floods”")
    operation.undo(by=user, at=at)
    assert (operation.undone_by, operation.undone_at) == (user, at)

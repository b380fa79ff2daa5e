"""Any sequence of merge, rename, move, delete, edit, bulk and undo keeps what must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from articles import bulk_tagging
from articles.bulk_tagging import Action, Wish
from articles.errors import TransitionError
from articles.models import Tagging
from published.models import PublishedTagging
from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.models import FormerSlug, Operation, Tag, TagIdentifier, TagName
from taxonomy.parents import ancestors, may_stand_above
from taxonomy.querysets import GoneForEver
from taxonomy.recording import edited
from taxonomy.sharing import set_shared_aliases
from tests.factories import make_article, make_published, make_tag

SHARING, PARENTS = TagName.readings.through, Tag.parents.through
TABLES = (Tag, TagName, SHARING, PARENTS, TagIdentifier, FormerSlug, Tagging, PublishedTagging)
UNIQUE_WITHOUT_ID = (PublishedTagging,)  # its rows are written anew with each public version
NAMES = ("Floods", "Flooding", "River", "Storm", "Rain", "Quay", "Mill", "Weir")
ON_STORIES = 6
NUMBERS = st.integers(0, len(NAMES) - 1)
UNUSED = st.integers(ON_STORIES, len(NAMES) - 1)
WORDS = st.sampled_from(["water", "arle", "floods", "mill", "weir", ""])
SAID = st.sampled_from([*NAMES, "High water", "Arle"])
SHARED = st.sampled_from(["High water", "Arle", "Gale"])
KINDS = st.sampled_from(["topic", "place"])


def rows() -> dict:
    """Every row of the tables that surgery touches."""
    found = {}
    for model in TABLES:
        values = [dict(row) for row in model.objects.order_by("pk").values()]
        if model in UNIQUE_WITHOUT_ID:
            for row in values:
                row.pop("id")
            values.sort(key=lambda row: (row["article_id"], row["tag_id"]))
        found[model.__name__] = values
    return found


class Surgery(RuleBasedStateMachine):
    """Eight tags, six of them on three stories, and whatever somebody does to them."""

    @initialize()
    def begin(self) -> None:
        self.tags = [make_tag(name) for name in NAMES]
        self.stories = [
            make_published(tags=self.tags[:3]),
            make_published(tags=self.tags[2:5]),
            make_article(tags=self.tags[:ON_STORIES:2]),
        ]
        self.addresses = {tag.slug for tag in self.tags}
        self.before: dict | None = None
        self.done: list[Operation] = []
        self._want_what_is_there()

    def _on(self, story) -> set[int]:
        return set(Tagging.objects.filter(content_object=story).values_list("tag", flat=True))

    def _want_what_is_there(self) -> None:
        self.wanted = {story.pk: self._on(story) for story in self.stories}

    def _tag(self, number: int) -> Tag:
        tag = Tag.objects.filter(pk=self.tags[number].pk).first()
        if tag is None:
            raise VocabularyError("deleted")
        return tag

    def _do(self, act: Callable[[], object]) -> bool:
        """Do what the vocabulary allows, and remember how things stood before; a refusal changes nothing."""
        before, latest = rows(), Operation.objects.first()
        try:
            with transaction.atomic():
                act()
        except ValidationError:
            assert rows() == before
            return False
        self.addresses |= set(Tag.objects.values_list("slug", flat=True))
        last = Operation.objects.first()
        if last != latest:
            self.before = before
            self.done.append(last)
        elif rows() != before:
            self.before = None
        return True

    @rule(one=NUMBERS, other=NUMBERS)
    def merge(self, one: int, other: int) -> None:
        self._do(lambda: self._tag(one).merge_into(self._tag(other), by=None, confirmed=True))

    @rule(number=NUMBERS, name=SAID, keep=st.booleans())
    def rename(self, number: int, name: str, keep: bool) -> None:
        self._do(lambda: self._tag(number).rename(name, by=None, keep_alias=keep))

    @rule(number=NUMBERS)
    def retire(self, number: int) -> None:
        self._do(lambda: self._tag(number).retire(by=None))

    @rule(number=NUMBERS, word=WORDS, takes_over=st.booleans())
    def move(self, number: int, word: str, takes_over: bool) -> None:
        self._do(lambda: self._tag(number).change_address(word, by=None, takes_over=takes_over))

    @rule(number=UNUSED, other=st.none() | NUMBERS)
    def delete(self, number: int, other: int | None) -> None:
        self._do(lambda: self._tag(number).delete(substitute=None if other is None else self._tag(other)))

    @rule(number=NUMBERS, parents=st.lists(NUMBERS, max_size=2))
    def set_parents(self, number: int, parents: list[int]) -> None:
        def act() -> None:
            tag = self._tag(number)
            with edited(tag, by=None):
                tag.parents.set([self._tag(parent) for parent in parents])

        self._do(act)

    @rule(number=NUMBERS, names=st.lists(SHARED, max_size=2), alone=st.booleans())
    def name(self, number: int, names: list[str], alone: bool) -> None:
        def act() -> None:
            tag = self._tag(number)
            with edited(tag, by=None, keys=map(key, names)):
                if tag.merged_into_id:
                    raise VocabularyError("a stub has no names")
                if not alone:
                    set_shared_aliases(tag, names)
                for name in names if alone else ():
                    tag.add_alias(name)

        self._do(act)

    @rule(number=NUMBERS, kind=KINDS, text=st.sampled_from(["", "All about it."]))
    def describe(self, number: int, kind: str, text: str) -> None:
        def act() -> None:
            tag = self._tag(number)
            with edited(tag, by=None):
                tag.kind, tag.description = kind, text
                tag.clean()
                tag.save()
                TagIdentifier.objects.get_or_create(tag=tag, scheme="desk", value=f"{number}{text}")

        self._do(act)

    @rule(number=NUMBERS, other=NUMBERS, action=st.sampled_from(list(Action)))
    def bulk(self, number: int, other: int, action: Action) -> None:
        def run() -> None:
            tag, replacement = self._tag(number), self._tag(other) if action == Action.REPLACE else None
            if tag.merged_into_id or (replacement and replacement.merged_into_id):
                raise VocabularyError("no form offers a stub")
            try:
                numbers = [story.pk for story in self.stories]
                started = bulk_tagging.start(Wish(action, tag, replacement), numbers, by=None)
            except TransitionError as refusal:
                raise VocabularyError(str(refusal)) from refusal
            while bulk_tagging.run_batch(started, size=2):
                pass

        if self._do(run):
            self._want_what_is_there()

    @rule()
    def undo(self) -> None:
        """The last step can be taken back exactly."""
        if self.before is None or not self.done or not self.done[-1].is_undoable():
            return
        assert self.done.pop().undo(by=None) == []
        assert rows() == self.before
        self.before = None
        self._want_what_is_there()

    @rule(back=st.integers(1, 4))
    def undo_an_older_one(self, back: int) -> None:
        """An older step is taken back as far as it can be; what must hold goes on holding."""
        if len(self.done) <= back:
            return
        operation = self.done[-1 - back]
        operation.refresh_from_db()
        try:
            with transaction.atomic():
                operation.undo(by=None)
        except VocabularyError:
            return
        self.before = None
        self._want_what_is_there()

    @invariant()
    def no_story_loses_a_tag_it_did_not_lose_on_purpose(self) -> None:
        ends = dict(Tag.objects.values_list("pk", "merged_into"))
        for story in getattr(self, "stories", ()):
            assert self._on(story) == {ends[tag] or tag for tag in self.wanted[story.pk]}

    @invariant()
    def the_public_page_has_what_the_desk_has(self) -> None:
        for story in getattr(self, "stories", ())[:2]:
            public = PublishedTagging.objects.filter(article_id=story.pk).values_list("tag", flat=True)
            assert set(public) == self._on(story)

    @invariant()
    def one_tag_has_each_key(self) -> None:
        keys = Counter(TagName.objects.values_list("kind", "key"))
        assert not keys or max(keys.values()) == 1
        labels = dict(TagName.objects.filter(role="label").values_list("tag", "name"))
        assert labels == {tag.pk: tag.label for tag in Tag.objects.unmerged()}
        for tag in Tag.objects.unmerged():
            assert Tag.objects.answering_to(tag.label, tag.kind).get() == tag
        for name in TagName.objects.select_related("tag").prefetch_related("readings"):
            readings = list(name.readings.all())
            assert name.kind == name.tag.kind if name.tag else readings
            assert {tag.kind for tag in readings} <= {name.kind}
            assert not any(tag.merged_into_id for tag in readings)

    @invariant()
    def no_family_goes_in_a_circle(self) -> None:
        for link in PARENTS.objects.select_related("from_tag", "to_tag"):
            assert link.from_tag_id not in ancestors([link.from_tag_id], PARENTS)
            assert may_stand_above(link.to_tag.kind, link.from_tag.kind)
            assert link.from_tag.merged_into_id is link.to_tag.merged_into_id is None

    @invariant()
    def no_address_answers_two_things(self) -> None:
        slugs = Counter(Tag.objects.values_list("slug", flat=True))
        slugs.update(FormerSlug.objects.filter(noun="tag").values_list("slug", flat=True))
        assert not slugs or max(slugs.values()) == 1
        for slug in getattr(self, "addresses", ()):
            with suppress(GoneForEver):
                assert Tag.objects.at_slug(slug).found.merged_into_id is None

    def teardown(self) -> None:
        """At the end every address is asked for, as a reader would."""
        client = Client()
        for slug in getattr(self, "addresses", ()):
            answer = client.get(f"/tag/{slug}/")
            assert answer.status_code in (200, 301, 410), slug
            if answer.status_code == 301:
                assert client.get(answer["Location"]).status_code == 200
                assert client.get(f"/tag/{slug}/feed/rss.xml").status_code == 301


@pytest.mark.django_db
class TestSurgery(TestCase):
    def test_any_sequence_keeps_what_must_hold(self) -> None:
        class Isolated(Surgery):
            def __init__(inner) -> None:
                inner.atomic = transaction.atomic()
                inner.atomic.__enter__()
                super().__init__()

            def teardown(inner) -> None:
                try:
                    super().teardown()
                finally:
                    transaction.set_rollback(True)
                    inner.atomic.__exit__(None, None, None)

        run_state_machine_as_test(
            Isolated, settings=settings(max_examples=24, stateful_step_count=12, deadline=None)
        )


@pytest.mark.django_db
def test_a_chain_of_everything_is_taken_back_step_by_step() -> None:
    """Twelve steps, each of them undone in turn, leave every row as it was."""
    floods, flooding, river, mill, weir = (
        make_tag(name) for name in ("Floods", "Flooding", "River", "Mill", "Weir")
    )
    make_published(tags=[flooding, river])
    shared = [key("High water")]

    def edit(tag, change, keys=()):
        with edited(tag, by=None, keys=keys):
            change()

    steps = [
        lambda: edit(flooding, lambda: flooding.parents.add(river)),
        lambda: edit(mill, lambda: mill.add_alias("High water")),
        lambda: edit(weir, lambda: set_shared_aliases(weir, ["High water"]), shared),
        lambda: edit(flooding, lambda: set_shared_aliases(flooding, ["High water"]), shared),
        lambda: flooding.merge_into(floods, by=None),
        lambda: weir.delete(substitute=floods),
        lambda: floods.retire(by=None),
        lambda: Tag.objects.get(pk=mill.pk).delete(),
    ]
    stood = [rows()]
    for step in steps:
        step()
        stood.append(rows())
    assert all(one != other for one, other in pairwise(stood))
    for operation, before in zip(Operation.objects.all(), reversed(stood[:-1]), strict=True):
        assert operation.undo(by=None) == []
        assert rows() == before

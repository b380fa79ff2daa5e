"""Names that look alike, and aliases that several tags share."""

import random
import time

import pytest

from taxonomy.errors import VocabularyError
from taxonomy.lookalikes import Lookalikes, similarity, spelled_alike
from taxonomy.models import Tag, TagName
from taxonomy.sharing import set_shared_aliases, share_alias


def test_it_measures_as_pg_trgm_does():
    assert similarity("word", "two words") == pytest.approx(4 / 11)
    assert similarity("floods", "floods") == 1
    assert similarity("floods", "xyz") == 0


def test_it_finds_what_looks_like_a_name_that_need_not_be_known():
    assert Lookalikes(["floods", "river", "flood"]).near("flods")[0] == "floods"


def test_it_finds_pairs_and_the_same_words_in_another_order():
    pairs = Lookalikes(["river board", "board river", "river boards", "harbour"]).pairs()
    assert {(pair.one, pair.other) for pair in pairs} == {
        ("board river", "river board"),
        ("river board", "river boards"),
        ("board river", "river boards"),
    }
    assert pairs[0].similarity == 1


def test_it_finds_names_that_differ_by_number_or_hyphen():
    found = spelled_alike(["co-op", "coops", "city", "cities", "bus"])
    assert set(found) == {("co-op", "coops"), ("cities", "city")}


def test_it_compares_twenty_thousand_names_in_seconds():
    made = random.Random(1)
    letters = "abcdefghijklmnoprstuvw"
    keys = [
        " ".join("".join(made.choice(letters) for _ in range(made.randint(4, 8))) for _ in range(2))
        for _ in range(20_000)
    ]
    known = Lookalikes([*keys, "river board", "river boards"])
    start = time.perf_counter()
    assert ("river board", "river boards") in {(one, other) for one, other, _score in known.pairs()}
    assert time.perf_counter() - start < 30
    start = time.perf_counter()
    known.near("river baord")
    assert time.perf_counter() - start < 1


@pytest.mark.django_db
class TestShared:
    def test_it_leads_to_all(self, make_tag):
        one, two = make_tag("Bank of Vessany", aliases=["Bank"]), make_tag("River bank")
        share_alias(two, "BANK")
        assert set(Tag.objects.answering_to("bank")) == {one, two}
        assert set(Tag.objects.matching("ban")) == {one, two}
        assert TagName.objects.filter(key="bank").count() == 1

    def test_it_cannot_be_the_name_of_a_tag(self, make_tag):
        make_tag("Bank")
        with pytest.raises(VocabularyError):
            share_alias(make_tag("River bank"), "bank")

    def test_it_keeps_others_from_the_name(self, make_tag):
        share_alias(make_tag("Bank of Vessany"), "Bank")
        with pytest.raises(VocabularyError, match="several tags share"):
            make_tag("River bank").add_alias("Bank")
        with pytest.raises(VocabularyError, match="several tags share"):
            make_tag("Bank")

    def test_it_becomes_the_last_ones_own(self, make_tag):
        one, two = make_tag("Bank of Vessany"), make_tag("River bank")
        share_alias(one, "Bank")
        share_alias(two, "Bank")
        set_shared_aliases(two, [])
        assert [name.tag for name in TagName.objects.filter(key="bank")] == [one]
        set_shared_aliases(one, [])
        assert TagName.objects.filter(key="bank").exists()

    def test_it_follows_a_merge(self, make_tag):
        one, two, three = make_tag("Bank of Vessany"), make_tag("River bank"), make_tag("Shore")
        share_alias(one, "Bank")
        share_alias(two, "Bank")
        operation = two.merge_into(three, by=None)
        assert set(Tag.objects.answering_to("bank")) == {one, three}
        assert operation.undo(by=None) == []
        assert set(Tag.objects.answering_to("bank")) == {one, two}

"""Names found in a text, with points: the pure part of suggestions."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.suggesting import Dictionary, Name, StoryText
from taxonomy.unknown_names import unknown_names


def found(text, *names, **parts):
    """What a text says, as {tags: points}."""
    story = StoryText(**parts) if parts else StoryText(later=text)
    return {one.tags: one.points for one in Dictionary(names).read(story).found}


RIVER, BOARD = Name("River", 1, "topic"), Name("River Board", 2, "organisation")
ROSA = Name("Rosa Marsh", 3, "person")


def test_it_prefers_the_longest_name():
    assert found("The River Board met by the river.", RIVER, BOARD) == {(1,): 1, (2,): 1}


def test_it_keeps_to_whole_words():
    assert found("The driver of the riverboat.", RIVER) == {}


def test_it_does_not_join_sentences_to_a_name():
    assert found("They left the river. Board members stayed.", BOARD) == {}


@pytest.mark.parametrize(
    "text", ["River Boards", "the River Board's", "the River Board’s", "RIVER BOARD", "River-Board"]
)
def test_it_takes_endings_off_and_forgives_capitals(text):
    assert (2,) in found(text, BOARD)


def test_it_finds_a_name_that_is_a_plural_in_the_singular():
    assert found("A flood came.", Name("Floods", 4, "event")) == {(4,): 1}


def test_it_makes_no_plural_of_places():
    assert found("In Paris.", Name("Pari", 5, "place")) == {}


def test_it_finds_a_name_that_ends_in_s_with_its_possessive():
    assert found("James’s and James' house", Name("James", 5, "person")) == {(5,): 2}


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        (Name("IT", 6, "topic"), "It is IT.", 1),
        (Name("NATO", 6, "organisation"), "nato NATO", 1),
        (Name("Reading", 6, "place", True), "reading in Reading", 1),
        (Name("Reading", 6, "place"), "reading in Reading", 2),
        (Name("NGO", 6, "topic"), "NGOs", 1),
    ],
)
def test_it_minds_capitals_of_short_names_and_where_told(name, text, times):
    assert found(text, name) == {(6,): times}


def test_it_counts_by_part():
    points = found("", BOARD, headline="River Board", standfirst="River Board", first_paragraph="River Board")
    assert points == {(2,): 11}


def test_it_counts_at_most_five_later_mentions():
    assert found("River Board. " * 9, BOARD) == {(2,): 5}


def test_it_counts_a_surname_only_beside_the_full_name():
    assert found("Ms Marsh spoke.", ROSA) == {}
    assert found("Rosa Marsh spoke. Marsh left the marsh.", ROSA) == {(3,): 2}


def test_it_counts_no_surname_that_two_people_of_the_story_share():
    other = Name("Ada Marsh", 7, "person")
    assert found("Rosa Marsh and Ada Marsh. Marsh left.", ROSA, other) == {(3,): 1, (7,): 1}


def test_it_takes_an_alias_that_is_the_surname_for_a_surname():
    assert found("Marsh spoke.", ROSA, Name("Marsh", 3, "person")) == {}


def test_it_shows_namesakes_together():
    paris = Name("Paris", 8, "place"), Name("Paris", 9, "place")
    assert found("In Paris.", *paris) == {(8, 9): 1}


def test_it_settles_namesakes_by_what_else_the_story_says():
    names = Name("Paris", 8, "place"), Name("Paris", 9, "place"), Name("Paris, Texas", 9, "place")
    assert found("Paris, Texas. In Paris.", *names) == {(9,): 2}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("کراچی", "سیلاب، کراچی میں۔"),
        ("سید احمد", "وزیر سید احمد نے کہا"),
        ("القاهرة", "في القاهرة، أمس"),
        ("كراچي", "کراچی"),
        ("Zürich", "in Zurich"),
        ("St. Aldith's", "at St Aldith’s"),
        ("Київ", "у Київ."),
    ],
)
def test_it_reads_other_scripts_and_spellings(name, text):
    assert (1,) in found(text, Name(name, 1, "place"))


def test_it_keeps_to_whole_words_in_arabic_script():
    assert found("کراچیوالا", Name("کراچی", 1, "place")) == {}


def test_it_tells_how_the_text_writes_the_name():
    [one] = Dictionary([BOARD]).read(StoryText(later="the river boards, no")).found
    assert one.name == "river boards"


def proposed(text):
    return dict(unknown_names(Dictionary([BOARD]).read(StoryText(later=text))))


def test_it_proposes_names_said_twice():
    assert proposed(
        "The Mina Garrow sank. Then Mina Garrow rose. Wednesday Mina Garrow sang. Tom Renn saw it."
    ) == {"Mina Garrow": 3}


def test_it_proposes_names_with_small_words_inside():
    assert proposed("Bank of England and Bank of England.") == {"Bank of England": 2}


def test_it_proposes_nothing_it_knows_and_no_openings():
    assert proposed("River Board, River Board. Yesterday Rosa. Yesterday Rosa. It was yesterday.") == {}


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_it_reads_any_text_with_any_names(text, names):
    reading = Dictionary([Name(name, n, "topic") for n, name in enumerate(names)]).read(StoryText(later=text))
    unknown_names(reading)
    assert all(one.mentions >= 1 for one in reading.found)


def test_it_reads_a_long_story_against_twenty_thousand_names_quickly():
    made = random.Random(1)

    def word():
        return "".join(made.choice("bdfgklmnprst") + made.choice("aeiou") for _ in range(made.randint(2, 4)))

    names = [Name(f"{word()} {word()}".title(), number, "topic") for number in range(20_000)]
    known = Dictionary(names)
    words = [made.choice(names).text if made.random() < 0.1 else word() for _ in range(1500)]
    story = StoryText(later=" ".join(words))
    took = []
    for _ in range(5):
        start = time.perf_counter()
        reading = known.read(story)
        unknown_names(reading)
        took.append(time.perf_counter() - start)
    assert len(reading.found) > 100
    assert min(took) < 0.2

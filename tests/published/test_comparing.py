"""Word-level comparison: nothing of either text is lost in it."""

from hypothesis import given
from hypothesis import strategies as st

from published.comparing import ADDED, REMOVED, SAME, compare, compare_words

TEXTS = st.lists(st.text("ab “”—پ. ", min_size=1, max_size=20), max_size=8)


def words(paragraphs, *kinds):
    return [t for p in paragraphs if (t := "".join(r.text for r in p.runs if r.kind in kinds))]


@given(TEXTS, TEXTS)
def test_it_loses_nothing_of_either_text(before, after):
    result = compare(before, after)
    assert words(result, SAME, ADDED) == after
    assert "".join(words(result, SAME, REMOVED)) == "".join(before)


def test_it_marks_the_words_that_changed():
    runs = compare_words("The mayor is 15.", "The mayor is 51.")
    assert [(run.kind, run.text) for run in runs] == [
        (SAME, "The mayor is "),
        (REMOVED, "15"),
        (ADDED, "51"),
        (SAME, "."),
    ]


def test_it_shows_a_new_paragraph_whole():
    result = compare(["One.", "Two."], ["One.", "Something else entirely.", "Two."])
    assert [p.is_changed for p in result] == [False, True, False]

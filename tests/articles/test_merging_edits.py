# ruff: noqa: E501
"""Merging two people's edits: nothing either typed is thrown away."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.document import CREDIT_FIELDS, FIELDS, FORMAT, LINK_FIELDS
from articles.merging_edits import blocks, merge_documents, merge_sequences

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=10)
PARAGRAPHS = st.lists(
    st.sampled_from([f"<p>{n}</p>" for n in ("one", "two", "three", "four", "five")]), max_size=7
)
TAGS = st.lists(st.integers(1, 6), unique=True, max_size=5)
CREDITS = st.lists(
    st.builds(
        lambda name, place: dict.fromkeys(CREDIT_FIELDS, "") | {"name": name, "place": place},
        st.sampled_from(["Rosa", "Karim", "Lena"]),
        st.sampled_from(["", "London"]),
    ),
    unique_by=lambda row: row["name"],
    max_size=3,
)


@st.composite
def documents(draw):
    words = st.sampled_from(["", "One", "Two", "Three"])
    fields = dict.fromkeys(FIELDS, "") | {
        "headline": draw(words),
        "kicker": draw(words),
        "body": "".join(draw(PARAGRAPHS)),
    }
    return {
        "format": FORMAT,
        "fields": fields,
        "credits": draw(CREDITS),
        "sources": [],
        "tags": draw(TAGS),
        "links": [],
        "corrections": [],
    }


@given(documents(), documents())
def test_it_takes_the_one_side_that_changed(base, changed):
    assert merge_documents(base, changed, base).document == changed
    assert merge_documents(base, base, changed).document == changed
    assert merge_documents(base, changed, base).is_clean
    assert merge_documents(base, base, changed).is_clean


@given(documents(), documents())
def test_it_takes_what_both_changed_alike(base, changed):
    merge = merge_documents(base, changed, deepcopy(changed))
    assert merge.is_clean
    assert merge.document == changed


@given(documents(), documents(), documents())
def test_it_keeps_every_word_somebody_typed(base, theirs, mine):
    merge = merge_documents(base, theirs, mine)
    offered = [merge.document["fields"]["body"]]
    offered += [
        side for clash in merge.clashes if clash.name == "body" for side in (clash.theirs, clash.mine)
    ]
    text = "".join(offered)
    for side in (theirs, mine):
        for block in set(blocks(side["fields"]["body"])) - set(blocks(base["fields"]["body"])):
            assert block in text
    for name in ("headline", "kicker"):
        values = {merge.document["fields"][name]}
        values |= {v for clash in merge.clashes if clash.name == name for v in (clash.theirs, clash.mine)}
        assert {d["fields"][name] for d in (theirs, mine)} - {base["fields"][name]} <= values


@given(documents(), documents(), documents())
def test_it_keeps_added_tags_and_drops_removed_ones(base, theirs, mine):
    tags = merge_documents(base, theirs, mine).document["tags"]
    had, t, m = set(base["tags"]), set(theirs["tags"]), set(mine["tags"])
    assert set(tags) == (had & t & m) | (t - had) | (m - had)
    assert len(tags) == len(set(tags))


@given(LINES, LINES, LINES)
def test_it_cuts_sequences_without_loss(base, theirs, mine):
    chunks = merge_sequences(base, theirs, mine)
    for name, whole in (("base", base), ("theirs", theirs), ("mine", mine)):
        assert [item for chunk in chunks for item in getattr(chunk, name)] == whole


def test_it_merges_edits_of_different_paragraphs_and_reports_the_same_one():
    chunks = merge_sequences(["a", "b", "c"], ["A", "b", "c"], ["a", "b", "C"])
    assert [item for chunk in chunks for item in chunk.merged] == ["A", "b", "C"]
    assert not any(chunk.is_clash for chunk in chunks)
    clash = merge_sequences(["a"], ["x"], ["y"])[0]
    assert (clash.is_clash, clash.merged) == (True, ("y",))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "loose text",
        "<p>a</p><h2>b</h2><hr><ul><li><p>x</p></li></ul>",
        '<aside class="factbox"><p>a</p><p>b</p></aside><figure data-image="1"><figcaption>c</figcaption></figure>',
        "<blockquote><blockquote><p>deep</p></blockquote></blockquote><p>after</p>",
    ],
)
def test_it_cuts_a_text_into_blocks(html):
    assert "".join(blocks(html)) == html


def test_it_counts_a_changed_link_as_the_same_link():
    row = dict.fromkeys(LINK_FIELDS, "") | {"target_id": 4}
    base = {"format": FORMAT, "fields": dict.fromkeys(FIELDS, ""), "credits": [], "sources": [], "tags": []}
    base |= {"links": [row], "corrections": []}
    theirs = base | {"links": [row | {"note": "theirs"}]}
    mine = base | {"links": [row | {"note": "mine"}]}
    merge = merge_documents(base, theirs, mine)
    assert [(clash.name, clash.theirs["note"], clash.mine["note"]) for clash in merge.clashes] == [
        ("links", "theirs", "mine")
    ]

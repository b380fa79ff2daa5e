"""Bylines, as they are met in the wild."""

import pytest

from published.bylines import CreditLine, compose_byline, placeholders, short_names


def text(line):
    return "".join(segment["text"] for segment in line)


def by(*names, role="by", **fields):
    return [CreditLine(role=role, name=name, **fields) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Rosa Marsh"], "By Rosa Marsh"),
        (["A", "B"], "By A and B"),
        (["A", "B", "C"], "By A, B and C"),
        (["Ludwig van der Berg"], "By Ludwig van der Berg"),
        (["Martin King, Jr."], "By Martin King, Jr."),
        (["Siân O’Brien"], "By Siân O’Brien"),
        (["نادیہ خان"], "By نادیہ خان"),
        (["Madonna"], "By Madonna"),
    ],
)
def test_it_joins_writers(names, expected):
    assert text(compose_byline(by(*names))["line"]) == expected


def test_it_links_only_those_with_a_page():
    line = compose_byline(by("Rosa", slug="rosa") + by("A guest"))["line"]
    assert [segment.get("slug") for segment in line if segment["text"] in ("Rosa", "A guest")] == [
        "rosa",
        None,
    ]


def test_it_names_agencies_after_a_comma_or_alone():
    agency = by("The Associated Press", role="agency")
    assert text(compose_byline([], agency)["line"]) == "The Associated Press"
    assert text(compose_byline(by("David Pitt"), agency)["line"]) == "By David Pitt, The Associated Press"


def test_it_says_affiliation_and_place():
    assert text(compose_byline(by("David Pitt", affiliation="AP"))["line"]) == "By David Pitt, AP"
    assert text(compose_byline(by("A", place="London"))["line"]) == "By A in London"
    together = by("A", place="London") + by("B", place="London")
    assert text(compose_byline(together)["line"]) == "By A and B in London"
    apart = by("A", place="London") + by("B", place="Paris")
    assert text(compose_byline(apart)["line"]) == "By A in London and B in Paris"


def test_it_puts_other_roles_in_a_fixed_order_on_their_own_lines():
    credits = by("T", role="translation") + by("P", "Q", role="photographs") + by("A") + by("W", role="with")
    byline = compose_byline(credits)
    assert text(byline["line"]) == "By A with W"
    assert [text(line) for line in byline["other"]] == ["Photographs by P and Q", "Translated by T"]


def test_it_puts_additional_reporting_at_the_end():
    byline = compose_byline(by("A") + by("B", role="additional_reporting"))
    assert text(byline["line"]) == "By A"
    assert [text(line) for line in byline["end"]] == ["Additional reporting by B"]


def test_it_moves_credits_to_the_end_or_hides_them():
    credits = by("A") + by("B", shown="end") + by("C", shown="nowhere")
    byline = compose_byline(credits)
    assert (text(byline["line"]), [text(line) for line in byline["end"]]) == ("By A", ["By B"])


def test_it_writes_own_words_with_names_that_stay_links():
    credits = by("A", slug="a") + by("P", role="photographs", slug="p")
    byline = compose_byline(credits, own_words="Text by {1}, photographs by {2}")
    assert text(byline["line"]) == "Text by A, photographs by P"
    assert [s["slug"] for s in byline["line"] if "slug" in s] == ["a", "p"]
    assert placeholders("Text by {1}, photographs by {2}") == [1, 2]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and 1 other"),
        ([str(n) for n in range(15)], "0, 1 and 13 others"),
        (["A", "A"], "A"),
    ],
)
def test_it_is_short_in_lists(names, expected):
    assert short_names(names) == expected

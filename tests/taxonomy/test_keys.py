"""What makes two names the same name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.keys import key, tidy


@given(st.text())
def test_it_is_idempotent(text):
    assert key(key(text)) == key(text)


@given(st.text())
def test_it_ignores_spaces_around_and_runs_of_space(text):
    assert key(f"  {text}\t\n") == key(text)
    assert key(text.replace(" ", "  ")) == key(text)


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_it_ignores_case(text):
    assert key(text.upper().lower()) == key(text.lower())


@given(
    st.text(alphabet="aeiouncs", min_size=1), st.sampled_from("\u0301\u0300\u0308\u0302\u0303\u0327\u030c")
)
def test_it_ignores_accents(text, accent):
    assert key(accent.join(text)) == key(text)


@given(st.text())
def test_it_ignores_the_unicode_form(text):
    assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text)) == key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Beyoncé", "BEYONCE"),
        ("O’Brien", "o'brien"),
        ("“Brexit”", '"brexit"'),
        ("Covid‑19", "covid-19"),
        ("1914–1918", "1914-1918"),
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("Paris, Texas", " paris,  texas "),
        ("Re\u00adpublic", "Republic"),
        ("كتاب", "کتاب"),  # Arabic and Persian kaf
        ("علي", "علی"),  # Arabic and Persian yeh
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("مـــحمد", "محمد"),  # the stretching mark
        ("مصطفى", "مصطفی"),
        ("می\u200cخواهم", "میخواهم"),  # the invisible non-joiner
    ],
)
def test_it_takes_spellings_of_one_name_for_one(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Georgia", "Georgian"),
        ("C", "C++"),
        ("कु", "क"),  # an Indic vowel sign is a letter
        ("か", "が"),  # so is the voicing of kana
        ("CO2", "CO"),
        ("🙂", "🙃"),
    ],
)
def test_it_tells_names_apart(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200f", "\u0301", "ـ"])
def test_it_is_empty_for_what_cannot_be_seen(nothing):
    assert key(nothing) == ""


@given(st.text())
def test_it_stores_names_without_control_characters(text):
    stored = tidy(text)
    assert tidy(stored) == stored
    assert not any(unicodedata.category(letter) == "Cc" for letter in stored)
    assert stored == stored.strip()

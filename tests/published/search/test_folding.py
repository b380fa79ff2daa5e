"""Two spellings of one word are one word; two words are two."""

from hypothesis import given
from hypothesis import strategies as st

from published.search.folding import fold, variants, words


def test_it_folds_case_accents_and_letters_without_a_plain_form():
    assert fold("Çelik’s FAÇADE, Łódź & Straße") == "celik s facade lodz strasse"


def test_it_reads_arabic_and_urdu_keyboards_alike():
    assert fold("پاكستان") == fold("پاکستان")
    assert fold("كِتَابٌ") == fold("کتاب")
    assert fold("آزادی") == fold("ازادي")
    assert fold("مدرسة") == fold("مدرسه")
    assert fold("مـــوسم") == fold("موسم")


def test_it_reads_digits_of_every_script():
    assert fold("۲۰۲۶ ٢٠٢٦ २०२६") == "2026 2026 2026"


def test_it_keeps_vowel_signs_that_are_letters():
    assert words("हिन्दी समाचार") == [fold("हिन्दी"), fold("समाचार")]
    assert fold("कि") != fold("का")


def test_it_parts_chinese_into_characters():
    assert words("新闻") == ["新", "闻"]


def test_it_cuts_endless_words():
    assert words("a" * 500) == ["a" * 40]


def test_a_plural_and_its_singular_are_variants():
    assert variants("flood") == ("flood", "floods")
    assert variants("floods") == ("floods", "flood")
    assert variants("cities") == ("cities", "city")
    assert variants("city") == ("city", "cities")
    assert variants("press") == ("press",)
    assert variants("سیلاب") == ("سیلاب",)


@given(st.text())
def test_it_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_no_typed_text_can_hold_a_mark_of_the_index(text):
    assert "ß" not in fold(text)

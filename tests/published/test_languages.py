import pytest
from django.utils import translation

from published.languages import direction, words_for
from tests.published.factories import AFTERNOON, corrected, published


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "ltr"), ("ur", "rtl"), ("ar-EG", "rtl"), ("ps", "rtl"), ("he", "rtl"), ("ur-Latn", "ltr"),
     ("az-Arab", "rtl"), ("", "ltr"), ("xx", "ltr"), ("ku-Arab", "rtl"), ("ku", "ltr")],
)  # fmt: skip
def test_it_knows_which_way_a_language_runs(language, expected):
    assert direction(language) == expected


def test_it_labels_a_story_in_its_own_language(client, db):
    story = published(at=AFTERNOON, language="ur", dateline="لاہور")
    corrected(story, "غلط تھا۔")
    html = client.get(story.get_absolute_url()).content.decode()
    assert 'شائع شدہ <time datetime="2026-11-23T17:27:00-05:00">پیر، 23 نومبر، 2026' in html
    assert "تصحیح</strong>" in html


def test_it_labels_a_story_in_the_sites_language_where_it_does_not_speak_the_storys(client, db):
    assert words_for("fa") == "en"
    html = client.get(published(language="fa").get_absolute_url()).content.decode()
    assert '<div class="dates" lang="en" dir="ltr">' in html
    assert "Published <time" in html


@pytest.mark.parametrize("language", ["", "x" * 12, "zz", "../../x"])
def test_it_takes_any_word_for_a_language(client, db, language):
    assert client.get(published(language=language).get_absolute_url()).status_code == 200


def test_it_reads_a_whole_site_from_right_to_left(client, db):
    story = published(language="ur")
    with translation.override("ur"):
        html = client.get("/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert ">مزید صفحات<" not in html
    assert "محفوظات" in html
    assert story.headline in html

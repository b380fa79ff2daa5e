"""What a story says of its pictures beyond the library: alt texts of its own, a crop of its own."""

import contextlib
import json
from datetime import UTC, datetime
from html import unescape

import pytest

from articles.body import clean_body
from articles.document import FORMAT, to_document, upgraded
from articles.models import PictureUse
from articles.recomposing import recompose
from images.crops import Crop
from images.models import Image
from published.models import Edition, PublishedArticle
from tests.factories import make_article, make_published
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.take_in(samples.jpeg(900, 1600), alt_text="From the library.", credit="Paul Estlin")


def page() -> PublishedArticle:
    return PublishedArticle.objects.get()


def test_it_reads_documents_from_before_there_were_crops():
    document = to_document(make_article())
    older = {**document, "format": 1, "fields": dict(document["fields"])}
    for name in ("lead_is_decorative", "lead_focal_x", "lead_focal_y"):
        del older["fields"][name]
    assert upgraded(older) == {**document, "format": FORMAT}
    with pytest.raises(ValueError, match="not known"):
        upgraded({"format": FORMAT + 1})


def test_it_notes_the_pictures_of_each_version(image):
    article = make_article(lead_image=image, body=f'<p>a</p><figure data-gallery="{image.pk},7"></figure>')
    numbers = PictureUse.objects.filter(version__article=article).values_list("image_number", flat=True)
    assert sorted(numbers) == sorted([image.pk, 7])


def test_it_crops_the_lead_around_the_storys_own_point(image, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_published(lead_image=image, lead_focal_x=0.5, lead_focal_y=1.0)
    own, library = page().card_picture, image.sources("card")
    assert own["src"] != library["src"]
    assert (own["width"], own["height"]) == (library["width"], library["height"])
    assert page().picture["src"] == image.sources()["src"]


def test_it_cuts_once_for_a_point_and_again_with_the_file(image):
    assert image.make_crops([Crop((0.2, 0.3))])
    first = set(image.renditions.exclude(cut="").values_list("pk", flat=True))
    assert not image.make_crops([Crop((0.2, 0.3)), Crop((0.201, 0.3))])
    assert set(image.renditions.exclude(cut="").values_list("pk", flat=True)) == first
    assert image.has_current_renditions()
    image.replace_file(samples.jpeg(1000, 1600, 7))
    assert set(image.renditions.exclude(cut="").values_list("cut", flat=True)) == {"0.20,0.30"}
    assert image.has_current_renditions()


def test_it_shows_a_decorative_lead_without_alt_text(image):
    make_published(lead_image=image, lead_is_decorative=True, lead_alt="Left over.")
    assert page().picture["alt"] == page().card_picture["alt"] == ""


@pytest.mark.parametrize(
    ("more", "alt"),
    [
        ("", "From the library."),
        (' data-alt="Own &quot;words&quot;"', "Own &quot;words&quot;"),
        (' data-alt=""', ""),
    ],
)
def test_it_shows_the_alt_text_of_each_use(image, more, alt):
    make_published(body=f'<p>a</p><figure data-image="{image.pk}"{more}></figure>')
    assert f'alt="{alt}"' in page().body


def test_it_shows_the_alt_texts_of_a_gallery(image):
    other = Image.take_in(samples.jpeg(seed=2), alt_text="Other.", credit="P.")
    alts = json.dumps({str(image.pk): "Mine <b>"}).replace('"', "&quot;").replace("<", "&lt;")
    make_published(body=f'<p>a</p><figure data-gallery="{image.pk},{other.pk}" data-alt="{alts}"></figure>')
    assert 'alt="Mine &lt;b&gt;"' in page().body
    assert 'alt="Other."' in page().body


@pytest.mark.parametrize(
    "value", ['{"4": 7}', '{"x": "y"}', "{", "[1]", "{}", '{"4": "a > b & \\u003cscript>"}']
)
def test_it_keeps_only_alt_texts_that_have_the_shape(value):
    escaped = value.replace("&", "&amp;").replace('"', "&quot;")
    cleaned = clean_body(f'<figure data-gallery="4,5" data-alt="{escaped}"></figure>')
    assert clean_body(cleaned) == cleaned
    assert "<script" not in cleaned


def test_it_brings_what_the_library_says_now_to_public_pages(image, cast):
    at = datetime(2026, 11, 23, tzinfo=UTC)
    make_published(lead_image=image, lead_focal_x=0.5, lead_focal_y=0.0, at=at)
    make_published("Other", at=at)
    before = page_of(image)
    Image.objects.filter(pk=image.pk).update(caption="New words.", alt_text="New alt.")
    image.refresh_from_db()
    image.replace_file(samples.jpeg(1600, 900, 9))
    assert image.show_everywhere() == 1
    after = page_of(image)
    assert (after.picture["caption"], after.picture["alt"]) == ("New words.", "New alt.")
    assert after.picture["src"] != before.picture["src"]
    assert after.card_picture["src"] not in (before.card_picture["src"], image.sources("card")["src"])
    assert (after.published_at, after.version) == (before.published_at, before.version)


def page_of(image: Image) -> PublishedArticle:
    return PublishedArticle.objects.get(picture__id=image.pk)


def cropped_body(image: Image) -> str:
    return f'<p>a</p><figure data-image="{image.pk}" data-crop="1:1 0.50,0.00"></figure>'


def test_it_cuts_a_picture_in_the_text_for_this_use_alone(image, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as later:
        make_published(body=cropped_body(image))
        assert 'width="900" height="1600"' in page().body  # nothing is cut inside the transaction
    assert later
    assert 'width="900" height="900"' in page().body
    assert PublishedArticle.objects.count() == 1


def test_it_cuts_the_frames_of_a_gallery_one_by_one(image, django_capture_on_commit_callbacks):
    other = Image.take_in(samples.jpeg(900, 1600, seed=2), alt_text="Other.", credit="P.")
    crops = json.dumps({str(image.pk): "4:3 0.50,1.00"}).replace('"', "&quot;")
    body = f'<p>a</p><figure data-gallery="{image.pk},{other.pk}" data-crop="{crops}"></figure>'
    with django_capture_on_commit_callbacks(execute=True):
        make_published(body=body)
    assert page().body.count('width="900" height="675"') == 1
    assert page().body.count('width="900" height="1600"') == 1


def test_it_cuts_nothing_twice_and_raises_no_edition_for_it(image, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_published(body=cropped_body(image))
    before = set(image.renditions.values_list("pk", flat=True))
    edition = Edition.objects.get().number
    with django_capture_on_commit_callbacks(execute=True):
        article.save_version(by=None)
    assert set(image.renditions.values_list("pk", flat=True)) == before
    assert Edition.objects.get().number == edition


def test_it_keeps_a_save_whose_crop_cannot_be_cut(image, monkeypatch, django_capture_on_commit_callbacks):
    """A full disk, say. What is missing is made by composing again."""
    with monkeypatch.context() as full:
        full.setattr("images.cutting._data", lambda image: (_ for _ in ()).throw(OSError("full")))
        with django_capture_on_commit_callbacks() as later:
            make_published(body=cropped_body(image))
        for callback in later:
            with contextlib.suppress(OSError):
                callback()
    assert 'width="900" height="1600"' in page().body
    recompose()
    assert 'width="900" height="900"' in page().body


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("4:3 0.25,0.50", "4:3 0.25,0.50"),
        (" 4:3 0.25,0.50", "4:3 0.25,0.50"),
        ("0.25,0.50", None),
        ("4:3 2.00,0.50", None),
        ("url(x)", None),
        ('{"4": "4:3 0.25,0.50", "5": "7:1 0.00,0.00", "x": 1}', '{"4": "4:3 0.25,0.50"}'),
        ("{}", None),
        ("{", None),
    ],
)
def test_it_keeps_only_crops_that_have_the_shape(value, kept):
    escaped = value.replace('"', "&quot;")
    cleaned = clean_body(f'<figure data-gallery="4,5" data-crop="{escaped}"></figure>')
    assert clean_body(cleaned) == cleaned
    assert cleaned.count("data-crop") == bool(kept)
    assert not kept or f'data-crop="{kept}"' in unescape(cleaned)

"""A use of a picture with a crop of its own: its name, its files, and what happens meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from images import cutting
from images.crops import SHAPES, Crop, crop_named
from images.models import Image
from images.renditions import CROP
from tests.images import samples
from tests.images.test_decoding import BLUE, RED, near

pytestmark = pytest.mark.django_db
parts = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
ABOVE, BELOW = Crop((0.1, 0.0), "1:1"), Crop((0.1, 1.0), "1:1")


@pytest.fixture
def image() -> Image:
    """Red above, blue below: a square of the one shows nothing of the other."""
    return Image.take_in(samples.jpeg(600, 1400), credit="Paul Estlin")


@given(across=parts, down=parts, shape=st.sampled_from(["", *SHAPES]))
def test_it_reads_what_it_writes(across, down, shape):
    crop = Crop((across, down), shape)
    assert crop_named(crop.name) == crop


@pytest.mark.parametrize(
    "name", ["", "4:3", "5:7 0.50,0.50", "4:3 1.01,0.00", "4:3 0.5,0.5", "4:3 0.50,0.50 "]
)
def test_it_reads_nothing_else(name):
    assert crop_named(name) is None


@pytest.mark.parametrize(("crop", "colour"), [(ABOVE, RED), (BELOW, BLUE)])
def test_it_cuts_to_the_shape_around_the_point(image, client, crop, colour):
    assert image.make_crops([crop])
    shown = image.sources(CROP, crop=crop)
    assert (shown["width"], shown["height"]) == (600, 600)
    assert shown["srcset_webp"].count("w") > shown["srcset_webp"].count(",")
    response = client.get(shown["src"])
    picture = samples.opened(b"".join(response.streaming_content))
    assert near(picture.getpixel((10, 300)), colour)


def test_it_shows_the_whole_picture_until_it_is_cut(image):
    assert image.sources(CROP, crop=ABOVE)["src"] == image.sources()["src"]


def test_it_leaves_whole_what_must_not_be_cropped(image):
    image.no_crop = True
    image.save()
    assert not image.make_crops([ABOVE])
    assert image.sources(CROP, crop=ABOVE)["whole"]


def test_it_keeps_each_crop_at_an_address_of_its_own(image):
    image.make_crops([ABOVE, BELOW, Crop((0.1, 0.0), "4:3"), Crop((0.1, 0.0))])
    names = [one.file.name for one in image.renditions.all()]
    assert len(set(names)) == len(names)
    assert image.has_current_renditions()


def test_it_cuts_anew_with_the_file_and_keeps_what_came_meanwhile(image, monkeypatch):
    """Somebody saves a crop while the sizes are made: the crop is there afterwards, of the new file."""
    store = cutting._stored

    def stored(picture, made):
        if made.purpose == "card" and not picture.renditions.exclude(cut="").exists():
            Image.objects.get(pk=image.pk).make_crops([ABOVE])
        return store(picture, made)

    monkeypatch.setattr(
        cutting, "_stored", lambda one, made: store(one, made) if made.crop else stored(one, made)
    )
    image.replace_file(samples.jpeg(700, 1400, 8))
    assert set(image.renditions.exclude(cut="").values_list("cut", flat=True)) == {ABOVE.name}
    assert image.sources(CROP, crop=ABOVE)["width"] == 700
    assert image.has_current_renditions()


def test_it_cuts_again_when_the_file_was_replaced_meanwhile(image, monkeypatch):
    late = Image.objects.get(pk=image.pk)
    image.replace_file(samples.jpeg(800, 1400, 9))
    read = cutting._data
    monkeypatch.setattr(cutting, "_data", lambda _picture: read(image))  # the former original is gone by now
    assert late.make_crops([ABOVE])
    image = Image.objects.get(pk=image.pk)
    assert image.sources(CROP, crop=ABOVE)["width"] == 800
    assert image.has_current_renditions()


def test_it_lets_two_people_cut_the_same(image):
    twin = Image.objects.get(pk=image.pk)
    made = image.make_crops([ABOVE])
    twin.renditions.all()._result_cache = None
    assert (made, twin.make_crops([ABOVE])) == (True, False)
    assert image.renditions.filter(cut=ABOVE.name).count() == 4

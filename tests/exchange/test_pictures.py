"""The demonstration's pictures, painted by code."""

import io
from functools import cache

import pytest
from PIL import Image as Pillow
from PIL import ImageChops, ImageStat

from exchange.demo.files import vocabulary
from exchange.demo.pictures import MOST_BYTES, PICTURES, jpeg


@cache
def painted(name: str) -> bytes:
    return jpeg(name)


def opened(name: str) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(painted(name)))
    picture.load()
    return picture


def test_it_paints_every_picture_the_vocabulary_names():
    assert {row["name"] for row in vocabulary()["pictures"]} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_it_paints_a_picture_worth_printing(name):
    picture = opened(name)
    assert picture.size == ((800, 800) if name.startswith("portrait-") else (1600, 1067))
    assert len(painted(name)) <= MOST_BYTES
    assert min(ImageStat.Stat(picture.convert("L")).stddev) > 15


def test_it_paints_the_same_picture_every_time():
    assert jpeg("harbour-dusk") == painted("harbour-dusk")


def test_it_paints_them_clearly_different():
    small = {name: opened(name).resize((16, 16)) for name in PICTURES}
    names = list(small)
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            difference = ImageStat.Stat(ImageChops.difference(small[one], small[other])).mean
            assert sum(difference) > 24, (one, other)

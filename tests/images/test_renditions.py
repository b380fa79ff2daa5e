"""The cuts that readers get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from images.crops import Crop
from images.models import Image
from images.renditions import crop_box, digest, make
from tests.images import samples
from tests.images.test_decoding import BLUE, GREEN, RED, near


def sizes(data: bytes) -> dict[str, list[tuple[int, int]]]:
    made = list(make(data))
    return {
        purpose: sorted({(one.width, one.height) for one in made if one.purpose == purpose})
        for purpose in ("full", "card")
    }


def test_it_makes_the_ladder():
    assert sizes(samples.jpeg(2400, 1600)) == {
        "full": [(480, 320), (960, 640), (1600, 1067)],
        "card": [(480, 270), (960, 540)],
    }


def test_it_enlarges_nothing():
    assert sizes(samples.jpeg(700, 300)) == {
        "full": [(480, 206), (700, 300)],
        "card": [(480, 270), (533, 300)],
    }


@pytest.mark.parametrize(("width", "height"), [(4, 40_000), (40_000, 4), (500, 30_000), (1, 1)])
def test_it_copes_with_strange_shapes(width, height):
    for one in make(samples.bomb_png(width, height)):
        assert samples.opened(one.data).size == (one.width, one.height)


def test_it_makes_each_size_twice():
    formats = {(one.name, samples.opened(one.data).format) for one in make(samples.jpeg())}
    assert formats == {
        ("full-320.webp", "WEBP"),
        ("full-320.jpg", "JPEG"),
        ("card-320.webp", "WEBP"),
        ("card-320.jpg", "JPEG"),
    }


def test_it_keeps_what_shines_through():
    by_format = {one.format: samples.opened(one.data) for one in make(samples.palette_png())}
    assert set(by_format) == {"WEBP", "PNG"}
    for picture in by_format.values():
        assert picture.convert("RGBA").getpixel((60, 5))[3] == 0
        assert near(picture.convert("RGBA").getpixel((4, 4)), (255, 0, 0, 255))


@pytest.mark.parametrize(
    ("focal", "colour"), [((0.0, 0.0), RED), ((1.0, 0.0), GREEN), ((0.0, 1.0), BLUE), ((1.0, 1.0), BLUE)]
)
def test_it_keeps_the_focal_point_in_the_card(focal, colour):
    """A tall picture is cut above or below, a wide one at the sides."""
    for width, height in ((900, 1600), (1600, 300)):
        card = next(one for one in make(samples.jpeg(width, height), *focal) if one.purpose == "card")
        picture = samples.opened(card.data).convert("RGB")
        corner = (8 if focal[0] == 0 else card.width - 8, 8 if focal[1] == 0 else card.height - 8)
        assert near(picture.getpixel(corner), colour, by=25)


@given(
    st.integers(1, 9000),
    st.integers(1, 9000),
    st.floats(0, 1, allow_nan=False),
    st.floats(0, 1, allow_nan=False),
)
def test_it_cuts_inside_the_picture_and_around_the_point(width, height, across, down):
    left, top, right, bottom = crop_box(width, height, 16 / 9, (across, down))
    assert 0 <= left <= across * width <= right + 1e-6 <= width + 2e-6
    assert 0 <= top <= down * height <= bottom + 1e-6 <= height + 2e-6
    assert (right - left) / (bottom - top) == pytest.approx(16 / 9)


def test_it_drops_place_camera_and_comment():
    private = samples.gps_jpeg()
    assert samples.opened(private).getexif().get_ifd(samples.GPS_TAG)
    for one in make(private):
        picture = samples.opened(one.data)
        assert not picture.getexif()
        assert not picture.getexif().get_ifd(samples.GPS_TAG)
        assert not {"exif", "xmp", "icc_profile", "comment", "dpi", "photoshop"} & set(picture.info)
        for secret in (b"Exif", b"SpyCam", b"secret comment", b"mayor"):
            assert secret not in one.data


def test_it_changes_the_address_with_what_is_shown():
    names = {
        digest("a", Crop((0.5, 0.5))),
        digest("b", Crop((0.5, 0.5))),
        digest("a", Crop((0.5, 0.6))),
        digest("a", Crop((0.4, 0.5))),
        digest("a", Crop((0.5, 0.5), "4:3")),
    }
    assert len(names) == 5
    assert digest("a", Crop((0.5, 0.5))) == digest("a", Crop((0.5, 0.5)))


@pytest.mark.django_db
def test_it_replaces_the_rows_and_keeps_the_files_of_an_earlier_focal_point():
    image = Image.take_in(samples.jpeg())
    before = {one.file.name for one in image.renditions.all()}
    image.focal_x = 0.2
    image.save()
    assert not image.has_current_renditions()
    image.make_renditions()
    after = {one.file.name for one in image.renditions.all()}
    assert image.has_current_renditions()
    assert len(after) == len(before)
    assert not before & after
    storage = image.renditions.first().file.storage
    assert all(storage.exists(name) for name in before | after)


@pytest.mark.django_db
def test_it_replaces_the_torso_of_a_broken_write():
    image = Image.take_in(samples.jpeg())
    made = image.renditions.first()
    with made.file.open() as public:
        whole = public.read()
    storage, name = made.file.storage, made.file.name
    with open(storage.path(name), "wb") as torso:
        torso.write(whole[:50])
    image.make_renditions()
    with storage.open(name) as mended:
        assert mended.read() == whole

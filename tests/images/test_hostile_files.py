"""Files that are no pictures, or are made to hurt."""

import warnings

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from images.decoding import MAX_PIXELS, UnreadablePicture, decode, open_header
from images.models import Image
from tests.images import samples

pytestmark = pytest.mark.django_db


def refusal(data: bytes, file_name: str = "picture.jpg") -> str:
    with pytest.raises(ValidationError) as refused:
        Image.take_in(data, file_name=file_name)
    assert not Image.objects.exists()
    return refused.value.message_dict["file"][0]


@pytest.mark.parametrize(
    "data", [samples.SVG, samples.HTML, b"Dear editor, please find attached", b"\x00" * 900]
)
@pytest.mark.parametrize("file_name", ["picture.jpg", "picture.svg", "picture.html", "picture"])
def test_it_refuses_what_is_no_picture_under_any_name(data, file_name):
    assert "not a picture the site can read" in refusal(data, file_name)


def test_it_refuses_an_empty_file():
    assert "empty" in refusal(b"")


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_it_refuses_a_picture_that_breaks_off(encoding):
    whole = samples.saved(samples.scene().effect_spread(40), encoding)
    assert "damaged" in refusal(whole[: len(whole) // 2])


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("length", [1, 4, 12, 20, 40])
def test_it_refuses_a_header_without_a_picture(encoding, length):
    assert refusal(samples.saved(samples.scene(), encoding)[:length])


def test_it_refuses_a_bomb_from_its_header_alone(monkeypatch):
    monkeypatch.setattr(Pillow.Image, "load", lambda self: pytest.fail("it was decoded"))
    assert "100 megapixels" in refusal(samples.bomb_png())


@pytest.mark.parametrize("side", [11_000, 14_000, 15_000])
def test_it_does_not_leave_bombs_to_warnings(side):
    """Pillow warns from one limit on and refuses from twice that; between the two it only warns."""
    bomb = samples.bomb_png(side, side)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(UnreadablePicture, match="100 megapixels"):
            open_header(bomb)


def test_it_has_pillow_keep_the_same_limit():
    assert Pillow.MAX_IMAGE_PIXELS == MAX_PIXELS == 100_000_000


def test_it_refuses_a_thread_of_a_picture():
    assert "100 megapixels" in refusal(samples.bomb_png(80_000, 1))


def test_it_refuses_more_bytes_than_the_setting_allows(settings):
    settings.IMAGE_MAX_BYTES = 2000
    sentence = refusal(samples.jpeg())
    assert "2.7" in sentence
    assert "2.0" in sentence


def test_it_goes_by_content_and_not_by_name():
    image = Image.take_in(samples.saved(samples.scene(), "PNG"), file_name="../../evil.html")
    assert image.format == "PNG"
    assert image.file.name.endswith(f"/{image.content_hash}.png")
    assert ".." not in image.file.name


def test_it_never_passes_on_what_hides_behind_a_picture():
    image = Image.take_in(samples.jpeg() + samples.HTML)
    for made in image.renditions.all():
        with made.file.open() as public:
            assert b"script" not in public.read()


def test_it_takes_the_first_of_a_thousand_frames():
    picture = decode(samples.moving_gif(1000), 64).picture
    assert picture.getpixel((5, 5)) == (255, 0, 0)


def test_it_passes_over_broken_exif():
    broken = samples.turned_jpeg(6).replace(b"Exif\x00\x00MM\x00*", b"Exif\x00\x00ZZ\x00*")
    assert broken != samples.turned_jpeg(6)
    decoded = decode(broken, 64)
    assert (decoded.width, decoded.height) == (320, 200)


def test_it_passes_over_a_broken_colour_profile():
    picture = decode(samples.profiled_jpeg(b"no profile at all"), 2000).picture
    assert picture.getpixel((20, 20))[0] > 200


def test_it_accepts_one_pixel():
    image = Image.take_in(samples.saved(Pillow.new("RGB", (1, 1)), "GIF"))
    assert image.sources()["width"] == 1

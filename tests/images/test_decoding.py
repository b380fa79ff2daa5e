"""Whatever kind of picture comes in, it comes out upright, in sRGB and in its right colours."""

from pathlib import Path

import pytest

from images import decoding
from images.decoding import decode
from images.models import Image
from images.renditions import make
from tests.images import samples

RED, GREEN, BLUE = (220, 20, 20), (20, 200, 40), (20, 40, 200)


def near(one, other, by=12) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("encoding", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_it_reads_every_promised_format(encoding):
    decoded = decode(samples.saved(samples.scene(), encoding), 2000)
    assert decoded.format == encoding
    assert (decoded.width, decoded.height) == decoded.picture.size == (320, 200)
    assert near(decoded.picture.getpixel((40, 40)), RED, by=20)


def test_it_reads_the_first_picture_of_a_phones_double_file():
    double = samples.saved(samples.scene(), "MPO", save_all=True, append_images=[samples.scene(32, 20)])
    decoded = decode(double, 2000)
    assert decoded.format == "JPEG"
    assert (decoded.width, decoded.height) == (320, 200)


# Where the red corner (above left as stored) comes to lie, by EXIF orientation.
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.mark.parametrize(("orientation", "corner"), CORNERS.items())
def test_it_puts_the_picture_upright(orientation, corner):
    decoded = decode(samples.turned_jpeg(orientation), 2000)
    wide, high = decoded.picture.size
    assert (decoded.width, decoded.height) == (wide, high) == ((320, 200) if orientation < 5 else (200, 320))
    assert near(decoded.picture.getpixel((8 + corner[0] * (wide - 16), 8 + corner[1] * (high - 16))), RED)


def test_it_converts_print_colours():
    picture = decode(samples.cmyk_jpeg(), 2000).picture
    assert picture.mode == "RGB"
    assert near(picture.getpixel((40, 40)), RED)
    assert near(picture.getpixel((40, 160)), BLUE)


def test_it_keeps_the_shades_of_sixteen_bits():
    picture = decode(samples.deep_png(), 2000).picture
    assert [picture.getpixel((across, 8))[0] for across in (0, 64, 128, 255)] == [0, 64, 128, 255]


def test_it_keeps_the_transparency_of_a_palette():
    picture = decode(samples.palette_png(), 2000).picture
    assert picture.getpixel((5, 5)) == (255, 0, 0, 255)
    assert picture.getpixel((60, 5))[3] == 0


def test_it_makes_no_transparency_of_an_opaque_channel():
    opaque = samples.saved(samples.scene().convert("RGBA"), "PNG")
    assert decode(opaque, 2000).picture.mode == "RGB"


def test_it_converts_by_the_colour_profile():
    """By the profile in this file, the numbers of red mean green."""
    picture = decode(samples.profiled_jpeg(samples.swapped_profile()), 2000).picture
    assert near(picture.getpixel((40, 40)), (20, 220, 20))


def test_it_does_not_bleed_what_lies_under_transparent_pixels():
    """Green hidden under full transparency must not tint the edge when the picture is made smaller."""
    hidden = samples.scene(1, 1).convert("RGBA").resize((6400, 3600))
    hidden.paste((255, 0, 0, 255), (0, 0, 6400, 3600))
    hidden.paste((0, 255, 0, 0), (3201, 0, 6400, 3600))
    small = next(one for one in make(samples.saved(hidden, "PNG", compress_level=1)) if one.format == "PNG")
    row = [samples.opened(small.data).getpixel((across, 100)) for across in range(235, 246)]
    assert all(green < 30 for _red, green, _blue, seen in row if seen > 20)


def test_it_reduces_a_large_picture_band_by_band_and_keeps_every_edge():
    large = samples.scene(1000, 701)
    picture = decode(samples.saved(large, "PNG"), 100).picture
    assert picture.size == (143, 101)
    assert near(picture.getpixel((0, 0)), RED)
    assert near(picture.getpixel((142, 0)), GREEN)
    assert near(picture.getpixel((142, 100)), BLUE)
    assert near(decode(samples.saved(samples.scene(1300, 900), "PNG"), 450).picture.getpixel((60, 60)), RED)


def test_it_keeps_the_profile_of_a_large_picture():
    profiled = samples.saved(samples.scene(600, 400), "PNG", icc_profile=samples.swapped_profile())
    assert near(decode(profiled, 100).picture.getpixel((10, 10)), (20, 220, 20))


HEIC = (Path(__file__).parent / "files" / "scene.heic").read_bytes()


@pytest.mark.skipif(not decoding.READS_HEIC, reason="no decoder for HEIC here")
def test_it_reads_what_phones_take():
    decoded = decode(HEIC, 2000)
    assert (decoded.format, decoded.width, decoded.height) == ("HEIF", 320, 200)
    assert near(decoded.picture.getpixel((40, 40)), RED, by=25)


@pytest.mark.skipif(not decoding.READS_HEIC, reason="no decoder for HEIC here")
@pytest.mark.django_db
def test_it_keeps_a_phones_original_and_makes_files_that_every_browser_reads():
    image = Image.take_in(HEIC, file_name="IMG_0001.HEIC")
    assert image.file.name.endswith(".heic")
    assert {one.format for one in image.renditions.all()} == {"WEBP", "JPEG"}
    for one in image.renditions.all():
        with one.file.open() as public:
            assert b"SpyCam" not in public.read()


def test_it_says_what_to_do_with_a_phones_picture_where_there_is_no_decoder(monkeypatch):
    monkeypatch.setattr(decoding, "READS_HEIC", False)
    monkeypatch.setattr(decoding, "READABLE", ["JPEG"])
    with pytest.raises(decoding.UnreadablePicture, match=r"HEIC picture.*Export it as JPEG"):
        decode(HEIC, 2000)


@pytest.mark.parametrize(("encoding", "name"), [("WEBP", "WebP"), ("AVIF", "AVIF")])
def test_it_takes_fewer_pixels_of_what_needs_much_memory(monkeypatch, encoding, name):
    data = samples.saved(samples.scene(), encoding)
    monkeypatch.setitem(decoding.FEWER_PIXELS, encoding, 320 * 200 - 1)
    with pytest.raises(decoding.UnreadablePicture, match=f"A {name} picture may have"):
        decode(data, 64)
    monkeypatch.setitem(decoding.FEWER_PIXELS, encoding, 320 * 200)
    assert decode(data, 64).width == 320

"""What a file says about itself fills what is empty."""

from datetime import date

import pytest

from images.metadata import day_of, read
from images.models import Image
from tests.images import samples

IIM = {
    5: b"Kittiness at dawn",
    120: "Die Brücke – آج صبح".encode(),
    80: b"Jane Doe",
    110: b"Reuters",
    116: b"(c) Reuters",
}


def test_it_reads_iptc():
    assert read(samples.iptc_jpeg(IIM)) == {
        "title": "Kittiness at dawn",
        "caption": "Die Brücke – آج صبح",
        "credit": "Jane Doe/Reuters",
        "copyright_holder": "(c) Reuters",
    }


def test_it_reads_iptc_that_does_not_say_its_encoding():
    assert read(samples.iptc_jpeg({120: "Café".encode("cp1252")}, utf8=False)) == {"caption": "Café"}
    assert read(samples.iptc_jpeg({120: "Café".encode()}, utf8=False)) == {"caption": "Café"}


def test_it_names_a_byline_that_is_also_the_supplier_once():
    assert read(samples.iptc_jpeg({80: b"Reuters", 110: b"Reuters"}))["credit"] == "Reuters"


def test_it_reads_exif():
    assert read(samples.gps_jpeg()) == {"caption": "The mayor at home"}


def test_it_reads_xmp():
    texts = read(
        samples.xmp_jpeg(
            "<dc:title><rdf:Alt><rdf:li xml:lang='de'>Hafen</rdf:li>"
            "<rdf:li xml:lang='x-default'>Harbour</rdf:li></rdf:Alt></dc:title>"
            "<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Ann Roe</rdf:li></rdf:Seq></dc:creator>"
            "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>"
            "<rdf:li xml:lang='x-default'>Two boats</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
        )
    )
    assert texts == {"title": "Harbour", "credit": "Jane Doe, Ann Roe/Reuters", "alt_text": "Two boats"}


@pytest.mark.parametrize(
    "inner",
    ["<dc:title>", "<!DOCTYPE", "&bomb;", "<dc:title><rdf:Alt/></dc:title>", "<dc:title></dc:title>", "\x00"],
)
def test_it_passes_over_broken_xmp(inner):
    assert "title" not in read(samples.xmp_jpeg(inner))


def test_it_does_not_expand_entities():
    evil = b'<!DOCTYPE x [<!ENTITY a "boom">]><x>&a;</x>'
    assert read(samples.saved(samples.scene(), "JPEG", xmp=evil)) == {}


def test_it_leaves_out_what_the_database_refuses_and_cameras_write():
    assert read(samples.iptc_jpeg({120: b"a\x00b\x07c\r\nd"})) == {"caption": "a bc\nd"}
    assert read(samples.iptc_jpeg({120: b"OLYMPUS DIGITAL CAMERA", 5: b"DSC04711"})) == {}


@pytest.mark.django_db
def test_it_fills_only_what_is_empty():
    image = Image.take_in(samples.iptc_jpeg(IIM), credit="Our own", file_name="x.jpg")
    assert (image.title, image.credit, image.copyright_holder) == (
        "Kittiness at dawn",
        "Our own",
        "(c) Reuters",
    )


@pytest.mark.django_db
def test_it_names_a_silent_file_by_its_name():
    assert Image.take_in(samples.jpeg(), file_name="old_quay-market.jpg").title == "old quay market"


@pytest.mark.django_db
def test_it_shortens_what_is_too_long_for_its_field():
    image = Image.take_in(samples.iptc_jpeg({5: b"x" * 900, 120: b"y" * 9000}))
    assert (len(image.title), len(image.caption)) == (255, 2000)


def test_it_reads_day_and_place_in_words():
    texts = read(samples.iptc_jpeg({55: b"20261123", 92: b"Quay", 90: b"Kittiness", 101: b"Arle"}))
    assert texts == {"taken_on": "20261123", "place": "Quay, Kittiness, Arle"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-23T17:27:00-05:00", date(2026, 11, 23)),
        ("2026:11:23 17:27:00", date(2026, 11, 23)),
        ("20261123", date(2026, 11, 23)),
        ("0000:00:00 00:00:00", None),
        ("2026-13-40", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_it_reads_a_day_however_it_is_written(written, day):
    assert day_of(written) == day


@pytest.mark.django_db
def test_it_fills_day_and_place_and_leaves_what_was_given():
    data = samples.iptc_jpeg({55: b"20261123", 90: b"Kittiness"})
    image = Image.take_in(data, place="Lowgate")
    assert (image.place, image.taken_on) == ("Lowgate", date(2026, 11, 23))

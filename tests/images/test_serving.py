"""What readers may fetch, and what not."""

import pytest

from images.models import Image
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.take_in(samples.gps_jpeg())


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def test_it_serves_every_rendition_for_ever_and_without_a_query(client, image, django_assert_num_queries):
    for made in image.renditions.all():
        with django_assert_num_queries(0):
            response = client.get(made.file.url)
        body = content(response)
        assert response.status_code == 200
        assert response["Content-Type"] == {"WEBP": "image/webp", "JPEG": "image/jpeg"}[made.format]
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Length"] == str(len(body))
        assert "Vary" not in response
        assert not response.cookies
        assert samples.opened(body).size == (made.width, made.height)


def test_it_has_no_place_in_the_public_file(client, image):
    for made in image.renditions.all():
        public = samples.opened(content(client.get(made.file.url)))
        assert not public.getexif().get_ifd(samples.GPS_TAG)
    with image.file.open() as original:
        assert samples.opened(original.read()).getexif().get_ifd(samples.GPS_TAG)


def test_it_answers_head_and_conditional_requests(client, image):
    url = image.sources()["src"]
    whole = client.get(url)
    length = len(content(whole))
    head = client.head(url)
    assert (head.status_code, head["Content-Length"], head["Content-Type"]) == (
        200,
        str(length),
        "image/jpeg",
    )
    again = client.get(url, headers={"If-Modified-Since": whole["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == whole["Cache-Control"]


def test_it_takes_no_other_method(client, image):
    assert client.post(image.sources()["src"]).status_code == 405


def test_it_gives_the_original_no_address(client, desk, image):
    with pytest.raises((AttributeError, ValueError)):
        assert image.file.url
    for reader in (client, desk):
        for prefix in ("", "originals/", "renditions/", "../originals/", "renditions/../../originals/"):
            assert reader.get(f"/media/{prefix}{image.file.name}").status_code == 404


def test_it_serves_nothing_else_that_lies_in_the_folder(client, image, own_storages):
    for name in ("renditions/1/notes.html", "secret.jpg", "renditions/card-1.jpg"):
        path = own_storages / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"secret")
        assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "",
        "renditions/",
        "renditions/1/",
        "renditions/1/" + "0" * 20 + "/card-480.jpg",
        "renditions/1/" + "0" * 20 + "/card-480.svg",
        "renditions/1/" + "0" * 20 + "/card-480.jpg%0A",
        "renditions/1/" + "0" * 20 + "/card-%D9%A4%D9%A8.jpg",
        "renditions/" + "9" * 400 + "/" + "0" * 20 + "/card-480.jpg",
        "renditions/..%2F..%2Foriginals",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5cetc%5cpasswd",
        "renditions/%00",
        "%ff%fe",
        "a" * 5000,
    ],
)
def test_it_has_no_page_for_any_other_name(client, db, name):
    assert client.get(f"/media/{name}").status_code in (404, 400)

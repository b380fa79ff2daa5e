"""New files, one or many, with script and without; what the library knows already is offered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from images.models import Image
from tests.images import samples
from tests.images.test_likeness import view

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/images/image/upload/"
SEVERAL = "/admin/images/image/several/"


def file(data: bytes, name: str = "quay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def sent(browser, data: bytes, **more):
    return browser.post(UPLOAD, {"file": file(data), **more}, headers={"Accept": "application/json"})


def test_it_takes_one_in_for_a_script_and_waits_for_somebody_to_confirm(desk, paul):
    response = sent(desk, samples.iptc_jpeg({5: b"The quay", 80: b"Jane Doe"}))
    image = Image.objects.get()
    row = response.json()["picture"]
    assert response.status_code == 201
    assert (row["id"], row["title"], row["credit"]) == (image.pk, "The quay", "Jane Doe")
    assert row["confirmed"] is False
    assert row["thumbnail"] == image.sources()["srcset_jpeg"].split()[0]
    assert (image.created_by, image.is_confirmed) == (paul, False)


@pytest.mark.parametrize("data", [b"", samples.SVG, samples.HTML, samples.jpeg()[:900], samples.bomb_png()])
def test_it_refuses_with_a_sentence(desk, data):
    response = sent(desk, data)
    assert response.status_code == 422
    assert response.json()["error"].endswith(".")
    assert not Image.objects.exists()


def test_it_refuses_what_is_too_large_and_what_is_no_file(desk, settings):
    settings.IMAGE_MAX_BYTES = 2000
    assert "the most is" in sent(desk, samples.jpeg()).json()["error"]
    response = desk.post(UPLOAD, {}, headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["error"]) == (422, "Choose a file.")


def test_it_offers_the_picture_that_has_the_very_bytes(desk):
    there = Image.take_in(samples.jpeg(), title="Old Quay")
    response = sent(desk, samples.jpeg(), anyway="1")
    answer = response.json()
    assert response.status_code == 409
    assert answer["same"] is True
    assert [row["id"] for row in answer["known"]] == [there.pk]


def test_it_offers_what_looks_the_same_and_takes_it_in_anyway(desk):
    there = Image.take_in(samples.saved(view(), "JPEG", quality=90), title="Original")
    smaller = samples.saved(view().resize((400, 300)), "JPEG", quality=50)
    answer = sent(desk, smaller)
    assert answer.status_code == 409
    assert (answer.json()["same"], answer.json()["known"][0]["id"]) == (False, there.pk)
    assert Image.objects.count() == 1
    assert sent(desk, smaller, anyway="1").status_code == 201
    assert Image.objects.count() == 2


def test_it_takes_many_in_without_script_and_leads_to_their_words(desk):
    there = Image.take_in(samples.jpeg(seed=9), title="There already")
    files = [file(samples.jpeg(seed=n), f"{n}.jpg") for n in (1, 2, 9)] + [file(samples.HTML, "page.jpg")]
    response = desk.post(UPLOAD, {"file": files}, follow=True)
    new = Image.objects.exclude(pk=there.pk)
    assert new.count() == 2
    assert response.redirect_chain[-1][0].startswith(SEVERAL)
    html = response.content.decode()
    assert "2 pictures uploaded" in html
    assert "9.jpg: This very file" in html
    assert "Page.jpg: This is damaged" in html
    assert html.count("several__one") == 2


def test_it_says_without_script_what_looks_the_same(desk):
    Image.take_in(samples.saved(view(), "JPEG", quality=90), title="Original")
    smaller = samples.saved(view().resize((400, 300)), "JPEG", quality=50)
    response = desk.post(UPLOAD, {"file": [file(smaller)]}, follow=True)
    assert "Looks like “Original”" in response.content.decode()


def test_it_shows_a_plain_field_for_many_files(desk, client):
    html = desk.get(UPLOAD).content.decode()
    assert 'type="file"' in html
    assert "multiple" in html
    assert 'enctype="multipart/form-data"' in html
    assert desk.post(UPLOAD, {}, follow=True).status_code == 200
    assert client.get(UPLOAD).status_code == 302


def test_it_lets_reporters_upload_and_confirm_their_own_and_no_more(client, cast):
    client.force_login(cast.rosa)
    number = sent(client, samples.jpeg(seed=1)).json()["picture"]["id"]
    other = Image.take_in(samples.jpeg(seed=2), is_confirmed=False)
    words = {"title": "Quay", "alt_text": "Boats.", "caption": "", "credit": "Rosa"}
    saved = client.post(f"/admin/images/image/{number}/details/", words)
    assert (saved.status_code, saved.json()["picture"]["alt"]) == (200, "Boats.")
    assert Image.objects.get(pk=number).is_confirmed
    assert client.post(f"/admin/images/image/{number}/details/", words).status_code == 403
    assert client.post(f"/admin/images/image/{other.pk}/details/", words).status_code == 403
    assert client.get(f"{SEVERAL}?ids={other.pk}").status_code == 403


def test_it_says_what_is_wrong_with_a_word(desk):
    image = Image.take_in(samples.jpeg())
    answer = desk.post(f"/admin/images/image/{image.pk}/details/", {"credit": "x" * 300})
    assert answer.status_code == 422
    assert "credit" in answer.json()["fields"]


def several(images, **more):
    data = {"ids": ",".join(str(image.pk) for image in images)} | more
    for image in images:
        for name in ("title", "alt_text", "caption", "credit"):
            data.setdefault(f"p{image.pk}-{name}", getattr(image, name))
    return data


def test_it_describes_many_at_once_and_what_is_typed_at_one_wins(desk):
    first, second = (Image.take_in(samples.jpeg(seed=n), is_confirmed=False) for n in (1, 2))
    given = {"all-credit": "Agency", "all-no_crop": "yes", "all-taken_on": "2026-11-23"}
    given[f"p{second.pk}-credit"] = "Own"
    response = desk.post(SEVERAL, several([first, second], **given), follow=True)
    assert "2 pictures described." in response.content.decode()
    first, second = Image.objects.order_by("pk")
    assert (first.credit, second.credit) == ("Agency", "Own")
    assert all(image.no_crop and image.is_confirmed and image.taken_on for image in (first, second))


def test_it_leaves_what_is_left_empty(desk):
    image = Image.take_in(samples.jpeg(), credit="C", no_crop=True, licence="CC0")
    desk.post(SEVERAL, several([image]))
    image.refresh_from_db()
    assert (image.credit, image.no_crop, image.licence) == ("C", True, "CC0")


def test_it_saves_none_of_many_when_one_is_wrong(desk):
    first, second = (Image.take_in(samples.jpeg(seed=n)) for n in (1, 2))
    data = several([first, second], **{f"p{first.pk}-title": "New", f"p{second.pk}-credit": "x" * 300})
    response = desk.post(SEVERAL, data)
    assert response.status_code == 200
    assert "row__errors" in response.content.decode()
    assert not Image.objects.filter(title="New").exists()


@pytest.mark.parametrize("ids", ["", "x", "999999", "9" * 40, "1,,2", "٣"])
def test_it_has_an_answer_to_any_choice(desk, ids):
    response = desk.get(SEVERAL, {"ids": ids}, follow=True)
    assert response.status_code == 200
    assert "Choose pictures first." in response.content.decode()


def test_it_leads_from_the_library_to_the_chosen(desk):
    image = Image.take_in(samples.jpeg())
    data = {"action": "describe", "_selected_action": [image.pk]}
    response = desk.post("/admin/images/image/", data)
    assert response.url == f"{SEVERAL}?ids={image.pk}"

"""What the library changes reaches public pages by a button; a new file keeps every use."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from images.models import Image
from published.models import Edition, PublishedArticle
from tests.factories import make_contributor, make_published
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.take_in(samples.jpeg(900, 600), alt_text="Boats.", credit="Paul Estlin", caption="Old.")


@pytest.fixture
def story(image):
    return make_published("Story", lead_image=image, at=timezone.now())


@pytest.fixture
def save(desk, image, django_capture_on_commit_callbacks):
    def post(to: str = "", **fields):
        address = reverse("admin:images_image_change", args=[image.pk])
        words = {"title": "T", "alt_text": "Boats.", "credit": "Paul Estlin"}
        data = {"focal_x": "0.5", "focal_y": "0.5"} | words
        with django_capture_on_commit_callbacks(execute=True):
            return desk.post(to or address, data | fields)

    return post


def test_it_leaves_public_pages_alone_until_it_is_told(story, save, image):
    save(caption="New.")
    assert PublishedArticle.objects.get().picture["caption"] == "Old."
    edition = Edition.objects.get().number
    response = save(caption="New.", focal_x="0.1", _show="1")
    page = PublishedArticle.objects.get()
    image.refresh_from_db()
    assert response.url == reverse("admin:images_image_change", args=[image.pk])
    assert page.picture["caption"] == "New."
    assert page.card_picture["src"] == image.sources("card")["src"]
    assert Edition.objects.get().number > edition


def test_it_offers_the_button_only_for_what_readers_see(desk, image):
    address = reverse("admin:images_image_change", args=[image.pk])
    assert 'name="_show"' not in desk.get(address).content.decode()
    make_published(lead_image=image, at=timezone.now())
    html = desk.get(address).content.decode()
    assert 'name="_show"' in html
    assert "public page" in html


def test_it_replaces_the_file_and_every_use_follows(
    desk, image, story, own_storages, django_capture_on_commit_callbacks
):
    before = PublishedArticle.objects.get().picture["src"]
    upload = SimpleUploadedFile("new.png", samples.saved(samples.scene(700, 500), "PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:images_image_replace", args=[image.pk]), {"file": upload, "show": "on"})
    new = Image.objects.get()
    assert (new.pk, new.width, new.format, new.caption) == (image.pk, 700, "PNG", "Old.")
    assert PublishedArticle.objects.get().picture["src"] not in (before, "")
    originals = [path for path in (own_storages / "originals").rglob("*") if path.is_file()]
    assert [path.name for path in originals] == [f"{new.content_hash}.png"]


def test_it_refuses_a_file_that_is_no_picture_or_another_one(desk, image):
    other = Image.take_in(samples.jpeg(seed=5), title="Other")
    address = reverse("admin:images_image_replace", args=[image.pk])
    for data, words in ((samples.HTML, "not a picture"), (samples.jpeg(seed=5), "“Other”"), (b"", "empty")):
        html = desk.post(address, {"file": SimpleUploadedFile("x.jpg", data)}).content.decode()
        assert words in html
    assert Image.objects.get(pk=image.pk).content_hash == image.content_hash != other.content_hash


def test_it_has_no_page_to_replace_what_is_not_there(desk, client, cast):
    assert desk.get(reverse("admin:images_image_replace", args=[999])).status_code == 404
    client.force_login(cast.rosa)
    image = Image.take_in(samples.jpeg(seed=3))
    assert client.get(reverse("admin:images_image_replace", args=[image.pk])).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rights=expired", {"over"}),
        ("rights=expired-public", set()),
        ("rights=soon", {"soon"}),
        ("rights=whole", {"whole"}),
        ("rights=once", {"once"}),
        ("rights=unknown", {"over", "soon", "whole", "once", "plain"}),
        ("use=unused", {"over", "soon", "whole", "once"}),
        ("use=used", {"plain"}),
        ("use=public", {"plain"}),
        ("details=new", {"once"}),
        ("credit=%3DAgency", {"whole"}),
    ],
)
def test_it_sifts_the_library(desk, query, found):
    now = timezone.now()
    more = {
        "over": {"rights_expire_at": now},
        "soon": {"rights_expire_at": now + timezone.timedelta(days=3)},
        "whole": {"no_crop": True, "credit": "Agency"},
        "once": {"one_use_only": True, "is_confirmed": False},
        "plain": {},
    }
    made = {
        title: Image.take_in(samples.jpeg(seed=seed), title=title, **({"credit": "P."} | fields))
        for seed, (title, fields) in enumerate(more.items())
    }
    make_published(lead_image=made["plain"], at=now)
    shown = desk.get(f"/admin/images/image/?{query}").context["cl"].result_list
    assert {image.title for image in shown} == found


def test_it_offers_no_expired_picture_to_a_new_story(desk, image):
    asked = {"app_label": "articles", "model_name": "article", "field_name": "lead_image", "term": ""}
    assert len(desk.get("/admin/autocomplete/", asked).json()["results"]) == 1
    Image.objects.update(rights_expire_at=timezone.now())
    assert desk.get("/admin/autocomplete/", asked).json()["results"] == []


def test_it_shows_a_used_up_picture_but_lets_no_other_story_choose_it(desk, image, client, cast):
    Image.objects.update(one_use_only=True)
    asked = {"app_label": "articles", "model_name": "article", "field_name": "lead_image", "term": ""}

    def row(**more):
        return desk.get("/admin/autocomplete/", asked | more).json()["results"][0]

    assert "disabled" not in row()
    story = make_published(lead_image=image, at=timezone.now())
    assert row()["disabled"] is True
    assert "another story has it" in row()["text"]
    assert "disabled" not in row(story=story.pk)
    other = make_published("Other", at=timezone.now())
    assert row(story=other.pk)["disabled"] is True
    client.force_login(cast.edith)
    form = client.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert f"/admin/autocomplete/?story={story.pk}" in form


def test_it_reaches_pages_that_draw_the_picture_of_a_person(desk, save, image):
    make_contributor(portrait=image)
    assert 'name="_show"' in desk.get(reverse("admin:images_image_change", args=[image.pk])).content.decode()
    before = Edition.objects.get().number
    save(_show="1")
    assert Edition.objects.get().number > before

"""The picture library in the admin."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from images import uses
from images.models import Image, Rendition
from tests.factories import make_article
from tests.images import samples

pytestmark = pytest.mark.django_db

ADD = "/admin/images/image/add/"
LIST = "/admin/images/image/"


def form(data: bytes | None = None, name: str = "quay.jpg", **fields) -> dict:
    upload = {} if data is None else {"file": SimpleUploadedFile(name, data, content_type="text/html")}
    return {"title": "", "alt_text": "", "caption": "", "credit": ""} | upload | fields


def address(image: Image) -> str:
    return reverse("admin:images_image_change", args=[image.pk])


@pytest.fixture
def upload(desk, django_capture_on_commit_callbacks):
    def post(*args, to: str = ADD, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            response = desk.post(to, form(*args, **fields))
        return desk.get(response.url) if response.status_code == 302 else response

    return post


@pytest.fixture
def text_with_picture(paul):
    """Something outside this room that shows a picture without a relation to it; here, Paul."""
    shown: set[int] = set()

    def finder(image):
        return [paul] if image.pk in shown else []

    uses.register_finder(finder)
    yield shown
    uses._finders.remove(finder)


def test_it_takes_a_picture_in_and_shows_it(upload, paul):
    response = upload(samples.iptc_jpeg({5: b"The quay", 80: b"Jane Doe"}))
    image = Image.objects.get()
    assert response.request["PATH_INFO"] == address(image)
    assert (image.title, image.credit, image.created_by) == ("The quay", "Jane Doe", paul)
    assert (image.width, image.height, image.format) == (320, 200, "JPEG")
    assert image.sources()["src"] in response.rendered_content
    assert "<focal-point" in response.rendered_content
    assert image.file.name not in response.rendered_content


@pytest.mark.parametrize(
    "data", [b"", samples.SVG, samples.HTML, b"text", samples.jpeg()[:900], samples.bomb_png()]
)
def test_it_refuses_with_a_sentence_at_the_file(upload, data):
    response = upload(data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["file"][0].endswith(".")
    assert not Image.objects.exists()


def test_it_asks_for_a_file(upload):
    assert upload().context["adminform"].form.errors.keys() == {"file"}


def test_it_names_the_picture_that_is_already_there(upload):
    there = Image.take_in(samples.jpeg(), title="Old Quay")
    response = upload(samples.jpeg(), name="copy of old quay.png")
    (sentence,) = response.context["adminform"].form.errors["file"]
    assert "“Old Quay”" in sentence
    assert str(there.pk) in sentence


def test_it_shows_the_first_of_two_uploads_at_once(upload, monkeypatch):
    """The second was examined before the first was saved; only the constraint sees it."""
    there = Image.take_in(samples.jpeg(), title="Old Quay")
    monkeypatch.setattr(Image, "_refuse_double", lambda self, incoming: None)
    response = upload(samples.jpeg())
    assert response.request["PATH_INFO"] == address(there)
    assert Image.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_keeps_the_picture_when_its_sizes_cannot_be_made(desk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("images.cutting.put", lambda name, data: (_ for _ in ()).throw(OSError("disk full")))
        response = desk.post(ADD, form(samples.jpeg()), follow=True)
    image = Image.objects.get()
    assert "Save it again" in response.rendered_content
    assert not image.renditions.exists()
    desk.post(address(image), form(focal_x="0.5", focal_y="0.5", title="Again"))
    assert image.sources()


def test_it_cuts_again_around_a_new_focal_point(upload):
    image = Image.take_in(samples.jpeg(900, 1600))
    before = image.sources("card")["src"]
    upload(to=address(image), focal_x="0.25", focal_y="0", title="T")
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (0.25, 0)
    assert image.has_current_renditions()
    assert image.sources("card")["src"] != before


@pytest.mark.parametrize(
    ("across", "down"), [("-0.1", "0"), ("0", "1.01"), ("nan", "0"), ("0", "inf"), ("", "x")]
)
def test_it_refuses_a_focal_point_outside(upload, across, down):
    image = Image.take_in(samples.jpeg())
    response = upload(to=address(image), focal_x=across, focal_y=down)
    assert {"focal_x", "focal_y"} & response.context["adminform"].form.errors.keys()


def test_it_has_the_database_refuse_it_too():
    image = Image.take_in(samples.jpeg())
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(focal_x=1.5)


def test_it_leaves_the_original_as_it_came(upload):
    upload(samples.gps_jpeg())
    image = Image.objects.get()
    upload(to=address(image), focal_x="0.1", focal_y="0.1", title="T")
    image = Image.objects.get()
    with image.file.open() as original:
        assert original.read() == samples.gps_jpeg()


def test_it_does_not_let_a_form_swap_the_file(upload):
    image = Image.take_in(samples.jpeg())
    upload(samples.jpeg(seed=9), to=address(image), focal_x="0.5", focal_y="0.5")
    assert Image.objects.get().content_hash == image.content_hash


@pytest.mark.parametrize("pictures", [1, 12])
def test_it_lists_any_number_for_the_same_queries(desk, pictures, django_assert_num_queries):
    for number in range(pictures):
        Image.take_in(samples.jpeg(seed=number), title=f"Number {number}", credit="Jane Doe")
    desk.get(LIST)  # what a process looks up once for an edition, such as the name of the site
    # session, person, their rights twice, commonest credits, count, rows, renditions
    with django_assert_num_queries(8):
        html = desk.get(LIST).rendered_content
    assert html.count('class="thumbnail"') == pictures
    assert html.count("320 × 200 JPEG") == pictures


def test_it_finds_pictures_by_their_texts(desk):
    found = Image.take_in(samples.jpeg(seed=1), caption="A heron on the weir")
    Image.take_in(samples.jpeg(seed=2), caption="A town hall")
    assert list(desk.get(LIST, {"q": "heron"}).context["cl"].result_list) == [found]


@pytest.mark.parametrize(("name", "field"), [("credit", "credit"), ("alt", "alt_text")])
def test_it_filters_what_lacks_a_text(desk, name, field):
    without = Image.take_in(samples.jpeg(seed=1), credit="" if field == "credit" else "C", alt_text="")
    given = Image.take_in(samples.jpeg(seed=2), credit="C", alt_text="A")
    assert list(desk.get(LIST, {name: "missing"}).context["cl"].result_list) == [without]
    assert given in desk.get(LIST, {name: "given"}).context["cl"].result_list
    assert without not in desk.get(LIST, {name: "given"}).context["cl"].result_list


def test_it_shows_newest_first(desk):
    for number in range(3):
        Image.take_in(samples.jpeg(seed=number), created_at=timezone.now() - timedelta(hours=number))
    times = [image.created_at for image in desk.get(LIST).context["cl"].result_list]
    assert times == sorted(times, reverse=True)


def test_it_is_protected_by_every_relation():
    """Many to many has no `on_delete`: those uses are found and refuse like the others."""
    relations = [one for one in Image._meta.related_objects if one.related_model is not Rendition]
    single = [one for one in relations if not one.many_to_many]
    assert [one.name for one in single if one.on_delete is not models.PROTECT] == []


def test_it_refuses_to_delete_what_a_live_update_shows():
    image = Image.take_in(samples.jpeg(), credit="P.")
    (relation,) = [one for one in Image._meta.related_objects if one.name == "live_updates"]
    update = relation.related_model(article=make_article(), at=timezone.now())
    update.save()
    getattr(update, relation.field.name).add(image)
    with pytest.raises(ProtectedError), transaction.atomic():
        image.delete()
    assert update in uses.uses_of(image)


def test_it_refuses_to_delete_what_stands_in_a_text(desk, paul, text_with_picture):
    image = Image.take_in(samples.jpeg())
    text_with_picture.add(image.pk)
    response = desk.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}, follow=True)
    assert "in use" in response.rendered_content
    assert f"User: {paul}" in response.rendered_content
    assert Image.objects.exists()
    assert f"User: {paul}" in desk.get(address(image)).rendered_content
    with pytest.raises(ProtectedError), transaction.atomic():
        image.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Image.objects.all().delete()


def test_it_removes_every_file_with_the_picture(desk, own_storages, django_capture_on_commit_callbacks):
    image, other = Image.take_in(samples.jpeg(seed=1)), Image.take_in(samples.jpeg(seed=2))
    image.focal_x = 0.1
    image.save()
    image.make_renditions()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    files = [path for path in own_storages.rglob("*") if path.is_file()]
    assert list(Image.objects.all()) == [other]
    assert len(files) == 1 + other.renditions.count()
    assert not (own_storages / "media" / "renditions" / str(image.pk)).exists()


def test_it_is_found_by_autocomplete(desk):
    image = Image.take_in(samples.jpeg(), title="The weir")
    relations = [one for one in Image._meta.related_objects if one.related_model is not Rendition]
    for relation in relations:
        model = relation.related_model._meta
        asked = {
            "app_label": model.app_label,
            "model_name": model.model_name,
            "field_name": relation.field.name,
        }
        answer = desk.get("/admin/autocomplete/", {"term": "weir", **asked}).json()
        assert answer["results"] == [{"id": str(image.pk), "text": "The weir"}]


def test_it_stays_a_view_for_those_who_may_only_look(client, django_user_model):
    from django.contrib.auth.models import Permission

    olga = django_user_model.objects.create_user("olga", is_staff=True)
    olga.user_permissions.set(Permission.objects.filter(codename="view_image"))
    client.force_login(olga)
    image = Image.take_in(samples.jpeg())
    assert client.get(address(image)).status_code == 200
    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_reads_when_rights_expire_from_one_field(desk, upload):
    image = Image.take_in(samples.jpeg())
    upload(to=address(image), focal_x="0.5", focal_y="0.5", rights_expire_at="2026-12-24T18:00")
    image.refresh_from_db()
    assert timezone.localtime(image.rights_expire_at).strftime("%Y-%m-%d %H:%M") == "2026-12-24 18:00"
    assert 'value="2026-12-24T18:00"' in desk.get(address(image)).content.decode()

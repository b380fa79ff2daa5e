"""A picture is uploaded, and its focal point set by mouse and by keyboard."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from images.models import Image
from tests.images import samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(page: Page, live_server, django_user_model) -> Page:
    """The library, opened by somebody who may do everything."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("paul"))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url + "/admin/"}]
    )
    page.goto(f"{live_server.url}/admin/images/image/")
    return page


def focal_point(page: Page) -> tuple[str, str]:
    return page.input_value("#id_focal_x"), page.input_value("#id_focal_y")


def test_it_takes_a_picture_from_upload_to_focal_point(library: Page) -> None:
    library.get_by_role("link", name="Add picture").click()
    library.set_input_files(
        "#id_file", {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg(900, 600)}
    )
    library.fill("#id_alt_text", "Boats at the quay.")
    library.get_by_role("button", name="Save", exact=True).click()

    picture = library.get_by_role("img", name="Boats at the quay.")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    assert focal_point(library) == ("0.25", "0.80")

    marker = library.get_by_role("button", name="Focal point")
    expect(marker).to_be_focused()
    marker.press("ArrowRight")
    marker.press("Shift+ArrowUp")
    assert focal_point(library) == ("0.26", "0.70")
    for _press in range(5):
        marker.press("Shift+ArrowLeft")
    assert focal_point(library) == ("0.00", "0.70")

    library.get_by_role("button", name="Save", exact=True).click()
    expect(library.locator("#result_list").get_by_role("link", name="quay")).to_be_visible()
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (0, 0.7)
    assert image.has_current_renditions()


def test_it_follows_the_number_fields(library: Page, live_server) -> None:
    image = Image.take_in(samples.jpeg(900, 600))
    library.goto(f"{live_server.url}/admin/images/image/{image.pk}/change/")
    library.fill("#id_focal_x", "0.9")
    marker = library.get_by_role("button", name="Focal point").bounding_box()
    picture = library.locator("focal-point img").bounding_box()
    assert marker["x"] + marker["width"] / 2 == pytest.approx(picture["x"] + picture["width"] * 0.9, abs=2)

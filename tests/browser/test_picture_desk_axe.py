"""The picture desk for everybody: axe finds nothing, wide and narrow, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from images.models import Image
from tests.browser.signing_in import sign_in
from tests.browser.test_desk_axe import RULES
from tests.factories import make_article
from tests.images import samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.looks
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_it_has_no_barriers(open_page, live_server, person, width, scheme) -> None:
    images = [
        Image.take_in(samples.jpeg(900, 600, seed), title=f"View {seed}", credit="", is_confirmed=False)
        for seed in (1, 2)
    ]
    page = open_page(width, 900, color_scheme=scheme, bypass_csp=True)
    sign_in(page, person, live_server.url)
    library = f"{live_server.url}/admin/images/image/"
    ids = ",".join(str(image.pk) for image in images)
    for path in ("", "upload/", f"several/?ids={ids}", f"{images[0].pk}/change/", f"{images[0].pk}/replace/"):
        page.goto(library + path)
        expect(page.locator("h1")).to_be_visible()
        results = Axe().run(page, options=RULES).response["violations"]
        found = [(one["id"], node["html"][:120]) for one in results for node in one["nodes"]]
        assert found == [], path
    for place, (tag, shapes) in enumerate({"image": 5, "gallery": 0}.items()):
        numbers = ids if tag == "gallery" else images[0].pk
        article = make_article(f"Story {place}", body=f'<figure data-{tag}="{numbers}"></figure>')
        page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
        page.locator(".be-figure").get_by_role("button", name="Crop").click()
        expect(page.locator("dialog .be-crop__whole")).to_have_count(2 if tag == "gallery" else 1)
        expect(page.locator("dialog").get_by_role("radio")).to_have_count(shapes)
        results = Axe().run(page, "dialog", options=RULES).response["violations"]
        assert [(one["id"], node["html"][:120]) for one in results for node in one["nodes"]] == [], tag

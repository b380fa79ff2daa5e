"""The site's own pages and its identity at the desk: two people at once, and no barrier for anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pages.models import SitePage
from published.models import SiteIdentity, SiteLink
from tests.browser.signing_in import sign_in
from tests.browser.test_desk_axe import LONG, RULES

pytestmark = pytest.mark.django_db(transaction=True)
IDENTITY = "/admin/published/siteidentity/1/change/"
PAGES = "/admin/pages/sitepage/"


@pytest.fixture
def site(db) -> SitePage:
    """A page that is public and changed since, and an identity with links of both sorts."""
    page = SitePage(title=LONG, body=f"<h2>{LONG}</h2><p>Text</p>", menu="Us")
    page.keep(by=None)
    page.publish(by=None)
    page.body = "<p>Other</p>"
    page.keep(by=None)
    row = SiteIdentity.objects.create(name="The Post", strapline=LONG)
    SiteLink.objects.create(identity=row, place="footer", menu="Us", label="About", address="/about/")
    SiteLink.objects.create(identity=row, place="social", label="Mastodon", address="https://a.example/@post")
    return page


def complaints(page: Page, name: str) -> list[str]:
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{name}: {one['id']} {node['target']}" for one in violations for node in one["nodes"]]


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(1280, "light", "en"), (390, "dark", "en"), (1280, "dark", "ur")]
)
def test_it_has_no_barriers(
    open_page: Callable[..., Page], live_server, person, site, settings, width, scheme, language
) -> None:
    page = open_page(width, 900, color_scheme=scheme, bypass_csp=True)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": f"{live_server.url}/admin/"}
    page.context.add_cookies([cookie])
    sign_in(page, person, live_server.url)
    change = f"{PAGES}{site.pk}/change/"
    said = []
    for path in (PAGES, f"{PAGES}add/", change, f"{PAGES}{site.pk}/history/", IDENTITY):
        page.goto(live_server.url + path)
        expect(page.locator("h1").first).to_be_visible()
        said += complaints(page, path)
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            said.append(f"{path}: scrolls sideways")
    page.fill("#id_ethics_policy", "nowhere")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".errornote")).to_be_visible()
    said += complaints(page, "identity with a mistake")
    assert said == []


def test_the_second_to_save_is_told_of_the_first(
    open_page: Callable[..., Page], live_server, person, site
) -> None:
    first, second = open_page(), open_page()
    for page in (first, second):
        sign_in(page, person, live_server.url)
        page.goto(live_server.url + IDENTITY)
    first.fill("#id_name", "Hers")
    first.locator("input[name=_save]").first.click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.fill("#id_name", "His")
    second.locator("input[name=_save]").first.click()
    expect(second.get_by_text("Nothing was overwritten.")).to_be_visible()
    assert second.input_value("#id_name") == "His"
    assert SiteIdentity.objects.get().name == "Hers"
    second.locator("input[name=_save]").first.click()
    expect(second.locator(".messagelist .success")).to_be_visible()
    assert SiteIdentity.objects.get().name == "His"

"""The desk from right to left: nothing falls off the screen, and a person chooses their language."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_section, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

# A folder to keep pictures of the pages in, for people to look at; none by default.
PICTURES = os.environ.get("DESK_PICTURES", "")
PAGES = {
    "dashboard": "/admin/",
    "list": "/admin/articles/article/",
    "form": "/admin/articles/article/{story}/change/",
    "tag": "/admin/taxonomy/tag/add/",
    "pictures": "/admin/images/image/",
    "versions": "/admin/articles/article/{story}/history/",
    "coverage": "/admin/articles/article/reports/coverage/",
    "desk mode": "/admin/articles/article/desk/{story}/",
}


@pytest.fixture
def story(cast):
    """A public story and others around it, in Urdu."""
    make_section("شہر")
    tags = [make_tag("دریائے راوی"), make_tag("بلدیہ")]
    found = make_article(
        "راوی میں پانی رات بھر چڑھتا رہا", by=cast.edith, owner=cast.edith, tags=tags, language="ur"
    )
    found.publish(by=cast.edith, at=timezone.now())
    make_article("پل دو دن بند رہے گا", by=cast.rosa, owner=cast.rosa).submit(by=cast.rosa)
    make_article("نئے پل کا نقشہ", by=cast.edith, owner=cast.edith)
    return found


def in_urdu(page: Page, cast, server: str) -> None:
    sign_in(page, cast.edith, server)
    page.context.add_cookies([{"name": "desk_language", "value": "ur", "url": f"{server}/admin/"}])


def keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def overhanging(page: Page) -> list[str]:
    """What sticks out of the window's sides, but for what scrolls or is hidden."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#container *")].filter(part => {
            if (!part.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
            const box = part.getBoundingClientRect();
            if (box.width < 2 || (box.left >= -1 && box.right <= innerWidth + 1)) return false;
            for (let up = part.parentElement; up; up = up.parentElement)
                if (!up.contains(document.body) && getComputedStyle(up).overflowX !== "visible") return false;
            return true;
        }).map(part => part.tagName + "." + part.className)"""
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("device", ["page", "phone"])
def test_it_fits_from_right_to_left(request, live_server, cast, story, device, name):
    page = request.getfixturevalue(device)
    in_urdu(page, cast, live_server.url)
    page.goto(live_server.url + PAGES[name].format(story=story.pk))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    if name == "form":
        expect(page.locator(".be-text, .ProseMirror").first).to_be_visible()
    keep(page, f"ur-{name}-{device}")
    # scrollWidth leaves out what lies beyond the end side of a page that runs from right to left.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert overhanging(page) == []


def test_it_starts_its_lines_at_the_right(page, live_server, cast, story):
    in_urdu(page, cast, live_server.url)
    page.goto(live_server.url + PAGES["form"].format(story=story.pk))
    label, field = page.locator("label[for=id_headline]"), page.locator("#id_headline")
    assert label.evaluate("part => getComputedStyle(part).textAlign") in ("start", "right")
    right = [part.bounding_box()["x"] + part.bounding_box()["width"] for part in (label, field)]
    assert field.bounding_box()["x"] + field.bounding_box()["width"] > 640
    assert abs(right[0] - right[1]) < 200
    site, tools = page.locator("#site-name"), page.locator("#user-tools")
    assert site.bounding_box()["x"] > tools.bounding_box()["x"]


def test_it_changes_the_language_where_one_stands(page, live_server, cast, story):
    sign_in(page, cast.edith, live_server.url)
    page.goto(live_server.url + "/admin/articles/article/?whose=mine")
    page.get_by_label("Language of the desk").select_option(label="اردو")
    page.get_by_role("button", name="Change the language").click()
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    assert page.url.endswith("/admin/articles/article/?whose=mine")
    page.get_by_label("ڈیسک کی زبان").select_option(label="Deutsch")
    page.get_by_role("button", name="زبان بدلیں").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.goto(live_server.url + "/admin/password_change/")
    expect(page.get_by_label("Neues Passwort", exact=False).first).to_be_visible()
    page.goto(live_server.url + "/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_it_changes_the_language_without_script(open_page, live_server, cast):
    page = open_page(390, 844, java_script_enabled=False)
    sign_in(page, cast.edith, live_server.url)
    page.goto(live_server.url + "/admin/")
    page.locator("select[name=language]").select_option("ar")
    page.locator(".desk-language button").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")

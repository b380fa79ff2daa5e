"""Arranging a front: by mouse, by keyboard, without script; previewed, launched, brought back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from fronts.models import Front
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.signing_in import sign_in
from tests.browser.test_desk_axe import RULES
from tests.fronts.factories import front_of, slot
from tests.published.factories import published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def front(cast: Any) -> Front:
    """A home page with two slots and four stories to place."""
    now = datetime.now(UTC)
    for hours, headline in enumerate(["Alpha", "Bravo", "Charlie", "Delta"], start=1):
        published(headline, at=now - timedelta(hours=hours))
    front = front_of()
    nothing = {"backfill": "nothing", "size": 4}
    front.arrange([slot("lead", heading="Top", **nothing), slot("list", heading="Below", **nothing)], by=None)
    return front


def opened(page: Page, front: Front, live_server: Any, cast: Any) -> Page:
    sign_in(page, cast.edith, live_server.url)
    page.goto(f"{live_server.url}/admin/fronts/front/{front.pk}/change/")
    expect(page.locator("front-board.has-script")).to_be_visible()
    return page


def headlines(slot: Any) -> Any:
    return slot.locator(".pinned:visible .pinned__headline")


def test_by_dragging(page, front, live_server, cast):
    opened(page, front, live_server, cast)
    top, below = page.locator(".board-slot").nth(0), page.locator(".board-slot").nth(1)
    for headline in ("Alpha", "Bravo"):
        page.locator(".shelf__story", has_text=headline).drag_to(top.locator(".board-slot__stories"))
        expect(top.locator(".pinned", has_text=headline)).to_be_visible()
    bravo = top.locator(".pinned", has_text="Bravo")
    bravo.locator(".rows__move--drag").drag_to(below.locator(".board-slot__stories"))
    expect(headlines(below)).to_have_text(["Bravo"])
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("The draft is saved")
    expect(headlines(page.locator(".board-slot").nth(0))).to_have_text(["Alpha"])
    expect(headlines(page.locator(".board-slot").nth(1))).to_have_text(["Bravo"])


def test_by_keyboard_from_the_search_to_the_launch(page, front, live_server, cast):
    opened(page, front, live_server, cast)
    search = page.get_by_role("searchbox", name="Search")
    search.focus()
    page.keyboard.type("char")
    place = page.get_by_role("button", name="Place: Charlie")
    expect(page.locator(".shelf__story")).to_have_count(1)
    place.focus()
    page.keyboard.press("Enter")
    row = page.locator(".pinned", has_text="Charlie")
    expect(page.locator(".board-slot").nth(0)).to_contain_text("Charlie")
    row.get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    expect(headlines(page.locator(".board-slot").nth(1))).to_have_text(["Charlie"])
    expect(row.get_by_role("button", name="Move down")).to_be_focused()
    page.get_by_role("button", name="Save and preview").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("front-look iframe")
    expect(frame.get_by_role("heading", name="Charlie")).to_be_visible()
    expect(frame.get_by_role("note")).to_contain_text("Preview")
    page.get_by_role("button", name="Launch").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Launched")
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Below")).to_be_visible()
    expect(page.get_by_role("heading", name="Charlie")).to_have_count(1)


def test_slots_are_added_moved_and_removed(page, front, live_server, cast):
    opened(page, front, live_server, cast)
    page.get_by_role("button", name="Add a slot").click()
    page.keyboard.type("Zeta")
    zeta = page.locator(".board-slot", has_text="Zeta")
    zeta.get_by_role("button", name="Move up").first.click()
    first = page.locator(".board-slot").nth(0)
    first.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".board-slot__name")).to_have_text(["Zeta", "Below"])


def test_an_earlier_arrangement_is_brought_back(page, front, live_server, cast):
    front.arrange([slot("list", heading="Other")], by=None)
    opened(page, front, live_server, cast)
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Bring back 1").click()
    expect(page.locator(".messagelist")).to_contain_text("It is the draft now")
    expect(page.locator(".board-slot__name")).to_have_text(["Top", "Below"])


def test_a_colleagues_change_is_not_overwritten(page, front, live_server, cast):
    opened(page, front, live_server, cast)
    page.get_by_role("button", name="Place: Alpha").click()
    front.arrange([slot("list", heading="Hers")], by=cast.ada)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Nothing was overwritten")
    expect(page.locator(".pinned", has_text="Alpha")).to_be_visible()


def test_it_works_without_script(open_page, front, live_server, cast):
    page = open_page(*DESKTOP, java_script_enabled=False)
    sign_in(page, cast.edith, live_server.url)
    page.goto(f"{live_server.url}/admin/fronts/front/{front.pk}/change/")
    number = page.locator(".shelf__story", has_text="Delta").get_attribute("data-story")
    page.get_by_label("Add stories").first.fill(str(number))
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".pinned", has_text="Delta")).to_be_visible()
    page.locator("[name='stories-0-slot']").fill("1")
    page.get_by_role("button", name="Launch").click()
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Delta")).to_be_visible()


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(open_page, front, live_server, cast, scheme, size, language):
    front.arrange([slot("lead", *_stories()), slot("running", backfill="newest")], by=None)
    front.launch(by=None)
    page = open_page(*size, color_scheme=scheme, bypass_csp=True)
    page.context.add_cookies(
        [{"name": "desk_language", "value": language, "url": f"{live_server.url}/admin/"}]
    )
    opened(page, front, live_server, cast)
    base = f"{live_server.url}/admin/fronts/front/{front.pk}"
    for address in (f"{base}/change/", f"{base}/history/", f"{base}/look/", f"{live_server.url}/"):
        page.goto(address)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def _stories() -> list[Any]:
    from published.models import PublishedArticle

    return list(PublishedArticle.objects.all()[:2])

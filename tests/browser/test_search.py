"""Searching in a real browser: suggestions by keyboard, the page without script, judged by axe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import make_contributor, make_published, make_section, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def stories(db: None) -> None:
    section, tag, writer = make_section("City"), make_tag("Harbour floods"), make_contributor("Hana Marsh")
    for number in range(23):
        make_published(
            f"Kestrel {number} over the harbour",
            at=datetime.now(UTC) - timedelta(hours=number),
            standfirst="A kestrel was seen.",
            section=section,
            tags=[tag],
            credits=[writer],
        )


def test_suggestions_are_chosen_by_keyboard(page: Page, live_server, stories) -> None:
    page.goto(f"{live_server.url}/search/")
    box = page.get_by_role("combobox", name="Words to search for")
    box.press_sequentially("har")
    line = page.get_by_role("option", name="Harbour floods")
    expect(line).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(line).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", line.get_attribute("id") or "")
    box.press("Escape")
    expect(line).to_have_count(0)
    box.press_sequentially("b")
    expect(line).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/tag/harbour-floods/")


def test_enter_without_a_choice_searches(page: Page, live_server, stories) -> None:
    page.goto(live_server.url)
    page.get_by_role("searchbox", name="Search").fill("kestrel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_count(20)
    expect(page.locator(".result mark").first).to_have_text("Kestrel")
    page.get_by_role("link", name="More results").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(3)


def test_it_works_without_script(open_page: Callable[..., Page], live_server, stories) -> None:
    page = open_page(390, 844, java_script_enabled=False)
    page.goto(live_server.url)
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="Words to search for").fill("kestral")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="kestrel", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_count(20)
    page.get_by_role("link", name="Hana Marsh", exact=True).first.click()
    expect(page.get_by_role("link", name="Remove: Hana Marsh")).to_be_visible()


@pytest.mark.looks
@pytest.mark.parametrize(("width", "look"), [(1280, {}), (390, {"color_scheme": "dark"})])
def test_axe_finds_nothing(open_page: Callable[..., Page], live_server, stories, width, look) -> None:
    page = open_page(width, 844, bypass_csp=True, **look)
    for query in (
        "",
        "?q=kestrel&section=city",
        "?q=nothing",
        "?q=kestral",
        "?q=kestrel&contributor=hana-marsh&from=x",
    ):
        page.goto(f"{live_server.url}/search/{query}")
        assert Axe().run(page, options=AXE).response["violations"] == [], query
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").press_sequentially("har")
    expect(page.get_by_role("option").first).to_be_visible()
    assert Axe().run(page, options=AXE).response["violations"] == []

"""A live story between two browsers: somebody posts, somebody reads, and nothing is reloaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from published.models import PublishedArticle
from tests.browser.signing_in import sign_in
from tests.factories import make_published

pytestmark = pytest.mark.django_db(transaction=True)

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NEXT_QUESTION = 15_000  # milliseconds: longer than a browser waits between two


@pytest.fixture
def story(db: None) -> Any:
    return make_published("Flood, live", kind="live", at=datetime.now(UTC) - timedelta(hours=1))


def address(story: Any) -> str:
    return PublishedArticle.objects.get(pk=story.pk).get_absolute_url()


def read(page: Page, server: str, story: Any) -> Page:
    """Open the story for a reader whose clock the test winds on."""
    page.clock.install()
    page.goto(f"{server}{address(story)}")
    return page


def entries(page: Page) -> Any:
    return page.locator(".live-update__headline")


def post(story: Any, headline: str, **values: Any) -> Any:
    return story.post_update(by=None, headline=headline, body=f"<p>{headline} it is.</p>", **values)


def test_a_reader_sees_what_is_posted_without_reloading(
    phone: Page, open_page: Callable[..., Page], live_server, story, person
) -> None:
    reader = read(open_page(), live_server.url, story)
    expect(reader.get_by_text("There are no entries yet.")).to_be_visible()

    sign_in(phone, person, live_server.url)
    phone.goto(f"{live_server.url}/admin/articles/article/{story.pk}/live/")
    phone.get_by_label("Headline").fill("The bridge is shut")
    phone.locator(".ProseMirror").click()
    phone.keyboard.type("No traffic since noon.")
    phone.get_by_label("Key moment").check()
    phone.get_by_role("button", name="Post", exact=True).click()
    expect(phone.get_by_text("Posted.")).to_be_visible()
    expect(phone.get_by_label("Headline")).to_have_value("")

    reader.clock.fast_forward(NEXT_QUESTION)
    expect(entries(reader)).to_have_text(["The bridge is shut"])
    expect(reader.get_by_role("navigation", name="Key moments")).to_contain_text("The bridge is shut")
    expect(reader.get_by_text("No traffic since noon.")).to_be_visible()


def test_changes_and_removals_reach_readers(open_page: Callable[..., Page], live_server, story) -> None:
    first, second = post(story, "One"), post(story, "Two")
    reader = read(open_page(), live_server.url, story)
    story.change_update(first, by=None, headline="One, changed", body="<p>x</p>")
    story.remove_update(second, by=None, reason="Wrong")
    post(story, "Three")
    reader.clock.fast_forward(NEXT_QUESTION)
    expect(entries(reader)).to_have_text(["Three", "One, changed"])
    story.end_live(by=None)
    reader.clock.fast_forward(NEXT_QUESTION)
    expect(reader.get_by_text("This live coverage has ended")).to_be_visible()


def test_nothing_moves_while_somebody_reads_further_down(
    open_page: Callable[..., Page], live_server, story
) -> None:
    for number in range(12):
        post(story, f"Entry {number}")
    reader = read(open_page(), live_server.url, story)
    reader.locator(".live-update").nth(9).scroll_into_view_if_needed()
    reader.evaluate("document.querySelectorAll('.live-update')[8].scrollIntoView()")
    post(story, "News")
    post(story, "More news")
    reader.clock.fast_forward(NEXT_QUESTION)
    button = reader.get_by_role("button", name="2 new entries")
    expect(button).to_be_visible()
    expect(entries(reader)).to_have_count(12)
    button.click()
    expect(entries(reader)).to_have_count(14)
    expect(entries(reader).first).to_have_text("More news")


def test_oldest_first_grows_at_its_end(open_page: Callable[..., Page], live_server, story) -> None:
    post(story, "One")
    reader = open_page()
    reader.clock.install()
    reader.goto(f"{live_server.url}{address(story)}?order=oldest")
    post(story, "Two")
    reader.clock.fast_forward(NEXT_QUESTION)
    expect(entries(reader)).to_have_text(["One", "Two"])


def test_it_is_whole_without_script(open_page: Callable[..., Page], live_server, story) -> None:
    reader = open_page(java_script_enabled=False)
    post(story, "One", is_key=True)
    reader.goto(f"{live_server.url}{address(story)}")
    expect(entries(reader)).to_have_text(["One"])
    post(story, "Two")
    reader.get_by_role("link", name="Show new entries").click()
    expect(entries(reader)).to_have_text(["Two", "One"])
    reader.get_by_role("link", name="Oldest first").click()
    expect(entries(reader)).to_have_text(["One", "Two"])


def test_what_was_not_posted_is_kept_by_the_device(page: Page, live_server, story, person) -> None:
    sign_in(page, person, live_server.url)
    desk = f"{live_server.url}/admin/articles/article/{story.pk}/live/"
    page.goto(desk)
    page.get_by_label("Headline").fill("Half an entry")
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Half an entry")
    page.get_by_label("Headline").press("Control+Enter")
    expect(page.get_by_text("Posted.")).to_be_visible()
    page.goto(desk)
    expect(page.get_by_label("Headline")).to_have_value("")
    assert story.live_updates.count() == 1


@pytest.mark.looks
@pytest.mark.parametrize(("width", "look"), [(1280, {}), (390, {"color_scheme": "dark"})])
def test_axe_finds_nothing(open_page: Callable[..., Page], live_server, story, person, width, look) -> None:
    update = post(story, "One", is_key=True)
    story.correct_update(update, by=None, text="Two, not one.")
    page = open_page(width, 844, bypass_csp=True, **look)
    page.goto(f"{live_server.url}{address(story)}")
    assert Axe().run(page, options=AXE).response["violations"] == []
    sign_in(page, person, live_server.url)
    desk = f"{live_server.url}/admin/articles/article/{story.pk}/live/"
    for place in (desk, f"{desk}{update.pk}/", f"{desk}{update.pk}/remove/"):
        page.goto(place)
        if "remove" not in place:
            expect(page.locator(".ProseMirror")).to_be_visible()
        assert Axe().run(page, options=AXE).response["violations"] == [], place

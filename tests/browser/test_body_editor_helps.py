"""What helps with writing: characters, find and replace, the whole window, the length."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_puts_special_characters(desk):
    desk.open("<p>a</p>").at("a", end=True).press("Control+Alt+o")
    expect(desk.dialog.get_by_role("button", name="opening double quote")).to_be_focused()
    desk.press("ArrowRight", "Enter")
    desk.tool("Special characters").click()
    desk.dialog.get_by_role("button", name="space that keeps words together", exact=True).click()
    assert desk.html == "<p>a”&nbsp;</p>"


def test_it_finds_and_replaces(desk):
    desk.open("<p>The river. The <em>riv</em>er’s bank.</p><ul><li><p>Rivers</p></li></ul><p>River</p>")
    desk.text.click()
    desk.press("Control+f").type("river")
    panel = desk.page.get_by_role("search", name="Find and replace")
    expect(panel.get_by_role("status")).to_have_text("1 of 4")
    expect(desk.text.locator(".be-found")).to_have_count(5)  # one of them in two parts
    desk.press("Enter")
    expect(panel.get_by_role("status")).to_have_text("2 of 4")
    panel.get_by_label("Match case").check()
    expect(panel.get_by_role("status")).to_have_text("1 of 2")
    panel.get_by_label("Replace with").fill("stream")
    panel.get_by_role("button", name="Replace", exact=True).click()
    assert desk.html.startswith("<p>The stream. The <em>riv</em>er’s bank.</p>")
    panel.get_by_label("Match case").uncheck()
    panel.get_by_role("button", name="Replace all").click()
    assert desk.html == (
        "<p>The stream. The <em>stream</em>’s bank.</p><ul><li><p>streams</p></li></ul><p>stream</p>"
    )
    panel.get_by_label("Find").press("Escape")
    expect(panel).to_be_hidden()
    expect(desk.text).to_be_focused()
    desk.press("Control+z")
    assert desk.html.endswith("<ul><li><p>Rivers</p></li></ul><p>River</p>")


def test_it_finds_words_and_no_patterns(desk):
    desk.open("<p>“So” it’s done. İ.</p>").text.click()
    desk.press("Control+f")
    found = desk.text.locator(".be-found")
    for asked, count in {"it's": 1, ".": 2, "a\\b": 0, "(": 0, '"so"': 1, "İ": 1}.items():
        desk.page.get_by_role("search").get_by_label("Find").fill(asked)
        expect(found).to_have_count(count)


def test_it_fills_the_window(desk):
    desk.open("<p>one</p>").at("one").press("Control+Shift+f")
    box = desk.page.locator(".be").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    desk.press("Shift+Tab", "Shift+Tab", "Shift+Tab")
    assert desk.page.evaluate("document.activeElement.closest('.be, body') !== null")
    assert not desk.page.evaluate("document.activeElement.matches('#header a, input[name=name]')")
    desk.text.focus()
    desk.press("Control+k")
    expect(desk.dialog.get_by_role("searchbox")).to_be_focused()
    desk.press("Escape", "Escape")
    assert desk.page.locator(".be").bounding_box()["height"] != 900
    desk.page.get_by_label("Headline").fill("Reachable again")


def test_it_counts(desk):
    desk.open(f"<p>{'word ' * 459}last</p><p>“😀”</p>")
    foot = desk.page.locator(".be-foot")
    expect(foot).to_contain_text("Words: 461")
    expect(foot).to_contain_text("Characters: 2,302")
    expect(foot).to_contain_text("Reading time: 2 min")
    desk.at("word word", select=True)
    expect(foot).to_contain_text("Selected words: 2")

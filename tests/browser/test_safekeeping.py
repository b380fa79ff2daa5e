"""Nothing typed is lost: journeys through autosave, crash, cable, session, colleagues and a stale save."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from articles.models import Article, Autosave
from tests.browser.signing_in import sign_in
from tests.cast import PASSWORD
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for a busy machine; each wait ends as soon as what it waits for is there.
SOON = 15_000
KEPT = re.compile(r"^Kept \d+:\d\d:\d\d [AP]M$")
# Sets data attributes of the element the script reads, before the script does.
HURRY = """new MutationObserver((_changes, watch) => {
  const place = document.getElementById("safekeeping");
  if (place) { Object.assign(place.dataset, %s); watch.disconnect(); }
}).observe(document, { childList: true, subtree: true })"""


@pytest.fixture
def article(cast) -> Article:
    return make_article("The river rises", by=cast.edith, owner=cast.edith)


@pytest.fixture
def desk(open_page: Callable[..., Page], live_server, cast) -> Iterator[Callable[..., Page]]:
    """Open the form of a story, or that of a new one, as somebody of the cast."""

    def opened(
        who: str = "edith", story: Article | None = None, page: Page | None = None, **waits: int
    ) -> Page:
        if page is None:
            page = open_page()
            sign_in(page, getattr(cast, who), live_server.url)
        page.add_init_script(HURRY % json.dumps(waits))
        name, args = ("change", [story.pk]) if story else ("add", [])
        page.goto(live_server.url + reverse(f"admin:articles_article_{name}", args=args))
        return page

    return opened


def state(page: Page) -> Any:
    return page.locator("#save-state")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def write_and_wait(page: Page, headline: str) -> None:
    page.fill("#id_headline", headline)
    expect(state(page)).to_have_text(KEPT, timeout=SOON)


def type_in_a_tunnel(page: Page) -> None:
    page.wait_for_selector(".ProseMirror")
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in a tunnel")
    expect(state(page)).to_have_text("Offline: kept on this device", timeout=SOON)


def test_it_offers_again_what_a_crash_left_unsaved(desk, article) -> None:
    page = desk(story=article)
    page.locator(".ProseMirror").click()
    page.keyboard.type("Nobody was hurt. ")
    write_and_wait(page, "The river falls")
    context = page.context
    page.close(run_before_unload=False)  # as a crash would

    page = desk(story=article, page=context.new_page())
    assert page.input_value("#id_headline") == "The river rises"
    expect(page.locator(".safekeeping-banner")).to_contain_text("never saved")
    page.get_by_role("link", name="Compare and decide").click()
    expect(page.locator(".comparison")).to_contain_text("Nobody was hurt.")
    page.get_by_role("button", name="Put it into the form").click()
    assert page.input_value("#id_headline") == "The river falls"
    expect(page.locator("#mistakes")).to_contain_text("not saved")
    assert Article.objects.get().headline == "The river rises"
    save(page)
    expect(page.locator(".story-head__title")).to_have_text("The river falls")
    saved = Article.objects.get()
    assert saved.headline == "The river falls"
    assert "Nobody was hurt." in saved.body
    assert not Autosave.objects.exists()


def test_it_keeps_a_story_that_was_never_saved(desk) -> None:
    page = desk()
    write_and_wait(page, "A bridge closes")
    context = page.context
    page.close(run_before_unload=False)
    page = desk(page=context.new_page())
    expect(page.locator(".safekeeping-banner")).to_contain_text("A bridge closes")
    page.get_by_role("link", name="Compare and decide").click()
    page.get_by_role("button", name="Put it into the form").click()
    assert page.input_value("#id_headline") == "A bridge closes"
    save(page)
    expect(page.locator(".story-head__title")).to_have_text("A bridge closes")
    assert not Autosave.objects.exists()


def test_it_throws_kept_text_away_when_asked(desk, article) -> None:
    page = desk(story=article)
    write_and_wait(page, "The river falls")
    context = page.context
    page.close(run_before_unload=False)
    page = desk(story=article, page=context.new_page())
    page.get_by_role("link", name="Compare and decide").click()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator(".safekeeping-banner")).to_have_count(0)
    assert page.input_value("#id_headline") == "The river rises"
    assert not Autosave.objects.exists()


def test_it_keeps_text_while_the_typing_never_stops(desk, article) -> None:
    page = desk(story=article, atLeastEvery=1000)
    page.locator("#id_standfirst").press_sequentially("It rained all week. " * 2, delay=100)
    assert Autosave.objects.exists()


def test_it_keeps_text_on_the_device_while_the_server_is_out_of_reach(desk, article) -> None:
    page = desk(story=article)
    type_in_a_tunnel(page)
    assert not Autosave.objects.exists()
    page.context.set_offline(False)
    expect(state(page)).to_have_text(KEPT, timeout=SOON)
    assert ["headline", "Typed in a tunnel"] in Autosave.objects.get().data


def test_it_offers_what_only_the_device_has(desk, article) -> None:
    page = desk(story=article)
    type_in_a_tunnel(page)
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    page = desk(story=article, page=context.new_page())
    # The cable may have been back before the tab was gone: then the server offers what it got as well.
    banner = page.locator(".safekeeping-banner").filter(has_text="never reached the server")
    banner.get_by_role("button", name="Put it into the form").click()
    expect(page.locator("#mistakes")).to_contain_text("not saved")
    assert page.input_value("#id_headline") == "Typed in a tunnel"
    save(page)
    expect(page.locator(".story-head__title")).to_have_text("Typed in a tunnel")


def test_it_signs_in_again_in_place_when_the_session_has_ended(desk, article) -> None:
    page = desk(story=article)
    page.fill("#id_headline", "Typed after midnight")
    Session.objects.all().delete()
    dialog = page.get_by_role("dialog", name="Your session has ended")
    expect(dialog).to_be_visible(timeout=SOON)
    dialog.get_by_label("Username").fill("edith")
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button").click()
    expect(dialog).to_have_count(0)
    assert page.input_value("#id_headline") == "Typed after midnight"
    expect(state(page)).to_have_text(KEPT, timeout=SOON)
    save(page)
    expect(page.locator(".story-head__title")).to_have_text("Typed after midnight")
    assert Article.objects.get().headline == "Typed after midnight"


def test_it_says_within_ten_seconds_who_else_has_the_story_open(desk, article) -> None:
    page = desk(story=article)
    other = desk(story=article, who="ada")
    expect(other.locator("#presence")).to_have_text("Edith has this story open.")
    expect(page.locator("#presence")).to_have_text("Ada has this story open.", timeout=10_500)


def test_it_tells_what_a_colleague_does(desk, article) -> None:
    page = desk(story=article, presenceEvery=700)
    other = desk(story=article, who="ada", presenceEvery=700)
    line = page.locator("#presence")
    other.fill("#id_kicker", "Floods")
    expect(line).to_contain_text("Ada has this story open and is changing it.", timeout=SOON)
    save(other)
    expect(line).to_contain_text("Ada saved this story at", timeout=SOON)
    other.goto("about:blank")
    expect(line).not_to_contain_text("open", timeout=SOON)


def test_it_knows_a_second_tab_of_the_same_person(desk, article) -> None:
    page = desk(story=article)
    desk(story=article, page=page.context.new_page())
    expect(page.locator("#presence")).to_have_text("You have this story open in another tab.", timeout=SOON)


def test_it_brings_two_edits_together(desk, article) -> None:
    page, other = desk(story=article), desk(story=article, who="ada")
    other.fill("#id_headline", "The river, theirs")
    other.fill("#id_kicker", "Floods")
    save(other)
    expect(other.locator(".story-head__title")).to_have_text("The river, theirs")

    page.fill("#id_headline", "The river, mine")
    page.fill("#id_standfirst", "It rained all week.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Two edits, one story")
    page.get_by_role("group", name="Headline").get_by_label("Theirs").check()
    page.get_by_role("button", name="Save the merged story").click()
    expect(page.locator(".story-head__title")).to_have_text("The river, theirs")
    saved = Article.objects.get()
    assert (saved.headline, saved.kicker, saved.standfirst) == (
        "The river, theirs",
        "Floods",
        "It rained all week.",
    )
    assert saved.versions.first().parents.count() == 2


@pytest.mark.parametrize("is_changed", [True, False], ids=["changed", "untouched"])
def test_it_asks_before_unsaved_text_is_left(desk, article, is_changed) -> None:
    page = desk(story=article)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.locator("#id_headline").click()  # browsers ask nothing on a page nobody has touched
    if is_changed:
        page.keyboard.type("!")
    page.get_by_role("link", name="Home").click()
    page.wait_for_url("**/admin/")
    assert asked == (["beforeunload"] if is_changed else [])


def test_it_does_not_ask_when_saving(desk, article) -> None:
    page = desk(story=article)
    page.on("dialog", lambda dialog: pytest.fail(f"asked: {dialog.type}"))
    page.fill("#id_headline", "The river falls")
    save(page)
    expect(page.locator(".story-head__title")).to_have_text("The river falls")

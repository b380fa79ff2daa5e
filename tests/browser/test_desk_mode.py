"""Desk mode by keyboard alone: ten stories, suggestions, links, undo; on a phone, and without script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Claim, DeskTurn
from taxonomy.models import Tag
from tests.browser.signing_in import sign_in
from tests.cast import PASSWORD
from tests.factories import make_published, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "<p>The Harbour Council met in Arle about the ferry.</p>"
    "<p>Arle waits. The ferry is late, the ferry is old.</p>"
)


@pytest.fixture
def tags(db) -> dict[str, Tag]:
    kinds = {"Arle": "place", "Harbour Council": "organisation", "Ferry": "topic", "Bridges": "topic"}
    return {name: make_tag(name, kind=kind) for name, kind in kinds.items()}


@pytest.fixture
def stories(tags) -> list[Article]:
    """Ten stories without tags, newest first."""
    now = timezone.now()
    return [
        make_published(f"Arle waits, part {n}", at=now - timedelta(hours=n), body=TEXT) for n in range(1, 11)
    ]


def begin(page: Page, person, server: str, queue: str = "untagged") -> None:
    """Go from the first page into desk mode, by keyboard."""
    sign_in(page, person, server)
    page.goto(f"{server}{reverse('admin:index')}")
    page.get_by_role("button", name="Tag them in desk mode").focus()
    page.keyboard.press("Enter")
    before(page)


def before(page: Page, headline: str = "") -> None:
    """Wait until a story is before the person and its keys work."""
    expect(page.locator("desk-mode[data-ready]")).to_be_visible()
    expect(page.locator(".tag-list__field")).to_be_visible()
    if headline:
        expect(page.locator("#dm-headline")).to_have_text(headline)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tag_names(article: Article) -> list[str]:
    return [tagging.tag.name for tagging in article.taggings.all()]


def chips(page: Page):
    return page.locator(".tag-list__name")


def test_it_tags_ten_stories_by_keyboard(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    for number, _story in enumerate(stories, 1):
        before(page, f"Arle waits, part {number}")
        press(page, "j", "a", "a")
        expect(chips(page)).to_have_count(2)
        press(page, "s")
    expect(page.get_by_text("Nothing is left for you")).to_be_visible()
    expect(page.get_by_text("You have done 10 stories today")).to_be_visible()
    assert {tuple(tag_names(story)) for story in stories} == {("Arle", "Ferry")}
    assert not Claim.objects.exists()


def test_it_accepts_rejects_moves_and_adds_by_keyboard(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "j", "a", "r")
    expect(chips(page)).to_have_text(["Arle"])
    expect(page.get_by_role("radio", name="No", exact=True).and_(page.locator(":checked"))).to_have_count(1)
    press(page, "t")
    page.keyboard.type("bri")
    expect(page.get_by_role("option", name="Bridges")).to_be_visible()
    press(page, "Enter", "Escape", "c", "c", "m")
    expect(chips(page)).to_have_text(["Bridges", "Arle"])
    press(page, "]")
    expect(chips(page)).to_have_text(["Arle", "Bridges"])
    press(page, "[", "s")
    before(page, "Arle waits, part 2")
    assert tag_names(stories[0]) == ["Bridges", "Arle"]
    said = dict(stories[0].suggestion_answers.values_list("tag__name", "is_accepted"))
    assert said == {"Arle": True, "Ferry": False}


def test_it_takes_a_yes_back_with_its_chip(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "j", "a")
    expect(chips(page)).to_have_text(["Arle"])
    press(page, "c", "Delete")
    expect(chips(page)).to_have_count(0)
    expect(page.locator(".offer :checked")).to_have_count(0)


def test_it_pins_and_adds_links_by_keyboard(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    page.get_by_text("In More News by itself").wait_for()
    lines = page.locator(".offer[data-kind=story] .offer__name")
    pinned = lines.first.text_content()
    while page.locator(".offer[data-kind=story].is-current").count() == 0:
        press(page, "j")
    press(page, "p", "l")
    page.keyboard.type("part 10")
    expect(page.get_by_role("option", name="part 10")).to_be_visible()
    press(page, "Enter")
    page.keyboard.type("https://example.org/ferry The ferry, told by others")
    expect(page.get_by_role("option", name="told by others")).to_be_visible()
    press(page, "Enter", "Escape", "s")
    before(page, "Arle waits, part 2")
    links = [str(link) for link in stories[0].links.all()]
    assert links == [pinned, "Arle waits, part 10", "The ferry, told by others"]


def test_it_goes_on_back_and_undoes_by_keyboard(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "n")
    before(page, "Arle waits, part 2")
    press(page, "b")
    before(page, "Arle waits, part 1")
    press(page, "j", "a", "s")
    before(page, "Arle waits, part 2")
    assert tag_names(stories[0]) == ["Arle"]
    press(page, "u")
    before(page, "Arle waits, part 1")
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert tag_names(stories[0]) == []


def test_it_merges_two_tags_and_undoes_it_by_keyboard(page, live_server, cast, stories, tags):
    """From a tag editor's desk: the merge page, its preview, and the way back from the journal."""
    stories[0].change_tags([tags["Bridges"].pk], by=None)
    sign_in(page, cast.tomas, live_server.url)
    merge = reverse("admin:taxonomy_tag_merge")
    page.goto(f"{live_server.url}{merge}?sources={tags['Bridges'].pk}&target={tags['Ferry'].pk}")
    page.get_by_role("button", name="Merge").last.focus()
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/taxonomy/operation/\d+/change/"), timeout=15_000)
    assert tag_names(Article.objects.get(pk=stories[0].pk)) == ["Ferry"]
    page.get_by_role("button", name="Undo").focus()
    press(page, "Enter")
    expect(page.get_by_text("Undone: everything is as it was.")).to_be_visible()
    assert tag_names(Article.objects.get(pk=stories[0].pk)) == ["Bridges"]


def test_it_lists_its_keys_and_switches_letters_off(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys of desk mode")
    expect(dialog).to_be_visible()
    expect(dialog.locator("dd")).to_have_count(18)
    page.get_by_label("Letters work as keys").uncheck()
    press(page, "Escape", "n")
    expect(dialog).to_be_hidden()
    expect(page.locator("#dm-headline")).to_have_text("Arle waits, part 1")
    press(page, "?")
    expect(dialog).to_be_visible()


def test_it_knows_the_keys_of_another_script(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    # The key J while the keyboard writes Urdu.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ج', code: 'KeyJ', bubbles: true}))"
    )
    expect(page.locator(".offer.is-current .offer__name")).to_have_text("Arle")


def test_it_asks_before_unsaved_choices_are_left(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "j", "a")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    press(page, "n")
    expect(chips(page)).to_have_text(["Arle"])
    page.wait_for_function("document.querySelector('#dm-headline').textContent.includes('part 1')")
    assert asked == ["beforeunload"]


def test_it_gives_two_people_two_stories_and_frees_one_that_is_left(open_page, live_server, cast, stories):
    tara, tomas = open_page(), open_page()
    begin(tara, cast.tara, live_server.url)
    begin(tomas, cast.tomas, live_server.url)
    expect(tara.locator("#dm-headline")).to_have_text("Arle waits, part 1")
    expect(tomas.locator("#dm-headline")).to_have_text("Arle waits, part 2")
    tara.get_by_role("button", name="Leave").click()
    expect(tara.get_by_role("heading", name="Desk mode")).to_be_visible()
    assert list(Claim.objects.values_list("user__username", flat=True)) == ["tomas"]


def test_it_signs_in_again_in_place_and_saves(page, live_server, cast, stories):
    begin(page, cast.tara, live_server.url)
    press(page, "j", "a")
    page.context.clear_cookies()
    press(page, "s")
    page.get_by_label("Username").fill("tara")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Enter")
    before(page, "Arle waits, part 2")
    assert tag_names(stories[0]) == ["Arle"]


def test_it_works_by_finger_on_a_phone(phone, live_server, cast, stories):
    begin(phone, cast.tara, live_server.url)
    phone.get_by_role("link", name="To the tags").click()
    phone.locator(".offer").first.get_by_role("radio", name="Yes").check()
    expect(chips(phone)).to_have_text(["Arle"])
    phone.get_by_role("button", name="Save, next story").click()
    before(phone, "Arle waits, part 2")
    assert tag_names(stories[0]) == ["Arle"]


def test_it_works_without_script(open_page, live_server, cast, stories):
    page = open_page(java_script_enabled=False)
    sign_in(page, cast.tara, live_server.url)
    page.goto(f"{live_server.url}{reverse('admin:articles_desk')}")
    page.get_by_role("button", name="Begin Stories without tags").click()
    page.locator(".offer").first.get_by_role("radio", name="Yes").check()
    page.locator("textarea[name=links]").fill(f"{stories[3].pk}")
    page.get_by_role("button", name="Save, next story").click()
    expect(page.locator("#dm-headline")).to_have_text("Arle waits, part 2")
    assert tag_names(stories[0]) == ["Arle"]
    assert [link.target for link in stories[0].links.all()] == [stories[3]]
    assert DeskTurn.objects.get(article=stories[0]).outcome == "done"

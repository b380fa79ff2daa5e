"""The links of a story's form in a real browser: the reasons, and the buttons by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from published.linking import KeptOut
from tests.browser.signing_in import sign_in
from tests.factories import make_published, make_section, make_tag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stories(cast: Any) -> list[Article]:
    tags = [make_tag("Floods"), make_tag("River Board")]
    return [
        make_published(name, tags=tags, section=make_section(), body=f"<p>{number}</p>")
        for number, name in enumerate(["The river rises", "Gates stood open", "Chair resigns"])
    ]


def form_of(page: Page, story: Article, person: Any, server: Any) -> Page:
    sign_in(page, person, server.url)
    page.goto(f"{server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator("more-news .more-lines__one")).to_have_count(2)
    return page


def press(page: Page, name: str, line: str) -> None:
    """Press a button of a line with the keyboard."""
    one = page.locator("more-news .more-lines__one", has_text=line)
    one.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_it_says_why_and_pins_by_keyboard(page: Page, live_server: Any, cast: Any, stories: Any) -> None:
    story, other, _third = stories
    form_of(page, story, cast.edith, live_server)
    expect(page.locator("more-news")).to_contain_text("shares Floods (lead), River Board; same day")
    press(page, "Pin", "Gates stood open")
    expect(page.locator("[id^=links-] .select2-selection__rendered").first).to_contain_text(
        "Gates stood open"
    )
    # The note of the new row has the focus: it is what a person types next.
    page.keyboard.type("How it began")
    page.locator("button[name=_save]").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    link = story.links.get()
    assert (link.target, link.note) == (other, "How it began")


def test_it_keeps_a_story_out_at_once(page: Page, live_server: Any, cast: Any, stories: Any) -> None:
    story, other, third = stories
    form_of(page, story, cast.tara, live_server)
    press(page, "Not here", "Gates stood open")
    expect(page.locator("more-news [data-layer]")).to_have_count(1)
    press(page, "Never together", "Chair resigns")
    expect(page.locator("more-news [data-layer]")).to_have_count(0)
    assert set(KeptOut.objects.filter(article=story.pk).values_list("other", "is_forbidden")) == {
        (other.pk, False),
        (third.pk, True),
    }


def test_its_page_works_without_script(open_page: Any, live_server: Any, cast: Any, stories: Any) -> None:
    story, other, _third = stories
    page = open_page(java_script_enabled=False)
    sign_in(page, cast.tara, live_server.url)
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/links/")
    page.locator(".more-lines__one", has_text="Gates stood open").get_by_role("button", name="Pin").click()
    expect(page.locator(".messagelist")).to_contain_text("Picked")
    assert story.links.get().target == other

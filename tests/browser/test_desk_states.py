"""From draft to public among colleagues: handed in, sent back, put out, restored, shown to an outsider."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from published.models import PublishedArticle
from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

NEWS = ".messagelist"


@pytest.fixture
def form(open_page: Callable[..., Page], live_server: Any, cast: Any) -> Callable[[str, Article], Page]:
    """Open a story's form as somebody of the cast, each in a browser of their own."""

    def opened(who: str, article: Article) -> Page:
        page = open_page()
        sign_in(page, getattr(cast, who), live_server.url)
        page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
        return page

    return opened


def press(page: Page, name: str) -> None:
    """Press one of the form's buttons, in the bar or under “More”."""
    button = page.locator(".bar").get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        page.locator(".bar__more summary").click()
    button.click()


def test_a_story_is_handed_in_sent_back_mended_and_published(form, cast) -> None:
    article = make_article(
        "The river rises", by=cast.rosa, owner=cast.rosa, standfirst="It rained.", tags=[make_tag("Floods")]
    )
    reporter = form("rosa", article)
    expect(reporter.get_by_role("button", name="Publish", exact=False)).to_have_count(0)
    press(reporter, "Submit")
    expect(reporter.locator(".badge--review")).to_be_visible()

    editor = form("edith", article)
    press(editor, "Send back…")
    editor.get_by_role("button", name="Send back").click()
    expect(editor.get_by_label("Note", exact=False).first).to_be_visible()  # it wants to know why
    editor.locator("textarea").first.fill("Who measured it?")
    editor.get_by_role("button", name="Send back").click()
    expect(editor.locator(".badge--draft")).to_be_visible()

    reporter = form("rosa", article)
    reporter.fill("#id_standfirst", "It rained, says the River Board.")
    press(reporter, "Submit")
    expect(reporter.locator(".badge--review")).to_be_visible()
    editor = form("edith", article)
    press(editor, "Publish now")
    expect(editor.locator(NEWS)).to_contain_text("Published.")
    assert PublishedArticle.objects.get().standfirst == "It rained, says the River Board."


def test_an_old_version_comes_back_to_the_desk_and_not_to_readers(form, cast) -> None:
    article = make_published("As it was", standfirst="First.", tags=[make_tag("Floods")])
    page = form("edith", article)
    page.fill("#id_headline", "As it should not be")
    press(page, "Save")
    expect(page.locator(".story-head__title")).to_have_text("As it should not be")
    press(page, "Publish changes")
    expect(page.locator(NEWS)).to_contain_text("ublished")
    page.get_by_role("link", name="History").first.click()
    page.get_by_role("row").last.get_by_role("button", name="Restore").click()
    expect(page.locator(".story-head__title")).to_have_text("As it was")
    assert PublishedArticle.objects.get().headline == "As it should not be"
    assert Article.objects.get().has_unpublished_changes


def test_an_outsider_reads_a_draft_by_its_secret_address_until_it_is_revoked(
    form, open_page, cast, live_server
) -> None:
    article = make_article("Not out yet", by=cast.edith)
    page = form("edith", article)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/preview-links/")
    page.get_by_label("For whom").fill("The harbour master")
    page.get_by_role("button", name="Make a link").click()
    given = page.get_by_label("Secret address of the preview").input_value()
    secret = live_server.url + urlsplit(given).path  # it names the site, whose port is another here
    outsider = open_page()
    assert outsider.goto(secret).status == 200
    expect(outsider.locator("h1")).to_have_text("Not out yet")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Revoke")).to_have_count(0)
    assert outsider.goto(secret).status == 404

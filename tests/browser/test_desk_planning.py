"""Beside the text: comments pinned to its words, the preview, and the question before publishing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles import talking
from articles.models import Article, Comment
from tests.browser.signing_in import sign_in
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "<p>The sea took <em>the eastern half</em> of the pier.</p><p>It will be mended by spring.</p>"


@pytest.fixture
def article(cast) -> Article:
    return make_article("The pier falls", by=cast.edith, owner=cast.edith, body=BODY)


@pytest.fixture
def form(page: Page, live_server, cast, article) -> Page:
    sign_in(page, cast.edith, live_server.url)
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def test_it_pins_a_comment_to_the_selected_words_and_loses_nothing_typed(form, article):
    form.fill("#id_kicker", "Not saved yet")
    form.locator(".ProseMirror p").nth(1).select_text()
    form.fill("#comment-text", "By which spring?")
    expect(form.locator("#comment-passage")).to_have_value("It will be mended by spring.")
    form.get_by_role("button", name="Comment", exact=True).click()
    expect(form.locator("[data-comments-link]")).to_have_text("1 open comment")
    expect(form.locator("#id_kicker")).to_have_value("Not saved yet")
    assert Comment.objects.get().passage == "It will be mended by spring."


def test_it_leads_from_a_passage_to_its_place_across_marks(form, article, cast):
    talking.say(article, "Half?", by=cast.edith, passage="the eastern half of the pier")
    form.reload()
    expect(form.locator(".ProseMirror")).to_be_visible()
    form.locator("button.talk__passage").click()
    assert form.evaluate("getSelection().toString()") == "the eastern half of the pier"


def test_it_settles_a_comment_in_place(form, article, cast):
    comment = talking.say(article, "Half?", by=cast.edith)
    form.reload()
    form.get_by_role("button", name="Settle").click()
    expect(form.get_by_role("button", name="Open again")).to_be_visible()
    comment.refresh_from_db()
    assert comment.resolved_by == cast.edith


def test_it_shows_the_preview_as_wide_and_as_dark_as_was_chosen(form):
    form.get_by_role("button", name="Preview beside the text").click()
    framed = form.frame_locator("story-preview iframe")
    expect(framed.get_by_role("heading", name="The pier falls")).to_be_visible()
    page = next(frame for frame in form.frames if frame.url.endswith("/preview/"))
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("innerWidth") == 390
    form.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    form.get_by_role("button", name="Desktop").click()
    form.wait_for_function("frames[0].innerWidth === 1280")
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_shows_what_was_saved_in_the_preview_that_stays_open(form):
    form.get_by_role("button", name="Preview beside the text").click()
    form.fill("#id_headline", "The pier stands")
    form.get_by_role("button", name="Save", exact=True).click()
    framed = form.frame_locator("story-preview iframe")
    expect(framed.get_by_role("heading", name="The pier stands")).to_be_visible()
    form.get_by_role("button", name="Close").click()
    expect(form.locator("story-preview")).to_be_hidden()


def test_it_asks_once_and_publishes_anyway(form, article):
    form.get_by_role("button", name="Publish now").click()
    expect(form.get_by_role("heading", name="2 things to look at")).to_be_visible()
    form.get_by_role("button", name="Publish anyway").click()
    expect(form.get_by_text("See it on the site")).to_be_visible()
    article.refresh_from_db()
    assert article.state == "published"


def test_the_week_fits_a_phone(phone: Page, live_server, cast, article: Article):
    sign_in(phone, cast.edith, live_server.url)
    phone.goto(live_server.url + reverse("admin:articles_calendar"))
    expect(phone.get_by_role("link", name="This week")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

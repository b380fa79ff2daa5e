"""Stories go from the desk to the reader in a real browser, every letter as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.body import clean_body
from articles.models import Article
from images.models import Image
from published.models import PublishedArticle
from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_contributor, make_section, make_tag
from tests.images import samples

pytestmark = pytest.mark.django_db(transaction=True)

LATIN = [
    "“We didn’t sleep,” said Anna O’Neill; ‘nobody’ did – not on the quay, not in the café.",
    "The gauge stood at 4.2 m… “Higher,” the harbour master said, “than in ’53.”",
    "1. It rose; 2. it stayed; 3. it fell — so say the minutes of the Board.",
    "Prices doubled: £3, €4, $5. Señora Núñez, Mr Škoda and Dr Øst were not amused.",
    "She wrote: ‘…and the “gate” is stuck.’ The reply: “See enclosure № 7 (½ page).”",
    "By noon — “a miracle”, said the vicar — it was over. 👩‍🚒 carried the dog out.",
]
URDU = [
    "دریا رات بھر چڑھتا رہا، اور صبح تک پانی گلیوں میں آ گیا۔",
    "”ہم سو نہیں سکے“، ایک رہائشی نے کہا؛ ’کوئی بھی نہیں سویا‘۔",
    "بورڈ نے ۴٫۲ میٹر کی سطح بتائی — ۱۹۵۳ء سے بھی زیادہ۔",
    "وزیر نے پوچھا: ”دروازہ کیوں بند تھا؟“ جواب نہ ملا…",
    "قیمتیں دُگنی ہو گئیں، اور لوگوں نے کہا کہ یہ ”پرانی کہانی“ ہے۔",
    "دوپہر تک پانی اُتر گیا، مگر سوال باقی ہیں۔",
]
EVERYTHING = (
    "<p>First, with <strong>bold</strong>, <em>italics</em> and "
    '<a href="https://example.org/?a=1&amp;b=2">a link</a>.</p>'
    '<h2>Heading</h2><p>An <a data-article="{story}">own story</a>.</p><h3 dir="rtl">سرخی</h3>'
    "<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>first</p></li></ol>"
    "<blockquote><p>Quoted.</p></blockquote>"
    '<aside class="pullquote"><p>Pulled.</p></aside>'
    '<aside class="factbox"><h3>Facts</h3><p>Boxed.</p></aside><hr>'
    '<figure data-image="{image}" class="wide"><figcaption>Its <em>own</em> caption</figcaption></figure>'
    '<p dir="rtl">دائیں سے بائیں<br>دوسری سطر</p>'
)


@pytest.fixture
def desk(page: Page, live_server: Any, cast: Any) -> Callable[[str], Page]:
    """Open a page of the desk as Edith."""
    sign_in(page, cast.edith, live_server.url)

    def opened(address: str) -> Page:
        page.goto(f"{live_server.url}/admin/articles/article/{address}")
        return page

    return opened


def body_of(page: Page) -> Any:
    return page.locator(".row--body .ProseMirror")


def choose(page: Page, row: str, asked: str, name: str) -> None:
    """Choose something in one of the admin's search boxes, as a person types."""
    page.locator(f"#row-{row} .select2-selection").click()
    page.locator(".select2-search__field").last.press_sequentially(asked)
    page.locator(".select2-results__option", has_text=name).first.click()


def publish(page: Page) -> None:
    """Press “publish”, and confirm what the desk asks then."""
    page.locator("button[name=_publish]").first.click()
    page.wait_for_load_state()
    anyway = page.locator(".asked__anyway")
    if anyway.count():
        anyway.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(
    ("language", "headline", "paragraphs"),
    [("en", "“The river’s gone mad” – a night on the quay", LATIN), ("ur", "دریا کی رات، ”اور صبح“", URDU)],
)
def test_a_typed_story_is_read_as_it_was_typed(
    desk: Any, open_page: Any, live_server: Any, language: str, headline: str, paragraphs: list[str]
) -> None:
    make_section("City")
    make_contributor("Rosa Marsh")
    make_tag("Floods")
    page = desk("add/")
    page.fill("#id_headline", headline)
    page.fill("#id_standfirst", paragraphs[0])
    page.select_option("#id_language", language)
    page.select_option("#id_section", label="City")
    body_of(page).click()
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph) if language == "ur" else page.keyboard.type(paragraph)
    expect(body_of(page)).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    choose(page, "credits-0-contributor", "marsh", "Rosa Marsh")
    page.locator(".tag-list__field").press_sequentially("floo")
    page.locator(".tag-list__option").click()
    expect(page.locator("button[name=_publish]")).to_have_text("Publish now")
    publish(page)
    expect(page.locator(".messagelist")).to_contain_text("Published.")

    reader = open_page()
    reader.goto(live_server.url + PublishedArticle.objects.get().get_absolute_url())
    expect(reader.locator("h1")).to_have_text(headline)
    story = reader.locator("article")
    expect(story.first).to_have_attribute("lang", language)
    read = [text.strip() for text in reader.locator("article p").all_inner_texts()]
    assert [paragraph for paragraph in paragraphs if paragraph not in read] == []
    assert "Rosa Marsh" in story.first.inner_text()


def test_a_scheduled_story_appears_by_the_clock_alone(desk: Any, open_page: Any, live_server: Any) -> None:
    article = make_article("Out at its time", standfirst="By the clock.", tags=[make_tag("Clocks")])
    reader = open_page()
    reader.goto(live_server.url)  # a slow start of the browser must not use up the time before the story's
    hour = timezone.now() + timedelta(seconds=8)
    article.schedule(by=None, publish_at=hour)
    address = live_server.url + PublishedArticle.objects.get().get_absolute_url()
    assert reader.goto(address).status == 404
    reader.wait_for_timeout((hour - timezone.now()).total_seconds() * 1000 + 1100)
    assert reader.goto(address).status == 200
    expect(reader.locator("h1")).to_have_text("Out at its time")
    reader.goto(live_server.url)
    expect(reader.get_by_role("link", name="Out at its time").first).to_be_visible()


def test_the_button_follows_the_schedule_field(desk: Any) -> None:
    page = desk(f"{make_article().pk}/change/")
    button = page.locator("button[name=_publish]")
    expect(button).to_have_text("Publish now")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    page.fill("#id_publish_at", tomorrow.strftime("%Y-%m-%dT06:00"))
    expect(button).to_have_text(re.compile(r"Publish at 6:00 AM E[SD]T on \d+ \w+"))
    expect(page.locator("#row-publish_at output")).to_contain_text("6:00 AM")
    page.fill("#id_publish_at", "2020-01-01T06:00")
    expect(page.locator("#row-publish_at output")).to_contain_text("publish now instead")
    expect(button).to_have_text("Publish now")


def test_an_hour_that_comes_twice_is_asked_about(desk: Any) -> None:
    page = desk(f"{make_article().pk}/change/")
    which = page.locator("#row-publish_at select")
    expect(which).to_be_hidden()
    page.fill("#id_publish_at", "2027-11-07T01:30")
    expect(which).to_be_visible()
    which.select_option(label="second (EST)")
    expect(page.locator("button[name=_publish]")).to_have_text("Publish at 1:30 AM EST on 7 November 2027")


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
def test_credits_are_put_in_order(desk: Any, way: str) -> None:
    article = make_article(credits=["One", "Two", "Three"])
    page = desk(f"{article.pk}/change/")
    third = page.locator("#credits-2")
    # The editor above it takes its room when it has loaded; until then everything moves.
    expect(body_of(page)).to_be_visible()
    if way == "keyboard":
        up = third.get_by_role("button", name="Move up")
        up.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(up).to_be_disabled()
    else:
        page.locator("#credits-group").scroll_into_view_if_needed()
        third.locator(".rows__handle").hover()
        top = page.locator("#credits-0").bounding_box()
        page.mouse.down()
        page.mouse.move(top["x"] + 60, top["y"] + 30, steps=8)
        page.mouse.move(top["x"] + 60, top["y"] + 10, steps=4)
        expect(page.locator("#credits-group .inline-related").first).to_have_attribute("id", "credits-2")
        page.mouse.up()
    page.locator("button[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    assert [credit.name for credit in article.credits.all()] == ["Three", "One", "Two"]


def test_tags_are_put_in_order_and_the_first_is_the_lead(desk: Any) -> None:
    article = make_article(tags=[make_tag("Floods"), make_tag("Quays")])
    page = desk(f"{article.pk}/change/")
    page.get_by_role("button", name="Move up: Quays").click()
    page.get_by_role("button", name="Take off: Floods").click()
    page.locator("button[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    assert [tagging.tag.name for tagging in article.taggings.all()] == ["Quays"]


def test_a_body_with_everything_comes_back_as_it_was(desk: Any) -> None:
    image, other = Image.take_in(samples.jpeg(900, 600), credit="P."), make_article("Linked")
    body = clean_body(EVERYTHING.format(story=other.pk, image=image.pk))
    article = make_article(body=body)
    page = desk(f"{article.pk}/change/")
    # A letter typed and taken back makes the editor write the whole text again.
    body_of(page).locator("p").first.click()
    page.keyboard.press("x")
    page.keyboard.press("Backspace")
    page.fill("#id_headline", "Changed")
    page.locator("button[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    article.refresh_from_db()
    assert article.headline == "Changed"
    assert article.body == body


def test_leaving_with_unsaved_text_asks(desk: Any) -> None:
    page = desk(f"{make_article().pk}/change/")
    page.locator("#id_headline").press_sequentially("Typed ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#site-name a").click()
    page.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]


def test_nothing_covers_the_page_on_a_phone(phone: Page, live_server: Any, cast: Any) -> None:
    article = make_article()
    sign_in(phone, cast.edith, live_server.url)
    phone.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    assert phone.locator(".bar").evaluate("bar => getComputedStyle(bar).position") == "static"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator("#id_headline").fill("From the bus")
    phone.locator("button[name=_save]").click()
    expect(phone.locator(".messagelist")).to_contain_text("Saved")
    assert Article.objects.get().headline == "From the bus"


def test_the_story_is_saved_without_script(open_page: Any, live_server: Any, cast: Any) -> None:
    make_tag("Floods")
    article = make_article()
    page = open_page(java_script_enabled=False)
    sign_in(page, cast.edith, live_server.url)
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    page.fill("#id_body", "<p>Typed “plainly”.</p><script>alert(1)</script>")
    page.fill("[name=tags_by_name]", "floods")
    page.locator("#credits-0 [name$='-place']").fill("London")
    page.locator("button[name=_save]").click()
    article.refresh_from_db()
    assert article.body == "<p>Typed “plainly”.</p>"
    assert [tagging.tag.name for tagging in article.taggings.all()] == ["Floods"]
    assert article.credits.get().place == "London"


def test_it_says_how_long_a_headline_may_be_for_fronts_and_search_results(desk) -> None:
    page = desk("add/")
    expect(page.locator("#id_headline_length")).to_be_hidden()
    page.fill("#id_headline", "The river 🌊")
    guide = page.locator("#id_headline_length")
    expect(guide).to_have_text("Characters: 11Fits fronts.Fits search results.")
    page.fill("#id_headline", "The river rose " * 6)
    expect(guide).to_contain_text("write a short headline")
    expect(guide).to_contain_text("Search results show about the first 60 characters.")
    page.fill("#id_short_headline", "The river rose")
    expect(guide).not_to_contain_text("fronts")
    expect(page.locator("#id_short_headline_length")).to_contain_text("Fits fronts.")

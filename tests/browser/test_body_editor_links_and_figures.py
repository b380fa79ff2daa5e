"""Links, pictures, galleries and embeds are put into a text, and changed there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.body import clean_body
from images.models import Image
from tests.factories import make_article
from tests.images import samples

pytestmark = pytest.mark.django_db(transaction=True)


# Links


def test_it_links_to_an_own_story_by_its_number(desk):
    river, _other = make_article("The river rose"), make_article("Cats")
    desk.open("<p>see the report</p>").at("the report", select=True).press("Control+k").type("river")
    expect(desk.dialog.get_by_role("button", name="The river rose")).to_be_visible()
    expect(desk.dialog.get_by_role("button", name="Cats")).to_have_count(0)
    desk.press("ArrowDown")
    expect(desk.dialog.get_by_role("button", name="The river rose")).to_be_focused()
    desk.press("Enter")
    assert desk.save() == f'<p>see <a data-article="{river.pk}">the report</a></p>'
    desk.at("the report", select=True)
    expect(desk.page.get_by_text("Own story: The river rose")).to_be_visible()


def test_it_writes_the_headline_where_nothing_was_chosen(desk):
    river = make_article("The river rose")
    desk.open("<p>See </p>").at("See ", end=True).press("Control+k")
    desk.dialog.get_by_role("button", name="The river rose").click()
    desk.type(".")
    assert desk.html == f'<p>See <a data-article="{river.pk}">The river rose</a>.</p>'


def test_it_finds_the_story_of_a_pasted_own_address(desk, live_server):
    river = make_article("The river rose")
    river.publish(by=None)
    river.refresh_from_db()
    desk.open("<p>report</p>").at("report", select=True).press("Control+k")
    desk.type(f"{live_server.url}/{river.address_day:%Y/%m/%d}/{river.slug}/")
    desk.dialog.get_by_role("button", name="The river rose").click()
    assert desk.html == f'<p><a data-article="{river.pk}">report</a></p>'


ADDRESSES = {
    "https://example.org/a?b=1&c=2": "https://example.org/a?b=1&amp;c=2",
    "example.org/x": "https://example.org/x",
    "desk@example.org": "mailto:desk@example.org",
}


def test_it_links_to_an_address(desk):
    desk.open()
    for typed, href in ADDRESSES.items():
        desk.put("<p>one two</p>").at("two", select=True).press("Control+k").type(typed).press("Enter")
        assert clean_body(desk.html) == f'<p>one <a href="{href}">two</a></p>'
    desk.at("two", select=True).press("Control+k")
    expect(desk.dialog.get_by_role("searchbox")).to_have_value("mailto:desk@example.org")
    desk.dialog.get_by_role("button", name="Remove link").click()
    assert desk.html == "<p>one two</p>"


def test_it_links_to_nothing_else(desk):
    desk.open("<p>one</p>")
    for typed in ("javascript:alert(1)", "file:///etc/passwd", "two words", "ftp://example.org/"):
        desk.at("one", select=True).press("Control+k").type(typed).press("Enter")
        expect(desk.dialog.get_by_text("This is no address.")).to_be_visible()
        desk.press("Escape")
        assert desk.html == "<p>one</p>"


def test_it_links_words_over_which_an_address_is_pasted(desk):
    desk.open("<p>one two</p>").at("two", select=True).paste(text="https://example.org/")
    assert desk.html == '<p>one <a href="https://example.org/">two</a></p>'


# Pictures, galleries, embeds


def test_it_puts_a_picture_from_the_library(desk, images):
    desk.open("<p>one</p><p>two</p>").at("one").tool("Picture from the library").click()
    search = desk.dialog.get_by_role("searchbox", name="Search pictures")
    expect(search).to_be_focused()
    desk.type("view 2")
    expect(desk.dialog.get_by_role("button", name="View 1")).to_have_count(0)
    desk.dialog.get_by_role("button", name="View 2").click()
    picture = desk.text.get_by_role("img", name="A view")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    expect(desk.text.locator("figure")).to_contain_text("Paul Estlin")
    desk.type("A caption").press("Enter").type("between")
    desk.text.get_by_role("button", name="Wide").click()
    assert desk.save() == (
        f'<p>one</p><figure data-image="{images[1].pk}" class="wide"><figcaption>A caption</figcaption>'
        "</figure><p>between</p><p>two</p>"
    )
    desk.text.get_by_role("button", name="Change").click()
    desk.dialog.get_by_role("button", name="View 3").click()
    assert f'data-image="{images[2].pk}"' in desk.html
    desk.text.get_by_role("button", name="Remove").click()
    assert desk.save() == "<p>one</p><p>between</p><p>two</p>"


def test_it_takes_the_place_of_an_empty_line(desk, images):
    desk.open().tool("Picture from the library").click()
    desk.dialog.get_by_role("button", name="View 1").click()
    assert desk.save() == f'<figure data-image="{images[0].pk}"></figure>'


def test_it_warns_of_what_a_picture_lacks(desk):
    image = Image.take_in(samples.jpeg(), title="Bare")
    desk.open(f'<figure data-image="{image.pk}"></figure><figure data-image="999999"></figure>')
    expect(desk.text).to_contain_text("No alt text.")
    expect(desk.text).to_contain_text("No credit.")
    expect(desk.text).to_contain_text("This picture is not in the library any more.")


def test_it_makes_a_gallery_in_the_order_that_is_chosen(desk, images):
    one, two, three = (image.pk for image in images)
    desk.open("<p>one</p>").at("one", end=True).tool("Gallery").click()
    for title in ("View 3", "View 1", "View 2"):
        desk.dialog.get_by_role("button", name=title, exact=False).filter(
            has=desk.page.locator("img")
        ).click()
    desk.dialog.get_by_role("button", name="Earlier: View 2").click()
    desk.dialog.get_by_role("button", name="Take out: View 1").click()
    desk.dialog.get_by_role("button", name="Use these pictures").click()
    desk.type("Two views")
    assert desk.save() == (
        f'<p>one</p><figure data-gallery="{three},{two}"><figcaption>Two views</figcaption></figure>'
    )
    expect(desk.text.get_by_role("img")).to_have_count(2)
    desk.text.get_by_role("button", name="Change").click()
    desk.dialog.get_by_role("button", name="Later: View 3").click()
    desk.dialog.get_by_role("button", name="View 1").filter(has=desk.page.locator("img")).click()
    desk.dialog.get_by_role("button", name="Use these pictures").click()
    assert f'data-gallery="{two},{three},{one}"' in desk.html


def test_it_wants_two_pictures_for_a_gallery(desk, images):
    desk.open().tool("Gallery").click()
    desk.dialog.get_by_role("button", name="View 1").click()
    desk.dialog.get_by_role("button", name="Use these pictures").click()
    expect(desk.dialog).to_be_visible()
    desk.press("Escape")
    assert desk.html == ""


def test_it_embeds_by_address_and_refuses_others(desk):
    desk.open("<p>one</p>").at("one", end=True).tool("Video or post by its address").click()
    desk.type("https://evil.example/watch?v=dQw4w9WgXcQ").press("Enter")
    expect(
        desk.dialog.get_by_text("This is no address of a video or post of YouTube, Vimeo, X.")
    ).to_be_visible()
    desk.press("Control+a").type("https://youtu.be/dQw4w9WgXcQ?t=1").press("Enter")
    assert (
        desk.save() == '<p>one</p><figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    )


def test_it_embeds_an_address_pasted_on_an_empty_line(desk):
    desk.open().text.click()
    desk.paste(text="https://vimeo.com/76979871")
    assert desk.save() == '<figure data-embed="https://vimeo.com/76979871"></figure>'


def test_it_goes_on_under_a_figure_at_the_end(desk, images):
    body = f'<figure data-image="{images[0].pk}"></figure>'
    desk.open(body)
    desk.see_pictures()
    box = desk.text.bounding_box()
    desk.text.click(position={"x": box["width"] / 2, "y": box["height"] - 12})
    desk.type("After.")
    assert desk.html == f"{body}<p>After.</p>"

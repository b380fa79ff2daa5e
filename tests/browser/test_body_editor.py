"""A text is written in the body editor: nothing of it is lost, by mouse, by keyboard, without script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from articles.body import clean_body, plain_text
from articles.models import Skeleton
from tests.browser.signing_in import sign_in
from tests.browser.writing import Writing, everything
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


# Nothing is lost


def test_it_writes_every_kind_of_thing_as_it_is_kept(desk, images):
    body = everything(images, make_article())
    assert clean_body(body) == body
    desk.open(body)
    assert desk.html == body
    assert desk.written() == body
    assert desk.save() == body


def test_it_changes_the_paragraph_that_was_changed_and_no_other(desk, images):
    # Bare items, marks the other way round and white space: not how the editor would write them.
    body = (
        "<p><em>a <strong>b</strong> c</em></p>\n<ul><li>bare</li></ul><blockquote>bare</blockquote>"
        '<aside dir="rtl" class="factbox"><p>x</p></aside><p>The end.</p>'
    )
    desk.open(body).at("The end.", end=True).type(" Not yet.")
    assert desk.save() == body.replace("The end.", "The end. Not yet.")
    desk.at("The end. Not yet.").press("Control+a", "Control+b", "Control+z").at("x").type("y")
    assert "<ul><li>bare</li></ul><blockquote>bare</blockquote>" in desk.html
    assert '<aside class="factbox" dir="rtl"><p>yx</p></aside>' in desk.html


def test_it_keeps_a_text_of_one_picture(desk, images):
    body = f'<figure data-image="{images[0].pk}"></figure>'
    desk.open(body).page.get_by_role("button", name="Wide").click()
    assert desk.save() == body.replace("></figure>", ' class="wide"></figure>')


def test_it_empties_a_text(desk):
    desk.open("<p>All of it.</p>").text.click()
    desk.press("Control+a", "Delete")
    assert desk.save() == ""


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<strong>", "</strong>", "<em>", "</em>", "<h2>", "</h2>", "<ul><li>", "<li>",
        "</li></ul>", "<blockquote>", "</blockquote>", '<a href="https://example.org/">', "</a>", "<br>",
        '<a data-article="7">', "<hr>", '<aside class="pullquote">', "<aside>", "</aside>", "<figcaption>",
        "</figcaption>", '<figure data-embed="https://vimeo.com/1">', "</figure>", '<p dir="rtl">', "&nbsp;",
        "&amp;", " one ", " two ", "پاکستان", " ",
    ]
)  # fmt: skip


def addresses(html: str) -> set[str]:
    """Where the links of a text lead."""
    return set(re.findall(r"<a [^>]+>", html))


def test_it_loses_no_word_and_no_link_of_any_text_the_server_lets_in(desk):
    desk.open()
    script = """html => {
      const { editor } = document.querySelector(".be-text");
      editor.commands.setContent(html, { parseOptions: { preserveWhitespace: true } });
      return editor.getHTML();
    }"""

    @given(st.lists(PIECES, max_size=20).map("".join))
    @settings(max_examples=150)
    def holds(html):
        stored = clean_body(html)
        after = clean_body(desk.page.evaluate(script, stored))
        # Words alone: where a block begins, bare words before it stand apart now.
        assert "".join(plain_text(after).split()) == "".join(plain_text(stored).split())
        assert addresses(after) <= addresses(stored)
        assert clean_body(desk.page.evaluate(script, after)) == after

    holds()


def test_it_is_a_text_area_without_script(open_page, live_server, person):
    page = open_page(java_script_enabled=False)
    sign_in(page, person, live_server.url)
    skeleton = Skeleton.objects.create(name="Plain", body="<p>Before.</p>")
    page.goto(f"{live_server.url}/admin/articles/skeleton/{skeleton.pk}/change/")
    box = page.get_by_label("Body")
    assert box.input_value() == "<p>Before.</p>"
    box.fill('<p onclick="x()">After.</p><script>x</script>')
    page.get_by_role("button", name="Save", exact=True).click()
    skeleton.refresh_from_db()
    assert skeleton.body == "<p>After.</p>"


# Tools and keys


TOOLS = [
    ("Bold", "Control+b", "<p>one <strong>two</strong></p>"),
    ("Italic", "Control+i", "<p>one <em>two</em></p>"),
    ("Subheading", "Control+Alt+2", "<h2>one two</h2>"),
    ("Lower subheading", "Control+Alt+3", "<h3>one two</h3>"),
    ("Bulleted list", "Control+Shift+8", "<ul><li><p>one two</p></li></ul>"),
    ("Numbered list", "Control+Shift+7", "<ol><li><p>one two</p></li></ol>"),
    ("Block quote", "Control+Shift+b", "<blockquote><p>one two</p></blockquote>"),
    ("Pull quote", "Control+Alt+q", '<aside class="pullquote"><p>one two</p></aside>'),
    ("Fact box", "Control+Alt+x", '<aside class="factbox"><p>one two</p></aside>'),
    ("Right to left", "Control+Alt+r", '<p dir="rtl">one two</p>'),
    ("Left to right", "Control+Alt+l", '<p dir="ltr">one two</p>'),
]


def test_it_goes_by_tools_and_by_keys(desk):
    desk.open()
    for tool, keys, written in TOOLS:
        desk.put("<p>one two</p>").at("two", select=True).tool(tool).click()
        assert clean_body(desk.html) == written
        expect(desk.tool(tool)).to_have_attribute("aria-pressed", "true")
        desk.press("Control+z")
        assert desk.html == "<p>one two</p>", tool
        desk.at("two", select=True).press(keys)
        assert clean_body(desk.html) == written
        desk.press(keys)
        assert clean_body(desk.html) == "<p>one two</p>", tool


def test_it_undoes_and_does_again(desk):
    desk.open("<p>one</p>").at("one", end=True).type(" two")
    expect(desk.tool("Redo")).to_have_attribute("aria-disabled", "true")
    desk.tool("Undo").click()
    assert desk.html == "<p>one</p>"
    desk.press("Control+Shift+z")
    assert desk.html == "<p>one two</p>"
    desk.tool("Undo").click()
    desk.tool("Redo").click()
    assert desk.html == "<p>one two</p>"


def test_it_prints_what_is_typed(desk):
    """No sign becomes a list, a rule, a quote or a link by itself."""
    typed = [
        '"Fair" -- it\'s **done**',
        "- one",
        "1. two",
        "## three",
        "> four",
        "---",
        "https://example.org/ x",
    ]
    desk.open().text.click()
    for line in typed:
        desk.type(line).press("Enter")
    assert plain_text(desk.save()).splitlines() == typed


def test_it_reaches_every_tool_by_keyboard(desk):
    desk.open("<p>one</p>").at("one", select=True).press("Alt+F10")
    expect(desk.tool("Bold")).to_be_focused()
    desk.press("ArrowRight")
    expect(desk.tool("Italic")).to_be_focused()
    desk.press("Enter")
    assert desk.html == "<p><em>one</em></p>"
    desk.press("Alt+F10", "End")
    expect(desk.tool("Keyboard shortcuts")).to_be_focused()
    desk.press("ArrowRight")
    expect(desk.tool("Bold")).to_be_focused()
    desk.press("Escape")
    expect(desk.text).to_be_focused()
    # One stop of the Tab key, whatever the number of tools.
    assert desk.tools.locator("button[tabindex='0']").count() == 1
    reached = set()
    desk.press("Alt+F10")
    for _tool in range(desk.tools.get_by_role("button").count()):
        reached.add(desk.page.evaluate("document.activeElement.getAttribute('aria-label')"))
        desk.press("ArrowRight")
    assert len(reached) == desk.tools.get_by_role("button").count() > 20


def test_it_is_named_for_who_cannot_see_it(desk):
    desk.open("<p>one</p>")
    expect(desk.page.get_by_role("textbox", name="Body")).to_have_attribute("aria-multiline", "true")
    expect(desk.text).to_have_attribute("spellcheck", "true")
    expect(desk.page.get_by_role("toolbar", name="Tools of the text")).to_be_visible()
    expect(desk.tool("Bold")).to_have_attribute("title", "Bold (Ctrl+B)")
    expect(desk.tool("Bold")).to_have_attribute("aria-keyshortcuts", "Control+B")
    desk.page.get_by_text("Body:", exact=True).click()
    expect(desk.text).to_be_focused()


def test_it_lists_its_shortcuts(desk):
    desk.open().text.click()
    desk.press("Control+/")
    expect(desk.dialog).to_contain_text("Pull quoteCtrl+Alt+Q")
    desk.press("Escape")
    expect(desk.dialog).to_have_count(0)
    expect(desk.text).to_be_focused()


def test_it_leaves_a_box_by_an_empty_line(desk):
    desk.open("<p>one</p>").at("one", end=True).press("Control+Alt+x", "Enter").type("two").press(
        "Enter", "Enter"
    )
    desk.type("three")
    assert clean_body(desk.html) == '<aside class="factbox"><p>one</p><p>two</p></aside><p>three</p>'


def test_it_follows_the_language_of_the_story(desk, page, live_server):
    article = make_article("Headline", body="<p>one</p>", language="ur")
    page.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    expect(desk.text).to_have_attribute("dir", "rtl")
    expect(desk.text).to_have_attribute("lang", "ur")
    page.get_by_label("Language", exact=True).select_option("en")
    expect(desk.text).to_have_attribute("dir", "ltr")


# The phone


def test_it_is_usable_on_a_phone(phone, live_server, person, images):
    sign_in(phone, person, live_server.url)
    desk = Writing(phone, live_server.url).open(everything(images, make_article()))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    for button in desk.tools.get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 32
    desk.tool("Special characters").tap()
    box = desk.dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    desk.dialog.get_by_role("button", name="Close").tap()
    desk.at("The end.", end=True).tool("Bold").tap()
    desk.type("!")
    assert "The end.<strong>!</strong></p>" in desk.html

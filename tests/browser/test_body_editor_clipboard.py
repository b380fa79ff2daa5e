"""What is pasted keeps the structure a text may have, and its words. Nothing else comes in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.body import clean_body

pytestmark = pytest.mark.django_db(transaction=True)

CLIPBOARD = Path(__file__).parent / "clipboard"


def clipboard(name: str) -> str:
    return (CLIPBOARD / f"{name}.html").read_text(encoding="utf-8")


LIST = (
    "<ul><li><p>Shelter: Northbank hall</p><ul><li><p>day and night</p></li></ul></li>"
    "<li><p>Boats: <strong>the Old Quay</strong></p></li></ul>"
)
FIRST = (
    "<h2>What we know</h2><p>The river <strong>rose</strong> overnight, the board said. <em>Nobody</em> was "
    "<strong><em>hurt</em></strong>"
)
REPORT = '<a href="https://example.org/report?a=1&amp;b=2">the report</a>'
URDU = '<p dir="rtl">یہ اردو ہے۔</p>'
PASTED = {
    "word": (
        f"<h2>Flood at Eastferry</h2>{FIRST} in the “lower town”.</p>"
        f"<p>See {REPORT} and my notes.[1]</p>{LIST}"
        "<p>In this order:</p><ol><li><p>People</p></li><li><p>Animals</p></li></ol>"
        f"<p><strong>Gate</strong> | Built</p><p>Withen | 1931</p>{URDU}<p>The end.</p>"
    ),
    "google-docs": f"{FIRST}.</p><p>See {REPORT}.</p>{LIST}{URDU}",
    "libreoffice": (
        f"{FIRST} in the “lower town”.</p><p>See {REPORT}.23/11/26</p>{LIST}"
        f"<ol><li><p>People</p></li><li><p>Animals</p></li></ol>{URDU}<p>struck out2</p>"
    ),
    "web-page": (
        f"{FIRST}.</p><h3>Related</h3>"
        '<p>Read <a href="https://example.org/more">more on this</a>.</p><p>Water in Chandler Street.</p>'
        "<blockquote><p>I signed a paper.</p></blockquote>"
        "<p>First line.</p><p>Second line, see here and there.</p>"
        f"{LIST}<p>code stays words</p><p>Gate | Built</p><p>Withen | 1931</p>{URDU}<p>Loose words</p>"
    ),
}


@pytest.mark.parametrize("source", PASTED)
def test_it_keeps_the_structure_of_what_is_pasted_and_nothing_else(desk, source):
    desk.open().text.click()
    desk.paste(clipboard(source))
    assert clean_body(desk.html) == PASTED[source]
    assert desk.save() == PASTED[source]


def test_it_keeps_the_words_of_tables(desk):
    rows = "<tr><td>a</td><td><p><b>b</b></p></td></tr><tr><td>c</td><td></td></tr>"
    facts = f"<table><caption>Gates</caption>{rows}</table>"
    layout = f"<table><tr><td><p>one</p><p>two</p></td><td>{facts}</td></tr></table>"
    desk.open().text.click()
    desk.paste(layout)
    assert clean_body(desk.html) == ("<p>one</p><p>two</p><p>Gates</p><p>a | <strong>b</strong></p><p>c</p>")


def test_it_pastes_into_a_sentence(desk):
    desk.open("<p>one three</p>").at("three").paste("<meta charset='utf-8'><p><span>two,</span></p>")
    assert desk.html == "<p>one two,three</p>"


def test_it_pastes_lines_as_paragraphs(desk):
    desk.open().text.click()
    desk.paste(text="one\ntwo\n\nthree **x**")
    assert desk.html == "<p>one</p><p>two</p><p>three **x**</p>"


def test_it_copies_its_own_figures(desk, images):
    body = f'<figure data-image="{images[0].pk}" class="wide"><figcaption>c</figcaption></figure>'
    desk.open(f"{body}<p>end</p>").page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.at("end").press("Control+a", "Control+c").at("end", end=True).press("Control+v")
    assert Counter(desk.html.split("<figure"))[body.removeprefix("<figure") + "<p>end</p>"] >= 1
    assert desk.html.count(f'data-image="{images[0].pk}" class="wide"') == 2


def test_it_sends_a_pasted_file_to_the_library_and_says_what_is_wrong_with_it(desk):
    script = """box => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "shot.png", { type: "image/png" }));
      const event = { clipboardData: data, bubbles: true, cancelable: true };
      box.dispatchEvent(new ClipboardEvent("paste", event));
    }"""
    desk.open("<p>one</p>").text.evaluate(script)
    expect(desk.page.get_by_role("dialog", name="Choose a picture")).to_be_visible()
    sent = desk.dialog.locator(".be-uploads__one")
    expect(sent).to_contain_text("shot.png")
    expect(sent.locator(".be-warning")).to_be_visible()
    desk.press("Escape")
    assert desk.html == "<p>one</p>"

# ruff: noqa: E501
"""The allow-list: what a text may hold, and what becomes of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import clean_body, embedded, first_paragraph, identities, plain_text

PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<i>", "<strong>", "<h2>", "</h2>", "<ul><li>", "</li></ul>", "<blockquote>",
        '<a href="https://example.org/?a=1&b=2">', '<a href="javascript:alert(1)">', '<a data-article="7">', "</a>",
        '<figure data-image="3" class="wide">', "</figure>", "<figcaption>", '<aside class="pullquote evil">',
        "</aside>", "<script>alert(1)</script>", "<svg onload=alert(1)>", "<style>p{}</style>", "<table><tr><td>",
        '<p dir="rtl" onclick="x()">', "<br>", "<hr>", "&amp;", "&nbsp;", "&lt;script&gt;", "<!-- x -->", "“quoted”",
        '<figure data-gallery="4, 7,9">', '<figure data-gallery="4,x">', '<figure data-image="5" data-gallery="1,2">',
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ?t=3" class="wide">', "</figcaption>", "<li><p>",
        '<figure data-embed="https://evil.example/?u=https://vimeo.com/12">', '<aside class="factbox" dir="rtl">',
        "پاکستان", "\x00", "<", ">", "<iframe src=//evil.example>", "<math><mtext><style>", "<noscript><p title='",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_it_is_idempotent(html):
    once = clean_body(html)
    assert clean_body(once) == once


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_it_lets_nothing_through_that_runs(html):
    clean = clean_body(html).lower()
    for danger in ("<script", "onclick=", "onload=", 'href="javascript', "<iframe", "<svg", "<style"):
        assert danger not in clean


@pytest.mark.parametrize(
    "text",
    [
        "<p>“Fair words,” she said — and it’s done.</p>",
        '<h2>Sub</h2><ul><li>one</li><li>two</li></ul><ol><li>1</li></ol><hr><blockquote><p dir="rtl">ق</p></blockquote>',
        '<figure data-image="3" class="wide"><figcaption>At <em>dawn</em></figcaption></figure>',
        '<aside class="factbox"><h3>Facts</h3><p>One<br>two</p></aside><aside class="pullquote"><p>Q</p></aside>',
        '<figure data-gallery="4,7,9"><figcaption dir="rtl">C</figcaption></figure><figure data-gallery="1,2" class="wide"></figure>',
        '<figure data-embed="https://vimeo.com/76979871"></figure><figure data-embed="https://x.com/a_b/status/1"></figure>',
        '<p><a href="https://example.org/">out</a> <a data-article="17">in</a> <strong><em>x</em></strong></p>',
    ],
)
def test_it_changes_nothing_that_is_allowed(text):
    assert clean_body(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>a</p><p></p><p><br></p>", "<p>a</p>"),
        ("<b>x</b> <i>y</i>", "<strong>x</strong> <em>y</em>"),
        ('<a href="javascript:alert(1)">k</a>', "<a>k</a>"),
        ('<figure data-image="1 onload=x">c</figure>', "<figure>c</figure>"),
        ('<figure data-gallery=" 4, 7 "></figure>', '<figure data-gallery="4,7"></figure>'),
        ('<figure data-gallery="4,,7">c</figure>', "<figure>c</figure>"),
        (f'<figure data-gallery="{"7," * 30}7">c</figure>', "<figure>c</figure>"),
        (
            '<figure data-embed="http://youtu.be/dQw4w9WgXcQ?si=x">c</figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ">c</figure>',
        ),
        ('<figure data-embed="https://evil.example/watch?v=dQw4w9WgXcQ">c</figure>', "<figure>c</figure>"),
        ('<p class="MsoNormal" style="color:red">k</p>', "<p>k</p>"),
        ("<table><tr><td>kept</td></tr></table>", "kept"),
        ("<script>gone</script>", ""),
    ],
)
def test_it_drops_the_rest_and_keeps_the_words(dirty, clean):
    assert clean_body(dirty) == clean


def test_it_reads_identities_and_words():
    html = '<p>First &amp; foremost</p><figure data-image="3"></figure><p>See <a data-article="17">it</a></p>'
    assert identities(html + '<figure data-gallery="4,7"></figure>') == ([3, 4, 7], [17])
    assert identities('<figure data-gallery="4,x"></figure><a data-article="²">x</a>') == ([], [])
    assert embedded('<figure class="wide" data-embed="https://vimeo.com/1">c</figure>' + html) == [
        "https://vimeo.com/1"
    ]
    assert first_paragraph(html) == "First & foremost"
    assert plain_text(html).split() == ["First", "&", "foremost", "See", "it"]

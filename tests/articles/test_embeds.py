"""Providers' pages: which addresses are known, what they become, and that no page loads anything of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import embeds
from articles.body import clean_body
from articles.expanding import expand_body
from newsroom.content_policy import READER_POLICY

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (VIDEO, VIDEO),
        ("http://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=90s", VIDEO),
        (" https://youtu.be/dQw4w9WgXcQ?si=abc ", VIDEO),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", VIDEO),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", VIDEO),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://player.vimeo.com/video/76979871?h=1", "https://vimeo.com/76979871"),
        ("https://vimeo.com/76979871/8272103f6e", "https://vimeo.com/76979871/8272103f6e"),
        ("https://twitter.com/Newsroom/status/20?s=20", "https://x.com/Newsroom/status/20"),
        ("https://mobile.x.com/a_b/status/1234", "https://x.com/a_b/status/1234"),
    ],
)
def test_it_keeps_one_form_of_each_address(address, kept):
    assert embeds.canonical(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/short",
        "https://www.youtube.com/@newsroom",
        "https://vimeo.com/about",
        "https://x.com/newsroom",
        "//youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ\nhttps://x.com",
        "https://youtu.be/dQw4w9WgXcQ?" + "x" * 500,
    ],
)
def test_it_knows_no_other_address(address):
    assert embeds.canonical(address) is None


@given(
    st.sampled_from([VIDEO, "https://vimeo.com/1/abcdef", "https://x.com/a/status/2"]), st.text(max_size=20)
)
def test_it_is_idempotent(address, rest):
    once = embeds.canonical(f"{address}?{rest}")
    assert once is None or embeds.canonical(once) == once


def test_it_frames_only_what_readers_browsers_let_in():
    assert embeds.frame_origins() == READER_POLICY["frame-src"]
    for address in (VIDEO, "https://vimeo.com/76979871", "https://vimeo.com/76979871/8272103f6e"):
        assert embeds.find(address).frame.startswith(tuple(f"{origin}/" for origin in embeds.frame_origins()))


def test_it_composes_a_card_that_loads_nothing():
    html = f'<figure data-embed="{VIDEO}"><figcaption>The <em>flood</em></figcaption></figure>'
    page = expand_body(clean_body(html), {}, {})
    assert f'href="{VIDEO}" rel="noopener"' in page
    assert "Watch on YouTube" in page
    assert "<figcaption>The <em>flood</em></figcaption>" in page
    for loading in ("<iframe", "<img", "<script", " src="):
        assert loading not in page


def test_it_links_to_a_post_that_has_no_frame():
    page = expand_body('<figure data-embed="https://x.com/a/status/2"></figure>', {}, {})
    assert "Read on X" in page
    assert "data-frame" not in page
    assert "<figcaption" not in page

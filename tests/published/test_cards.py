"""The picture that sharing sites show of a story."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from PIL import Image, ImageChops, ImageDraw

from published.cards import HEIGHT, WIDTH, Card, draw, kept_card
from published.cards.colours import accent, colours
from published.cards.keeping import card_mark
from published.cards.letters import _COVERED, drawable, font, lines_of
from published.editions import raise_edition
from taxonomy.models import Section
from tests.factories import make_section
from tests.page_cache.reading import Reader
from tests.published.factories import published

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
URDU = "سالٹ مارش رو پر دواخانے کی سبز بتی پھر جل اٹھی"


def card(headline, language="en", **words):
    return Card(
        headline, language, **({"section": "City", "accent": "red", "site": "The Harbour Post"} | words)
    )


def opened(made):
    return Image.open(BytesIO(made)).convert("RGB")


def ink(picture, box):
    """How much of a part of the card is not paper."""
    part = picture.crop(box)
    changed = (
        ImageChops.difference(part, Image.new("RGB", part.size, colours()["paper"]))
        .convert("L")
        .point(lambda v: v > 60 and 255)
    )
    return changed.getbbox()


@pytest.mark.parametrize("headline", ["Gale warning", "River " * 27, LONG * 2, URDU, "", "🌊"])
def test_it_keeps_every_headline_inside_its_margins(headline):
    picture = opened(draw(card(headline, "ur" if headline == URDU else "en")))
    assert picture.size == (WIDTH, HEIGHT)
    assert ink(picture, (0, 20, 58, HEIGHT)) is None
    assert ink(picture, (WIDTH - 58, 20, WIDTH, HEIGHT)) is None
    assert ink(picture, (0, HEIGHT - 30, WIDTH, HEIGHT)) is None


def test_it_begins_on_the_side_of_the_language():
    english, urdu = (opened(draw(card(*words))) for words in (("Short", "en"), ("دوا", "ur")))
    start, end = (64, 150, 500, 400), (WIDTH - 500, 150, WIDTH - 64, 400)
    assert ink(english, start)
    assert ink(english, end) is None
    assert ink(urdu, end)
    assert ink(urdu, start) is None


def test_it_joins_arabic_letters():
    """Letters that stand alone are wider than the same ones joined."""
    face = font(60)
    assert face.getlength("بببب", direction="rtl") < 4 * face.getlength("ب", direction="rtl")


def test_it_draws_no_letter_that_the_font_lacks():
    assert drawable("Tea 🍵 at\tfive") == "Tea at five"
    assert drawable("नमस्ते") == ""
    assert drawable(f"{URDU}: WHO, 12.5%") == f"{URDU}: WHO, 12.5%"


def test_it_has_every_letter_it_says_it_has():
    def drawn(sign):
        canvas = Image.new("L", (80, 80))
        ImageDraw.Draw(canvas).text((20, 10), sign, 255, font(40))
        return canvas.tobytes()

    nothing = drawn("\ue000")
    codes = (code for first, last in _COVERED for code in range(first, last + 1))
    seen = (chr(code) for code in codes if chr(code).isprintable() and chr(code) != " ")
    missing = [sign for sign in seen if drawn(sign) == nothing]
    assert missing == []


def test_it_cuts_words_that_are_wider_than_the_card():
    face = font(84)
    lines = lines_of(f"{LONG} is long", face, 600)
    assert "".join(lines).replace(" ", "") == f"{LONG}islong"
    assert all(face.getlength(line) <= 600 for line in lines)


def test_it_puts_the_picture_beside_the_words():
    red = BytesIO()
    Image.new("RGB", (1280, 720), (200, 0, 0)).save(red, "JPEG")
    left = opened(draw(card("Short"), red.getvalue()))
    assert left.getpixel((1000, 300))[0] > 180
    right = opened(draw(card("دوا", "ur"), red.getvalue()))
    assert right.getpixel((200, 300))[0] > 180
    whole = opened(draw(card("नमस्ते", "hi"), red.getvalue()))
    assert whole.getpixel((200, 300))[0] > 180
    assert whole.getpixel((1000, 300))[0] > 180


@pytest.fixture
def story(db):
    return published("River rises", section=make_section("City"))


def address_of(client, story):
    html = client.get(story.get_absolute_url()).content.decode()
    whole = html.partition('property="og:image" content="')[2].partition('"')[0]
    return whole.removeprefix("http://127.0.0.1:8000")


def test_it_serves_the_card_that_the_page_names(client, story):
    response = client.get(address_of(client, story))
    assert response["Content-Type"] == "image/jpeg"
    assert opened(response.content).size == (WIDTH, HEIGHT)
    assert len(response.content) < 300_000


def test_it_draws_once(client, story, monkeypatch):
    first = client.get(address_of(client, story)).content
    monkeypatch.setattr("published.cards.keeping.draw", None)
    assert client.get(address_of(client, story)).content == first


def test_it_draws_again_what_says_something_else(client, story):
    before = address_of(client, story)
    kept_card(story)
    story.headline = "River falls"
    story.save()
    assert address_of(client, story) != before
    assert client.get(before)["Location"].endswith(address_of(client, story))
    kept_card(story)
    assert default_storage.listdir(f"cards/{story.pk}")[1] == [f"{card_mark(story)}.jpg"]


@override_settings(CARD_FONT="/another.ttf")
def test_it_trusts_a_font_of_the_newsrooms_own():
    assert drawable("नमस्ते 🍵") == "नमस्ते 🍵"


def test_it_has_no_card_of_what_is_not_public(client, db):
    assert client.get("/card/1-0123456789abcdef.jpg").status_code == 404
    assert client.get("/card/99999999999999999999-0.jpg").status_code == 404


def test_it_takes_its_colours_from_the_sheet_of_the_pages():
    sheet = colours()
    assert {f"accent-{name}" for name in Section.Accent.values} <= set(sheet)
    assert sheet["paper"] == (252, 251, 248)  # as light, not as dark pages have it
    assert accent("red") == sheet["accent-red"] != sheet["accent-blue"]
    assert accent("mauve") == sheet["accent-ink"]


def test_a_cdn_can_let_go_of_it(client, story, settings):
    """The card of a story that was withdrawn is no more to be had than its page."""
    settings.PURGE_ADDRESS = "http://127.0.0.1:9/"
    address = address_of(client, story)
    answer = Reader().get(address)
    assert f"story-{story.pk}" in answer.headers["Surrogate-Key"]
    assert "immutable" not in answer.headers["Cache-Control"]
    story.delete()
    raise_edition()
    assert Reader().get(address).status == 404

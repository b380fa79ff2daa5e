"""What pages are given, and what they make of it."""

import json

import pytest
from django.template.loader import render_to_string

from images.models import Image
from images.showing import ground
from tests.images import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    return Image.take_in(
        samples.jpeg(2000, 1500), alt_text="Boats & nets", caption="Dawn.", credit="Jane Doe"
    )


def drawn(**context) -> str:
    return render_to_string("components/picture.html", context)


def test_it_says_all_that_a_page_needs(image):
    sources = image.sources()
    assert sources == {
        "id": image.pk,
        "src": sources["src"],
        "srcset_webp": sources["srcset_webp"],
        "srcset_jpeg": sources["srcset_jpeg"],
        "width": 1600,
        "height": 1200,
        "alt": "Boats & nets",
        "caption": "Dawn.",
        "credit": "Jane Doe",
        "colour": image.colour,
        "ground": ground(image.colour),
    }
    assert sources["src"].endswith("/full-1600.jpg")
    assert [part.split()[1] for part in sources["srcset_webp"].split(", ")] == ["480w", "960w", "1600w"]
    assert [part.split()[1] for part in sources["srcset_jpeg"].split(", ")] == ["480w", "960w", "1600w"]
    assert json.loads(json.dumps(sources)) == sources


def test_it_says_the_same_of_the_card(image):
    card = image.sources("card")
    assert (card["width"], card["height"]) == (960, 540)
    assert card["src"].endswith("/card-960.jpg")


def test_it_says_addresses_that_answer(client, image):
    for part in f"{image.sources()['srcset_webp']}, {image.sources('card')['srcset_jpeg']}".split(", "):
        response = client.get(part.split()[0])
        assert samples.opened(b"".join(response.streaming_content)).width == int(part.split()[1][:-1])


def test_it_asks_nothing_more_when_renditions_are_brought_along(image, django_assert_num_queries):
    (with_renditions,) = Image.objects.with_renditions()
    with django_assert_num_queries(0):
        brought = with_renditions.sources(), with_renditions.sources("card")
    assert brought == (image.sources(), image.sources("card"))


def test_it_says_nothing_before_there_are_renditions(image):
    image.renditions.all().delete()
    assert image.sources() == {}
    assert list(Image.objects.without_renditions()) == [image]
    assert drawn(picture={}) == "\n"


def test_it_knows_the_average_colour():
    colour = Image.take_in(samples.jpeg()).colour
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    assert max(abs(red - 70), abs(green - 75), abs(blue - 115)) <= 8, colour


def test_it_draws_each_format_with_its_sizes(image):
    sources = image.sources()
    html = drawn(picture=sources, sizes="(min-width: 60rem) 50vw, 100vw", **{"class": "card__picture"})
    assert '<picture class="picture__frame card__picture">' in html
    assert f'<source type="image/webp" srcset="{sources["srcset_webp"]}"' in html
    assert f'<img class="{sources["ground"]}" src="{sources["src"]}"' in html
    assert f'srcset="{sources["srcset_jpeg"]}"' in html
    assert html.count('sizes="(min-width: 60rem) 50vw, 100vw"') == 2
    assert 'width="1600" height="1200" alt="Boats &amp; nets"' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("context", "attributes"),
    [
        ({}, ' loading="lazy" decoding="async">'),
        ({"priority": True}, ' fetchpriority="high" decoding="async">'),
        ({"lazy": False}, '" decoding="async">'),
    ],
)
def test_it_puts_off_all_but_the_lead(image, context, attributes):
    html = drawn(picture=image.sources(), **context)
    assert attributes in html
    assert html.count("loading=") + html.count("fetchpriority=") == (0 if "lazy" in context else 1)


def test_it_draws_numbers_as_numbers_in_every_language(image, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    assert 'width="1600"' in drawn(picture=image.sources())


def test_it_escapes_whatever_a_frozen_page_says():
    html = drawn(
        picture={"src": '"><script>', "alt": '"><script>', "width": 1, "height": 1}, sizes='"><script>'
    )
    assert "<script>" not in html


def test_it_draws_avif_first_and_nothing_uncropped_as_cropped(image):
    html = drawn(picture=image.sources() | {"srcset_avif": "/a.avif 480w", "whole": True})
    assert html.index("image/avif") < html.index("image/webp")
    assert "picture__frame--whole" in html


def test_it_gives_no_ground_to_what_is_see_through():
    assert "ground" not in Image.take_in(samples.palette_png()).sources()
    assert ground("#8f6a42") == "ground ground--r8 ground--g6 ground--b4"
    assert ground("") == ""

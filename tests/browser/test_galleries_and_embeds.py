"""What readers have of galleries and of other people's pages: nothing is loaded from elsewhere unasked."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from images.models import Image
from tests.factories import make_published
from tests.images import samples

pytestmark = pytest.mark.django_db(transaction=True)

BODY = (
    '<p>a</p><figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption>c</figcaption></figure>'
    '<figure data-embed="https://x.com/a/status/2"></figure>'
)


def address_of(article: Article, live_server) -> str:
    article.refresh_from_db()
    return f"{live_server.url}/{article.address_day:%Y/%m/%d}/{article.slug}/"


def test_it_loads_a_video_only_when_it_is_asked_for(page: Page, live_server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname or ""))

    def play(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html><title>v</title><p>playing")

    page.route("https://www.youtube-nocookie.com/**", play)
    page.goto(address_of(make_published("Video", body=BODY, at=timezone.now()), live_server))
    page.wait_for_load_state("networkidle")
    assert set(asked) == {urlsplit(live_server.url).hostname}

    page.get_by_role("link", name="Watch on YouTube").click()
    expect(page.frame_locator("iframe").get_by_text("playing")).to_be_visible()
    frame = page.locator("iframe")
    assert frame.get_attribute("title") == "Watch on YouTube"
    assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
    assert "www.youtube-nocookie.com" in asked
    expect(page.get_by_role("link", name="Read on X")).to_have_attribute("href", "https://x.com/a/status/2")


def test_it_is_a_link_without_script(open_page, live_server) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(address_of(make_published("Video", body=BODY, at=timezone.now()), live_server))
    link = page.get_by_role("link", name="Watch on YouTube")
    expect(link).to_have_attribute("href", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")


def test_it_shows_a_gallery_beside_each_other_and_on_a_phone_in_a_row_to_push(
    page: Page, phone: Page, live_server
) -> None:
    images = [
        Image.take_in(samples.jpeg(900, 600, seed), caption=f"View {seed}", credit="P.") for seed in (1, 2, 3)
    ]
    numbers = ",".join(str(image.pk) for image in images)
    body = f'<p>a</p><figure data-gallery="{numbers}" class="wide"></figure>'
    address = address_of(make_published("Views", body=body, at=timezone.now()), live_server)
    page.goto(address)
    first, _second, third = (item.bounding_box() for item in page.locator(".gallery__picture").all())
    assert first["y"] == third["y"]
    assert first["x"] < third["x"]
    phone.goto(address)
    strip = phone.get_by_role("list", name="Gallery of 3 pictures")
    assert strip.evaluate("one => one.scrollWidth > one.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    last = strip.get_by_role("listitem").last
    expect(last).not_to_be_in_viewport()
    strip.focus()
    for _push in range(3):
        phone.keyboard.press("ArrowRight")
        phone.wait_for_timeout(400)
    expect(last).to_be_in_viewport(ratio=0.9)

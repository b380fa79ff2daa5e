"""A real Chromium for the journeys in this folder.

`page` is a desktop of 1280 pixels, `phone` one of 390, `open_page` opens any other. All start signed out, and
a script error or a refusal by the content policy fails the test that caused it.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.server_at_rest import counted
from tools.browsers import HOW_TO_ADD
from tools.browsers import chromium as find_chromium

# Playwright's loop makes Django take the test's own thread for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXPECTED = ("status of", "ERR_INTERNET_DISCONNECTED")
# A browser keeps its own time. What fails once and then holds is named in the summary as “rerun”, to be
# looked into, and does not hold up everybody else's change.
RERUNS = 2
DESKTOP = (1280, 900)
PHONE = (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and leave them out by name of the reason where no Chromium is."""
    path = find_chromium()
    for item in items:
        if "tests/browser" not in item.path.as_posix():
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.flaky(reruns=RERUNS))
        if path is None:
            item.add_marker(pytest.mark.skip(reason=f"no Chromium here; '{HOW_TO_ADD}' adds it"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET + sandbox)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open pages: `open_page(width, height, **options of Browser.new_context)`."""
    requests = counted(live_server)
    errors: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        # An answer of 404 is often what the test is about, and so is a cable that is out; a script error or a
        # blocked style never is.
        if message.type == "error" and not any(one in message.text for one in EXPECTED):
            errors.append(message.text)

    def opened(width: int = DESKTOP[0], height: int = DESKTOP[1], **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    requests.rest()
    assert not errors, "the browser reported: " + "; ".join(errors)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A desktop."""
    return open_page(*DESKTOP)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A phone, with a finger instead of a mouse."""
    return open_page(*PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def person(django_user_model: Any) -> Any:
    """Somebody who may do everything."""
    return django_user_model.objects.create_superuser("ada")


@pytest.fixture
def images(db: None) -> list[Any]:
    """Three pictures of the library, with all that a picture should have."""
    from images.models import Image
    from tests.images import samples

    told = {"alt_text": "A view", "credit": "Paul Estlin"}
    return [Image.take_in(samples.jpeg(seed=seed), title=f"View {seed}", **told) for seed in (1, 2, 3)]


@pytest.fixture
def desk(page: Page, live_server: Any, person: Any) -> Any:
    """The body editor on a desktop: `desk.open(body)` begins."""
    from tests.browser.signing_in import sign_in
    from tests.browser.writing import Writing

    sign_in(page, person, live_server.url)
    return Writing(page, live_server.url)

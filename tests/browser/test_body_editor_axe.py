"""The body editor and its dialogs, judged by axe: desktop and phone, light and dark, both directions."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.signing_in import sign_in
from tests.browser.writing import Writing, everything
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

# axe leaves the rules of WCAG 2.2 out until they are asked for.
RULES = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
DIALOGS = ("link", "picture", "gallery", "embed", "characters", "keys")


def wrongs(page: Page, name: str, part: str) -> list[str]:
    """What axe says of a part of the page at both widths; and whether the page scrolls sideways."""
    found = []
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for violation in Axe().run(page, context=part, options=RULES).response["violations"]:
            found += [f"{name} at {width}: {violation['id']} {one['html']}" for one in violation["nodes"]]
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            found.append(f"{name} at {width}: scrolls sideways")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found


@pytest.mark.looks
@pytest.mark.parametrize(
    ("scheme", "language"), [("light", "en"), ("dark", "en"), ("light", "ur")], ids=["light", "dark", "urdu"]
)
def test_it_gives_axe_nothing_to_say(open_page, live_server, person, images, scheme, language) -> None:
    # axe is put into the page as a script, which the content policy forbids to anybody else.
    page = open_page(*DESKTOP, color_scheme=scheme, bypass_csp=True)
    sign_in(page, person, live_server.url)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": f"{live_server.url}/admin/"}
    page.context.add_cookies([cookie])
    desk = Writing(page, live_server.url).open(everything(images, make_article()))
    page.locator(".be-figure__shown img").first.wait_for()
    found = wrongs(page, "editor", ".be")
    for tool in DIALOGS:
        page.locator(f"[data-tool={tool}]").click()
        page.wait_for_load_state("networkidle")
        found += wrongs(page, tool, ".be-dialog")
        page.keyboard.press("Escape")
    desk.at("river").press("Control+f").type("river")
    found += wrongs(page, "find", ".be")
    desk.press("Escape", "Control+Shift+f")
    found += wrongs(page, "full screen", ".be")
    assert not found, "\n".join(found)

"""The ground the journeys stand on: server, styles and content policy reach a real browser."""

import pytest
from playwright.sync_api import Browser, Page

ADD_A_SCRIPT = """() => {
    const body = document.body;
    document.addEventListener('securitypolicyviolation', event => {
        body.dataset.blocked = event.effectiveDirective;
    });
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.ran = "yes"';
    document.head.append(script);
}"""


@pytest.mark.django_db(transaction=True)
def test_it_draws_the_sign_in_page_with_its_styles(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    assert page.locator("input[name=username]").is_visible()
    assert page.evaluate("document.styleSheets.length") > 0


@pytest.mark.django_db(transaction=True)
def test_it_runs_no_script_that_stands_in_the_page(chromium: Browser, live_server) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/admin/login/")
        page.evaluate(ADD_A_SCRIPT)
        assert page.evaluate("document.body.dataset.ran || 'no'") == "no"
        page.wait_for_selector("body[data-blocked=script-src-elem]")

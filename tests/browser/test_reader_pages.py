"""What readers' pages do in a real browser: with script, without it, by keyboard, and judged by axe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from fronts.models import Front
from fronts.plans import Backfill, Layout, SlotPlan
from pages.models import SitePage
from published.models import PublishedArticle, PublishedChange
from taxonomy.models import Section
from tests.factories import make_contributor, make_section, make_tag
from tests.published.factories import corrected, published, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def ago(**past: float) -> datetime:
    return datetime.now(UTC) - timedelta(**past)


def card_times(page: Page) -> list[str]:
    return page.locator("time[data-relative]").all_text_contents()


@pytest.fixture
def some_stories() -> list[PublishedArticle]:
    """Stories of four ages, newest first."""
    ages = [
        {"seconds": 20},
        {"minutes": 59, "seconds": 30},
        {"hours": 11, "minutes": 59},
        {"hours": 12, "minutes": 1},
    ]
    return [published(at=ago(**age)) for age in ages]


def test_it_says_how_long_ago_up_to_twelve_hours(page: Page, live_server, some_stories) -> None:
    page.goto(live_server.url)
    *recent, older = card_times(page)
    assert recent == ["just now", "59 minutes ago", "11 hours ago"]
    assert "ago" not in older


def test_it_never_speaks_of_the_future(page: Page, live_server, some_stories) -> None:
    """A reader's clock that is slow makes every story new, and none of them to come."""
    page.clock.set_fixed_time(ago(days=1))
    page.goto(live_server.url)
    assert set(card_times(page)) == {"just now"}


def test_it_says_the_readers_own_time_where_it_is_another(
    open_page: Callable[..., Page], live_server
) -> None:
    story = published(at=datetime(2026, 1, 15, 17, 0, tzinfo=UTC))
    title = "document.querySelector('.dates time').title"
    far = open_page(timezone_id="Asia/Karachi")
    far.goto(live_server.url + story.get_absolute_url())
    assert far.evaluate(title).startswith("Thursday, January 15, 2026 at 12:00 PM EST\n")
    assert "10:00" in far.evaluate(title)
    near = open_page(timezone_id="America/New_York")
    near.goto(live_server.url + story.get_absolute_url())
    assert near.evaluate(title) == ""
    assert near.locator(".dates time").text_content() == "Thursday, January 15, 2026 at 12:00 PM EST"


def test_it_is_complete_without_script(open_page: Callable[..., Page], live_server, some_stories) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(live_server.url)
    assert all(" at " in text or text.startswith("at ") for text in card_times(page))
    page.get_by_role("link", name=some_stories[2].headline).click()
    assert page.get_by_role("heading", level=1).text_content() == some_stories[2].headline
    assert page.get_by_text("The river rose overnight.").is_visible()


def test_it_lets_the_keyboard_skip_to_the_content(page: Page, live_server, some_stories) -> None:
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    assert link.evaluate("link => link === document.activeElement && link.getBoundingClientRect().width > 50")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.fixture
def addresses(settings) -> list[str]:
    """A page of every kind, with what is hardest to set."""
    settings.SHOW_CHANGES = True
    tag, section, writer = make_tag("Floods"), make_section(LONG, accent="gold"), make_contributor(LONG)
    fields = {"tags": [tag], "section": section, "authors": [(writer, "by")], "standfirst": LONG}
    byline = {"line": [{"text": f"By {LONG} and {LONG}"}], "other": [], "end": [], "short": LONG}
    story = published(LONG * 2, at=ago(days=800), byline=byline, body=f"<p>{LONG} {LONG * 3}</p>", **fields)
    corrected(story, LONG, placement="top")
    for _ in range(21):
        published("سیلاب کے بعد دواخانہ پھر کھل گیا", language="ur", at=ago(hours=1), **fields)
    urdu = PublishedArticle.objects.exclude(pk=story.pk)[0]
    pages = ["/", "/?page=2", "/corrections/", "/nothing/", urdu.get_absolute_url(), story.get_absolute_url()]
    for kind in ("opinion", "live", "sponsored"):
        published(kind=kind, kicker="Night shift", word_count=900, at=ago(minutes=30), **fields)
    paid = PublishedArticle.objects.get(kind="sponsored")
    pages += ["/search/?q=river", "/search/?q=zzz", paid.get_absolute_url()]
    named = {"section": section, "tag": tag, "contributor": writer}
    pages += [f"/{noun}/{thing.slug}/" for noun, thing in named.items()]
    for version, words in enumerate((LONG, f"{LONG} and rain"), start=1):
        PublishedChange.objects.create(
            story=story.pk, version=version, at=ago(days=800 - version), significance="significant",
            note=LONG, text=[words],
        )  # fmt: skip
    gone = withdrawn(published("Gone", at=ago(days=2)), LONG)
    about = SitePage(title=LONG, body=f"<h2>{LONG}</h2><p>{LONG}</p>", menu=LONG[:60])
    about.keep(by=None)
    about.publish(by=None)
    year, month, day = story.day.year, f"{story.day.month:02}", f"{story.day.day:02}"
    pages += [f"{story.get_absolute_url()}changes/", gone.get_absolute_url(), about.get_absolute_url()]
    return [*pages, f"/{year}/", f"/{year}/{month}/", f"/{year}/{month}/{day}/"]


@pytest.fixture
def arranged(addresses) -> None:
    """Home and a section as an editor arranged them, with every layout."""
    section = PublishedArticle.objects.latest_first()[0].section
    layouts = [
        SlotPlan(
            layout=layout, size=3, heading=f"{LONG[:64]} {layout}", backfill=Backfill.SECTION, section=section
        )
        for layout in Layout.values
    ]
    for front in (Front.objects.create(is_home=True), Front.objects.create(section=section)):
        front.arrange((SlotPlan(layout=Layout.LEAD, size=4), *layouts), by=None)
        front.launch(by=None)


# What the WCAG 2.2 has and axe does not look at unless it is asked to.
ALSO = {"rules": {"target-size": {"enabled": True}}}
WAYS = {
    "desktop": (1280, {"color_scheme": "light"}),
    "phone in the dark": (390, {"color_scheme": "dark"}),
    "forced colours": (1280, {"forced_colors": "active"}),
    # A window of 1280 pixels at 200 % is one of 640.
    "twice as large": (640, {"device_scale_factor": 2}),
}


def judge(page: Page, address: str) -> None:
    """Have axe say nothing about a page."""
    page.goto(address)
    found = Axe().run(page, options=ALSO)
    assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@pytest.mark.looks
@pytest.mark.parametrize("way", WAYS)
def test_it_gives_axe_nothing_to_say(open_page: Callable[..., Page], live_server, addresses, way) -> None:
    # axe is put into the page as a script, which the content policy forbids to anybody else.
    width, options = WAYS[way]
    page = open_page(width, 900, bypass_csp=True, **options)
    for address in addresses:
        judge(page, live_server.url + address)


@pytest.mark.looks
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_it_gives_axe_nothing_to_say_from_right_to_left(
    open_page: Callable[..., Page], live_server, addresses, settings, width, scheme
) -> None:
    settings.LANGUAGE_CODE = "ur"
    page = open_page(width, 900, color_scheme=scheme, bypass_csp=True)
    for address in addresses:
        judge(page, live_server.url + address)
    assert page.evaluate("document.documentElement.dir") == "rtl"


@pytest.mark.looks
@pytest.mark.parametrize(
    ("width", "options"), [(1280, {"color_scheme": "light"}), (390, {"color_scheme": "dark"})]
)
def test_arranged_fronts_give_axe_nothing_to_say(
    open_page: Callable[..., Page], live_server, arranged, width, options
) -> None:
    page = open_page(width, 900, bypass_csp=True, **options)
    for address in ("/", f"/section/{Section.objects.get().slug}/"):
        judge(page, live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.looks
@pytest.mark.parametrize("width", [360, 768])
def test_it_never_scrolls_sideways(open_page: Callable[..., Page], live_server, addresses, width) -> None:
    page = open_page(width, 900)
    for address in addresses:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address

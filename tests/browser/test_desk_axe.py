"""Every kind of page of the desk, judged by axe: desktop and phone, light and dark, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from articles import safekeeping, talking
from articles.models import Article, Correction
from articles.previews import make_link
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.signing_in import sign_in
from tests.factories import make_article, make_contributor, make_published, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

# axe leaves the rules of WCAG 2.2 out until they are asked for.
RULES = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def story(cast) -> Article:
    """A published story with everything a form can show, changed since and with text that waits."""
    own = make_published("The bridge closes", by=cast.edith)
    article = make_published(
        f"The river rises {LONG}",
        at=datetime.now(UTC),
        by=cast.rosa,
        kicker="Floods",
        credits=[make_contributor(), make_contributor(LONG), "A stringer"],
        tags=[make_tag("Floods"), make_tag(LONG)],
        links=[own, {"url": "https://example.org", "title": LONG}],
    )
    Correction.objects.create(article=article, text="The river is the Ash.", created_by=cast.edith)
    article.headline = f"The river falls {LONG}"
    article.save()
    article.save_version(by=cast.edith)
    for state in ("draft", "in review"):
        other = make_article(f"A story {state}", by=cast.edith, owner=cast.edith)
        if state == "in review":
            other.submit(by=cast.edith)
    return article


def pages_of(story: Article, cast) -> Iterator[tuple[str, str]]:
    """Name the pages a signed-in editor reads, each with its address."""
    pair = [["headline", "The river stands still"], ["body", "<p>The river rose overnight.</p><p>No.</p>"]]
    kept = safekeeping.keep(cast.edith, [tuple(one) for one in pair], article=story, started_from=1)
    number = story.pk
    yield "dashboard", reverse("admin:index")
    yield "list", reverse("admin:articles_article_changelist")
    yield "form", reverse("admin:articles_article_change", args=[number])
    yield "new", reverse("admin:articles_article_add")
    yield "versions", reverse("admin:articles_versions", args=[number])
    yield "comparison", reverse("admin:articles_compare", args=[number])
    yield "kept text", reverse("admin:articles_kept", args=[kept.pk])
    yield "verb", reverse("admin:articles_article_verb", args=[number, "withdraw"])
    talking.say(story, "Is it the Ash?", by=cast.edith, passage=LONG)
    make_link(story, by=cast.edith, note=LONG)
    Article.objects.filter(state="draft").update(due_at=datetime.now(UTC))
    yield "comments", reverse("admin:articles_comments", args=[number])
    yield "preview links", reverse("admin:articles_preview_links", args=[number])
    yield "calendar", reverse("admin:articles_calendar")
    yield "corrections", reverse("admin:articles_corrections")
    yield "reports", reverse("admin:articles_reports")
    yield "what is missing", f"{reverse('admin:articles_report', args=['missing'])}?lacks=alt"
    yield "coverage", reverse("admin:articles_report", args=["coverage"])
    yield "desk mode", reverse("admin:articles_desk")
    yield "story in desk mode", reverse("admin:articles_desk_story", args=[number])
    yield "assigning", reverse("admin:articles_article_verb", args=[number, "assign"])
    yield "correcting", reverse("admin:articles_article_verb", args=[number, "correct"])


def said(violation: dict[str, Any]) -> list[str]:
    """Put what axe found in one line for each place."""
    return [f"{violation['id']} {one['target']} {one['failureSummary']}" for one in violation["nodes"]]


class Judge:
    """Looks at a page at both widths and remembers what is wrong with it."""

    def __init__(self, page: Page) -> None:
        self.page, self.axe, self.wrong = page, Axe(), []

    def look(self, name: str) -> None:
        """Let axe judge the page as it stands, and see that it never scrolls sideways."""
        # A phone comes last, so that the next page is opened on a desktop again.
        for width, height in (DESKTOP, PHONE):
            self.page.set_viewport_size({"width": width, "height": height})
            violations = self.axe.run(self.page, options=RULES).response["violations"]
            self.wrong += [f"{name} at {width}: {sentence}" for one in violations for sentence in said(one)]
            if (wide := self.page.evaluate("document.scrollingElement.scrollWidth")) > width:
                self.wrong.append(f"{name} at {width}: scrolls sideways to {wide}")
        self.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def look_at_all(judge: Judge, server: str, story: Article, cast) -> None:
    page = judge.page
    page.goto(f"{server}{reverse('admin:login')}")
    judge.look("login")
    sign_in(page, cast.edith, server)
    for name, address in pages_of(story, cast):
        page.goto(f"{server}{address}")
        judge.look(name)
    look_at_refusals(judge, server, story)


def look_at_refusals(judge: Judge, server: str, story: Article) -> None:
    """The form with a mistake in it, and the merge screen."""
    page = judge.page
    page.goto(f"{server}{reverse('admin:articles_article_change', args=[story.pk])}")
    page.fill("#id_headline", "The river, mine")
    page.evaluate("document.querySelector('#id_slug').closest('details').open = true")
    page.fill("#id_slug", "no slug at all!")
    page.evaluate("document.querySelector('button[name=_save]').click()")
    page.wait_for_selector("#mistakes")
    judge.look("form with a mistake")
    Article.objects.filter(pk=story.pk).update(headline="The river, theirs")
    Article.objects.get(pk=story.pk).save_version(by=None)
    page.fill("#id_slug", story.slug)
    page.evaluate("document.querySelector('button[name=_save]').click()")
    page.wait_for_selector(".merge")
    judge.look("merge screen")


@pytest.mark.looks
@pytest.mark.parametrize(
    ("scheme", "language"), [("light", "en"), ("dark", "en"), ("light", "ur")], ids=["light", "dark", "urdu"]
)
def test_it_gives_axe_nothing_to_say(
    open_page: Callable[..., Page], live_server, cast, story, scheme, language
) -> None:
    # axe is put into the page as a script, which the content policy forbids to anybody else.
    page = open_page(*DESKTOP, color_scheme=scheme, bypass_csp=True)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": f"{live_server.url}/admin/"}
    page.context.add_cookies([cookie])
    judge = Judge(page)
    look_at_all(judge, live_server.url, story, cast)
    expected = "rtl" if language == "ur" else "ltr"
    assert page.evaluate("document.documentElement.dir") == expected
    assert not judge.wrong, "\n".join(judge.wrong)

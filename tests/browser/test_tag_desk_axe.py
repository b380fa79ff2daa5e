"""The pages of the tag desk, judged by axe at both widths, light and dark, and from right to left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import bulk_tagging
from articles.bulk_tagging import Action, Wish
from articles.running_history import Verb, keep_version
from published.models import KeyMoment, RunningStory, RunningStoryMember
from taxonomy.models import Operation, Tag
from taxonomy.proposing import NewTag, propose
from tests.browser.conftest import DESKTOP
from tests.browser.signing_in import sign_in
from tests.browser.test_desk_axe import Judge
from tests.browser.test_desk_languages import overhanging
from tests.factories import make_article, make_published, make_tag

pytestmark = pytest.mark.django_db(transaction=True)

# A folder to keep pictures of the pages in, for people to look at; none by default.
PICTURES = os.environ.get("DESK_PICTURES", "")


@pytest.fixture
def floods(cast) -> Tag:
    tag = make_tag("Floods", description="Rivers where they should not be.")
    make_published("The river rose", tags=[tag, make_tag("Flooding")], by=cast.edith)
    make_article("It fell again", tags=[propose(NewTag("Flodos", "topic"), by=cast.rosa)])
    return tag


@pytest.fixture
def newsroom(cast, floods: Tag) -> dict[str, Any]:
    """Something on every page of the tag desk."""
    run = bulk_tagging.start(Wish(Action.ADD, floods), [make_article().pk], by=None)
    bulk_tagging.run_batch(run)
    floods.add_alias("High water")
    floods.parents.add(make_tag("Weather"))
    series = make_tag("Water diary", kind="series")
    one, two = (make_published(name, tags=[series, floods], at=timezone.now()) for name in ("One", "Two"))
    one.change_links([{"target_id": two.pk, "is_both_ways": True, "note": "The day after"}], by=None)
    running = RunningStory.objects.create(title="The flood", summary="It rose, and it fell.")
    RunningStoryMember.objects.create(running_story=running, story=one.pk)
    KeyMoment.objects.create(running_story=running, day=timezone.now().date(), text="It began.", story=one.pk)
    with transaction.atomic():
        keep_version(running, Verb.CREATE, by=cast.edith)
    unused = make_tag("Gales")
    make_tag("Storms").delete(by=cast.tomas, substitute=unused)
    return {"run": run, "running": running, "series": series, "one": one, "two": two, "unused": unused}


def pages_of(floods: Tag, found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name the pages of the tag desk, each with its address."""
    flooding, deleted = Tag.objects.get(name="Flooding"), Operation.objects.filter(verb="delete").get()
    report = "admin:articles_report"
    yield "proposals", reverse("admin:articles_tag_proposals")
    yield "bulk tagging", reverse("admin:articles_bulk_tags")
    yield "bulk run", reverse("admin:articles_bulk_run", args=[found["run"].pk])
    merge = reverse("admin:taxonomy_tag_merge")
    yield "merge", f"{merge}?sources={flooding.pk}&target={floods.pk}"
    yield "tags", reverse("admin:taxonomy_tag_changelist")
    yield "tag form", reverse("admin:taxonomy_tag_change", args=[floods.pk])
    yield "deleting", reverse("admin:taxonomy_tag_delete", args=[found["unused"].pk])
    yield "operation", reverse("admin:taxonomy_operation_change", args=[deleted.pk])
    yield "tags to tidy", f"{reverse(report, args=['tags'])}?which=pairs"
    for key in ("tags-this-week", "suggestions", "tag-changes", "links", "redirecting-links"):
        yield f"report {key}", reverse(report, args=[key])
    yield "desk mode", reverse("admin:articles_desk")
    yield "story in desk mode", reverse("admin:articles_desk_story", args=[found["one"].pk])
    yield "links of a story", reverse("admin:articles_links", args=[found["two"].pk])
    yield "weights", reverse("admin:articles_weights")
    yield "series", reverse("admin:published_series_change", args=[found["series"].pk])
    running = [found["running"].pk]
    yield "running story", reverse("admin:published_runningstory_change", args=running)
    yield "history of it", reverse("admin:published_runningstory_history", args=running)
    yield "tag page", "/tag/floods/"
    yield "two tags", "/tag/flooding/and/floods/"


@pytest.mark.looks
@pytest.mark.parametrize(
    ("scheme", "language"), [("light", "en"), ("dark", "en"), ("light", "ur")], ids=["light", "dark", "urdu"]
)
def test_the_tag_desk_has_no_fault(
    open_page: Any, live_server: Any, cast, floods, newsroom, scheme: str, language: str
) -> None:
    # axe is put into the page as a script, which the content policy forbids to anybody else.
    page = open_page(*DESKTOP, bypass_csp=True, color_scheme=scheme)
    cast.tomas.is_superuser = True  # one person for the pages of editors and of tag editors
    cast.tomas.save()
    sign_in(page, cast.tomas, live_server.url)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language}
    page.context.add_cookies([cookie | {"url": f"{live_server.url}/admin/"}])
    judge = Judge(page)
    wide = []
    for name, address in pages_of(floods, newsroom):
        page.goto(f"{live_server.url}{address}")
        judge.look(name)
        keep(page, f"{scheme} {language} {name}")
        if address.startswith("/admin/"):
            assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ur" else "ltr"), name
            wide += [f"{name}: {part}" for part in overhanging(page)]
    assert not judge.wrong, "\n".join(judge.wrong)
    assert not wide, "\n".join(wide)


def keep(page: Page, name: str) -> None:
    """Keep pictures at both widths, if somebody wants to look."""
    if not PICTURES:
        return
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(PICTURES) / f"{name} {width}.png", full_page=True)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def test_a_merge_runs_under_its_bar_and_can_be_undone(page: Any, live_server: Any, cast, floods: Tag) -> None:
    flooding = Tag.objects.get(name="Flooding")
    sign_in(page, cast.tomas, live_server.url)
    page.goto(
        f"{live_server.url}{reverse('admin:taxonomy_tag_merge')}?sources={flooding.pk}&target={floods.pk}"
    )
    page.locator("merge-run input[type=submit]").click()
    expect(page.locator("#content")).to_contain_text("Merged “Flooding” into “Floods”")
    flooding.refresh_from_db()
    assert flooding.merged_into == floods
    page.locator("form[action$='/undo/'] [type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("Undone")
    flooding.refresh_from_db()
    assert flooding.merged_into is None

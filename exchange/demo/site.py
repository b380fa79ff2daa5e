"""The demonstration newspaper's own: who it is, its pages, and two fronts that Edith has arranged."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from accounts.models import User
from articles.models import Article
from exchange.demo.files import FOLDER
from fronts.models import Front
from fronts.plans import Backfill, Layout, Placed, SlotPlan, Width
from pages.models import SitePage
from published.editions import raise_edition
from published.models import SiteIdentity, SiteLink
from taxonomy.models import Section, Tag


@cache
def told() -> dict[str, Any]:
    """Return what the file says."""
    return tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))


def introduce(by: User, at: datetime) -> None:
    """Say who the newspaper is, and publish its pages."""
    identity = SiteIdentity.objects.create(**told()["identity"])
    for position, row in enumerate(told()["links"]):
        SiteLink.objects.create(identity=identity, position=position, **row)
    for position, row in enumerate(told()["pages"]):
        page = SitePage(position=position, **row)
        page.keep(by=by, at=at)
        page.publish(by=by, at=at)
    raise_edition()


def arrange(
    articles: Mapping[str, Article],
    sections: Mapping[str, Section],
    tags: Mapping[str, Tag],
    by: User,
    at: datetime,
) -> None:
    """Launch the front of the home page and that of the Arabic section."""

    def pinned(*slugs: str) -> tuple[Placed, ...]:
        return tuple(Placed(articles[slug].pk) for slug in slugs)

    until_tonight = Placed(articles["gale-warning"].pk, ends_at=at + timedelta(hours=8))
    home = (
        SlotPlan(
            layout=Layout.LEAD,
            size=7,
            stories=(*pinned("river-board-chair-resigns", "inquiry-live-day-six"), until_tonight),
        ),
        SlotPlan(
            layout=Layout.RUNNING,
            width=Width.WIDE,
            size=4,
            backfill=Backfill.TAG,
            tag=tags["Arle flood"],
            heading="After the flood",
        ),
        SlotPlan(layout=Layout.RECENT, width=Width.NARROW, size=5, heading="Most recent"),
        SlotPlan(
            layout=Layout.OPINION,
            size=4,
            backfill=Backfill.SECTION,
            section=sections["opinion"],
            heading="Opinion",
        ),
        SlotPlan(
            layout=Layout.PAIR,
            size=2,
            heading="To read at length",
            stories=pinned("the-crew-that-sleeps-on-the-sea", "saltmarsh-row-after-the-water"),
            backfill=Backfill.KIND,
            kind="feature",
        ),
        SlotPlan(
            layout=Layout.LIST,
            width=Width.HALF,
            size=3,
            backfill=Backfill.SECTION,
            section=sections["sport"],
            heading="Sport",
        ),
        SlotPlan(
            layout=Layout.LIST,
            width=Width.HALF,
            size=3,
            backfill=Backfill.SECTION,
            section=sections["culture"],
            heading="Culture",
        ),
        SlotPlan(
            layout=Layout.ROW,
            size=3,
            backfill=Backfill.SECTION,
            section=sections["arabic"],
            heading="بالعربية",
        ),
    )
    _launch(None, home, by, at)
    arabic = (
        SlotPlan(
            layout=Layout.LEAD,
            size=3,
            stories=pinned("al-abbarat-taud"),
            backfill=Backfill.KIND,
            kind="feature",
            language="ar",
        ),
        SlotPlan(
            layout=Layout.OPINION,
            size=3,
            backfill=Backfill.KIND,
            kind="opinion",
            language="ar",
            heading="رأي",
        ),
    )
    _launch(sections["arabic"], arabic, by, at, language="ar")


def _launch(
    section: Section | None, slots: tuple[SlotPlan, ...], by: User, at: datetime, language: str = ""
) -> None:
    front = Front.objects.create(section=section, is_home=section is None)
    front.arrange(slots, by=by, at=at, language=language)
    front.launch(by=by, at=at)

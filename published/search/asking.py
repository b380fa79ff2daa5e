"""From a search's address to what is asked, and back. What cannot be understood is told, never refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from published.models import Kind
from published.navigation import sections
from published.search.querying import LONGEST
from taxonomy.models import Section

PAGE_SIZE = 20
BEST, NEWEST = "best", "newest"
KEYS = ("q", "section", "tag", "contributor", "kind", "from", "until", "sort", "upto", "skip")
_LONGEST_SLUG = 200


@dataclass(frozen=True)
class Asked:
    """What a reader asks. Empty words are no filter; `upto` and `skip` say which page of the answer."""

    text: str = ""
    section: Section | None = None
    tag: str = ""
    contributor: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    order: str = BEST
    upto: int | None = None
    skip: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_filtered(self) -> bool:
        """Say whether anything narrows the search."""
        return bool(self.section or self.tag or self.contributor or self.kind or self.first or self.last)

    def query(self, **changes: object) -> str:
        """Return the query of the same question with some parts changed, from its first page unless told."""
        asked = vars(self) | {"upto": None, "skip": 0} | changes
        section, first, last, order = asked["section"], asked["first"], asked["last"], asked["order"]
        parts = (
            ("q", asked["text"]),
            ("section", section.slug if section else ""),
            ("tag", asked["tag"]),
            ("contributor", asked["contributor"]),
            ("kind", asked["kind"]),
            ("from", first.isoformat() if first else ""),
            ("until", last.isoformat() if last else ""),
            ("sort", order if order != BEST else ""),
            ("upto", "" if asked["upto"] is None else asked["upto"]),
            ("skip", asked["skip"] or ""),
        )
        return "?" + urlencode([(name, value) for name, value in parts if value != ""])

    def everywhere(self) -> str:
        """Return the query of the same words without any filter."""
        return self.query(section=None, tag="", contributor="", kind="", first=None, last=None, order=BEST)


def read(query: Mapping[str, str]) -> Asked:
    """Return what an address asks, with a sentence for each part that makes no sense. No query."""
    problems: list[str] = []
    text = " ".join(query.get("q", "").split())
    if len(text) > LONGEST:
        problems.append(
            _("Your search is very long: only its first %(number)d letters were looked at.")
            % {"number": LONGEST}
        )
    first, last = _day(query, "from", problems), _day(query, "until", problems)
    if first and last and first > last:
        problems.append(_("“From” is after “until”, so the two were exchanged."))
        first, last = last, first
    return Asked(
        text=text[:LONGEST],
        section=_section(query.get("section", ""), problems),
        tag=query.get("tag", "")[:_LONGEST_SLUG],
        contributor=query.get("contributor", "")[:_LONGEST_SLUG],
        kind=_kind(query.get("kind", ""), problems),
        first=first,
        last=last,
        order=NEWEST if query.get("sort") == NEWEST else BEST,
        upto=_number(query.get("upto", ""), 2**63 - 1),
        skip=max(0, _number(query.get("skip", ""), 100_000) or 0),
        problems=problems,
    )


def _section(slug: str, problems: list[str]) -> Section | None:
    if not slug:
        return None
    found = next((section for section in sections() if section.slug == slug), None)
    if found is None:
        problems.append(_("There is no such section: all sections were searched."))
    return found


def _kind(kind: str, problems: list[str]) -> str:
    if kind and kind not in Kind.values:
        problems.append(_("There is no such kind of story: all kinds were searched."))
        return ""
    return kind


def _day(query: Mapping[str, str], name: str, problems: list[str]) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if not 1 < day.year < 9999:
        problems.append(_("A date was not understood. Write it as 2026-11-23: year, month, day."))
        return None
    return day


def _number(text: str, most: int) -> int | None:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    return max(-most, min(int(text), most))

"""The demonstration's files, as an editor writes them. Reads the disk, never the database."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from exchange.demo.wording import without

FOLDER = Path(__file__).resolve().parent
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One file of `stories/`. Times are said as in `times`; days inside the texts as in `wording`."""

    slug: str
    headline: str
    section: str
    kind: str
    tags: list[str]
    body: str
    short_headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    language: str = "en"
    translation_of: str = ""
    dateline: str = ""
    evergreen: bool = False
    credits: list[Row] = field(default_factory=list)
    agency: str = ""
    no_byline: bool = False
    links: list[Row] = field(default_factory=list)
    picture: str = ""
    caption: str = ""
    note: str = ""

    state: str = "published"
    published: str = ""
    scheduled: str = ""
    embargo: str = ""
    embargo_source: str = ""
    at_first: list[Row] = field(default_factory=list)
    updated: Row = field(default_factory=dict)
    correction: Row = field(default_factory=dict)
    withdrawn: Row = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)
    ended: Row = field(default_factory=dict)

    @property
    def was_public(self) -> bool:
        """Say whether it has a time at which readers first got it."""
        return bool(self.published)

    def first_words(self, text: str) -> str:
        """Return a field of the story as it went out first, before it was updated or corrected."""
        for change in self.at_first:
            text = text.replace(change["now"], change["was"])
        return without(text, self.updated.get("added", []))


def later(entry: Row) -> timedelta:
    """How long after the first publication an update, correction or withdrawal came."""
    return timedelta(hours=entry.get("hours_after", 0), minutes=entry.get("minutes_after", 0))


@cache
def stories() -> tuple[Story, ...]:
    """Return the stories in the order of their files. Raises TypeError for a key that no story has."""
    return tuple(_read(path) for path in sorted((FOLDER / "stories").glob("*.toml")))


def _read(path: Path) -> Story:
    return Story(slug=re.sub(r"^\d+-", "", path.stem), **tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def vocabulary() -> dict[str, list[Row]]:
    """Return the rows of sections, contributors, tags and pictures."""
    read = tomllib.loads((FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))
    return {name: rows for name, rows in read.items() if isinstance(rows, list)}

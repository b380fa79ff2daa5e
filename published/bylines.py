"""The byline: from ordered credits to the lines readers see. Pure; words in the active language.

A line is a list of segments, `{"text": "By "}` or `{"text": "Rosa Marsh", "slug": "rosa-marsh"}`,
so that names stay links without markup being stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import ngettext, pgettext

SHORT_NAMES = 2


class Segment(TypedDict, total=False):
    """A piece of a line: its text, and the slug of the contributor it links to, if any."""

    text: str
    slug: str


Line = list[Segment]


@dataclass(frozen=True)
class CreditLine:
    """One credit as it is to be printed."""

    role: str
    name: str
    slug: str | None = None
    place: str = ""
    affiliation: str = ""
    shown: str = "byline"

    @property
    def segment(self) -> Segment:
        return {"text": self.name, "slug": self.slug} if self.slug else {"text": self.name}


class Byline(TypedDict):
    """What a page says about who made it."""

    line: Line
    other: list[Line]
    end: list[Line]
    short: str
    reporting_from: str


# In this order other roles follow the writers, each on a line of its own.
OTHER_ROLES = ("photographs", "video", "graphics", "translation", "research", "editing", "data")


def _phrase(role: str) -> str:
    return {
        "by": pgettext("byline", "By {names}"),
        "with": pgettext("byline", "with {names}"),
        "photographs": pgettext("byline", "Photographs by {names}"),
        "video": pgettext("byline", "Video by {names}"),
        "graphics": pgettext("byline", "Graphics by {names}"),
        "translation": pgettext("byline", "Translated by {names}"),
        "research": pgettext("byline", "Research by {names}"),
        "editing": pgettext("byline", "Edited by {names}"),
        "data": pgettext("byline", "Data by {names}"),
        "additional_reporting": pgettext("byline", "Additional reporting by {names}"),
    }[role]


def compose_byline(
    credits: Sequence[CreditLine],
    agencies: Sequence[CreditLine] = (),
    *,
    own_words: str = "",
    reporting_from: str = "",
) -> Byline:
    """Return the lines for a story's credits and agencies, both in order.

    `own_words` replaces the automatic first line; `{1}` in it stands for the first credit.
    Additional reporting and whatever is marked for the end come at the end of the story.
    """
    visible = [credit for credit in credits if credit.shown != "nowhere"]
    at_top = [credit for credit in visible if credit.shown == "byline"]
    if own_words:
        line, other = _in_own_words(own_words, credits), []
    else:
        line, other = _first_line(at_top, agencies), _lines(at_top, OTHER_ROLES)
    at_end = [credit for credit in visible if credit.shown == "end"]
    end = _lines(at_end, ("by", "with", *OTHER_ROLES)) if not own_words else _lines(at_end, OTHER_ROLES)
    reporters = [c for c in visible if c.role == "additional_reporting"]
    return Byline(
        line=line,
        other=other,
        end=end + _lines(reporters, ("additional_reporting",)),
        short=short_names([c.name for c in at_top if c.role == "by"] or [a.name for a in agencies]),
        reporting_from=reporting_from,
    )


def short_names(names: Sequence[str]) -> str:
    """Return the names for a list: the first two, and how many others there are."""
    names = list(dict.fromkeys(names))
    others = len(names) - SHORT_NAMES
    if others <= 0:
        return "".join(segment["text"] for segment in join([{"text": name} for name in names]))
    return ngettext("{names} and {count} other", "{names} and {count} others", others).format(
        names=pgettext("list of names", ", ").join(names[:SHORT_NAMES]), count=others
    )


def join(names: Sequence[Segment]) -> Line:
    """Return the names with commas and “and” between them, as the language writes lists."""
    return _weave([[name] for name in names])


def _weave(parts: Sequence[Line]) -> Line:
    line: Line = []
    for index, part in enumerate(parts):
        if index:
            last = index == len(parts) - 1
            between = pgettext("list of names", " and ") if last else pgettext("list of names", ", ")
            line.append({"text": between})
        line.extend(part)
    return line


def _first_line(credits: Sequence[CreditLine], agencies: Sequence[CreditLine]) -> Line:
    writers = [credit for credit in credits if credit.role == "by"]
    helpers = [credit for credit in credits if credit.role == "with"]
    line = _filled(_phrase("by"), _people(writers)) if writers else []
    if helpers:
        gap: Line = [{"text": " "}] if line else []
        line += gap + _filled(_phrase("with"), _people(helpers))
    if agencies:
        comma: Line = [{"text": pgettext("list of names", ", ")}] if line else []
        line += comma + join([a.segment for a in agencies])
    return line


def _people(credits: Sequence[CreditLine]) -> Line:
    """Names with affiliation and place; a place all of them share is said once, at the end."""
    places = {credit.place for credit in credits}
    shared = places.pop() if len(places) == 1 else ""
    line = _weave([_person(credit, with_place=not shared) for credit in credits])
    return line + ([{"text": _in_place(shared)}] if shared else [])


def _person(credit: CreditLine, *, with_place: bool) -> Line:
    line: Line = [credit.segment]
    if credit.affiliation:
        line.append({"text": pgettext("list of names", ", ") + credit.affiliation})
    if with_place and credit.place:
        line.append({"text": _in_place(credit.place)})
    return line


def _in_place(place: str) -> str:
    return " " + pgettext("byline", "in {place}").format(place=place)


def _lines(credits: Sequence[CreditLine], roles: Iterable[str]) -> list[Line]:
    lines = []
    for role in roles:
        people = [credit for credit in credits if credit.role == role]
        if people:
            lines.append(_filled(_phrase(role), _people(people)))
    return lines


def _filled(phrase: str, names: Line) -> Line:
    before, _, after = phrase.partition("{names}")
    ends: list[Line] = [[{"text": text}] if text else [] for text in (before, after)]
    return ends[0] + names + ends[1]


_PLACEHOLDER = re.compile(r"\{(\d{1,2})\}")


def placeholders(own_words: str) -> list[int]:
    """Return the numbers of the credits a byline in own words names, counted from 1."""
    return [int(number) for number in _PLACEHOLDER.findall(own_words)]


def _in_own_words(own_words: str, credits: Sequence[CreditLine]) -> Line:
    line: Line = []
    for index, piece in enumerate(_PLACEHOLDER.split(own_words)):
        if index % 2 == 0:
            line += [{"text": piece}] if piece else []
        elif 1 <= int(piece) <= len(credits):
            line.append(credits[int(piece) - 1].segment)
    return line

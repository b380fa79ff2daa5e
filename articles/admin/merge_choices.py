"""Clashes as a person sees and settles them: theirs, mine, both, or own words."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import body as body_rules
from articles.comparing_versions import body_lines, label_of, shown_value
from articles.document import Document
from articles.merging_edits import Clash, Merge, blocks, merge_sequences

# Text a person may also write anew; other fields are one or the other.
WRITABLE = {
    "headline",
    "short_headline",
    "kicker",
    "standfirst",
    "slug",
    "dateline",
    "lead_caption",
    "lead_alt",
    "byline_text",
    "ed_note",
}


@dataclass(frozen=True)
class Choice:
    """One clash on the screen."""

    key: str
    label: str
    base: list[str]
    theirs: list[str]
    mine: list[str]
    can_take_both: bool
    own_words: str | None


def choices_of(merge: Merge) -> list[Choice]:
    """Return the clashes of a merge, as the screen shows them."""
    return [_choice(number, clash) for number, clash in enumerate(merge.clashes)]


def _choice(number: int, clash: Clash) -> Choice:
    is_body = clash.name == "body"
    lines = [_lines(clash.name, side) for side in (clash.base, clash.theirs, clash.mine)]
    label = _("Body, a passage") if is_body else str(label_of(clash.name))
    return Choice(
        f"clash-{number}",
        label,
        *lines,
        can_take_both=is_body,
        own_words=clash.mine if clash.name in WRITABLE else "\n\n".join(lines[2]) if is_body else None,
    )


def _lines(name: str, value: Any) -> list[str]:
    if value in (None, "", [], {}):
        return []
    if name == "body":
        return body_lines(value)
    if isinstance(value, dict):
        return [" · ".join(str(part) for part in value.values() if part not in (None, "", False))]
    return [shown_value(name, value)]


def settled(merge: Merge, post: Mapping[str, str]) -> Document:
    """Return the merged document with each clash settled as posted; what is not said stays mine."""
    document = deepcopy(merge.document)
    passages: dict[int, str] = {}
    for number, clash in enumerate(merge.clashes):
        chosen = _chosen(clash, post.get(f"clash-{number}", "mine"), post.get(f"clash-{number}-words", ""))
        if clash.name == "body":
            passages[clash.passage or 0] = chosen
        elif clash.name in document["fields"]:
            document["fields"][clash.name] = chosen
        else:
            rows = document[clash.name]
            document[clash.name] = [chosen if row == clash.mine else row for row in rows]
    if passages:
        document["fields"]["body"] = _with_passages(merge, passages)
    return document


def _chosen(clash: Clash, choice: str, words: str) -> Any:
    if choice == "theirs":
        return clash.theirs
    if clash.name == "body" and choice == "both":
        return clash.theirs + clash.mine
    if choice == "words" and clash.name == "body":
        return _paragraphs(words)
    if choice == "words" and clash.name in WRITABLE:
        return words.strip()
    return clash.mine


def _paragraphs(words: str) -> str:
    """Turn plain lines into paragraphs; an empty line or a new line ends one."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in words.splitlines() if line.strip())


def _with_passages(merge: Merge, passages: dict[int, str]) -> str:
    chunks = merge_sequences(*(blocks(side) for side in merge.bodies))
    parts = [passages.get(number, "".join(chunk.merged)) for number, chunk in enumerate(chunks)]
    return body_rules.clean_body("".join(parts))

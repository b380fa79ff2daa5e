"""Other people's pages that a text may show: the providers, and what an address of theirs is reduced to.

A text keeps the address alone, in one form for each page (`canonical`). Nothing of a provider is loaded until
a reader asks for it: see docs/topics/body-editor.md. To add a provider, add it here; if it has frames, its
origin goes into the readers' policy in newsroom/content_policy.py, and a test asks for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LONGEST = 500


@dataclass(frozen=True)
class Form:
    """One way an address is written, and what it is turned into. {0} and {1} stand for what is in brackets.

    The editor's script reads the same patterns, so they hold only what Python and JavaScript both know.
    """

    pattern: str
    address: str
    frame: str = ""


@dataclass(frozen=True)
class Provider:
    """Whose page it is. `origin` is where its frames come from; without one it is only linked."""

    name: str
    forms: tuple[Form, ...]
    origin: str = ""


@dataclass(frozen=True)
class Embed:
    """One page of a provider; `frame` is the address that shows it inside another page, or ""."""

    provider: str
    address: str
    frame: str


_YOUTUBE = r"https?://(?:(?:www|m)\.)?youtube(?:-nocookie)?\.com"
_VIDEO = r"([A-Za-z0-9_-]{11})"
_REST = r"(?:[?&#/].*)?"
PROVIDERS = (
    Provider(
        "YouTube",
        tuple(
            Form(
                pattern + _VIDEO + _REST,
                "https://www.youtube.com/watch?v={0}",
                "https://www.youtube-nocookie.com/embed/{0}",
            )
            for pattern in (
                _YOUTUBE + r"/watch\?(?:[^#]*&)?v=",
                _YOUTUBE + r"/(?:shorts|live|embed)/",
                r"https?://youtu\.be/",
            )
        ),
        "https://www.youtube-nocookie.com",
    ),
    Provider(
        "Vimeo",
        (
            Form(
                r"https?://(?:www\.)?vimeo\.com/([0-9]{1,12})/([0-9a-f]{6,20})" + _REST,
                "https://vimeo.com/{0}/{1}",
                "https://player.vimeo.com/video/{0}?h={1}&dnt=1",
            ),
            Form(
                r"https?://(?:www\.)?(?:vimeo\.com|player\.vimeo\.com/video)/([0-9]{1,12})" + _REST,
                "https://vimeo.com/{0}",
                "https://player.vimeo.com/video/{0}?dnt=1",
            ),
        ),
        "https://player.vimeo.com",
    ),
    Provider(
        "X",
        (
            Form(
                r"https?://(?:(?:www|mobile)\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{1,15})/status/([0-9]{1,20})"
                + _REST,
                "https://x.com/{0}/status/{1}",
            ),
        ),
    ),
)


def find(address: str) -> Embed | None:
    """Return the page an address shows, or None when it is no provider's. Pure."""
    address = address.strip()
    if len(address) > LONGEST:
        return None
    for provider in PROVIDERS:
        for form in provider.forms:
            if match := re.fullmatch(form.pattern, address):
                parts = match.groups()
                return Embed(provider.name, form.address.format(*parts), form.frame.format(*parts))
    return None


def canonical(address: str) -> str | None:
    """Return the one form in which a text keeps an address, or None. Idempotent (property test)."""
    found = find(address)
    return found.address if found else None


def frame_origins() -> list[str]:
    """Return where frames may come from: what the readers' content policy has to let in."""
    return [provider.origin for provider in PROVIDERS if provider.origin]


def for_script() -> list[dict[str, Any]]:
    """Return names, patterns and addresses as JSON values, for the editor."""
    return [
        {"name": provider.name, "pattern": form.pattern, "address": form.address}
        for provider in PROVIDERS
        for form in provider.forms
    ]

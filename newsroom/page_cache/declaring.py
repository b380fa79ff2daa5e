"""What a view says of its pages: that they may be kept, which query keys they know, what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])

# Where a view leaves word for the page cache: Django's request.META is the server's own environ.
KEYS = "newsroom.page_cache.keys"
END = "newsroom.page_cache.end"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view said. `is_small`: its addresses are without end, so few of its pages are kept."""

    queries: frozenset[str]
    is_small: bool


def reader_page(*queries: str, is_small: bool = False) -> Callable[[View], View]:
    """Declare that a view's pages are the same for everybody and may be kept.

    `queries` are the keys of the query string that it knows; whatever else stands there is taken away before
    the view is asked, so that it cannot fill the cache. Say `is_small` where readers type what they
    want, as in a search: such pages share a sixteenth of the memory. Put it above every other decorator.
    """

    def declare(view: View) -> View:
        view.reader_page = Declaration(frozenset(queries), is_small)  # type: ignore[attr-defined]
        return view

    return declare


def depends_on(request: HttpRequest, *keys: str) -> None:
    """Say what the page shows, by keys ("story-17"), so that a CDN can drop it when that changes."""
    request.META.setdefault(KEYS, []).extend(keys)


def ends_at(request: HttpRequest, moment: datetime | None) -> None:
    """Say from when on the page may not be shown at all, not even stale while the database is away."""
    if moment is not None:
        request.META[END] = moment


@lru_cache(maxsize=4096)
def declaration_of(path: str) -> Declaration | None:
    """Return what the view at a path declared; None where nothing may be kept. No query."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    return getattr(view, "reader_page", None)

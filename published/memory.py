"""What was made once and is used again: markup by the contents of everything that it shows.

Nothing here can be old, because what says something else has another key. Both memories are bounded in bytes
and shared by all threads of a process; what was not used for longest leaves first.
"""

from __future__ import annotations

import marshal
import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from cachetools import LRUCache
from django.core.signals import setting_changed
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from published.editions import kept_per_edition
from published.identity import identity
from published.navigation import newest_day, sections
from published.querysets import local_day

Made = TypeVar("Made", str, bytes)
MEGABYTE = 1024 * 1024


class Memory(Generic[Made]):
    """Markup or whole pages by their contents, up to a number of bytes, keys included."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: LRUCache[Hashable, tuple[Made, int]] = LRUCache(
            most_bytes, getsizeof=lambda kept: kept[1]
        )

    @property
    def size(self) -> int:
        """About what it takes, in bytes."""
        return int(self._kept.currsize)

    def get(self, contents: Hashable) -> Made | None:
        """Return what was made of these contents, in this language and on this day, if known."""
        with self._lock:
            found = self._kept.get(_here(contents))
        return found[0] if found else None

    def keep(self, contents: Hashable, made: Made) -> None:
        """Keep what was made. What would take more than a sixteenth of the memory is not kept."""
        size = _size(made) + _size(contents) + 200
        if size < self.most_bytes // 16:
            with self._lock:
                self._kept[_here(contents)] = (made, size)

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


# Some fifteen hundred cards; and the hundred and thirty pages that were asked for last.
markup: Memory[str] = Memory(3 * MEGABYTE)
pages: Memory[bytes] = Memory(4 * MEGABYTE)


# Named in what may not be remembered, such as a preview.
NEVER = object()


def remembered_markup(place: Hashable, named: Sequence[Any], make: Callable[[], str]) -> SafeString:
    """Return what `make()` gave for the same contents at this place, or what it gives; it is safe markup."""
    if any(one is NEVER for one in named):
        return mark_safe(make())  # noqa: S308  made here
    contents = (place, *map(contents_of, named))
    known = markup.get(contents)
    if known is None:
        known = make()
        markup.keep(contents, known)
    return mark_safe(known)  # noqa: S308  it was made here


def remembered_page(
    request: HttpRequest, template: str, facts: Any, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """Return the page that a template makes of `context()`, or the one it made of the same `facts` before.

    `facts` are all that the page shows of its own: rows, texts, its place in a list. What every page shows
    around itself, the language and the day are added here. A template may not ask the request for anything.
    """
    contents = (template, contents_of(facts), frame())
    known = pages.get(contents)
    if known is None:
        known = render_to_string(template, context(), request).encode()
        pages.keep(contents, known)
    return HttpResponse(known)


def told_by(*values: Any) -> bytes:
    """Return what stands for the contents of many values, for the parts of a page that show them: short."""
    return blake2b(repr(contents_of((*values, frame()))).encode(), digest_size=20).digest()


def remembered_bytes(place: Hashable, said: Any, make: Callable[[], bytes]) -> bytes:
    """Return what `make()` gave for the same values, or what it gives. `said` is plain: texts, numbers …

    Only a digest of the values is kept, for they may be long: the texts of a feed, a month's addresses.
    """
    # Later formats of marshal tell whether two equal texts are one object.
    contents = (place, blake2b(marshal.dumps(said, 2), digest_size=20).digest(), frame())
    known = pages.get(contents)
    if known is None:
        known = make()
        pages.keep(contents, known)
    return known


def contents_of(value: Any, within: tuple[Any, ...] = ()) -> Hashable:
    """Return what a value says, to be compared: a row as all its fields, with those of its section or such.

    What is safe markup is told from what is not. Raises nothing: what it does not know is taken by its text.
    """
    if type(value) in _SIMPLE:
        return value
    if (contents := getattr(value, "contents", None)) is not None:
        return contents
    if isinstance(value, list | tuple):
        return tuple(map(contents_of, value))
    if isinstance(value, dict):
        return tuple((name, contents_of(one)) for name, one in value.items())
    if isinstance(value, Model):
        own = (contents_of(one) for name, one in vars(value).items() if name[0] != "_")
        here = (*within, value)  # what leads back to where one came from adds nothing, and would never end
        others = (one for one in value._state.fields_cache.values() if not any(one is row for row in here))
        return (type(value), *own, *(contents_of(one, here) for one in others))
    if is_dataclass(value):
        return (type(value), *(contents_of(getattr(value, field.name)) for field in fields(value)))
    return type(value), str(value)


_SIMPLE = {str, bytes, int, bool, float, type(None), datetime, date}


def frame() -> str:
    """What every page shows around itself, as one value that changes with it."""
    return kept_per_edition("frame", lambda: repr(contents_of((identity(), sections(), newest_day()))))


def _here(contents: Hashable) -> Hashable:
    return contents, get_language(), local_day(timezone.now())


def _size(value: Any) -> int:
    if isinstance(value, tuple):
        return 56 + sum(map(_size, value))
    return len(value) + 50 if isinstance(value, str | bytes) else 32


def forget(**_kwargs: Any) -> None:
    """Forget all markup and pages: a setting has changed, as it does in tests alone."""
    markup.forget()
    pages.forget()


setting_changed.connect(forget, dispatch_uid="published.memory")

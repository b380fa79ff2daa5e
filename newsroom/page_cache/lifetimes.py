"""How long others may keep our pages: Cache-Control (RFC 9111, RFC 5861) and surrogate keys."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings

# A CDN may answer with what it has while it fetches the new page, so long; and when we are away, so long.
REVALIDATE_SECONDS = 10
ERROR_SECONDS = 86_400
_SECOND = timedelta(seconds=1)


def cache_control(at: datetime, until: datetime) -> str:
    """Return the header for a page that is sent at `at` and good until `until`.

    Browsers ask each time, which costs a 304. A CDN keeps the page for `CDN_SECONDS`, but never past `until`,
    so that a scheduled story appears there at its second too.
    """
    left = max((until - at) // _SECOND, 0)
    shared = min(settings.CDN_SECONDS, left)
    return _written(shared, min(REVALIDATE_SECONDS, left - shared))


def longest() -> timedelta:
    """Return how long before its end a page's header begins to change."""
    return timedelta(seconds=settings.CDN_SECONDS + REVALIDATE_SECONDS)


@lru_cache(maxsize=512)
def _written(shared: int, revalidate: int) -> str:
    return (
        f"public, max-age=0, s-maxage={shared}, stale-while-revalidate={revalidate}, "
        f"stale-if-error={ERROR_SECONDS}"
    )


def surrogate_headers(keys: str) -> list[tuple[str, str]]:
    """Return the header by which the CDN files a page; none where nobody would purge by it."""
    return [("Surrogate-Key", keys)] if keys and settings.PURGE_ADDRESS else []

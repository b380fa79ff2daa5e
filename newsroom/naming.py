"""What the site is called: what a room says, or the setting while none has a name for it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

Source = Callable[[], str]

_sources: list[Source] = []


def name_from(source: Source) -> None:
    """Have a room say what the site is called; "" leaves it to the next one, and at last to the setting."""
    if source not in _sources:
        _sources.append(source)


def site_name() -> str:
    """Return the site's name. Costs what its source costs: that of the newsstand, no query in an edition."""
    return next((name for source in _sources if (name := source())), settings.SITE_NAME)

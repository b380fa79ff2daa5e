"""Checks before publishing: a registry of small functions.

Each takes the story and the moment it is to go out, and yields a Refusal for what is amiss. A
newsroom adds its own modules in the setting PUBLICATION_CHECKS; importing them registers them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError

from articles.errors import TransitionError
from articles.models import Article

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Refusal:
    """Something amiss: the form field that mends it, the sentence for the editor.

    With a `code` it is a warning, which an editor may confirm once; without one it stops.
    """

    field: str | None
    sentence: str | _StrPromise
    code: str = ""

    @property
    def is_warning(self) -> bool:
        return bool(self.code)


Check = Callable[[Article, datetime], Iterator[Refusal]]
_checks: list[Check] = []


def check(function: Check) -> Check:
    """Register a check; for use as a decorator."""
    _checks.append(function)
    return function


@cache
def _load() -> None:
    for name in ("stops", "pictures", "warnings"):
        import_module(f"articles.checks_before_publishing.{name}")
    for module in settings.PUBLICATION_CHECKS:
        import_module(module)


def findings(article: Article, at: datetime) -> list[Refusal]:
    """Return everything amiss with the story for going out at `at`, stops first. About eight queries."""
    _load()
    found = [refusal for function in _checks for refusal in function(article, at)]
    return sorted(found, key=lambda refusal: refusal.is_warning)


def refuse_if_unfit(article: Article, at: datetime, confirmed: Collection[str] | None = None) -> None:
    """Raise TransitionError with every sentence at once, so that the editor mends all in one go.

    Warnings are left out when `confirmed` is None (automation) and when their code is in it.
    """
    found = findings(article, at)
    stops = [refusal for refusal in found if not refusal.is_warning]
    if len(stops) == 1:
        raise TransitionError(stops[0].sentence, field=stops[0].field)
    if stops:
        raise Unfit(stops)
    if confirmed is not None:
        asked = [refusal for refusal in found if refusal.code not in confirmed]
        if asked:
            raise Unconfirmed(asked)


class Unfit(TransitionError):
    """Several things are wrong; `refusals` lists them."""

    def __init__(self, found: list[Refusal]) -> None:
        self.refusals = found
        ValidationError.__init__(self, [refusal.sentence for refusal in found])
        self.field = None


class Unconfirmed(Unfit):
    """Nothing stops the story, but there are warnings nobody has confirmed yet."""

    @property
    def codes(self) -> list[str]:
        """What to confirm to go on."""
        return sorted({refusal.code for refusal in self.refusals})

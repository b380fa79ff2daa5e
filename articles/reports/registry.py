"""The reports there are, and what each has to say about itself."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet

from articles.querysets import ArticleQuerySet
from articles.reports.parts import Asked, Chart, Filter, Row


class Report:
    """One report. `key` is its word in the address; `right` what a person needs to read it.

    Every method may be asked with any choice that `filters` offers. What `rows` returns is cut by the page,
    so a queryset must be ordered and cost one statement and its prefetches, however many stories there are.
    """

    key: ClassVar[str]
    title: ClassVar[Any]
    description: ClassVar[Any] = ""
    none: ClassVar[Any] = ""
    place: ClassVar[int] = 50  # in the index; of two alike by title
    right: ClassVar[str] = "articles.view_article"
    filters: ClassVar[Sequence[Filter]] = ()
    heads: ClassVar[Sequence[Any]] = ()

    def columns(self, asked: Asked) -> Sequence[Any]:
        """Return the name of each column."""
        return self.heads

    def rows(self, asked: Asked) -> QuerySet[Any] | Sequence[Any]:
        """Return what the rows are about, best first: a queryset, or a list that is short by itself."""
        raise NotImplementedError

    def row(self, thing: Any, asked: Asked) -> Row:
        """Say one thing as a row. Asks nothing of the database."""
        raise NotImplementedError

    def charts(self, things: Sequence[Any], asked: Asked) -> Sequence[Chart]:
        """Return the charts above the table; `things` is what `rows` gave for the first page. No query."""
        return ()

    def stories(self, asked: Asked) -> ArticleQuerySet | None:
        """Return the stories to be worked through in desk mode, newest first; None when there are none."""
        return None

    def asked_by(self, user: Any, at: datetime, query: Mapping[str, str]) -> Asked:
        """Read the choices of an address. One query for each filter that looks its choices up."""
        values = {}
        for one in self.filters:
            offered = [value for value, _label in one.offered()]
            sent = query.get(one.name, "")
            values[one.name] = sent if sent in offered else (offered[0] if offered else "")
        return Asked(user, at, values)


_reports: dict[str, Report] = {}
Kind = TypeVar("Kind", bound=type[Report])


def register(kind: Kind) -> Kind:
    """Make a class of report known: a decorator. Raises ValueError for a key that is taken."""
    if kind.key in _reports and type(_reports[kind.key]) is not kind:
        raise ValueError(f"There is a report {kind.key!r} already.")
    _reports[kind.key] = kind()
    return kind


@cache
def _loaded() -> dict[str, Report]:
    """Import every module beside this one, once; each registers what it has."""
    package = import_module("articles.reports")
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return _reports


def find(key: str) -> Report | None:
    """Return the report with this key; None without one."""
    return _loaded().get(key)


def offered_to(user: Any) -> list[Report]:
    """Return the reports this person may read, in the order of the index."""
    mine = [report for report in _loaded().values() if user.has_perm(report.right)]
    return sorted(mine, key=lambda report: (report.place, str(report.title)))

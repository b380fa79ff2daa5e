"""Where the words are: one module for each way of keeping and finding them.

A backend is a module with three functions. `put(rows, *, form)` writes a `SearchEntry` for each `IndexRow`
and keeps its words; they go when the entry goes. `add(article, names, body)` gives a story further words, and
says whether it could. `find(query, window, *, order, at)` returns `Hit`s, and raises `TooBroad` rather than
keep a server busy. The setting SEARCH_BACKEND names another module, such as one that
asks a search cluster.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection

OWN = {"sqlite": "published.search.backends.sqlite", "postgresql": "published.search.backends.postgresql"}


def backend() -> Any:
    """Return the module in use: the one the setting names, else the one for the database."""
    return import_module(settings.SEARCH_BACKEND or OWN[connection.vendor])

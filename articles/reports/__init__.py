"""Desk reports: what is missing, what is worth mending, what is covered. One module for each report.

A module in this folder that registers a `Report` has a page, a CSV and a line in the index; nothing else
has to know of it. `articles/admin/reports.py` shows them.
"""

from articles.reports.parts import Asked, Bars, Chart, Filter, Fix, Link, Row
from articles.reports.registry import Report, find, offered_to, register

__all__ = [
    "Asked",
    "Bars",
    "Chart",
    "Filter",
    "Fix",
    "Link",
    "Report",
    "Row",
    "find",
    "offered_to",
    "register",
]

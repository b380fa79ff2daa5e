"""The pages of the desk reports: their index, each with its filters, and each as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from js_asset import Media as NoncedMedia

from articles.models import Article
from articles.reports import Asked, Link, Report, find, offered_to
from articles.when_in_words import site_zone

ROWS = 50
# Whoever reads on beyond wants the CSV; a database counts all rows that come before a page.
MOST_PAGES = 100
MOST_CSV_ROWS = 20_000


class ReportPages:
    """Adds the reports to the story's admin class."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        """Put the reports below the stories."""

        def page(address: str, view: Any, name: str) -> URLPattern:
            return path(address, self.admin_site.admin_view(never_cache(require_safe(view))), name=name)

        return [
            page("reports/", self.reports_view, "articles_reports"),
            page("reports/<slug:key>/", self.report_view, "articles_report"),
            page("reports/<slug:key>.csv", self.report_csv_view, "articles_report_csv"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def reports_view(self, request: HttpRequest) -> HttpResponse:
        """List the reports this person may read."""
        reports = offered_to(request.user)
        if not reports:
            raise PermissionDenied
        context = self._context(request, _("Reports")) | {"reports": reports}
        return render(request, "admin/articles/reports/index.html", context)

    def report_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show one report, fifty rows a page, without counting them."""
        report, asked = _report(request, key)
        number = _page_number(request.GET.get("p", ""))
        start = (number - 1) * ROWS
        things = list(report.rows(asked)[start : start + ROWS + 1])
        context = self._context(request, report.title) | {
            "report": report,
            "choices": _choices(report, asked),
            "columns": report.columns(asked),
            "rows": [report.row(thing, asked) for thing in things[:ROWS]],
            "charts": report.charts(things[:ROWS], asked) if number == 1 else (),
            "csv": f"{reverse('admin:articles_report_csv', args=[key])}?{asked.query()}",
            "back": request.get_full_path(),
            "desk_mode": _in_desk_mode(report, asked),
            "newer": asked.query(p=number - 1) if number > 1 else "",
            "older": asked.query(p=number + 1) if len(things) > ROWS and number < MOST_PAGES else "",
            "is_cut": len(things) > ROWS and number == MOST_PAGES,
        }
        return render(request, "admin/articles/reports/report.html", context)

    def report_csv_view(self, request: HttpRequest, key: str) -> HttpResponse | StreamingHttpResponse:
        """Send the whole report, at most `MOST_CSV_ROWS`, row by row."""
        report, asked = _report(request, key)
        answer = StreamingHttpResponse(_csv(report, asked), content_type="text/csv; charset=utf-8")
        name = f"{key}-{timezone.localdate(asked.at).isoformat()}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _context(self, request: HttpRequest, title: Any) -> dict[str, Any]:
        scripts: list[Any] = [Script("js/desk/report-rows.js", type="module")]
        media = Media(js=scripts, css={"all": ["css/desk/planning.css", "css/desk/reports.css"]})
        return self.admin_site.each_context(request) | {
            "title": title,
            "opts": Article._meta,
            "media": NoncedMedia.from_media(media, nonce=str(request.csp_nonce)),  # type: ignore[attr-defined]
        }


def _report(request: HttpRequest, key: str) -> tuple[Report, Asked]:
    report = find(key)
    if report is None:
        raise Http404
    if not request.user.has_perm(report.right):
        raise PermissionDenied
    return report, report.asked_by(request.user, timezone.now(), request.GET)


def _in_desk_mode(report: Report, asked: Asked) -> str:
    """Return the address where the report's stories are worked through; nothing when that cannot be."""
    if report.stories(asked) is None or not asked.user.has_perm("articles.tag_article"):
        return ""
    return f"{reverse('admin:articles_desk')}?queue=report&report={report.key}&{asked.query()}"


def _page_number(text: str) -> int:
    """Read a number of a page; whatever is none is the first."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
    return min(max(number, 1), MOST_PAGES)


def _choices(report: Report, asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "label": one.label,
            "options": [(value, label, value == asked[one.name]) for value, label in one.offered()],
        }
        for one in report.filters
    ]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(report: Report, asked: Asked) -> Iterator[str]:
    """Yield the lines, a mark first by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([_plain(head) for head in report.columns(asked)])  # type: ignore[operator]
    for thing in _all(report.rows(asked)):
        yield writer.writerow([_plain(cell) for cell in report.row(thing, asked).cells])  # type: ignore[misc]


def _all(rows: QuerySet[Any] | Sequence[Any]) -> Iterable[Any]:
    cut = rows[:MOST_CSV_ROWS]
    return cut.iterator(chunk_size=1_000) if isinstance(cut, QuerySet) else cut


def _plain(cell: Any) -> str:
    """Say a cell as text. What a spreadsheet would take for a formula is set apart by a quotation mark."""
    if isinstance(cell, Link):
        cell = cell.text
    if isinstance(cell, datetime):
        return cell.astimezone(site_zone()).isoformat(timespec="minutes")
    if cell is None:
        return ""
    text = str(cell)
    is_formula = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not isinstance(cell, int | float)
    return f"'{text}" if is_formula else text

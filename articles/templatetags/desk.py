"""What the desk's own templates say about stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from articles.admin.lists import state_badge as badge
from articles.dashboard import Dashboard, dashboard
from articles.desk_mode.queues import Left
from articles.forms.planning import person_name as name_of
from articles.models import Article
from articles.reports import Link
from articles.when_in_words import echo, short

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_dashboard(context: Any) -> Dashboard | None:
    """Return the lists of the first page for the person who asks; see `articles.dashboard`."""
    return dashboard(context["request"].user)


@register.filter
def state_badge(article: Article) -> SafeString:
    """Return the badge of a story's state by the clock."""
    return badge(article)


@register.filter
def person_name(user: Any) -> str:
    """Return how the desk calls a person."""
    return name_of(user)


@register.filter
def in_words(moment: datetime) -> str:
    """Return a moment with its weekday and how far off it is."""
    return echo(moment, timezone.now())


@register.filter
def in_short(moment: datetime) -> str:
    """Return a moment as a list says it: “Today, 6:00 AM EST”."""
    return short(moment, timezone.now())


@register.filter
def under(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair the cells of a row with the names of their columns."""
    return list(zip(columns, cells, strict=True))


@register.filter
def is_past(moment: datetime) -> bool:
    """Say whether a moment is over."""
    return moment < timezone.now()


@register.simple_tag
def report_cell(cell: Any) -> SafeString | str:
    """Return a cell of a report: a link, a moment, a number or a text; a dash for nothing."""
    if isinstance(cell, Link):
        return format_html('<a href="{}"><bdi>{}</bdi></a>', cell.address, cell.text)
    if isinstance(cell, datetime):
        return format_html('<time datetime="{}">{}</time>', cell.isoformat(), short(cell, timezone.now()))
    if cell is None or cell == "":
        return "–"
    return format_html("<bdi>{}</bdi>", cell)


@register.filter
def is_a_number(cell: Any) -> bool:
    """Say whether a cell of a report is a number, which stands at the end of its column."""
    return isinstance(cell, int | float)


@register.simple_tag
def left_to_do(left: Left) -> str:
    """Say how many stories of a queue are left: “12 left”, “more than 1000 left”."""
    if left.is_cut:
        return gettext("more than %(n)d left") % {"n": left.number}
    return ngettext("%(n)d left", "%(n)d left", left.number) % {"n": left.number}


@register.filter
def said(answers: dict[str, str], field: str) -> str:
    """Return what was answered to a line of desk mode; nothing when it was not."""
    return answers.get(field, "")

"""The further pages of home: newest first, by day. The first one is that of the room `fronts`."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.page_cache import reader_page
from published.addresses import absolute
from published.card_rows import card_list
from published.fronts import by_day
from published.memory import remembered_page
from published.models import PublishedArticle
from published.moments import Moment
from published.paging import Page, page_of
from published.structured_data import website
from published.surrogates import FRONT, shows
from published.views.feeds import feed_links


@reader_page("page", "upto")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a page of the newest stories. One query."""
    page = page_of(request, newest(at=timezone.now()))
    shows(request, FRONT, stories=page.rows)
    return remembered_page(request, "published/home.html", page, lambda: _context(page))


@card_list(one_plan=True)
def newest(at: datetime) -> QuerySet[PublishedArticle]:
    """All stories that readers have at a moment."""
    return PublishedArticle.objects.public(at).listed()


def _context(page: Page) -> dict[str, Any]:
    return {
        "page": page,
        "today": Moment(timezone.now(), is_day_only=True),
        "days": by_day(page.rows),
        "canonical": absolute(reverse("published:home") + page.own_query),
        "structured_data": website(),
        "feeds": feed_links(reverse("published:home")),
    }

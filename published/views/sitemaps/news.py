"""What Google News is told: the stories of two days."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.naming import site_name
from newsroom.page_cache import reader_page
from published.feeds.xml import add, written
from published.models import Kind, PublishedArticle
from published.moments import Moment
from published.surrogates import ARCHIVE, shows
from published.views.sitemaps.writing import NAMESPACE, NEWS, XML, add_address

# What Google News takes: stories of two days, a thousand at most.
NEWS_FOR = timedelta(days=2)
MOST_NEWS = 1_000


@reader_page()
@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Name the stories of two days, newest first, at most 1,000, as Google News asks. One query.

    What somebody paid for is no news and stays out.
    """
    shows(request, ARCHIVE)
    since = timezone.now() - NEWS_FOR
    stories = PublishedArticle.objects.public().listed().filter(published_at__gt=since, is_noindex=False)
    fields = ("day", "slug", "headline", "language", "published_at", "is_day_only")
    root = ET.Element("urlset", {"xmlns": NAMESPACE})
    for story in stories.exclude(kind=Kind.SPONSORED).only(*fields).latest_first()[:MOST_NEWS]:
        news = ET.SubElement(add_address(root, "url", story.get_absolute_url()), f"{{{NEWS}}}news")
        publication = ET.SubElement(news, f"{{{NEWS}}}publication")
        add(publication, f"{{{NEWS}}}name", site_name())
        add(publication, f"{{{NEWS}}}language", story.language.split("-")[0])
        add(news, f"{{{NEWS}}}publication_date", Moment(story.published_at, story.is_day_only).iso)
        add(news, f"{{{NEWS}}}title", story.headline)
    return HttpResponse(written(root), content_type=XML)

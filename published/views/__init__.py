"""What readers get at each address; `published/urls.py` lists them."""

from published.views.archive import day_archive, month_archive, year_archive
from published.views.article import article
from published.views.cards import card
from published.views.changes import changes
from published.views.contributor import contributor
from published.views.corrections import corrections
from published.views.favicon import favicon
from published.views.feeds import contributor_feed, corrections_feed, section_feed, site_feed, tag_feed
from published.views.home import home
from published.views.live import live_updates
from published.views.running_story import running_story, running_story_feed
from published.views.search import opensearch, search, search_suggestions
from published.views.section import section
from published.views.site_files import manifest, security
from published.views.site_page import site_page
from published.views.sitemaps import (
    robots,
    sitemap_day,
    sitemap_index,
    sitemap_month,
    sitemap_news,
    sitemap_pages,
)
from published.views.tag import tag, two_tags

__all__ = [
    "article",
    "card",
    "changes",
    "contributor",
    "contributor_feed",
    "corrections",
    "corrections_feed",
    "day_archive",
    "favicon",
    "home",
    "live_updates",
    "manifest",
    "month_archive",
    "opensearch",
    "robots",
    "running_story",
    "running_story_feed",
    "search",
    "search_suggestions",
    "section",
    "section_feed",
    "security",
    "site_feed",
    "site_page",
    "sitemap_day",
    "sitemap_index",
    "sitemap_month",
    "sitemap_news",
    "sitemap_pages",
    "tag",
    "tag_feed",
    "two_tags",
    "year_archive",
]

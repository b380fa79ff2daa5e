"""What search engines are told: robots.txt and the sitemaps (https://www.sitemaps.org/protocol.html)."""

from published.views.sitemaps.news import sitemap_news
from published.views.sitemaps.pages import sitemap_pages
from published.views.sitemaps.robots import robots
from published.views.sitemaps.stories import sitemap_day, sitemap_index, sitemap_month

__all__ = ["robots", "sitemap_day", "sitemap_index", "sitemap_month", "sitemap_news", "sitemap_pages"]

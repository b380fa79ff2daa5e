"""The readers' addresses. None of them raises, whatever is typed into it.

`/2026/11/23/slug/` names the day of first publication in the site's zone; it never changes.
"""

from django.urls import path, register_converter

from published import views
from published.addresses import FourDigits, TwoDigits

register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "dd")

app_name = "published"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/<str:form>", views.site_feed, name="site_feed"),
    path("section/<str:slug>/", views.section, name="section"),
    path("section/<str:slug>/feed/<str:form>", views.section_feed, name="section_feed"),
    path("tag/<str:slug>/", views.tag, name="tag"),
    path("tag/<str:slug>/and/<str:other>/", views.two_tags, name="two_tags"),
    path("tag/<str:slug>/feed/<str:form>", views.tag_feed, name="tag_feed"),
    path("contributor/<str:slug>/", views.contributor, name="contributor"),
    path("contributor/<str:slug>/feed/<str:form>", views.contributor_feed, name="contributor_feed"),
    path("running-story/<str:slug>/", views.running_story, name="running_story"),
    path("running-story/<str:slug>/feed/<str:form>", views.running_story_feed, name="running_story_feed"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed/<str:form>", views.corrections_feed, name="corrections_feed"),
    path("card/<int:number>-<str:mark>.jpg", views.card, name="card"),
    path("search/", views.search, name="search"),
    path("search/suggestions", views.search_suggestions, name="search_suggestions"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path(".well-known/security.txt", views.security, name="security"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sitemap/news.xml", views.sitemap_news, name="sitemap_news"),
    path("sitemap/pages.xml", views.sitemap_pages, name="sitemap_pages"),
    path("sitemap/<yyyy:year>-<dd:month>.xml", views.sitemap_month, name="sitemap_month"),
    path("sitemap/<yyyy:year>-<dd:month>-<dd:day>.xml", views.sitemap_day, name="sitemap_day"),
    path("<yyyy:year>/", views.year_archive, name="year"),
    path("<yyyy:year>/<dd:month>/", views.month_archive, name="month"),
    path("<yyyy:year>/<dd:month>/<dd:day>/", views.day_archive, name="day"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<str:slug>/", views.article, name="article"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<str:slug>/live/", views.live_updates, name="live_updates"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<str:slug>/changes/", views.changes, name="changes"),
    # Last: a page of the site may have any word that nothing else answers.
    path("<str:slug>/", views.site_page, name="page"),
]

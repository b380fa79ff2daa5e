"""Prints as JSON, for the database that DATABASE_URL names, pages of each type that readers ask for.

`one`: a page of each type and its queries; `many`: different ones of a type, so that none is known already.

A program of its own, since the one that measures must not load the newsroom.
"""

import json
from datetime import date
from typing import Any

import django

# More than a process keeps of what it has made.
MANY = 2_000


def main() -> None:
    """Find a story in the middle, its day and people, a popular and a rare tag, words to search for."""
    django.setup()
    from published.models import PublishedArticle, PublishedTagging
    from taxonomy.models import Section, Tag

    public = PublishedArticle.objects.public().listed()
    middle = public.filter(pk__gte=public.latest_first().first().pk // 2).order_by("pk").first()
    tags = list(Tag.objects.order_by("pk"))
    popular, rare = tags[0], next(tag for tag in reversed(tags) if _is_used(PublishedTagging, tag))
    section = Section.objects.order_by("position").first()
    if not middle or not section:
        raise SystemExit("there are no stories in this database")
    deep = min(40, public.in_section(section).count() // 20)
    found = {
        "home": "/",
        "section": f"/section/{section.slug}/",
        "section, deep page": f"/section/{section.slug}/?page={deep}",
        "story": middle.get_absolute_url(),
        "tag, popular": f"/tag/{popular.slug}/",
        "tag, rare": f"/tag/{rare.slug}/",
        "contributor": f"/contributor/{middle.credit_rows.first().contributor.slug}/",
        "archive, day": f"/{middle.day:%Y/%m/%d}/",
        "search, 1 word": "/search/?q=dinaren",
        "search, common": "/search/?q=council",
        "search, 3 words": "/search/?q=river+council+market",
        "RSS": "/feed/rss.xml",
        "sitemap": _sitemap(middle.day),
    }
    one = {name: {"address": address, "queries": _queries(address)} for name, address in found.items()}
    print(json.dumps({"one": one, "many": _many()}))


def _many() -> dict[str, list[str]]:
    """Return different addresses of each type, spread over the archive."""
    from django.urls import reverse

    from published.models import PublishedArticle, PublishedCredit, PublishedTagging
    from taxonomy.models import Contributor, Tag

    public = PublishedArticle.objects.public().listed()
    newest = public.latest_first().values_list("pk", flat=True)[0]
    every = max(1, newest // MANY)
    stories = list(public.filter(pk__in=range(1, newest, every)).only("day", "slug", "headline"))
    words = sorted({word.lower() for story in stories for word in story.headline.split() if word.isalpha()})
    tags = Tag.objects.filter(pk__in=PublishedTagging.objects.values("tag")).order_by("pk")
    people = Contributor.objects.filter(pk__in=PublishedCredit.objects.values("contributor")).order_by("pk")
    return {
        "stories": [story.get_absolute_url() for story in stories],
        "days": sorted({f"/{story.day:%Y/%m/%d}/" for story in stories}),
        "tags": [reverse("published:tag", args=[tag.slug]) for tag in tags[:MANY]],
        "contributors": [reverse("published:contributor", args=[one.slug]) for one in people[:MANY]],
        "searches": [f"/search/?q={word}" for word in words],
    }


def _is_used(taggings: Any, tag: Any) -> bool:
    return bool(taggings.objects.filter(tag=tag).exists())


def _sitemap(day: date) -> str:
    """Return the sitemap that names the stories of a day: its month's, or its own where a month has many."""
    from django.test import Client

    index = Client(headers={"host": "127.0.0.1"}).get("/sitemap.xml").content.decode()
    own = f"/sitemap/{day:%Y-%m-%d}.xml"
    return own if own in index else f"/sitemap/{day:%Y-%m}.xml"


def _queries(address: str) -> int:
    """Return how many queries a page takes in an edition that has been read."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return len(queries)


if __name__ == "__main__":
    main()

"""What the tag desk costs in a big newsroom: rows, suggestions, a bulk run, a merge with readers beside it.

    DATABASE_URL=postgres://… python -m benchmarks.tags [stories]

`DATABASE_URL` names a database that `benchmarks/big_newsroom.py` has filled, or an empty one, which is filled
with so many stories and a fifth as many tags. Prints milliseconds as JSON in its last line.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from benchmarks.measuring import Server, serving

ROUNDS = 40
# Each half of the stories has one of two tags, and so many have both.
BOTH = 0.05
NEWEST_WITH_WORDS = 20_000

_found: dict[str, float] = {}


def main(stories: int = 100_000) -> None:
    """Fill where nothing is, measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    numbers, tag = _filled(stories)
    pair = [_heavy_tag(name, numbers[half]) for name, half in _halves(len(numbers)).items()]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _measure_field()
    _measure_suggestions(numbers[0])
    _measure_more_news(numbers[:: max(1, len(numbers) // ROUNDS)])
    _measure_bulk(tag, numbers[:100])
    environment = {name: os.environ[name] for name in ("DATABASE_URL", "NEWSROOM_DATA") if name in os.environ}
    # No page is kept: each reader's page asks the tables that the merge is writing to.
    cold = environment | {"NEWSROOM_PAGE_CACHE_MB": "0", "NEWSROOM_LOG_LEVEL": "ERROR"}
    with serving("newsroom.wsgi:application", "", cold) as server:
        _measure_merge(*pair, server)
    print(json.dumps(_found))


def _filled(stories: int) -> tuple[list[int], int]:
    """Return the numbers of the stories that are out, and that of a tag they may have."""
    from articles.models import Article
    from taxonomy.models import Tag

    if not Article.objects.exists():
        from benchmarks import corpus

        corpus.fill(stories=stories, tags=stories // 5, contributors=100)
    out = Article.objects.filter(state="published").order_by("pk")
    return list(out.values_list("pk", flat=True)), Tag.objects.order_by("pk").values_list("pk", flat=True)[0]


def _halves(stories: int) -> dict[str, slice]:
    both = int(stories * BOTH)
    half = stories // 2
    return {"Heavy one": slice(0, half), "Heavy two": slice(half - both, stories - both)}


def _heavy_tag(name: str, stories: list[int]) -> Any:
    """Make a tag that half the newsroom has."""
    from articles.models import Tagging
    from published.models import PublishedArticle, PublishedTagging
    from taxonomy.models import Tag

    tag = Tag.objects.create(name=name)
    Tagging.objects.bulk_create(
        [Tagging(content_object_id=number, tag=tag, position=3) for number in stories], batch_size=5_000
    )
    moments = dict(
        PublishedArticle.objects.filter(pk__range=(min(stories), max(stories))).values_list(
            "pk", "published_at"
        )
    )
    rows = [
        PublishedTagging(article_id=number, tag=tag, position=3, published_at=moments[number])
        for number in stories
        if number in moments
    ]
    PublishedTagging.objects.bulk_create(rows, batch_size=5_000)
    return tag


def _measure_field() -> None:
    from django.contrib.auth.models import Group
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User

    tara = User.objects.create_user("tara", is_staff=True)
    tara.groups.add(Group.objects.get(name="Tagger"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(tara)
    address = reverse("admin:articles_article_tags")
    for name, texts in {
        "rows for two letters": ["ri", "ha", "co", "br", "he"],
        "rows for a word": ["river", "harbour 1", "mill 15", "festival market", "heavy"],
        "rows that look alike": ["rivver", "harbuor", "festval", "heavvy", "librery"],
    }.items():
        took = [_timed(lambda text=text: client.get(address, {"q": text})) for text in texts * (ROUNDS // 5)]
        _say(name, statistics.median(took))


def _measure_suggestions(number: int) -> None:
    from articles.models import Article
    from articles.suggestions import suggest
    from benchmarks.corpus import SENTENCE

    article = Article.objects.get(pk=number)
    article.body = f"<p>{SENTENCE}</p>" * 80
    _say("suggestions, names just changed", _timed(lambda: suggest(article)))
    _say("suggestions, 1,500 words", statistics.median(_timed(lambda: suggest(article)) for _ in range(10)))


def _measure_more_news(stories: list[int]) -> None:
    """Reckon stories all over the archive, after words were kept of the newest and everything was counted."""
    from published.models import PublishedArticle
    from published.more_news import Subject, reckon
    from published.more_news.keeping import count_uses

    _write_words(PublishedArticle.objects.latest_first()[:NEWEST_WITH_WORDS])
    count_uses()
    rows = PublishedArticle.objects.filter(pk__in=stories).prefetch_related("taggings")
    subjects = [Subject.of(row, [tagging.tag_id for tagging in row.taggings.all()]) for row in rows]
    took = [_timed(lambda one=one: reckon(one)) for one in subjects for _again in range(2)]
    _say("More News reckoned for a story", statistics.median(took))
    _say("More News reckoned, slowest", max(took))


def _write_words(stories: Any) -> None:
    from django.db import connection

    from published.models import TellingWord
    from published.more_news.words import places_of, telling

    columns = ("pk", "published_at", "headline", "standfirst", "lede")
    TellingWord.objects.bulk_create(
        (
            TellingWord(article_id=number, word=word, weight=weight, published_at=at)
            for number, at, *head in stories.values_list(*columns)
            for word, weight in telling(places_of(*head), {}, 0).items()
        ),
        batch_size=5_000,
        ignore_conflicts=True,
    )
    if connection.vendor == "postgresql":
        # As it does by itself within a minute: until then the planner takes the table for as empty as it was.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TellingWord._meta.db_table}")


def _measure_bulk(tag: int, stories: list[int]) -> None:
    from articles import bulk_tagging
    from taxonomy.models import Tag

    wish = bulk_tagging.Wish(bulk_tagging.Action.LEAD, Tag.objects.get(pk=tag))
    run = bulk_tagging.start(wish, stories, by=None, reason="Measured")

    def all_batches() -> None:
        while bulk_tagging.run_batch(run):
            pass

    _say(f"bulk tagging, {len(stories)} stories", _timed(all_batches))


def _measure_merge(source: Any, target: Any, server: Server) -> None:
    _say("preview of the merge", _timed(lambda: source.preview_merge(target)))
    with _reading(server, target) as took:
        _say("merge of the two heavy tags", _timed(lambda: source.merge_into(target, by=None)))
    if took:
        _say("a reader meanwhile, median", statistics.median(took))
        _say("a reader meanwhile, slowest", max(took))


@contextmanager
def _reading(server: Server, tag: Any) -> Iterator[list[float]]:
    """Ask the server for the tag's page over and over, as readers do while the merge runs."""
    took: list[float] = []
    stop = threading.Event()

    def read() -> None:
        connection = server.connect()
        while not stop.is_set():
            took.append(_timed(lambda: server.get(connection, f"/tag/{tag.slug}/")))
            time.sleep(0.05)
        connection.close()

    read_once = server.connect()
    server.get(read_once, f"/tag/{tag.slug}/")  # what the server loads at its first page
    read_once.close()
    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield took
    finally:
        stop.set()
        reader.join()


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _say(name: str, seconds: float) -> None:
    _found[name] = round(seconds * 1000, 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

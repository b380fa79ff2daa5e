"""Writing down what may stand in More News by itself: at each publication, and each night for the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from published.linking import AutomaticLine, TagUse, TellingWord, WordUse
from published.models import PublishedArticle, PublishedTagging
from published.more_news.reckoning import Line, Subject, reckon
from published.more_news.weights import Weights, weights
from published.more_news.words import places_of

MOST_KEPT = 30
RECENT_DAYS = 30
# Words are counted in so many newest stories; a word in fewer of them than this is rare and not kept.
WORDS_COUNTED_IN = 20_000
COMMON_FROM = 5
CHUNK = 2_000
# Any number that nothing else of this program locks by.
LOCK = 7_302_714


def fill(article: PublishedArticle, tags: Sequence[int]) -> None:
    """Reckon a story's lines and keep them, and its line in the boxes of others. Some eight statements.

    `tags`: the numbers of its tags, lead first. Inside the transaction that puts it on the stand; whoever
    calls raises the edition.
    """
    one_at_a_time()
    rules = weights()
    reckoning = reckon(Subject.of(article, tags), rules)
    AutomaticLine.objects.filter(Q(article=article) | Q(other=article)).delete()
    AutomaticLine.objects.bulk_create(_rows(article, reckoning.lines, rules))
    TellingWord.objects.filter(article=article).delete()
    TellingWord.objects.bulk_create(
        TellingWord(article=article, word=word, weight=weight, published_at=article.published_at)
        for word, weight in reckoning.words.items()
    )


def is_filled(article: PublishedArticle) -> bool:
    """Say whether any line is kept for a story. Without one it is reckoned again. One query."""
    return AutomaticLine.objects.filter(article=article).exists()


def one_at_a_time() -> None:
    """Let whoever fills boxes, or takes a story out of them, do so one after the other until the commit.

    A story writes into the boxes of others as well. Two that go out at the same moment would write the same
    lines, or wait for each other's for ever. One statement on PostgreSQL; SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _rows(article: PublishedArticle, lines: Sequence[Line], rules: Weights) -> list[AutomaticLine]:
    here = [
        AutomaticLine(
            article=article, other_id=line.other, score=line.score, shared=line.shared, affair=line.affair
        )
        for line in lines
        if line.score >= rules.lowest
    ]
    there = [
        AutomaticLine(
            article_id=line.other, other=article, score=line.back, shared=line.shared, affair=line.affair_back
        )
        for line in lines
        if line.back >= rules.lowest
    ]
    return here[:MOST_KEPT] + there


def fill_recent(
    at: datetime | None = None,
    *,
    days: int | None = RECENT_DAYS,
    each: Callable[[PublishedArticle], None] | None = None,
) -> int:
    """Reckon again the lines of the stories of the last `days` (None: of all); return how many.

    One transaction a story. Does not raise the edition: `fill_more_news` does, at its end.
    """
    at = at or timezone.now()
    rows = (
        PublishedArticle.objects.all()
        if days is None
        else PublishedArticle.objects.filter(published_at__gte=at - timedelta(days=days))
    )
    count = 0
    for number in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        article = fill_one(number)
        if article is None:
            continue
        count += 1
        if each is not None:
            each(article)
    return count


def fill_one(number: int) -> PublishedArticle | None:
    """Reckon one story's lines again, in a transaction of its own; None if it was withdrawn meanwhile."""
    with transaction.atomic():
        article = PublishedArticle.objects.select_for_update(no_key=True).filter(pk=number).first()
        if article is not None:
            fill(article, article.tag_numbers())
    return article


def count_uses() -> None:
    """Count on how many stories each tag stands, and in how many of the newest each common word.

    Walks the whole index of tags once and the heads of the newest stories; for the night.
    """
    counted = PublishedTagging.objects.order_by().values("tag_id").annotate(n=Count("pk"))
    uses = [TagUse(tag=row["tag_id"], stories=row["n"]) for row in counted.iterator(chunk_size=CHUNK)]
    stories = PublishedArticle.objects.count()
    uses.append(TagUse(tag=TagUse.ALL, stories=stories, counted_at=timezone.now()))
    words, read = _count_words()
    common = [WordUse(word=word, stories=n) for word, n in words.items() if n >= COMMON_FROM]
    with transaction.atomic():
        TagUse.objects.all().delete()
        TagUse.objects.bulk_create(uses, batch_size=CHUNK)
        WordUse.objects.all().delete()
        WordUse.objects.bulk_create([WordUse(word="", stories=read), *common], batch_size=CHUNK)


def _count_words() -> tuple[Counter[str], int]:
    found: Counter[str] = Counter()
    stories = 0
    heads = PublishedArticle.objects.latest_first().values_list("headline", "standfirst", "lede")
    for head in heads[:WORDS_COUNTED_IN].iterator(chunk_size=CHUNK):
        found.update(places_of(*head).keys())
        stories += 1
    return found, stories

"""Writing the whole index again: after an import past the one door, or an upgrade of what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from published.editions import raise_edition
from published.models import PublishedArticle
from published.search import tag_words
from published.search.indexing import FORM, index_many
from published.search.models import SearchEntry
from taxonomy.models import Tag

NEEDED = (
    "headline", "short_headline", "kicker", "standfirst", "dateline", "body", "credits", "sources", "kind",
    "section_id", "published_at",
)  # fmt: skip


def reindex(
    *, everything: bool = False, batch: int = 500, each: Callable[[int, int], None] | None = None
) -> int:
    """Write missing and outdated entries, or all; return how many. One transaction a batch.

    Only what is missing is asked for, so a run that was stopped is taken up by the next. About ten statements
    a batch; `each` is told after every batch how many of how many are done.
    """
    for tags in _batches(Tag.objects.order_by("pk").iterator(), batch):
        with transaction.atomic():
            tag_words.write(tags)
    if everything:
        SearchEntry.objects.update(form=0)
    missing = _missing().order_by("-pk").values_list("pk", flat=True)
    total, done = missing.count(), 0
    numbers = list(missing[:batch])
    while numbers:
        with transaction.atomic():
            index_many(list(PublishedArticle.objects.filter(pk__in=numbers).only(*NEEDED)))
        done += len(numbers)
        if each is not None:
            each(done, max(total, done))
        numbers = list(missing.filter(pk__lt=numbers[-1])[:batch])
    if done:
        _analyse()
        raise_edition()
    return done


def _missing() -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.filter(Q(search_entry=None) | ~Q(search_entry__form=FORM))


def _analyse() -> None:
    """Let the database know how common words are, or it plans searches badly after a large import."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE published_searchentry")


def _batches(rows: Iterable[Tag], size: int) -> Iterator[list[Tag]]:
    rows = iter(rows)
    while found := list(islice(rows, size)):
        yield found

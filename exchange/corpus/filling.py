"""Filling an empty database with the synthetic newsroom, on as many processors as there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import as_completed
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.core.management.color import no_style
from django.db import OperationalError, connection, transaction
from django.utils import timezone, translation

from articles.models import Article
from exchange.corpus.rows import MODELS, Rows
from exchange.corpus.searching import learn_words
from exchange.corpus.set_aside import Missing, build, mend, set_aside
from exchange.corpus.stories import make_story
from exchange.corpus.teams import Person, teams
from exchange.corpus.words import person_name, tag_name
from newsroom.workers import workers
from published.editions import raise_edition
from published.search.models import SearchEntry
from taxonomy.models import Contributor, Section, Tag

SECTIONS = ("City", "Nation", "World", "Business", "Culture", "Science", "Sport", "Opinion")
TAGS, CONTRIBUTORS = 2_000, 200
YEARS = timedelta(days=3 * 365)
BATCH = 1_000
WORDS = "published_search_vector"  # the index that searches read

Show = Callable[[int, int], None]


class NotEmpty(Exception):
    """There are stories in the database already."""


@dataclass(frozen=True)
class Corpus:
    """What stories are made of: sections and tags by number."""

    until: datetime
    stories: int
    sections: list[int]
    tags: list[int]
    people: tuple[Person, ...] = ()

    def moment(self, number: int) -> datetime:
        """Return when story `number` (from 1) was published: evenly over three years, the last just now."""
        return self.until - YEARS * ((self.stories - number) / self.stories)


def fill(stories: int, *, until: datetime | None = None, jobs: int = 0, show: Show | None = None) -> Corpus:
    """Write so many published stories, the newest at `until` (now). Raises NotEmpty.

    `show` is told how many are there of how many. On SQLite there is one writer, so one job.
    """
    mend()
    if Article.objects.exists():
        raise NotEmpty("The newsroom has stories already; the corpus is for an empty one")
    until = (until or timezone.now()).replace(second=0, microsecond=0)
    with translation.override(None):
        corpus = _vocabulary(until, stories)
    jobs = (jobs or os.cpu_count() or 1) if connection.vendor == "postgresql" else 1
    is_worth_it = stories > BATCH and connection.vendor == "postgresql" and not connection.in_atomic_block
    tables = [model._meta.db_table for model in (*MODELS, SearchEntry)]
    with set_aside(tables) if is_worth_it else nullcontext([]) as indexes:
        written = 0
        for count in _worked(jobs, corpus, indexes, tables if is_worth_it else []):
            written += count
            if show and count:
                show(written, stories)
    _tidy(tables if is_worth_it else [])
    return corpus


def _worked(jobs: int, corpus: Corpus, indexes: list[Missing], tables: list[str]) -> Iterator[int]:
    """Write the batches, and give the number of stories of each when it is through; then what comes after."""
    learn = [partial(_learn_words)] if corpus.stories else []
    batches = [partial(_write_batch, corpus, start) for start in range(1, corpus.stories + 1, BATCH)]
    stages: list[list[Callable[[], int]]] = [[*learn, *batches], _finishing(indexes, tables)]
    if jobs == 1 or len(batches) < 2:
        yield from (_done(piece) for stage in stages for piece in stage)
        return
    with workers(jobs) as pool:
        for stage in stages:
            yield from (done.result() for done in as_completed([pool.submit(_done, one) for one in stage]))


def _finishing(indexes: list[Missing], tables: list[str]) -> list[Callable[[], int]]:
    """Build the indexes and tidy the tables, in an order in which nobody waits for a lock.

    The index of words takes as long as all the rest together, so it comes first, and what is left to do on
    its table after everything else.
    """
    words = [one for one in indexes if one.name == WORDS]
    busy = {one.table for one in words}
    last = [one for one in indexes if one.table in busy and one.name != WORDS]
    others = [one for one in indexes if one.table not in busy]
    return [
        *(partial(_build, one) for one in (*words, *others)),
        *(partial(_vacuum, [table]) for table in tables if table not in busy),
        *(partial(_build, one) for one in last),
        *(partial(_vacuum, [table]) for table in tables if table in busy),
    ]


def _done(piece: Callable[[], int]) -> int:
    """Do a piece of work, or once more by a new connection where one fails: each piece can be done twice."""
    try:
        return piece()
    except OperationalError:
        if connection.in_atomic_block:  # part of somebody's transaction, and lost with it
            raise
        connection.close()
        return piece()


def _learn_words() -> int:
    learn_words()
    return 0


def _build(one: Missing) -> int:
    build(one)
    return 0


def _vacuum(tables: list[str]) -> int:
    """Tell the planner what is in these tables, and which of their rows everybody sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
    return 0


def _vocabulary(until: datetime, stories: int) -> Corpus:
    with transaction.atomic():
        sections = [
            Section.objects.create(name=name, position=place, accent=Section.Accent.values[place])
            for place, name in enumerate(SECTIONS)
        ]
        Tag.objects.bulk_create(
            Tag(name=tag_name(number), kind=Tag.Kind.values[number % 5]) for number in range(TAGS)
        )
        Contributor.objects.bulk_create(
            Contributor(name=person_name(number)) for number in range(CONTRIBUTORS)
        )
    people = Contributor.objects.order_by("pk").values_list("pk", "name", "slug")
    return Corpus(
        until,
        stories,
        [section.pk for section in sections],
        list(Tag.objects.order_by("pk").values_list("pk", flat=True)),
        tuple(Person(*row) for row in people),
    )


def _write_batch(corpus: Corpus, start: int) -> int:
    numbers = range(start, min(start + BATCH, corpus.stories + 1))
    rows, everybody = Rows(), teams(corpus.people)
    with transaction.atomic():
        hurry()
        for number in numbers:
            rows.add(make_story(number, corpus.moment(number), corpus.sections, everybody, corpus.tags))
        rows.write()
    return len(numbers)


# For this transaction alone: long texts are packed by the faster method, and what refers to what is not
# looked up row by row (for a superuser; the rows are right by how they are made). What the server cannot or
# the user may not is asked first: a refused SET would have to be swallowed, and with it every other failure.
_OFFERED = """
    SELECT set_config('default_toast_compression', 'lz4', true)
      FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)
     UNION ALL
    SELECT set_config('session_replication_role', 'replica', true)
     WHERE current_setting('is_superuser') = 'on'
"""


def hurry() -> None:
    """Take what haste the server offers, until the transaction ends. At most one query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_OFFERED)


def _tidy(tidied: list[str]) -> None:
    """Let numbering go on after the stories, and tell the planner what is in the other tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
        raise_edition()
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _vacuum([name for name in connection.introspection.table_names() if name not in tidied])
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

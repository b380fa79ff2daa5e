"""Stories as feeds have them: the values that entries are made of, as the database sent them.

A feed of the same values is the same bytes; most are neither read nor written again (`published/memory.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from published.card_rows import instance_of, moment_in
from published.compiled import Compiled, compiled
from published.feeds.entries import ITEMS
from published.models import PublishedArticle, PublishedLive
from taxonomy.models import Section

PLAIN = (
    "id", "kind", "language", "slug", "headline", "kicker", "standfirst", "lede", "body", "is_day_only",
    "is_evergreen", "section_id", "section__name",
)  # fmt: skip
# Moments, days and JSON come as text; the last two are those of a live story.
READERS: dict[str, Callable[[str], Any]] = {
    "day": date.fromisoformat,
    "published_at": moment_in,
    "updated_at": moment_in,
    "picture": json.loads,
    "credits": json.loads,
    "sources": json.loads,
    "corrections": json.loads,
    "live__changed_at": moment_in,
    "live__latest": json.loads,
}

FeedRow = tuple[Any, ...]


def feed_list(*, below: str = "") -> Callable[[Callable[..., Any]], Compiled[FeedRow]]:
    """Make the newest rows of a feed out of a function that returns its stories' queryset, in no order yet.

    `below` leads from a row to its story (“article__”). What goes for `compiled` goes for its arguments.
    """

    def decorate(compose: Callable[..., Any]) -> Compiled[FeedRow]:
        def newest(**given: Any) -> QuerySet[Any, FeedRow]:
            texts = [Cast(f"{below}{name}", TextField()) for name in READERS]
            rows = compose(**given).latest_first()
            found: QuerySet[Any, FeedRow] = rows.values_list(*(f"{below}{name}" for name in PLAIN), *texts)
            return found[:ITEMS]

        newest.__doc__ = compose.__doc__
        return compiled()(newest)

    return decorate


def story_of(row: FeedRow) -> PublishedArticle:
    """Return the story of a row, with its section and what it says live. No query."""
    values = dict(zip(PLAIN, row, strict=False))
    for (name, read), text in zip(READERS.items(), row[len(PLAIN) :], strict=True):
        values[name] = None if text is None else read(text)
    changed_at, latest = values.pop("live__changed_at"), values.pop("live__latest")
    section = {"id": values["section_id"], "name": values.pop("section__name")}
    story: PublishedArticle = instance_of(PublishedArticle, values)
    story.section = instance_of(Section, section)
    if changed_at is not None:
        live = {"article_id": story.pk, "changed_at": changed_at, "latest": latest}
        story._state.fields_cache["live"] = instance_of(PublishedLive, live)
    else:
        story._state.fields_cache["live"] = None
    return story

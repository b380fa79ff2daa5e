"""What a change of many stories' tags would do, story by story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from articles.bulk_tagging.wishes import Wish, at_most, being_edited, too_many
from articles.models import Article
from taxonomy.ledger import chunks

SHOWN = 50


@dataclass
class Line:
    """One story of a preview, with its tags before and after, and why it will be skipped, if so."""

    article: Article
    before: list[str]
    after: list[str]
    refusal: str = ""


@dataclass
class Preview:
    """What a run would do: how many stories there are of each outcome, and the first that change or fail."""

    total: int = 0
    changing: int = 0
    same: int = 0
    skipped: int = 0
    live: int = 0
    lines: list[Line] = field(default_factory=list)


def preview(wish: Wish, numbers: Iterable[int], *, at: datetime | None = None) -> Preview:
    """Say what a run would do, without doing it. A handful of queries for each five hundred stories."""
    found = Preview()
    for some in chunks(at_most(numbers)):
        busy = being_edited(some, at)
        stories = Article.objects.filter(pk__in=some).order_by("pk").defer("body")
        for article in stories.prefetch_related("taggings__tag"):
            _add_line(found, wish, article, busy.get(article.pk, ""), at)
    return found


def _add_line(found: Preview, wish: Wish, article: Article, busy: str, at: datetime | None) -> None:
    names = {tagging.tag_id: tagging.tag.label for tagging in article.taggings.all()}
    names |= {tag.pk: tag.label for tag in (wish.tag, wish.replacement) if tag}
    before = [tagging.tag_id for tagging in article.taggings.all()]
    after = wish.applied(before)
    refusal = "" if before == after else busy or too_many(wish, article, after)
    found.total += 1
    found.same += before == after
    found.skipped += bool(refusal)
    found.changing += before != after and not refusal
    found.live += before != after and not refusal and article.is_live(at)
    if before != after and len(found.lines) < SHOWN:
        now, then = ([names[tag] for tag in tags] for tags in (before, after))
        found.lines.append(Line(article, now, then, refusal))

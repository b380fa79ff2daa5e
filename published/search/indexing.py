"""Putting stories into the index, in the transaction that puts them on the newsstand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from published.models import (
    Kind,
    PublishedArticle,
    PublishedCredit,
    PublishedLiveUpdate,
    PublishedTagging,
)
from published.search import spelling
from published.search.backends import backend
from published.search.folding import words
from published.search.models import SearchEntry

# Raised when what is written here changes: `manage.py reindex` then writes every entry again.
FORM = 2
# What a story of unusual length is searched by; PostgreSQL holds no more than a megabyte for one.
MOST_WORDS = 30_000

# An embed's card says what every embed's card says.
TAG = re.compile(r'<[a-zA-Z/!](?:"[^"]*"|[^">])*>')
_MARKUP = re.compile(rf'<a class="embed__card".*?</a>|{TAG.pattern}', re.DOTALL)
_LOW_BITS = 24


@dataclass(frozen=True)
class IndexRow:
    """A story as the index has it: lists of folded words, by weight, and the marks that filters ask for."""

    place: int
    article: int
    headline: list[str]
    standfirst: list[str]
    names: list[str]
    body: list[str]
    marks: list[str]


def place_of(published_at: datetime, number: int) -> int:
    """Return a number that orders stories as lists do: by the second, then by the story's number.

    Two stories of one second share a place only if their numbers lie a multiple of sixteen million apart.
    """
    return (int(published_at.timestamp()) << _LOW_BITS) + number % (1 << _LOW_BITS)


def tag_mark(number: int) -> str:
    """Return the word that stands for a tag. No folded text has an ß, so nobody can type it."""
    return f"ßt{number}"


def contributor_mark(number: int) -> str:
    return f"ßp{number}"


def section_mark(number: int) -> str:
    return f"ßs{number}"


def kind_mark(kind: str) -> str:
    return f"ßk{kind}"


def plain(html: str) -> str:
    """Return the words of a composed text without its markup."""
    return unescape(_MARKUP.sub(" ", html))


def index(article: PublishedArticle, tags: Iterable[int], contributors: Iterable[int]) -> None:
    """Put one story into the index in place of what it had there. At most six statements.

    The entries of a live story follow it onto the newsstand, and into the index: `add_entries()`.
    """
    forget(article.pk)
    backend().put([row_of(article, tags, contributors)], form=FORM)
    spelling.learn(words(article.headline))


def add_entries(article: int, updates: Sequence[PublishedLiveUpdate]) -> None:
    """Let a live story be found by the words of these entries too. Two statements, four with new words.

    Costs what the entries hold and not what the story holds already; beyond some thirty thousand words the
    story is put into the index anew, with its newest entries.
    """
    if not updates:
        return
    names, body = entry_words(updates)
    if len(body) < MOST_WORDS and backend().add(article, names, body):
        spelling.learn(names)
    else:
        renew(article)


def renew(article: int) -> None:
    """Put a story that is on the newsstand into the index anew, with its entries. About ten statements."""
    index_many(list(PublishedArticle.objects.filter(pk=article)))


def entry_words(updates: Iterable[PublishedLiveUpdate]) -> tuple[list[str], list[str]]:
    """Return the words of entries, those of their headlines and those of their texts. Pure."""
    names: list[str] = []
    body: list[str] = []
    for update in updates:
        names += words(update.headline)
        body += words(plain(update.body))
    return names, body


def forget(article: int) -> None:
    """Take a story out of the index. One statement; SQLite's trigger does the rest."""
    SearchEntry.objects.filter(article=article).delete()


def index_many(articles: Sequence[PublishedArticle]) -> None:
    """Put stories into the index, with about eight statements for all of them together."""
    numbers = [article.pk for article in articles]
    tags = _by_article(PublishedTagging.objects.filter(article__in=numbers).values_list("article", "tag"))
    people = _by_article(
        PublishedCredit.objects.filter(article__in=numbers).values_list("article", "contributor")
    )
    SearchEntry.objects.filter(article__in=numbers).delete()
    entries = _entries([article.pk for article in articles if article.kind == Kind.LIVE])
    rows = [
        row_of(one, tags.get(one.pk, ()), people.get(one.pk, ()), entries.get(one.pk, ())) for one in articles
    ]
    backend().put(rows, form=FORM)
    headlines = [one.headline for one in articles] + [
        one.headline for some in entries.values() for one in some
    ]
    spelling.learn([word for headline in headlines for word in words(headline)])


def row_of(
    article: PublishedArticle,
    tags: Iterable[int],
    contributors: Iterable[int],
    entries: Iterable[PublishedLiveUpdate] = (),
) -> IndexRow:
    """Return what the index has of a story. Pure."""
    headlines, texts = entry_words(entries)
    headline = f"{article.headline} {article.short_headline}"
    people = " ".join(row["name"] for row in [*article.credits, *article.sources] if row.get("name"))
    return IndexRow(
        place=place_of(article.published_at, article.pk),
        article=article.pk,
        headline=words(headline),
        standfirst=words(article.standfirst),
        names=[
            *words(f"{article.kicker} {people} {article.dateline}"),
            *map(tag_mark, tags),
            *headlines[:MOST_WORDS],
        ],
        body=[*words(plain(article.body)), *texts][:MOST_WORDS],
        marks=[
            section_mark(article.section_id),
            kind_mark(article.kind),
            *map(contributor_mark, contributors),
        ],
    )


def _entries(articles: Sequence[int]) -> dict[int, list[PublishedLiveUpdate]]:
    """The entries of live stories, newest first. One query, none without such stories."""
    found: dict[int, list[PublishedLiveUpdate]] = {}
    rows = PublishedLiveUpdate.objects.filter(article__in=articles).order_by("article_id", "-at", "-id")
    for row in rows.only("article", "headline", "body") if articles else ():
        found.setdefault(row.article_id, []).append(row)
    return found


def _by_article(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for article, number in pairs:
        found.setdefault(article, []).append(number)
    return found

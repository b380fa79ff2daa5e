"""A big newsroom's database, written in bulk: stories with their versions and pages, tags, contributors.

The rows agree with each other as the desk's verbs would have left them. Django must be set up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from articles.document import CREDIT_FIELDS, FIELDS, FORMAT, row_of
from articles.models import Article, Credit, RelatedLink, Tagging, Version
from published.models import PublishedAddress, PublishedArticle, PublishedCredit, PublishedTagging
from taxonomy.models import Contributor, Section, Tag

SECTIONS = ("City", "Nation", "World", "Business", "Culture", "Science", "Sport", "Opinion")
WORDS = tuple(
    "river harbour council bridge school market strike budget forest railway museum hospital harvest "
    "election storm festival ferry library quarry festival court island valley mill".split()
)
SENTENCE = "The council met until late, and what it said about the bridge is not what the mill had hoped for."
BATCH = 1_000
# Each fortieth story is one of these; the others are out.
UNPUBLISHED = ("draft", "review", "ready", "spiked")
BETWEEN_STORIES = timedelta(minutes=11)

Row = TypeVar("Row")


@dataclass(frozen=True)
class Corpus:
    """The numbers of what was written."""

    sections: list[int]
    tags: list[int]
    contributors: list[int]
    stories: list[int]


def fill(*, stories: int, tags: int, contributors: int, at: datetime | None = None) -> Corpus:
    """Write so many of each into an empty database, the newest just out at `at`. Minutes for 100,000."""
    at = at or timezone.now()
    sections = [Section.objects.create(name=name, position=place).pk for place, name in enumerate(SECTIONS)]
    tag_rows = [Tag(name=_name(number), kind=_kind(number)) for number in range(tags)]
    people = [Contributor(name=f"{_name(number)} Marsh") for number in range(contributors)]
    corpus = Corpus(
        sections, _written(Tag.objects, tag_rows), _written(Contributor.objects, people), stories=[]
    )
    for numbers in _batches(iter(range(stories)), BATCH):
        corpus.stories.extend(_write_stories([_article(number, at, corpus) for number in numbers], corpus))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or queries are planned for the empty tables that these were
    return corpus


def make_long_story(corpus: Corpus, *, by: Any, words: int = 1_500, parts: int = 8) -> Article:
    """Return a draft as long as stories get: so many words, five credits, `parts` tags and links each."""
    paragraph = f"<p>{SENTENCE}</p>"
    body = paragraph * (1 + words // len(SENTENCE.split()))
    article = Article.objects.create(headline="Long", section_id=corpus.sections[0], body=body, owner=by)
    credited, linked = corpus.contributors[:5], corpus.stories[:parts]
    Credit.objects.bulk_create(
        Credit(article=article, contributor_id=number, position=place)
        for place, number in enumerate(credited)
    )
    Tagging.objects.bulk_create(
        Tagging(content_object=article, tag_id=number, position=place)
        for place, number in enumerate(corpus.tags[:parts])
    )
    RelatedLink.objects.bulk_create(
        RelatedLink(article=article, target_id=number, position=place) for place, number in enumerate(linked)
    )
    article.save_version(by=by)
    return article


def _name(number: int) -> str:
    """Return a name of its own for each number, of words that many names share."""
    first, second = WORDS[number % len(WORDS)], WORDS[number // 7 % len(WORDS)]
    return f"{first.capitalize()} {second} {number}"


def _kind(number: int) -> str:
    return Tag.Kind.values[number % 5]


def _written(manager: Any, rows: list[Any]) -> list[int]:
    return [row.pk for batch in _batches(iter(rows), BATCH) for row in manager.bulk_create(batch)]


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(islice(rows, size)):
        yield batch


def _article(number: int, at: datetime, corpus: Corpus) -> Article:
    moment = at - number * BETWEEN_STORIES
    article = Article(
        headline=f"{_name(number)} and what became of it",
        slug=f"story-{number}",
        standfirst=SENTENCE,
        body=f"<p>{SENTENCE}</p>" * 8,
        section_id=corpus.sections[number % len(corpus.sections)],
        version=1,
        saved_at=moment,
    )
    if number % 40 == 1:
        article.state = UNPUBLISHED[number // 40 % len(UNPUBLISHED)]
        return article
    article.state, article.public_version = Article.State.PUBLISHED, 1
    article.first_published_at = article.announced_at = moment
    article.address_day = timezone.localdate(moment)
    return article


def _write_stories(articles: list[Article], corpus: Corpus) -> list[int]:
    """Write a batch of stories with their parts, versions and pages; return their numbers."""
    Article.objects.bulk_create(articles)
    credits = [_credit(article, corpus) for article in articles]
    taggings = [tagging for article in articles for tagging in _taggings(article, corpus)]
    Credit.objects.bulk_create(credits)
    Tagging.objects.bulk_create(taggings)
    tags: dict[int, list[int]] = {}
    for tagging in taggings:
        tags.setdefault(tagging.content_object_id, []).append(tagging.tag_id)
    Version.objects.bulk_create(
        _version(article, credit, tags[article.pk]) for article, credit in zip(articles, credits, strict=True)
    )
    _write_pages([article for article in articles if article.public_version], credits, taggings)
    return [article.pk for article in articles]


def _credit(article: Article, corpus: Corpus) -> Credit:
    return Credit(article=article, contributor_id=corpus.contributors[article.pk % len(corpus.contributors)])


def _taggings(article: Article, corpus: Corpus) -> Iterator[Tagging]:
    """Three tags a story; some are used much more than others."""
    first, count = article.pk * 7, len(corpus.tags)
    chosen = dict.fromkeys((first % count, first % 97 % count, (first + count // 2) % count))
    for position, place in enumerate(chosen):
        yield Tagging(content_object=article, tag_id=corpus.tags[place], position=position)


def _version(article: Article, credit: Credit, tags: list[int]) -> Version:
    document = {
        "format": FORMAT,
        "fields": row_of(article, FIELDS),
        "credits": [row_of(credit, CREDIT_FIELDS)],
        "tags": tags,
    } | {part: [] for part in ("sources", "links", "corrections")}
    is_public = article.public_version is not None
    return Version(
        article=article,
        number=1,
        document=document,
        verb="publish" if is_public else "save",
        at=article.saved_at,
        public_from=article.first_published_at,
        significance=Version.Significance.FIRST if is_public else "",
    )


def _write_pages(articles: list[Article], credits: list[Credit], taggings: list[Tagging]) -> None:
    """Write the newsstand's rows of stories that are out."""
    PublishedArticle.objects.bulk_create(_page(article) for article in articles)
    PublishedAddress.objects.bulk_create(
        PublishedAddress(
            day=article.address_day,
            slug=article.slug,
            story=article.pk,
            public_from=article.first_published_at,
        )
        for article in articles
    )
    moments = {article.pk: article.first_published_at for article in articles}
    PublishedTagging.objects.bulk_create(
        PublishedTagging(
            article_id=row.content_object_id,
            tag_id=row.tag_id,
            position=row.position,
            published_at=moments[row.content_object_id],
        )
        for row in taggings
        if row.content_object_id in moments
    )
    PublishedCredit.objects.bulk_create(
        PublishedCredit(
            article_id=row.article_id,
            contributor_id=row.contributor_id,
            role=row.role,
            published_at=moments[row.article_id],
        )
        for row in credits
        if row.article_id in moments
    )


def _page(article: Article) -> PublishedArticle:
    moment = article.first_published_at
    copied = ("slug", "kind", "language", "headline", "standfirst", "body", "section_id")
    return PublishedArticle(
        id=article.pk,
        version=1,
        day=article.address_day,
        first_published_at=moment,
        published_at=moment,
        public_from=moment,
        lede=SENTENCE,
        byline={"line": [], "other": [], "end": [], "short": "", "reporting_from": ""},
        **{name: getattr(article, name) for name in copied},
    )

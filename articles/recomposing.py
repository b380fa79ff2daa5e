"""Composing public stories again, from the versions that are public: after a change of what they show."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.actions.releasing import release
from articles.cropping import Wanted, crops_in, crops_of, make_crops
from articles.models import Article, LiveUpdate, Version
from articles.querysets import ArticleQuerySet
from published.editions import raise_edition
from published.models import Kind, PublishedArticle


def recompose(
    articles: ArticleQuerySet | None = None, *, each: Callable[[Article], None] | None = None
) -> int:
    """Compose the public version of each story again; no date moves, no version is written.

    Returns how many pages were written. One transaction a story, one edition at the end; `each`
    is called after each page, for a progress bar. Costs about twenty queries a story. Crops that its uses
    of pictures ask for and that are missing are cut before that, outside the transaction.
    """
    numbers = list(PublishedArticle.objects.values_list("pk", flat=True))
    chosen = (Article.objects.all() if articles is None else articles).filter(pk__in=numbers)
    count = 0
    for number in chosen.order_by("pk").values_list("pk", flat=True):
        make_crops(_crops_on_page(number))
        with transaction.atomic():
            article = Article.objects.select_for_update().get(pk=number)
            if _recompose_one(article):
                count += 1
        if each is not None:
            each(article)
    if count:
        raise_edition()
    return count


def _crops_on_page(number: int) -> Wanted:
    """What the public version of a story asks for, and the entries of a live one. Two queries at most."""
    public = Version.objects.filter(article=number, number=F("article__public_version")).first()
    if public is None:
        return set()
    wanted = crops_of(public.document)
    if public.document["fields"]["kind"] == Kind.LIVE:
        entries = LiveUpdate.objects.filter(article=number, body__contains="data-crop")
        wanted |= crops_in(entries.values_list("body", flat=True))
    return wanted


def _recompose_one(article: Article) -> bool:
    row = PublishedArticle.objects.filter(pk=article.pk).only("public_from").first()
    version = article.versions.filter(number=article.public_version or 0).first()
    if row is None or version is None:
        return False
    release(article, version, at=timezone.now(), public_from=row.public_from)
    return True

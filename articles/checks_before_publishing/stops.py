"""What keeps a story from going out, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from articles.checks_before_publishing.registry import Refusal, check
from articles.models import Article, Credit
from published.bylines import placeholders
from published.newsstand import address_is_free
from published.querysets import local_day


@check
def has_words(article: Article, at: datetime) -> Iterator[Refusal]:
    if not article.headline.strip():
        yield Refusal("headline", _("Headline: write one."))
    if not article.body.strip():
        yield Refusal("body", _("Body: there is no text yet."))
    if article.section_id is None:
        yield Refusal("section", _("Section: choose the home of the story."))


@check
def has_byline(article: Article, at: datetime) -> Iterator[Refusal]:
    credits, sources = list(article.credits.all()), list(article.sources.all())
    named = [credit for credit in credits if credit.shown != Credit.Shown.NOWHERE]
    names_nobody = article.byline_mode == Article.BylineMode.NONE or not (named or sources)
    if names_nobody and not article.no_byline_intended:
        yield Refusal("no_byline_intended", _("Byline: add a credit, or tick “no byline is intended”."))
    if article.byline_mode == Article.BylineMode.FREE:
        yield from _free_byline(article, credits)


def _free_byline(article: Article, credits: list[Credit]) -> Iterator[Refusal]:
    used = set(placeholders(article.byline_text))
    if not article.byline_text.strip():
        yield Refusal("byline_text", _("Byline in own words: write it, or choose the automatic byline."))
    if unknown := sorted(used - set(range(1, len(credits) + 1))):
        yield Refusal(
            "byline_text",
            _("Byline in own words: {%(number)d} stands for no credit; there are %(count)d.")
            % {"number": unknown[0], "count": len(credits)},
        )
    for number, credit in enumerate(credits, 1):
        if credit.shown == Credit.Shown.BYLINE and number not in used:
            yield Refusal(
                "byline_text",
                _(
                    "Byline in own words: %(name)s is missing; write {%(number)d}, "
                    "or set the credit to “not shown”."
                )
                % {"name": credit.display_name, "number": number},
            )


@check
def has_address(article: Article, at: datetime) -> Iterator[Refusal]:
    day = article.address_day or local_day(article.first_published_at or at)
    if not address_is_free(day, article.slug, story=article.pk):
        yield Refusal(
            "slug",
            _("Slug: another story of %(day)s has “%(slug)s”; choose another.")
            % {"day": day.isoformat(), "slug": article.slug},
        )


_TYPED_BY = re.compile(r"^\s*by\s+\S", re.IGNORECASE)
_TYPED_STAFF = re.compile(r"^[^,]+,\s*staff\b", re.IGNORECASE)


def suspicious_name(name: str) -> bool:
    """Say whether a bare name looks like a whole byline: “By Jane”, “JANE DOE, Staff”."""
    return bool(_TYPED_BY.match(name) or (_TYPED_STAFF.match(name) and name.split(",")[0].isupper()))

"""What an editor is asked about once before a story goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from articles import body as body_rules
from articles.checks_before_publishing.registry import Refusal, check
from articles.models import Article
from published.compiled import compiled
from published.models import PublishedAddress, PublishedArticle
from taxonomy.keys import key

HEADLINE_FITS = 110
ALIKE = 0.8
ALIKE_DAYS = 7
MOST_COMPARED = 500


@check
def has_lead_tag(article: Article, at: datetime) -> Iterator[Refusal]:
    if not article.taggings.all():
        yield Refusal("tags", _("Tags: none yet; the first says what the story is about."), "no-tag")


@check
def has_standfirst(article: Article, at: datetime) -> Iterator[Refusal]:
    if not article.standfirst.strip():
        yield Refusal(
            "standfirst", _("Standfirst: empty; lists and search results show it."), "no-standfirst"
        )


@check
def headline_fits(article: Article, at: datetime) -> Iterator[Refusal]:
    if len(article.headline) > HEADLINE_FITS and not article.short_headline:
        yield Refusal(
            "short_headline",
            _("Headline: %(has)d characters; above %(most)d write a short one for cards and search results.")
            % {"has": len(article.headline), "most": HEADLINE_FITS},
            "long-headline",
        )


_LEFT_IN = re.compile(r"\b(TK+|XXX+|LOREM IPSUM)\b")


@check
def nothing_left_in(article: Article, at: datetime) -> Iterator[Refusal]:
    texts = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": body_rules.plain_text(article.body),
    }
    for field, text in texts.items():
        if mark := _LEFT_IN.search(text):
            yield Refusal(field, _("“%(mark)s” is left in the text.") % {"mark": mark[0]}, f"left-in-{field}")


_HREF = re.compile(r'href="([^"]*)"')


@check
def own_links_lead_somewhere(article: Article, at: datetime) -> Iterator[Refusal]:
    """A link to an own address that nothing answers, or to an own story that readers cannot have."""
    _images, stories = body_rules.identities(article.body)
    public = set(PublishedArticle.objects.public(at).filter(pk__in=stories).values_list("pk", flat=True))
    for number in dict.fromkeys(stories):
        if number not in public:
            yield Refusal(
                "body",
                _("A link leads to story %(number)d, which is not public: its words will be no link.")
                % {"number": number},
                f"waiting-{number}",
            )
    for address in dict.fromkeys(_HREF.findall(article.body)):
        if _is_dead(address, at):
            yield Refusal(
                "body",
                _("The link %(address)s leads nowhere.") % {"address": address},
                f"dead-{address}"[:80],
            )


def _is_dead(address: str, at: datetime) -> bool:
    """Say whether an address of this site has no page. One query for a story, none for another's site."""
    parts = urlsplit(address.replace("&amp;", "&"))
    own = urlsplit(settings.SITE_ADDRESS)
    if (parts.netloc and parts.netloc != own.netloc) or parts.scheme not in ("", "http", "https"):
        return False
    try:
        match = resolve(unquote(parts.path) or "/")
    except Resolver404:
        return True
    if match.view_name != "published:article":
        return False
    kwargs = match.kwargs
    try:
        day = datetime(int(kwargs["year"]), int(kwargs["month"]), int(kwargs["day"])).date()  # noqa: DTZ001
    except ValueError:
        return True
    held = PublishedAddress.objects.filter(day=day, slug=kwargs["slug"], gone=None, public_from__lte=at)
    return not held.exists()


@compiled()
def _recent(at: datetime, since: datetime) -> QuerySet[PublishedArticle, tuple[int, str]]:
    rows = PublishedArticle.objects.public(at).filter(published_at__gt=since).latest_first()
    return rows.values_list("pk", "headline")[:MOST_COMPARED]


@check
def is_no_double(article: Article, at: datetime) -> Iterator[Refusal]:
    """A headline much like one of the last week; the five hundred newest are compared."""
    mine = key(article.headline)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(mine)
    for number, headline in _recent(at=at, since=at - timedelta(days=ALIKE_DAYS)):
        if number == article.pk:
            continue
        matcher.set_seq1(key(headline))
        # From what is quickest to tell to what is surest: the lengths, the letters, their order.
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if mine and all(bound() > ALIKE for bound in bounds):
            yield Refusal(
                "headline",
                _("A story of this week is called “%(headline)s”: is it the same?") % {"headline": headline},
                f"alike-{number}",
            )

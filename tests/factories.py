"""The smallest valid things. Plain functions; whatever matters to a test is said in the test."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from articles.models import Article, Credit, RelatedLink
from taxonomy.models import Contributor, Section, Tag

_number = count(1)

# 5:27 PM on Monday, November 23, 2026 in New York.
NOW = datetime(2026, 11, 23, 22, 27, tzinfo=UTC)


def make_section(name: str = "", **fields: Any) -> Section:
    return Section.objects.create(name=name or f"Section {next(_number)}", **fields)


def make_tag(name: str = "", **fields: Any) -> Tag:
    return Tag.objects.create(name=name or f"Tag {next(_number)}", **{"state": Tag.State.ACTIVE} | fields)


def make_contributor(name: str = "Rosa Marsh", **fields: Any) -> Contributor:
    return Contributor.objects.create(name=name, **fields)


def make_article(
    headline: str = "",
    *,
    by: Any = None,
    credits: list[Any] | None = None,
    tags: list[Tag] | None = None,
    links: list[Any] | None = None,
    **fields: Any,
) -> Article:
    """Return a saved draft that could be published: a section, a text and one credit.

    `credits` holds contributors, bare names or dictionaries of fields; `links` own stories or
    dictionaries.
    """
    from articles.document import set_tags

    if "section" not in fields:
        fields["section"] = Section.objects.first() or make_section("City")
    fields.setdefault("body", "<p>The river rose overnight.</p><p>It fell again by noon.</p>")
    article = Article.objects.create(headline=headline or f"Headline {next(_number)}", **fields)
    if credits is None:
        credits = [Contributor.objects.first() or make_contributor()]
    for position, credit in enumerate(credits):
        make_credit(article, credit, position=position)
    set_tags(article, [tag.pk for tag in tags or []])
    for position, link in enumerate(links or []):
        row = link if isinstance(link, dict) else {"target": link}
        RelatedLink.objects.create(article=article, position=position, **row)
    article.save_version(by=by)
    return article


def make_credit(article: Article, who: Any, **fields: Any) -> Credit:
    if isinstance(who, dict):
        fields |= who
    elif isinstance(who, str):
        fields["name"] = who
    else:
        fields["contributor"] = who
    return Credit.objects.create(article=article, **fields)


def make_published(headline: str = "", *, at: datetime = NOW, **fields: Any) -> Article:
    """Return a story that is public from `at` on."""
    article = make_article(headline, **fields)
    article.publish(by=None, at=at)
    return article

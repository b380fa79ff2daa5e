"""Addresses of this site that stories and pages name, and what they answer by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions
from articles.body import own_path
from articles.models import Article, BodyLink, RelatedLink
from articles.reports.parts import Asked, Filter, Fix, Link, Row
from articles.reports.registry import Report, register
from published.answering import FOUND, Answer, answers_of

# Of each sort so many are looked at, the newest stories first.
MOST_LOOKED_AT = 500


@dataclass(frozen=True)
class Named:
    """An address that something names: where, and who may mend it."""

    path: str
    source: Any
    place: Any
    edit: str
    may_mend: Callable[[Any], bool]


@dataclass(frozen=True)
class Answered:
    """A named address with what it answers."""

    named: Named
    answer: Answer


Source = Callable[[], Iterable[Named]]
_sources: list[Source] = []


def register_source(find: Source) -> None:
    """Let a room above tell which addresses of this site its texts name; at most `MOST_LOOKED_AT`."""
    if find not in _sources:
        _sources.append(find)


def links_by_hand() -> Iterable[Named]:
    """Give the outside addresses that lead back to this site. One query."""
    own = f"{settings.SITE_ADDRESS.rstrip('/')}/"
    links = RelatedLink.objects.filter(url__istartswith=own).select_related("article").defer("article__body")
    for link in links.order_by("-article_id", "position")[:MOST_LOOKED_AT]:
        yield _of_story(link.article, own_path(link.url), gettext_lazy("Link by hand"), "links-group")


def links_in_texts() -> Iterable[Named]:
    """Give the links in texts that name this site by its address. One query."""
    links = BodyLink.objects.exclude(path="").select_related("article").defer("article__body")
    for link in links.order_by("-article_id", "pk")[:MOST_LOOKED_AT]:
        yield _of_story(link.article, link.path, gettext_lazy("In the text"), "row-body")


def _of_story(article: Article, path: str, place: Any, part: str) -> Named:
    may = permissions.may_tag if part == "links-group" else permissions.may_edit
    edit = f"{reverse('admin:articles_article_change', args=[article.pk])}#{part}"
    return Named(path, article, place, edit, lambda user: may(user, article))


for _find in (links_by_hand, links_in_texts):
    register_source(_find)


@register
class RedirectingLinks(Report):
    """What names this site by address, and where the address leads now."""

    key = "redirecting-links"
    place = 4
    title = gettext_lazy("Redirecting addresses")
    description = gettext_lazy(
        "Links by hand, in texts and on pages that name this site by address, and what the address answers."
    )
    none = gettext_lazy("No link does.")
    heads = (
        gettext_lazy("Where"),
        gettext_lazy("Place"),
        gettext_lazy("Address"),
        gettext_lazy("Answers"),
        gettext_lazy("Leads to"),
    )
    filters = (
        Filter(
            "which",
            gettext_lazy("Addresses"),
            (
                ("forwarding", gettext_lazy("That forward")),
                ("gone", gettext_lazy("Gone, or never there")),
                ("all", gettext_lazy("All that name this site")),
            ),
        ),
    )

    def rows(self, asked: Asked) -> list[Answered]:
        """Return what is named, with its answer. One query for each source, and a dozen for the answers."""
        named = [one for find in _sources for one in find() if one.path]
        answers = answers_of((one.path for one in named), asked.at)
        answered = [Answered(one, answers[one.path]) for one in named]
        wanted: dict[str, Callable[[Answer], bool]] = {
            "forwarding": lambda answer: answer.status == 301,
            "gone": lambda answer: answer.status >= 400,
            "all": lambda answer: True,
        }
        return [one for one in answered if wanted[asked["which"]](one.answer)]

    def row(self, thing: Answered, asked: Asked) -> Row:
        named, answer = thing.named, thing.answer
        fixes = [Fix(_("Mend"), named.edit, key="m")] if named.may_mend(asked.user) else []
        to = Link(answer.to, answer.to) if answer.to else None
        said = _("the page itself") if answer == FOUND else str(answer.status)
        cells = (
            Link(named.source, named.edit.partition("#")[0]),
            named.place,
            Link(named.path, named.path),
            said,
            to,
        )
        return Row(cells, fixes)

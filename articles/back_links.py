"""“Linked from”: what leads to a story. Asked before it is withdrawn or deleted, and shown beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import body as body_rules
from articles.models.linking import BodyLink
from published.compiled import compiled
from published.models import RunningStory, TagPin

if TYPE_CHECKING:
    from articles.models import Article

# Of each sort so many are named; `LinkedFrom.more` says that there are others.
MOST_NAMED = 50


@dataclass(frozen=True)
class BackLink:
    """One thing that leads to a story: what sort of link it is, from what, and where that is changed."""

    kind: str
    label: str | Promise
    source: Model
    is_public: bool

    @property
    def address(self) -> str:
        """The page of the admin where the link can be changed; "" if there is none."""
        meta = self.source._meta
        try:
            return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.source.pk])
        except NoReverseMatch:
            return ""


Finder = Callable[["Article"], Iterable[BackLink]]
_finders: list[Finder] = []


def register_finder(find: Finder) -> None:
    """Let another part of the desk tell what of its own leads to a story. It gives at most `MOST_NAMED`."""
    if find not in _finders:
        _finders.append(find)


def linked_from(article: Article) -> list[BackLink]:
    """Return what leads to a story: texts, links by hand, running stories, and what was registered.

    Four queries and those of the registered finders; at most `MOST_NAMED` of each sort.
    """
    return [found for find in _finders for found in find(article)]


def texts_linking_to(article: Article) -> Iterable[BackLink]:
    """Find the stories whose text links to this one. One query."""
    rows = _stories().filter(body_links__target=article.pk).exclude(pk=article.pk)
    for story in rows.order_by("-id")[:MOST_NAMED]:
        yield BackLink("body", _("In the text"), story, story.is_live())


def links_to(article: Article) -> Iterable[BackLink]:
    """Find the hand-picked links to this story. One query."""
    links = article.linked_from.select_related("article").defer("article__body", "article__ed_note")
    for link in links.order_by("-article_id")[:MOST_NAMED]:
        kind = "both-ways" if link.is_both_ways else "link"
        label: Any = _("Both ways") if link.is_both_ways else link.get_kind_display()
        yield BackLink(kind, label, link.article, link.article.is_live())


def running_stories_with(article: Article) -> Iterable[BackLink]:
    """Find the running stories this story is in. One query."""
    for running in RunningStory.objects.filter(members__story=article.pk)[:MOST_NAMED]:
        yield BackLink("running-story", _("Running story"), running, True)


def tags_that_pin(article: Article) -> Iterable[BackLink]:
    """Find the tags to whose page this story is pinned. One query."""
    for pin in TagPin.objects.filter(story=article.pk).select_related("tag")[:MOST_NAMED]:
        yield BackLink("pin", _("Pinned to the page of a tag"), pin.tag, pin.tag.is_public)


for _find in (texts_linking_to, links_to, running_stories_with, tags_that_pin):
    register_finder(_find)


def _stories() -> Any:
    from articles.models import Article

    return Article.objects.only("id", "headline", "state", "publish_at", "language")


@compiled(one_plan=True)
def _body_links(story: int) -> QuerySet[BodyLink, tuple[int, int, str]]:
    return BodyLink.objects.filter(article=story).order_by().values_list("pk", "target", "path")


def read_body_links(article: Article) -> None:
    """Keep what of this site the text links to, by identity and by address.

    One query, up to two statements when it has changed.
    """
    _images, stories = body_rules.identities(article.body)
    wanted = {(number, "") for number in stories if number != article.pk}
    wanted |= {(0, path) for path in body_rules.own_addresses(article.body)}
    had = {(target, path): key for key, target, path in _body_links(story=article.pk)}
    if gone := [key for what, key in had.items() if what not in wanted]:
        BodyLink.objects.filter(pk__in=gone).delete()
    if new := wanted - had.keys():
        rows = [BodyLink(article=article, target=target, path=path) for target, path in sorted(new)]
        BodyLink.objects.bulk_create(rows)

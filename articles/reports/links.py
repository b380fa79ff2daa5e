"""Links that lead nowhere, and stories that nothing leads to."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article, BodyLink, RelatedLink
from articles.querysets import ArticleQuerySet
from articles.reports.parts import Asked, Filter, Fix, Link, Row
from articles.reports.registry import Report, register
from published.models import RunningStoryMember

GONE = (Article.State.WITHDRAWN, Article.State.SPIKED)


def leading_to_withdrawn() -> ArticleQuerySet:
    """Return the stories that link by hand or in their text to a story that was withdrawn or spiked."""
    gone = Article.objects.filter(state__in=GONE)
    by_hand = RelatedLink.objects.filter(article=OuterRef("pk"), target__state__in=GONE)
    in_text = BodyLink.objects.filter(article=OuterRef("pk"), target__in=gone.values("pk"))
    return Article.objects.filter(Exists(by_hand) | Exists(in_text)).exclude(state__in=GONE)


def linked_by_nobody() -> ArticleQuerySet:
    """Return the stories that no link by hand, text or running story leads to."""
    by_hand = RelatedLink.objects.filter(target=OuterRef("pk"))
    other_side = RelatedLink.objects.filter(article=OuterRef("pk"), is_both_ways=True)
    in_text = BodyLink.objects.filter(target=OuterRef("pk"))
    running = RunningStoryMember.objects.filter(story=OuterRef("pk"))
    return Article.objects.exclude(Exists(by_hand) | Exists(other_side) | Exists(in_text) | Exists(running))


def without_links() -> ArticleQuerySet:
    """Return the stories that lead to no other one: not by hand, not both ways, not in their text."""
    by_hand = RelatedLink.objects.filter(article=OuterRef("pk"))
    other_side = RelatedLink.objects.filter(target=OuterRef("pk"), is_both_ways=True)
    in_text = BodyLink.objects.filter(article=OuterRef("pk"))
    return Article.objects.exclude(Exists(by_hand) | Exists(other_side) | Exists(in_text))


@register
class Links(Report):
    """Stories by what is wrong with their links."""

    key = "links"
    place = 3
    title = _("Links")
    description = _("Links to withdrawn stories, stories nobody links to, and stories without any link.")
    none = _("No story has this.")
    heads = (_("Story"), _("Section"), _("State"), _("Published"))
    filters = (
        Filter(
            "what",
            _("Stories"),
            (
                ("withdrawn", _("That link to withdrawn ones")),
                ("orphan", _("Nobody links to")),
                ("none", _("Without any link")),
            ),
        ),
    )

    def stories(self, asked: Asked) -> ArticleQuerySet:
        """Return the stories, newest publication first."""
        found = {"withdrawn": leading_to_withdrawn, "orphan": linked_by_nobody, "none": without_links}
        stories = found[asked["what"]]()
        return stories.live(asked.at).newest_first()

    def rows(self, asked: Asked) -> QuerySet[Any]:
        return self.stories(asked).select_related("section").defer("body")

    def row(self, thing: Article, asked: Asked) -> Row:
        address = reverse("admin:articles_article_change", args=[thing.pk])
        state = Article.State(thing.state_at(asked.at)).label
        cells = (Link(thing, address), thing.section, state, thing.shown_at or thing.publish_at)
        may = permissions.may_tag(asked.user, thing)
        links = reverse("admin:articles_links", args=[thing.pk])
        fixes = [Fix(_("Mend"), f"{address}#links-group", key="m"), Fix(_("Links"), links, key="l")]
        return Row(cells, fixes if may else [])

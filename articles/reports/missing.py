"""What stories still lack: a tag, a lead, a section, a byline, an alt text, a related link."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.reports.parts import Asked, Filter, Fix, Link, Row
from articles.reports.registry import Report, register

# Where on the story's form each is mended, and whether a tagger may.
PLACES = {
    "tag": ("row-tags", True),
    "lead": ("row-tags", True),
    "section": ("row-section", False),
    "byline": ("credits-group", False),
    "alt": ("row-lead_alt", False),
    "link": ("links-group", True),
}


@register
class Missing(Report):
    """One thing at a time, newest first."""

    key = "missing"
    place = 1
    title = _("What is missing")
    description = _("Stories without a tag, a lead, a section, a byline, an alt text or a related link.")
    none = _("No story lacks this.")
    heads = (_("Story"), _("Section"), _("State"), _("Published"))
    filters = (
        Filter(
            "lacks",
            _("Without"),
            (
                ("tag", _("Tag")),
                ("lead", _("Lead tag")),
                ("section", _("Section")),
                ("byline", _("Byline")),
                ("alt", _("Picture alt text")),
                ("link", _("Related link")),
            ),
        ),
        Filter("where", _("Stories"), (("out", _("Published")), ("desk", _("Still on the desk")))),
    )

    def stories(self, asked: Asked) -> ArticleQuerySet:
        """Return the stories that lack it, newest publication first, or last saved first."""
        lacking = Article.objects.lacking(asked["lacks"])
        if asked["where"] == "desk":
            return lacking.unpublished().order_by("-saved_at", "-id")
        return lacking.live(asked.at).newest_first()

    def rows(self, asked: Asked) -> QuerySet[Any]:
        return self.stories(asked).select_related("section").defer("body")

    def row(self, thing: Article, asked: Asked) -> Row:
        address = reverse("admin:articles_article_change", args=[thing.pk])
        cells = (
            Link(thing, address),
            thing.section,
            Article.State(thing.state_at(asked.at)).label,
            thing.shown_at or thing.publish_at,
        )
        return Row(cells, self._fixes(thing, asked, address))

    def _fixes(self, article: Article, asked: Asked, address: str) -> list[Fix]:
        place, is_live_matter = PLACES[asked["lacks"]]
        may = permissions.may_tag if is_live_matter else permissions.may_edit
        if not may(asked.user, article):
            return []
        mend = Fix(_("Mend"), f"{address}#{place}", key="m")
        if not (is_live_matter and asked.user.has_perm("articles.tag_article")):
            return [mend]
        desk = reverse("admin:articles_desk_story", args=[article.pk])
        return [Fix(_("Desk mode"), f"{desk}?queue=report&report={self.key}&{asked.query()}", key="d"), mend]

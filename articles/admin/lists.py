"""The story list: what the desk asks of it, answered in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Credit, Tagging
from articles.when_in_words import echo, short
from published.bylines import short_names
from taxonomy.keys import key
from taxonomy.models import Contributor, Tag

MOST_WORDS = 8
State = Article.State


class StoryChangeList(ChangeList):
    """Fetches what the rows show."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        rows = super().get_queryset(request, exclude_parameters).for_list().prefetch_related(None)
        return rows.prefetch_related(
            Prefetch("credits", Credit.objects.select_related("contributor")),
            Prefetch("taggings", Tagging.objects.select_related("tag")),
        )


class ListColumns:
    """The columns of the list, and the search."""

    @admin.display(description=_("headline"), ordering="headline")
    def story(self, article: Article) -> SafeString:
        """The headline with its kicker; never empty, since it is the link."""
        kicker = (
            format_html('<span class="story-kicker">{}</span> ', article.kicker) if article.kicker else ""
        )
        return format_html(
            '<bdi class="story-headline" lang="{}">{}{}</bdi>', article.language, kicker, article
        )

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, article: Article) -> SafeString:
        """The state by the clock, and a mark for what readers do not have yet."""
        return state_badge(article)

    @admin.display(description=_("byline"))
    def byline(self, article: Article) -> str:
        """The writers, short; other credits when there is none. No query."""
        credits = [one for one in article.credits.all() if one.shown != Credit.Shown.NOWHERE]
        writers = [one for one in credits if one.role == Credit.Role.BY] or credits
        return short_names([one.display_name for one in writers]) or "–"

    @admin.display(description=_("due or published"), ordering="moment")
    def when(self, article: Article) -> SafeString:
        """When it is due, goes out or went out; in full in the title. In the site zone."""
        now = timezone.now()
        out = article.publish_at if article.state == State.SCHEDULED else article.shown_at
        said, moment = ("", out) if out else (gettext("due"), article.due_at)
        if moment is None:
            return format_html("{}", "–")
        late = " is-late" if said and moment < now else ""
        return format_html(
            '<time class="story-when{}" datetime="{}" title="{}">{}</time>',
            late,
            moment.isoformat(),
            echo(moment, now),
            f"{said} {short(moment, now)}".strip(),
        )

    @admin.display(description=_("tags"))
    def tag_names(self, article: Article) -> SafeString:
        """The tags, lead first. No query."""
        names = ((tagging.tag.label,) for tagging in article.taggings.all())
        return format_html_join("", '<span class="story-tag">{}</span>', names) or format_html("{}", "–")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find by headline, standfirst, slug, credited name and tag; every word has to be there somewhere.

        By subqueries, so that a story is never found twice. A field that looks for a story is
        offered headlines alone, newest first.
        """
        words = search_term.split()[:MOST_WORDS]
        if "field_name" in request.GET:
            for word in words:
                queryset = queryset.filter(Q(headline__icontains=word) | Q(slug__icontains=word))
            return queryset.defer("body").order_by("-pk"), False
        for word in words:
            queryset = queryset.filter(_somewhere(word))
        return queryset, False


def _somewhere(word: str) -> Q:
    found = Q(headline__icontains=word) | Q(standfirst__icontains=word) | Q(slug__icontains=word)
    if not key(word):
        return found
    named = Q(name__icontains=word) | Q(contributor__in=Contributor.objects.matching(word).values("pk"))
    tagged = Tagging.objects.filter(tag__in=Tag.objects.matching(word).values("pk"))
    return (
        found
        | Q(pk__in=Credit.objects.filter(named).values("article"))
        | Q(pk__in=tagged.values("content_object"))
    )


def state_badge(article: Article) -> SafeString:
    """Return the badge of a story's state by the clock. No query."""
    state = article.state_at()
    badge = format_html('<span class="badge badge--{}">{}</span>', state, State(state).label)
    if not article.has_unpublished_changes:
        return badge
    return badge + format_html(' <span class="badge badge--changed">{}</span>', _("unpublished changes"))

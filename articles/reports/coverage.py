"""What is covered: public stories by section, lead tag and place, week by week; and what was not, lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from articles.reports.parts import Asked, Bars, Chart, Filter, Fix, Link, Row
from articles.reports.registry import Report, register
from articles.when_in_words import site_zone
from published.models import PublishedArticle, PublishedTagging
from taxonomy.models import Section, Tag

MOST_THINGS = 60
MOST_DRAWN = 20
# A tag that led fewer stories than this in the last year is not expected to be covered.
LED_OFTEN = 3
YEAR = timedelta(days=365)

WEEKS = [(str(n), ngettext_lazy("%(n)d week", "%(n)d weeks", n) % {"n": n}) for n in (8, 4, 13, 26, 52)]
BY = (
    ("section", gettext_lazy("Section")),
    ("lead", gettext_lazy("Lead tag")),
    ("place", gettext_lazy("Place")),
)


@dataclass
class Covered:
    """One section or tag: its stories in each week, and when it was last in the paper."""

    thing: Section | Tag
    weeks: list[int] = field(default_factory=list)
    last: datetime | None = None


class AboutCoverage(Report):
    """What both reports on coverage count: public stories by the one thing that was chosen."""

    right = "articles.view_article"

    def counted(self, by: str, asked: Asked) -> tuple[QuerySet[Any], str, str]:
        """Return the rows to be counted, the column of the thing and that of the moment."""
        if by == "section":
            return PublishedArticle.objects.public(asked.at), "section", "published_at"
        rows = PublishedTagging.objects.filter(
            Q(article__expires_at=None) | Q(article__expires_at__gt=asked.at),
            article__public_from__lte=asked.at,
            published_at__lte=asked.at,
        )
        if by == "lead":
            return rows.filter(position=0), "tag", "published_at"
        return rows.filter(tag__kind=Tag.Kind.PLACE), "tag", "published_at"

    def things(self, by: str, numbers: Sequence[int]) -> dict[int, Section | Tag]:
        """Return sections or tags by number. One query."""
        model: Any = Section if by == "section" else Tag
        return cast("dict[int, Section | Tag]", model.objects.in_bulk(list(numbers)))

    def fixes(self, by: str, thing: Section | Tag) -> list[Fix]:
        """Lead to the thing's stories."""
        return [Fix(_("Stories"), stories_of(by, thing), key="s")]


def stories_of(by: str, thing: Section | Tag) -> str:
    """Return the address of the story list that shows a section's or tag's stories."""
    stories = reverse("admin:articles_article_changelist")
    return f"{stories}?section__id__exact={thing.pk}" if by == "section" else f"{stories}?tag={thing.pk}"


@register
class Coverage(AboutCoverage):
    """Stories by week."""

    key = "coverage"
    place = 4
    title = gettext_lazy("Coverage by week")
    description = gettext_lazy("Public stories by section, lead tag and place. Weeks start on Monday.")
    none = gettext_lazy("Nothing was published in these weeks.")
    filters = (Filter("by", gettext_lazy("By"), BY), Filter("weeks", gettext_lazy("Time"), WEEKS))

    def columns(self, asked: Asked) -> Sequence[Any]:
        return [_("Name"), _("Together"), *(date_format(day, "j M") for day in self._weeks(asked))]

    def rows(self, asked: Asked) -> list[Covered]:
        """Return what was most covered, at most `MOST_THINGS`. Three queries."""
        by, weeks = asked["by"], self._weeks(asked)
        counted, thing, moment = self.counted(by, asked)
        counted = counted.filter(**{f"{moment}__gte": _midnight(weeks[0])}).order_by()
        most = counted.values(thing).annotate(n=Count("pk")).order_by("-n", thing)[:MOST_THINGS]
        numbers = [row[thing] for row in most]
        by_week = (
            counted.filter(**{f"{thing}__in": numbers})
            .annotate(week=TruncWeek(moment, tzinfo=site_zone()))
            .values_list(thing, "week")
            .annotate(n=Count("pk"))
        )
        place = {day: at for at, day in enumerate(weeks)}
        names = self.things(by, numbers)
        found = {number: Covered(names[number], [0] * len(weeks)) for number in numbers}
        for number, week, n in by_week:
            found[number].weeks[place[week.date()]] = n
        return list(found.values())

    def row(self, thing: Covered, asked: Asked) -> Row:
        name = Link(thing.thing, stories_of(asked["by"], thing.thing))
        return Row((name, sum(thing.weeks), *thing.weeks), self.fixes(asked["by"], thing.thing))

    def charts(self, things: Sequence[Covered], asked: Asked) -> list[Chart]:
        """One chart: a strip of weeks for each of the most covered."""
        weeks = self._weeks(asked)
        bars = [
            Bars(covered.thing, covered.weeks, _in_words(covered.weeks, weeks))
            for covered in things[:MOST_DRAWN]
        ]
        ends = [date_format(day, "MONTH_DAY_FORMAT") for day in (weeks[0], weeks[-1])]
        return [Chart(_("Stories in each week"), bars, *ends)] if bars else []

    def _weeks(self, asked: Asked) -> list[date]:
        """Return the Mondays of the weeks that were asked for; this week is the last."""
        today = asked.at.astimezone(site_zone()).date()
        monday = today - timedelta(days=today.weekday())
        return [monday - timedelta(weeks=back) for back in reversed(range(int(asked["weeks"])))]


def _in_words(values: Sequence[int], weeks: Sequence[date]) -> str:
    most = max(values, default=0)
    said = ngettext("%(n)d story", "%(n)d stories", sum(values)) % {"n": sum(values)}
    week = date_format(weeks[list(values).index(most)], "MONTH_DAY_FORMAT")
    return _("%(stories)s; most in the week of %(week)s: %(n)d") % {"stories": said, "week": week, "n": most}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), site_zone())


@register
class NotCovered(AboutCoverage):
    """What has had no story for some days."""

    key = "not-covered"
    place = 4
    title = gettext_lazy("Not covered lately")
    description = gettext_lazy(
        "Sections, and tags that led three stories or more in the last year, without a public story "
        "for some days."
    )
    none = gettext_lazy("All of them were covered.")
    heads = (gettext_lazy("Name"), gettext_lazy("Last story"), gettext_lazy("Days ago"))
    filters = (
        Filter("by", gettext_lazy("By"), BY),
        Filter(
            "days",
            gettext_lazy("No story for"),
            [(str(n), ngettext_lazy("%(n)d day", "%(n)d days", n) % {"n": n}) for n in (14, 3, 7, 30, 90)],
        ),
    )

    def rows(self, asked: Asked) -> list[Covered]:
        """Return what was longest not covered first, at most `MOST_THINGS`. Two queries."""
        by = asked["by"]
        since = asked.at - timedelta(days=int(asked["days"]))
        counted, thing, moment = self.counted(by, asked)
        if by == "section":
            last = dict(counted.order_by().values_list(thing).annotate(last=Max(moment)))
            quiet = [
                section for section in Section.objects.in_order() if _is_before(last.get(section.pk), since)
            ]
            found = [Covered(section, last=last.get(section.pk)) for section in quiet]
            return sorted(found, key=lambda one: one.last.timestamp() if one.last else 0)[:MOST_THINGS]
        counted = counted.filter(**{f"{moment}__gte": asked.at - YEAR}, tag__in=Tag.objects.usable())
        rows = counted.order_by().values_list(thing).annotate(n=Count("pk"), last=Max(moment))
        rows = rows.filter(n__gte=LED_OFTEN, last__lt=since).order_by("last", thing)[:MOST_THINGS]
        moments = {number: last for number, _n, last in rows}
        names = self.things(by, list(moments))
        return [Covered(names[number], last=moments[number]) for number in moments]

    def row(self, thing: Covered, asked: Asked) -> Row:
        days = (asked.at - thing.last).days if thing.last else None
        name = Link(thing.thing, stories_of(asked["by"], thing.thing))
        return Row((name, thing.last, days), self.fixes(asked["by"], thing.thing))


def _is_before(moment: datetime | None, since: datetime) -> bool:
    return moment is None or moment < since

"""Tags to tidy: used once, unused, idle, without description, alike, spelled in two ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import SuggestionAnswer, Tagging
from articles.reports.parts import Asked, Filter, Fix, Link, Row
from articles.reports.registry import Report, register
from published.models import PublishedTagging
from taxonomy.dictionary import kept_until_names_change, lookalikes
from taxonomy.lookalikes import spelled_alike
from taxonomy.models import Operation, Tag, TagName

YEAR, WEEK = timedelta(days=365), timedelta(days=7)
MOST_PAIRS = 500
PAIRED = ("pairs", "spelling")

Pair = tuple[Tag, Tag, float]


def on_stories() -> QuerySet[Tagging]:
    """The rows of a tag on stories, for a subquery."""
    return Tagging.objects.filter(tag=OuterRef("pk")).order_by("pk")


def used_once() -> QuerySet[Tag]:
    """Return active tags that one story has. One query."""
    rows = Tag.objects.usable().annotate(second=Subquery(on_stories().values("pk")[1:2]))
    return rows.filter(Exists(on_stories()), second=None).by_name()


def unused() -> QuerySet[Tag]:
    """Return active tags that no story has. One query."""
    return Tag.objects.usable().filter(~Exists(on_stories())).by_name()


def idle(at: Any) -> QuerySet[Tag]:
    """Return active tags that were put on no story for twelve months, but on some before. One query."""
    lately = on_stories().filter(added_at__gte=at - YEAR)
    return Tag.objects.usable().filter(Exists(on_stories()), ~Exists(lately)).by_name()


def undescribed() -> QuerySet[Tag]:
    """Return active tags without a description, most used first is not asked: by name. One query."""
    return Tag.objects.usable().filter(description="").exclude(kind=Tag.Kind.TONE).by_name()


def alike() -> list[Pair]:
    """Return pairs of tags whose names look alike or have the same words. Two queries and the names."""
    pairs = kept_until_names_change("pairs", lambda: lookalikes().pairs()[: MOST_PAIRS * 2])
    return _paired([(one, other, score) for one, other, score in pairs])


def spelled_in_two_ways() -> list[Pair]:
    """Return pairs of tags whose names differ by number or hyphen alone. Two queries and the names."""
    pairs = kept_until_names_change("spelling", _spelling)
    return _paired([(one, other, 1.0) for one, other in pairs])


def _spelling() -> list[tuple[str, str]]:
    return spelled_alike(TagName.objects.order_by().values_list("key", flat=True))[: MOST_PAIRS * 2]


def _paired(pairs: Sequence[tuple[str, str, float]]) -> list[Pair]:
    keys = {name for one, other, _score in pairs for name in (one, other)}
    holders: dict[str, Tag] = {}
    wanted = TagName.objects.filter(key__in=keys, tag__in=Tag.objects.usable())
    for row in wanted.select_related("tag"):
        holders.setdefault(row.key, row.tag)  # type: ignore[arg-type]
    found: dict[tuple[int, int], Pair] = {}
    for one, other, score in pairs:
        tags = (holders.get(one), holders.get(other))
        if tags[0] and tags[1] and tags[0].pk != tags[1].pk:
            low, high = sorted((tags[0], tags[1]), key=lambda tag: tag.pk)
            found.setdefault((low.pk, high.pk), (low, high, score))
    return list(found.values())[:MOST_PAIRS]


LISTS: dict[str, Callable[[Asked], Any]] = {
    "once": lambda asked: used_once(),
    "unused": lambda asked: unused(),
    "idle": lambda asked: idle(asked.at),
    "undescribed": lambda asked: undescribed(),
    "pairs": lambda asked: alike(),
    "spelling": lambda asked: spelled_in_two_ways(),
}


@register
class TagsToTidy(Report):
    """One sort of untidiness at a time."""

    key = "tags"
    place = 2
    title = _("Tags to tidy")
    description = _("Tags that are hardly used, say nothing of themselves, or look like another.")
    none = _("No tag is like this.")
    right = "taxonomy.view_tag"
    filters = (
        Filter(
            "which",
            _("Tags"),
            (
                ("once", _("Used once")),
                ("unused", _("Unused")),
                ("idle", _("Not used for 12 months")),
                ("undescribed", _("Active without description")),
                ("pairs", _("Look-alike pairs")),
                ("spelling", _("Differ by number or hyphen")),
            ),
        ),
    )

    def columns(self, asked: Asked) -> Sequence[Any]:
        """Pairs have two names and a measure."""
        if asked["which"] in PAIRED:
            return (_("Tag"), _("Kind"), _("Looks like"), _("Kind"), _("Similarity"))
        return (_("Tag"), _("Kind"), _("State"))

    def rows(self, asked: Asked) -> QuerySet[Tag] | Sequence[Pair]:
        found: QuerySet[Tag] | Sequence[Pair] = LISTS[asked["which"]](asked)
        return found

    def row(self, thing: Any, asked: Asked) -> Row:
        if asked["which"] in PAIRED:
            one, other, score = thing
            pair = (
                _link(one),
                one.get_kind_display(),
                _link(other),
                other.get_kind_display(),
                round(score, 2),
            )
            return Row(pair, _merges(asked.user, one, other))
        cells = (_link(thing), thing.get_kind_display(), thing.get_state_display())
        return Row(cells, _mends(asked, thing))


@register
class TagsThisWeek(Report):
    """What the newsroom writes about now, against what it wrote about before."""

    key = "tags-this-week"
    place = 3
    title = _("Tags this week")
    description = _("Stories of the last seven days by tag, against the mean of the four weeks before.")
    none = _("No story came out in five weeks.")
    right = "taxonomy.view_tag"
    heads = (_("Tag"), _("Kind"), _("This week"), _("Mean of four weeks"), _("Change"))

    def rows(self, asked: Asked) -> QuerySet[Any]:
        """Return figures by tag, the strongest rise first. One query."""
        week, month = asked.at - WEEK, asked.at - 5 * WEEK
        rows = PublishedTagging.objects.public(asked.at).listed().filter(published_at__gt=month)
        rows = rows.order_by().values("tag", "tag__name", "tag__inner_name", "tag__kind")
        now = Count("pk", filter=Q(published_at__gt=week))
        counted = rows.annotate(now=now, before=Count("pk", filter=Q(published_at__lte=week)))
        return counted.annotate(rise=4 * now - Count("pk", filter=Q(published_at__lte=week))).order_by(
            "-rise", "-now", "tag"
        )

    def row(self, thing: dict[str, Any], asked: Asked) -> Row:
        mean = thing["before"] / 4
        name = thing["tag__inner_name"] or thing["tag__name"]
        address = reverse("admin:taxonomy_tag_change", args=[thing["tag"]])
        kind = Tag.Kind(thing["tag__kind"]).label
        cells = (Link(name, address), kind, thing["now"], round(mean, 2), round(thing["now"] - mean, 2))
        listed = f"{reverse('admin:articles_article_changelist')}?{urlencode({'q': name})}"
        return Row(cells, (Fix(_("Stories"), listed, key="s"),))


@register
class SuggestionsAccepted(Report):
    """How good the suggestions of each tag are."""

    key = "suggestions"
    place = 5
    title = _("Suggestions accepted")
    description = _("How often each suggested tag was taken. Those refused most come first.")
    none = _("Nobody has answered a suggestion yet.")
    right = "taxonomy.view_tag"
    heads = (_("Tag"), _("Kind"), _("Suggested"), _("Accepted"), _("Share in %"))

    def rows(self, asked: Asked) -> QuerySet[Tag]:
        """Return tags with `suggested` and `accepted`. One query."""
        yes = Q(suggestion_answers__is_accepted=True)
        rows = Tag.objects.unmerged().filter(Exists(SuggestionAnswer.objects.filter(tag=OuterRef("pk"))))
        counted = rows.annotate(
            suggested=Count("suggestion_answers"), accepted=Count("suggestion_answers", filter=yes)
        )
        return counted.annotate(refused=Count("suggestion_answers", filter=~yes)).order_by(
            "-refused", "sort_name", "pk"
        )

    def row(self, thing: Any, asked: Asked) -> Row:
        share = round(100 * thing.accepted / thing.suggested)
        cells = (_link(thing), thing.get_kind_display(), thing.suggested, thing.accepted, share)
        return Row(cells, _mends(asked, thing))


@register
class TagChanges(Report):
    """Who did what to which tags, to be undone from here."""

    key = "tag-changes"
    place = 6
    title = _("Changes to tags")
    description = _("Every change to tags, newest first, with undo for 90 days.")
    none = _("No tag has been changed yet.")
    right = "taxonomy.view_operation"
    heads = (_("What"), _("Verb"), _("Who"), _("When"), _("Undone"))

    def rows(self, asked: Asked) -> QuerySet[Operation]:
        """Return the operations on tags, newest first. One query."""
        rows = Operation.objects.filter(noun=Operation.Noun.TAG).select_related("by")
        return rows.order_by("-at", "-pk")

    def row(self, thing: Operation, asked: Asked) -> Row:
        address = reverse("admin:taxonomy_operation_change", args=[thing.pk])
        cells = (Link(thing.summary, address), thing.get_verb_display(), thing.by, thing.at, thing.undone_at)
        may = thing.is_undoable(asked.at) and thing.may_be_undone_by(asked.user)
        undo = reverse("admin:taxonomy_operation_undo", args=[thing.pk])
        return Row(cells, (Fix(_("Undo"), undo, key="u", is_verb=True),) if may else ())


def _link(tag: Tag) -> Link:
    return Link(tag.label, reverse("admin:taxonomy_tag_change", args=[tag.pk]))


def _mends(asked: Asked, tag: Tag) -> list[Fix]:
    """Offer what mends one tag: to describe, to merge, to retire."""
    fixes = []
    if asked.user.has_perm("taxonomy.change_tag"):
        fixes.append(Fix(_("Edit"), reverse("admin:taxonomy_tag_change", args=[tag.pk]), key="e"))
    if asked.user.has_perm("taxonomy.merge_tag"):
        merge = f"{reverse('admin:taxonomy_tag_merge')}?{urlencode({'sources': tag.pk})}"
        fixes.append(Fix(_("Merge"), merge, key="m"))
    if asked.user.has_perm("taxonomy.retire_tag"):
        retire = reverse("admin:taxonomy_tag_do", args=[tag.pk, "retire"])
        fixes.append(Fix(_("Retire"), retire, key="t", is_verb=True))
    return fixes


def _merges(user: Any, one: Tag, other: Tag) -> list[Fix]:
    """Offer to merge two that look alike, either way."""
    if not user.has_perm("taxonomy.merge_tag"):
        return []

    def into(source: Tag, target: Tag, key: str, label: Any) -> Fix:
        query = urlencode({"sources": source.pk, "target": target.pk})
        return Fix(label, f"{reverse('admin:taxonomy_tag_merge')}?{query}", key=key)

    return [
        into(other, one, "m", _("Keep the first")),
        into(one, other, "w", _("Keep the second")),
    ]

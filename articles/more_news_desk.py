"""More News as the desk sees it: what a story's page would show now, why, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.composing import compose
from articles.document import Document, to_document
from articles.models import Article, ForbiddenPair, RelatedLink
from published.linking import KeptOut
from published.models import PublishedArticle
from published.more_news import Entry, Kept, Layer, Line, Subject, Weights, more_news, reckon
from taxonomy.models import Tag

# So many more are told than there are slots: what would come next.
NEXT_IN_LINE = 5
MOST_TELLING_TAGS = 4


@dataclass(frozen=True)
class DeskLine:
    """One line of More News, with the reason. `number` is 0 for an outside address.

    `is_shown`: in one of the slots; else it is next in line. `why` is a sentence fragment.
    """

    number: int
    title: str
    layer: str
    why: str = ""
    note: str = ""
    url: str = ""
    source: str = ""
    score: float | None = None
    language: str = ""
    is_shown: bool = True

    @property
    def layer_label(self) -> str:
        """The layer in the active language."""
        return str(Layer.LABELS[self.layer])

    @property
    def may(self) -> list[str]:
        """What may be done to it: names of verbs."""
        if not self.number:
            return []
        if self.layer == Layer.HAND:
            return ["unpin", "never-together"]
        return ["pin", "not-here", "never-together"]


@dataclass
class MoreNewsDesk:
    """Everything the desk is told of a story's More News."""

    lines: list[DeskLine] = field(default_factory=list)
    waiting: list[Article] = field(default_factory=list)
    both_ways: list[RelatedLink] = field(default_factory=list)
    kept_out: list[Article] = field(default_factory=list)
    forbidden: list[Article] = field(default_factory=list)


def more_news_desk(article: Article, at: datetime | None = None) -> MoreNewsDesk:
    """Return what the story's desk copy would show below it now. At most some twenty queries, always bounded.

    Also: the hand-picked stories that wait for their publication, links both ways that
    others hold, those kept out here, and those that are
    never shown together with it.
    """
    at = at or timezone.now()
    links = list(article.links.select_related("target").defer("target__body", "target__ed_note"))
    targets = [link.target for link in links if link.target is not None]
    numbers = [target.pk for target in targets]
    public = set(
        PublishedArticle.objects.public(at).listed().filter(pk__in=numbers).values_list("pk", flat=True)
    )
    kept_out = KeptOut.objects.filter(article=article.pk, is_forbidden=False).values("other")
    return MoreNewsDesk(
        lines=lines_of(article, at),
        waiting=[target for target in targets if target.pk not in public],
        both_ways=back_links(article),
        kept_out=list(_named().filter(pk__in=kept_out)),
        forbidden=_forbidden(article),
    )


def lines_of(
    article: Article, at: datetime, by: Weights | None = None, document: Document | None = None
) -> list[DeskLine]:
    """Return the lines the desk copy would have, by the weights in force or by others. Bounded queries.

    `document`: what the story would say, where that is not what it says now.
    """
    page = compose(article.pk, document or to_document(article), at)
    numbers = [row.tag_id for row in page.taggings]
    lines = {line.other: line for line in reckon(Subject.of(page.article, numbers), by).lines}
    tags = Tag.objects.readable().in_bulk(numbers)
    kept = {
        line.other: Kept(line.score, line.shared, line.affair)
        for line in lines.values()
        if line.score >= (by.lowest if by else 0)
    }
    entries = more_news(
        page.article,
        [tags[number] for number in numbers if number in tags],
        at,
        kept=kept,
        slots=settings.MORE_NEWS_SLOTS + NEXT_IN_LINE,
    )
    return [
        _desk_line(entry, lines, names, place < settings.MORE_NEWS_SLOTS)
        for names in [_names_of(lines, entries)]
        for place, entry in enumerate(entries)
    ]


def _names_of(lines: Mapping[int, Line], entries: Iterable[Entry]) -> dict[int, str]:
    shown = [lines[entry.story.pk] for entry in entries if entry.story and entry.story.pk in lines]
    wanted = {number for line in shown for number in line.shared[:MOST_TELLING_TAGS]}
    return {tag.pk: tag.label for tag in Tag.objects.filter(pk__in=wanted)}


def _desk_line(entry: Entry, lines: Mapping[int, Line], names: Mapping[int, str], is_shown: bool) -> DeskLine:
    if entry.outside is not None:
        return DeskLine(
            0,
            entry.outside.title,
            entry.layer,
            note=entry.note,
            url=entry.outside.url,
            source=entry.outside.source,
            is_shown=is_shown,
        )
    story: Any = entry.story
    line = lines.get(story.pk) if entry.layer == Layer.SCORE else None
    return DeskLine(
        story.pk,
        story.headline,
        entry.layer,
        why=explain(line, names) if line else str(Layer.LABELS[entry.layer]),
        note=entry.note,
        url=story.get_absolute_url(),
        score=round(line.score, 2) if line else None,
        language=story.language,
        is_shown=is_shown,
    )


def explain(line: Line, names: Mapping[int, str]) -> str:
    """Say why a line by score stands there: “shares Floods (lead), River Board; 2 days older; 0.61”."""
    shared = [
        _("%(tag)s (lead)") % {"tag": names[number]} if number in line.leads else names[number]
        for number in line.shared[:MOST_TELLING_TAGS]
        if number in names
    ]
    parts = []
    if shared:
        parts.append(_("shares %(tags)s") % {"tags": ", ".join(shared)})
    if line.words and not shared:
        parts.append(_("same words: %(words)s") % {"words": ", ".join(line.words[:MOST_TELLING_TAGS])})
    parts += [_age(line.days_older), f"{line.score:.2f}"]
    return "; ".join(parts)


def _age(days: float) -> str:
    whole = round(abs(days))
    if whole == 0:
        return _("same day")
    if days > 0:
        return ngettext("%(days)d day older", "%(days)d days older", whole) % {"days": whole}
    return ngettext("%(days)d day newer", "%(days)d days newer", whole) % {"days": whole}


def back_links(article: Article) -> list[RelatedLink]:
    """Return the links both ways that other stories hold, in their order on this one. One query."""
    links = article.linked_from.filter(is_both_ways=True).select_related("article")
    return list(links.defer("article__body", "article__ed_note").order_by("other_position", "pk"))


def _forbidden(article: Article) -> list[Article]:
    pairs = ForbiddenPair.objects.filter(first=article) | ForbiddenPair.objects.filter(second=article)
    numbers = {number for pair in pairs.values_list("first", "second") for number in pair} - {article.pk}
    return list(_named().filter(pk__in=numbers)) if numbers else []


def _named() -> Any:
    return Article.objects.only("id", "headline", "state", "publish_at", "language")

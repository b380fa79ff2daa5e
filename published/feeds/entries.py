"""What feeds say of a story or correction, in whichever format: made once, from what the page has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from typing import Any

from django.conf import settings

from published import live, structured_data
from published.addresses import absolute
from published.kinds import kind_label, mark_paid
from published.models import PublishedArticle, PublishedCorrection
from published.moments import CorrectionNote, Moment, Moments, correction_label, moments

ITEMS = 30


@dataclass(frozen=True)
class Entry:
    """One story or correction as feeds tell it: whole addresses, one clean text.

    `html` is empty where the newsroom gives feeds no more than the summary.
    """

    id: str
    address: str
    title: str
    summary: str
    html: str
    published: Moment
    updated: Moment
    language: str
    section: str = ""
    authors: list[dict[str, Any]] = field(default_factory=list)
    picture: str = ""


@dataclass(frozen=True)
class Feed:
    """What a feed is about. `page` and `own` are addresses of this site."""

    title: str
    description: str
    page: str
    own: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime | None:
        """The newest change of substance in it; a feed's own making is no news."""
        return max((entry.updated.instant for entry in self.entries), default=None)


def tag_uri(day: date, specific: str) -> str:
    """Return an identifier that stays when the address changes (RFC 4151)."""
    return f"tag:{settings.SITE_HOST},{day.isoformat()}:{specific}"


def entry_of(article: PublishedArticle) -> Entry:
    """Return a story as an entry: its text, if feeds carry it, with corrections where the page has them."""
    when = moments(article)
    return Entry(
        id=tag_uri(article.day, f"story/{article.pk}"),
        address=absolute(article.get_absolute_url()),
        title=_title(article),
        summary=structured_data.description(article),
        html=_whole_text(article, when) if settings.FEED_TEXT == "full" else "",
        published=when.published,
        updated=_latest(article, when),
        language=article.language,
        section=article.section.name,
        authors=structured_data.writers(article),
        picture=absolute(article.picture["src"]) if article.picture and article.picture.get("src") else "",
    )


def _title(article: PublishedArticle) -> str:
    """The headline; what somebody paid for says so before it, since a feed has no other place for it."""
    return f"{kind_label(article)}: {article.headline}" if article.kind == "sponsored" else article.headline


def _latest(article: PublishedArticle, when: Moments) -> Moment:
    """An entry of a live story is news as much as an update of its text."""
    entry = live.last_change(article)
    return max(filter(None, (when.latest, entry)), key=lambda moment: moment.instant)


def correction_entry(correction: PublishedCorrection) -> Entry:
    """Return a correction as an entry that leads to its story."""
    story, moment = correction.article, Moment(correction.published_at)
    return Entry(
        id=tag_uri(moment.day, f"correction/{correction.pk}"),
        address=absolute(story.get_absolute_url() + (correction.entry.query if correction.entry else "")),
        title=f"{correction_label(correction.kind)}: {story.headline}",
        summary=correction.text,
        html=f"<p>{escape(correction.text)}</p>",
        published=moment,
        updated=moment,
        language=story.language,
    )


def _whole_text(article: PublishedArticle, when: Moments) -> str:
    before = [_note(note) for note in when.corrections_at_top]
    after = [live.latest_text(article), *(_note(note) for note in when.corrections_at_bottom)]
    terms = [source.get(name) for source in article.sources for name in ("required_credit", "licence")]
    after += [f"<p>{escape(text)}</p>" for text in terms if text]
    body = mark_paid(article.body) if article.kind == "sponsored" else article.body
    return _with_whole_addresses("".join([*before, body, *after]))


def _note(note: CorrectionNote) -> str:
    head = f"{note.label} ({note.moment.full})"
    return f"<p><strong>{escape(head)}:</strong> {escape(note.text)}</p>"


_TAG = re.compile(r'<[a-zA-Z](?:"[^"]*"|[^">])*>')
_ADDRESS = re.compile(r'( (?:href|src)=")(/[^/"])')
_SOURCES = re.compile(r'( srcset=")([^"]*)')


def _with_whole_addresses(html: str) -> str:
    """Readers of feeds stand on no page of ours, so an address of ours alone would lead nowhere."""
    return _TAG.sub(lambda tag: _whole(tag[0]), html)


def _whole(tag: str) -> str:
    site = escape(settings.SITE_ADDRESS)
    tag = _ADDRESS.sub(lambda part: f"{part[1]}{site}{part[2]}", tag)
    return _SOURCES.sub(lambda part: part[1] + re.sub(r"(^|, )/(?!/)", rf"\1{site}/", part[2]), tag)

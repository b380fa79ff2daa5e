"""What the readers' templates may ask. No query, but `sections` and `archive_start` once in an edition."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom import naming
from published import identity as identity_of_site
from published import navigation, structured_data
from published.addresses import absolute
from published.identity import Identity, identity
from published.kinds import kind_label, mark_paid
from published.languages import direction, direction_within, language_within, words_for
from published.models import PublishedArticle
from published.moments import Moment, Moments, correction_label, moments
from published.reading_time import minutes_to_read
from taxonomy.models import Section

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The site's name, also where no context processor runs, as on the page for errors."""
    return naming.site_name()


@register.simple_tag
def known_name() -> str:
    """The site's name on pages that must stand when nothing else does. Never a query."""
    return identity_of_site.known_name()


@register.simple_tag
def site_identity() -> Identity:
    """Who the site is: strapline, logo, contact, menus. No query in an edition."""
    return identity()


@register.simple_tag
def site_picture() -> str:
    """The whole address of the picture that stands for the site where its lists are shared: logo or icon."""
    logo = identity().logo
    return absolute(logo["src"] if logo else static("img/icon-512.png"))


@register.simple_tag
def corrections_policy() -> str:
    """The address of the page that says how the site corrects itself, or nothing."""
    return identity().corrections_policy


@register.simple_tag
def report_errors_to(article: PublishedArticle) -> str:
    """The address a reader reports an error to: a page, or a letter that names the story; or nothing."""
    address = identity().report_errors_to
    if "@" in address and "/" not in address:
        story = settings.SITE_ADDRESS + article.get_absolute_url()
        return f"mailto:{address}?subject={quote(article.headline)}&body={quote(story)}"
    return address


@register.simple_tag
def shows_changes() -> bool:
    """Whether stories have a list of their changes."""
    return settings.SHOW_CHANGES


@register.simple_tag
def reader_sheet() -> str:
    """The address of the readers' stylesheets in one, or nothing where each is linked by itself."""
    return getattr(staticfiles_storage, "sheet_address", str)()


@register.simple_tag
def sections() -> list[Section]:
    return navigation.sections()


@register.simple_tag
def archive_start() -> date | None:
    """The month to enter the archive by: that of the newest story."""
    return navigation.newest_day()


@register.filter
def when(article: PublishedArticle) -> Moments:
    """A story's public dates."""
    return moments(article)


@register.filter
def moment(at: datetime) -> Moment:
    """A public moment that is no story's: a correction's, a change's."""
    return Moment(at)


@register.filter
def kind_of_correction(kind: str) -> str:
    return correction_label(kind)


@register.filter
def label_of_kind(article: PublishedArticle) -> str:
    """What sort of story it is, in the active language, where readers have to know; else nothing."""
    return kind_label(article)


@register.filter
def minutes(article: PublishedArticle) -> int:
    """Whole minutes it takes to read; none for a short story, nor for a live one, which grows."""
    return 0 if article.kind == "live" else minutes_to_read(article.word_count, article.language)


@register.filter
def text_of(article: PublishedArticle) -> SafeString:
    """The text of a story; in a sponsored one, links out say that they are paid for."""
    body = mark_paid(article.body) if article.kind == "sponsored" else article.body
    return mark_safe(body)  # noqa: S308  sanitised when it was composed


@register.simple_tag
def language_of(article: PublishedArticle) -> SafeString:
    """The attributes of a text that is not in the page's language: ` lang="ur" dir="rtl"`, or nothing."""
    return language_within(article.language)


@register.filter
def as_script(data: dict[str, Any]) -> SafeString:
    """JSON for a script element, safe whatever stands in its texts."""
    return structured_data.as_script(data)


_FIRST_PARAGRAPH = re.compile(r"\A<p(?: dir=\"(?:ltr|rtl|auto)\")?>")


@register.simple_tag
def direction_of(article: PublishedArticle) -> SafeString:
    """The attribute that turns a card round: ` dir="rtl"` among cards of the other direction, or nothing."""
    return direction_within(article.language)


@register.simple_tag
def labels_of(article: PublishedArticle) -> SafeString:
    """The attributes of labels inside a story whose language the site does not speak, or nothing."""
    labels = words_for(article.language)
    if labels.split("-")[0] == article.language.split("-")[0]:
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', labels, direction(labels))


@register.filter
def with_dateline(body: str, dateline: str) -> SafeString:
    """Begin the first paragraph with the place: “PORT SELWYN — ”. `body` is a page's sanitised text.

    A text that begins with anything else than a paragraph gets the place as a line of its own.
    """
    opening = _FIRST_PARAGRAPH.match(body)
    place = format_html('<span class="dateline"><bdi>{}</bdi> <span>—</span></span> ', dateline)
    if not dateline:
        return mark_safe(body)  # noqa: S308  sanitised when it was composed
    if opening is None:
        return format_html('<p class="dateline"><bdi>{}</bdi></p>', dateline) + mark_safe(body)  # noqa: S308
    return mark_safe(body[: opening.end()] + place + body[opening.end() :])  # noqa: S308

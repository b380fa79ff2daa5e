"""From document to page: `compose(document, …)` makes what readers get, unsaved.

Publishing saves what it returns, a preview renders it with the same template and does not:
so a preview is the page. Nothing stored is trusted: the body goes through the sanitiser again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.text import Truncator

from articles import body as body_rules
from articles.cropping import lead_crop
from articles.document import Document, upgraded
from articles.expanding import OwnStory, expand_body
from articles.models import Article, Correction, Credit
from images.crops import Crop
from images.models import Image
from images.renditions import CROP
from published.bylines import CreditLine, compose_byline
from published.compiled import compiled
from published.linking import OtherSide
from published.models import (
    PublishedArticle,
    PublishedCorrection,
    PublishedCredit,
    PublishedTagging,
)
from published.newsstand import Page
from taxonomy.models import Contributor, Tag

JSON = dict[str, Any]


def compose(
    number: int,
    document: Document,
    at: datetime,
    *,
    version: int = 0,
    public_from: datetime | None = None,
) -> Page:
    """Return the page of story `number` as `document` has it, for publication at `at` (unsaved).

    It is never public before `public_from`, nor before its own dates. Dates the document does
    not have yet fall to `at`: a first publication. Corrections that are still drafts are left
    out. Pure apart from look-ups: at most seven queries (contributors, pictures with
    renditions, own stories, tags with what they were merged into).
    """
    document = upgraded(document)
    fields = document["fields"]
    first = _moment(fields["first_published_at"]) or at
    shown = _moment(fields["published_at"]) or first
    article = PublishedArticle(
        id=number,
        version=version,
        section_id=fields["section_id"],
        day=_day(fields["address_day"]) or timezone.localdate(first),
        first_published_at=first,
        published_at=shown,
        public_from=max(first, shown, public_from or first),
        updated_at=_moment(fields["updated_at"]),
        expires_at=_moment(fields["expires_at"]),
        **{name: fields[name] for name in _COPIED},
    )
    notes = [row for row in document["corrections"] if row["published_at"] and not row["superseded_by_id"]]
    article.original = _original(number, fields["translation_of_id"])
    _retract(article, notes)
    _picture(article, fields)
    people = _contributors(document)
    # What is written for readers is in the story's language, whoever publishes it.
    with translation.override(fields["language"]):
        _text(article, fields, at)
        _byline(article, document, people)
    article.corrections = [_correction(row) for row in notes]
    article.links = [_link(row) for row in document["links"]]
    return Page(
        article=article,
        taggings=_taggings(article, document["tags"]),
        credits=_credit_rows(article, document["credits"], people),
        corrections=[_correction_row(article, row) for row in notes],
        other_sides=[
            OtherSide(
                article=article,
                other=row["target_id"],
                position=row["other_position"],
                note=row["note"],
            )
            for row in document["links"]
            if row["is_both_ways"] and row["target_id"]
        ],
        text=_paragraphs(article, fields) if vars(article)[_KEEPS_TEXT] else [],
    )


def _paragraphs(article: PublishedArticle, fields: JSON) -> list[str]:
    """The words of the page, a paragraph each: what the list of changes compares."""
    lines = [article.headline, article.standfirst, *body_rules.plain_text(fields["body"]).splitlines()]
    return [line.strip() for line in lines if line.strip()]


_COPIED = (
    "slug",
    "kind",
    "language",
    "headline",
    "short_headline",
    "kicker",
    "standfirst",
    "dateline",
    "is_day_only",
    "update_note",
    "is_evergreen",
    "fills_by_score",
    "fills_from_section",
)


def _original(number: int, source: int | None) -> int | None:
    """The story a translation goes back to, also over another translation. One query for a translation."""
    if source is None:
        return None
    further = Article.objects.filter(pk=source).values_list("translation_of_id", flat=True).first()
    return further if further and further != number else source


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


_KEEPS_TEXT = "_keeps_text"  # on the row while it is composed, and not kept


def _retract(article: PublishedArticle, notes: Iterable[JSON]) -> None:
    """A retraction keeps the address; its editor chose what stays of the text."""
    retractions = [row for row in notes if row["kind"] == Correction.Kind.RETRACTION]
    article.is_retracted = bool(retractions)
    article.is_noindex = any(row["is_noindex"] for row in retractions)
    vars(article)[_KEEPS_TEXT] = all(row["keeps_text"] for row in retractions)


def _text(article: PublishedArticle, fields: JSON, at: datetime) -> None:
    if not vars(article)[_KEEPS_TEXT]:
        article.body = article.lede = article.standfirst = ""
        article.picture = article.card_picture = None
        return
    clean = body_rules.clean_body(fields["body"])
    article.body = _finished(clean, at)
    article.lede = Truncator(body_rules.first_paragraph(clean)).chars(400)
    article.word_count = len(body_rules.plain_text(clean).split())


def finished_text(html: str, at: datetime) -> str:
    """Return a text as readers get it: cleaned, pictures drawn, own stories linked. Three queries at most."""
    return _finished(body_rules.clean_body(html), at)


def _finished(clean: str, at: datetime) -> str:
    images, stories = body_rules.identities(clean)
    pictures, cropped = _pictures(images, body_rules.crops(clean))
    return expand_body(clean, pictures, _own_stories(stories, at), cropped)


def expanded(texts: Sequence[str], at: datetime) -> list[str]:
    """Return cleaned texts as readers get them, in the active language. Two queries for all of them."""
    clean = [body_rules.clean_body(text) for text in texts]
    found = [body_rules.identities(text) for text in clean]
    crops = [crop for text in clean for crop in body_rules.crops(text)]
    pictures, cropped = _pictures([number for images, _stories in found for number in images], crops)
    stories = _own_stories([number for _images, numbers in found for number in numbers], at)
    return [expand_body(text, pictures, stories, cropped) for text in clean]


def _pictures(
    numbers: list[int], crops: list[tuple[int, Crop]]
) -> tuple[dict[int, JSON], dict[tuple[int, str], JSON]]:
    """What draws the pictures of a text: by number, and by number and name of crop for those cut for it."""
    if not numbers:
        return {}, {}
    images = {image.pk: image for image in Image.objects.filter(pk__in=numbers).with_renditions()}
    cropped = {
        (number, crop.name): images[number].sources(CROP, crop=crop)
        for number, crop in crops
        if number in images
    }
    return {number: image.sources() for number, image in images.items()}, cropped


def _own_stories(numbers: list[int], at: datetime) -> dict[int, OwnStory]:
    """Addresses of the stories a text links to, as far as readers can have them."""
    if not numbers:
        return {}
    public = PublishedArticle.objects.public(at).filter(pk__in=numbers).only("id", "day", "slug", "headline")
    return {story.pk: OwnStory(story.get_absolute_url()) for story in public}


def _picture(article: PublishedArticle, fields: JSON) -> None:
    number = fields["lead_image_id"]
    image = Image.objects.filter(pk=number).prefetch_related("renditions").first() if number else None
    if image is None:
        return
    own = {"caption": fields["lead_caption"], "alt": fields["lead_alt"]}
    own = {name: value for name, value in own.items() if value}
    if fields["lead_is_decorative"]:
        own["alt"] = ""
    article.picture = image.sources() | own
    article.card_picture = image.sources("card", crop=lead_crop(fields)) | own


def _contributors(document: Document) -> dict[int, Contributor]:
    """Everybody the document credits, by the number it knows them by; merged ones as their targets."""
    numbers = {row["contributor_id"] for row in document["credits"] + document["sources"]} - {None}
    return {person.pk: person.merged_into or person for person in _people(numbers=sorted(numbers))}


@compiled(one_plan=True)
def _people(numbers: list[int]) -> QuerySet[Contributor]:
    return Contributor.objects.filter(pk__in=numbers).select_related("merged_into").order_by()


def _byline(article: PublishedArticle, document: Document, people: dict[int, Contributor]) -> None:
    fields = document["fields"]
    lines = [_credit_line(row, people) for row in document["credits"]]
    mode = fields["byline_mode"]
    agencies = [
        _agency_line(people[row["contributor_id"]])
        for row in document["sources"]
        if row["contributor_id"] in people
    ]
    if mode == Article.BylineMode.NONE:
        article.byline = compose_byline([], [], reporting_from=fields["dateline"])
    else:
        own_words = fields["byline_text"] if mode == Article.BylineMode.FREE else ""
        article.byline = compose_byline(
            lines, agencies, own_words=own_words, reporting_from=fields["dateline"]
        )
    article.credits = [
        _credit(row, line, people) for row, line in zip(document["credits"], lines, strict=True)
    ]
    article.sources = [_source(row, people) for row in document["sources"] if row["contributor_id"] in people]


def _printed(row: JSON, person: Contributor | None) -> str:
    if person is None:
        return row["name"]
    return row["printed_name"] if row["printed_name"] and not person.uses_current_name else person.name


def _slug(person: Contributor | None) -> str | None:
    return person.slug if person is not None and not person.has_hidden_page else None


def _credit_line(row: JSON, people: dict[int, Contributor]) -> CreditLine:
    person = people.get(row["contributor_id"])
    return CreditLine(
        role=row["role"],
        name=_printed(row, person),
        slug=_slug(person),
        place=row["place"],
        affiliation=row["affiliation"],
        shown=row["shown"],
    )


def _agency_line(agency: Contributor) -> CreditLine:
    return CreditLine(role="agency", name=agency.name, slug=_slug(agency))


def _credit(row: JSON, line: CreditLine, people: dict[int, Contributor]) -> JSON:
    person = people.get(row["contributor_id"])
    organisations = (Contributor.Kind.ORGANISATION, Contributor.Kind.DESK)
    return {
        "role": line.role,
        "name": line.name,
        "slug": line.slug,
        "type": "Organization" if person is not None and person.kind in organisations else "Person",
        "place": line.place,
        "affiliation": line.affiliation,
    }


def _source(row: JSON, people: dict[int, Contributor]) -> JSON:
    agency = people[row["contributor_id"]]
    return {
        "name": agency.name,
        "slug": _slug(agency),
        "licence": row["licence"] or agency.licence,
        "required_credit": row["required_credit"] or agency.required_credit,
    }


def _correction(row: JSON) -> JSON:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "text": row["text"],
        "at": row["published_at"],
        "placement": row["placement"],
    }


def _correction_row(article: PublishedArticle, row: JSON) -> PublishedCorrection:
    return PublishedCorrection(
        id=row["id"],
        article=article,
        kind=row["kind"],
        text=row["text"],
        published_at=datetime.fromisoformat(row["published_at"]),
    )


def _link(row: JSON) -> JSON:
    if row["target_id"]:
        return {"article": row["target_id"], "note": row["note"]}
    return {name: row[name] for name in ("url", "title", "source", "note")}


def _taggings(article: PublishedArticle, numbers: list[int]) -> list[PublishedTagging]:
    """One row a tag; a merged tag counts as its target, a proposed one waits for its approval."""
    merged = dict(_merged(numbers=numbers))
    targets = [merged[n] or n for n in numbers if n in merged]
    return [
        PublishedTagging(article=article, tag_id=tag, position=position, published_at=article.published_at)
        for position, tag in enumerate(dict.fromkeys(targets))
    ]


@compiled(one_plan=True)
def _merged(numbers: list[int]) -> QuerySet[Tag, tuple[int, int | None]]:
    """Tags, and what each was merged into."""
    return Tag.objects.filter(pk__in=numbers).order_by().values_list("pk", "merged_into")


def _credit_rows(
    article: PublishedArticle, rows: list[JSON], people: dict[int, Contributor]
) -> list[PublishedCredit]:
    """One row a contributor, in their foremost role."""
    order = [role.value for role in Credit.Role]
    foremost: dict[int, str] = {}
    for row in rows:
        person = people.get(row["contributor_id"])
        if person is not None and row["shown"] != Credit.Shown.NOWHERE:
            had = foremost.setdefault(person.pk, row["role"])
            foremost[person.pk] = min(had, row["role"], key=order.index)
    return [
        PublishedCredit(
            article=article,
            contributor_id=number,
            role=role,
            position=position,
            published_at=article.published_at,
        )
        for position, (number, role) in enumerate(foremost.items())
    ]

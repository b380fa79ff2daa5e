"""The one document: a whole story as JSON values, and back.

`to_document` and `apply_document` are inverse (property test). Versions, comparison,
previews, publication and restoring all work on what this module makes; nothing else
serialises a story. Everything is told by identity: a document stays true when a tag is
renamed or a picture recropped.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from articles.document_format import FORMAT, Document, upgraded
from articles.models import Correction, Credit, RelatedLink, Source, Tagging
from published.compiled import compiled

if TYPE_CHECKING:
    from articles.models import Article

__all__ = ["FORMAT", "Document", "apply_document", "to_document", "upgraded"]

# What an editor types …
TEXT_FIELDS = (
    "headline",
    "short_headline",
    "kicker",
    "standfirst",
    "body",
    "slug",
    "kind",
    "section_id",
    "language",
    "translation_of_id",
    "dateline",
    "is_evergreen",
    "fills_by_score",
    "fills_from_section",
    "lead_image_id",
    "lead_caption",
    "lead_alt",
    "lead_is_decorative",
    "lead_focal_x",
    "lead_focal_y",
    "byline_mode",
    "byline_text",
    "no_byline_intended",
    "publish_at",
    "publish_local",
    "publish_zone",
    "embargoed_until",
    "embargo_source",
    "expires_at",
    "due_at",
    "ed_note",
)
# … and the moments that verbs decide.
MOMENT_FIELDS = (
    "first_published_at",
    "published_at",
    "is_day_only",
    "updated_at",
    "update_note",
    "address_day",
)
FIELDS = TEXT_FIELDS + MOMENT_FIELDS

CREDIT_FIELDS = ("role", "contributor_id", "name", "place", "affiliation", "shown", "printed_name")
SOURCE_FIELDS = ("contributor_id", "licence", "required_credit")
LINK_FIELDS = (
    "kind",
    "target_id",
    "url",
    "title",
    "source",
    "note",
    "is_both_ways",
    "other_position",
)
# Tags and links are live matter, and so is how More News goes on after the links.
LIVE_FIELDS = ("fills_by_score", "fills_from_section")
# By their names on the story: what they are, and their own name for the story.
PARTS: dict[str, tuple[Any, str]] = {
    "credits": (Credit, "article"),
    "sources": (Source, "article"),
    "taggings": (Tagging, "content_object"),
    "links": (RelatedLink, "article"),
    "corrections": (Correction, "article"),
}
CORRECTION_FIELDS = (
    "id",
    "kind",
    "text",
    "placement",
    "faulty_words",
    "keeps_text",
    "is_noindex",
    "created_by_id",
    "published_at",
    "superseded_by_id",
)


def to_document(article: Article) -> Document:
    """Return the whole story as JSON values. Five queries, none for what is prefetched."""
    return {
        "format": FORMAT,
        "fields": row_of(article, FIELDS),
        "credits": [row_of(credit, CREDIT_FIELDS) for credit in article.credits.all()],
        "sources": [row_of(source, SOURCE_FIELDS) for source in article.sources.all()],
        "tags": [tagging.tag_id for tagging in article.taggings.all()],
        "links": [row_of(link, LINK_FIELDS) for link in article.links.all()],
        "corrections": [row_of(correction, CORRECTION_FIELDS) for correction in article.corrections.all()],
    }


def apply_document(article: Article, document: Document) -> None:
    """Make a saved story what the document says, parts included. The inverse of `to_document`.

    Rows that are as the document has them stay as they are, so that their numbers and
    additions (who added a tag, and when) survive. Corrections that have been public are never
    removed. Raises IntegrityError when something the document names has been deleted.
    """
    document = upgraded(document)
    for name, value in document["fields"].items():
        setattr(article, name, _read(article._meta.get_field(name.removesuffix("_id")), value))
    article.save()
    _replace(article.credits, Credit, {"article": article}, document["credits"], CREDIT_FIELDS)
    _replace(article.sources, Source, {"article": article}, document["sources"], SOURCE_FIELDS)
    _replace(article.links, RelatedLink, {"article": article}, document["links"], LINK_FIELDS)
    set_tags(article, document["tags"])
    _apply_corrections(article, document["corrections"])
    forget_parts(article)


def set_tags(article: Article, tags: list[int], *, by: Any = None) -> None:
    """Give the story these tags in this order; the first is the lead. Up to four statements."""
    tags = list(dict.fromkeys(tags))
    had = {tagging.tag_id: tagging for tagging in article.taggings.all()}
    gone = had.keys() - set(tags)
    if gone:
        Tagging.objects.filter(content_object=article, tag__in=gone).delete()
    new, moved = [], []
    for position, tag in enumerate(tags):
        if tag not in had:
            new.append(Tagging(content_object=article, tag_id=tag, position=position, added_by=by))
        elif had[tag].position != position:
            had[tag].position = position
            moved.append(had[tag])
    Tagging.objects.bulk_create(new)
    Tagging.objects.bulk_update(moved, ["position"])


def set_links(article: Article, links: list[dict[str, Any]]) -> None:
    """Give the story these hand-picked links in this order: rows of LINK_FIELDS. Up to two statements."""
    _replace(article.links, RelatedLink, {"article": article}, links, LINK_FIELDS)


def read_parts(article: Article) -> None:
    """Read a story's parts once, for everything that asks for them until `forget_parts`. Five queries."""
    forget_parts(article)
    read = {}
    for name, (_model, owner) in PARTS.items():
        rows = _part(story=article.pk, name=name)
        for row in rows:
            setattr(row, owner, article)
        # As prefetching leaves it, which composes each query anew.
        read[name] = getattr(article, name).all()
        read[name]._result_cache, read[name]._prefetch_done = rows, True
    vars(article)["_prefetched_objects_cache"] = read


@compiled("name", one_plan=True)
def _part(story: int, name: str) -> models.QuerySet[Any]:
    model, owner = PARTS[name]
    rows = model.objects.filter(**{owner: story})
    return rows.select_related("contributor") if model is Credit else rows


def forget_parts(article: Article) -> None:
    """Drop what was prefetched of a story's parts, so that the next look reads the database."""
    vars(article)["_prefetched_objects_cache"] = {}


def without_moments(document: Document) -> Document:
    """Return a copy that leaves out what verbs decide: what is compared to say “unpublished changes”."""
    document = upgraded(document)
    fields = {name: value for name, value in document["fields"].items() if name not in _NOT_COMPARED}
    return {**document, "fields": fields, "credits": [_unprinted(credit) for credit in document["credits"]]}


# Planning and notes of the desk do not change what readers get.
_NOT_COMPARED = {
    *MOMENT_FIELDS,
    "publish_at",
    "publish_local",
    "publish_zone",
    "embargoed_until",
    "embargo_source",
    "due_at",
    "ed_note",
}


def _unprinted(credit: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in credit.items() if name != "printed_name"}


def row_of(instance: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the named fields of a row as JSON values, moments in UTC."""
    return {name: _plain(getattr(instance, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _read(field: Any, value: Any) -> Any:
    if isinstance(value, str) and isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(field, models.DateField):
        return date.fromisoformat(value)
    return value


def _replace(manager: Any, model: Any, own: dict, rows: list[dict], names: tuple[str, ...]) -> None:
    """Make the ordered parts what `rows` say; nothing is written when they are so already."""
    if [row_of(part, names) for part in manager.all()] == rows:
        return
    manager.all().delete()
    model.objects.bulk_create([model(**own, **row, position=position) for position, row in enumerate(rows)])


def _apply_corrections(article: Article, rows: list[dict[str, Any]]) -> None:
    wanted = {row["id"]: row for row in rows if row["id"] is not None}
    article.corrections.filter(published_at=None).exclude(pk__in=wanted).delete()
    present = {correction.pk: correction for correction in article.corrections.all()}
    for number, row in wanted.items():
        values = {
            name: _read(Correction._meta.get_field(name.removesuffix("_id")), value)
            for name, value in row.items()
        }
        if number not in present:
            Correction.objects.create(article=article, **values)
        elif present[number].published_at is None:
            Correction.objects.filter(pk=number).update(**values)
    for row in rows:
        if row["id"] is None:
            typed = {name: row[name] for name in CORRECTION_FIELDS if name not in ("id", "published_at")}
            Correction.objects.create(article=article, **typed)

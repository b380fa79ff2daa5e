"""Comparing two documents of one story: what changed, field by field, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body as body_rules
from articles.document import FIELDS, Document
from articles.merging_edits import blocks
from articles.models import Article, Correction, Credit, RelatedLink
from articles.when_in_words import short
from images.models import Image
from published.comparing import Paragraph, compare
from taxonomy.models import Contributor, Section, Tag


@dataclass(frozen=True)
class Difference:
    """One field or list that differs: its label, both sides as lines, and the two compared."""

    name: str
    label: str
    before: list[str]
    after: list[str]
    paragraphs: list[Paragraph]


def compare_documents(before: Document, after: Document) -> list[Difference]:
    """Return what differs between two documents, in the order of the form. At most five queries."""
    lookups = _Names(before, after)
    found = []
    for name, label, lines in _READERS:
        one, other = lines(before, lookups), lines(after, lookups)
        if one != other:
            found.append(Difference(name, str(label()), one, other, compare(one, other)))
    return found


class _Names:
    """What numbers in the two documents are called now; asked once for both."""

    def __init__(self, *documents: Document) -> None:
        fields = [document["fields"] for document in documents]
        rows = [row for document in documents for row in document["credits"] + document["sources"]]
        links = [row["target_id"] for document in documents for row in document["links"]]
        tags = [tag for document in documents for tag in document["tags"]]
        self.sections = _called(Section, [field["section_id"] for field in fields])
        self.images = _called(Image, [field["lead_image_id"] for field in fields])
        self.people = _called(Contributor, [row["contributor_id"] for row in rows])
        self.tags = _called(Tag, tags)
        self.stories = _called(Article, [*links, *(field["translation_of_id"] for field in fields)])


def _called(model: Any, numbers: Iterable[int | None]) -> dict[int, str]:
    wanted = {number for number in numbers if number}
    return {thing.pk: str(thing) for thing in model.objects.filter(pk__in=wanted)} if wanted else {}


Lines = Callable[[Document, _Names], list[str]]


def _label(name: str) -> Callable[[], Any]:
    def label() -> Any:
        field: Any = Article._meta.get_field(name.removesuffix("_id"))
        return field.verbose_name

    return label


def _field(name: str) -> Lines:
    def lines(document: Document, names: _Names) -> list[str]:
        value = document["fields"].get(name)
        if value in (None, "", False):
            return []
        return [_shown(name, value, names)]

    return lines


def label_of(name: str) -> Any:
    """Return what a field or list of a document is called on the desk."""
    for known, label, _lines in _READERS:
        if known == name:
            return label()
    return name


def shown_value(name: str, value: Any) -> str:
    """Return one field's value for people; asks for the name of a section, picture or tag."""
    if name == "section_id":
        return _called(Section, [value]).get(value, f"#{value}")
    if name == "lead_image_id":
        return _called(Image, [value]).get(value, f"#{value}")
    if name == "translation_of_id":
        return _called(Article, [value]).get(value, f"#{value}")
    return _shown(name, value, None)


def _shown(name: str, value: Any, names: _Names | None) -> str:
    if names is not None and name == "section_id":
        return names.sections.get(value, f"#{value}")
    if names is not None and name == "lead_image_id":
        return names.images.get(value, f"#{value}")
    if names is not None and name == "translation_of_id":
        return names.stories.get(value, f"#{value}")
    if value is True:
        return _("yes")
    field: Any = Article._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if name.endswith(("_at", "_until")):
        return short(datetime.fromisoformat(value), timezone.now())
    return str(value)


def body_lines(html: str) -> list[str]:
    """Return a text as the lines a person compares: one a block, pictures by number, embeds by address."""
    lines = []
    for block in blocks(html):
        images, _stories = body_rules.identities(block)
        words = body_rules.plain_text(block).splitlines()
        lines += [_("[picture %d]") % image for image in images]
        lines += [
            _("[picture %(number)d cut to %(crop)s]") % {"number": image, "crop": crop.name}
            for image, crop in body_rules.crops(block)
        ]
        lines += [_("[alt text: %s]") % alt if alt else _("[decorative]") for alt in body_rules.alts(block)]
        lines += [f"[{address}]" for address in body_rules.embedded(block)]
        lines += [word for word in words if word.strip()]
    return lines


def _body(document: Document, names: _Names) -> list[str]:
    return body_lines(document["fields"]["body"])


def _credits(document: Document, names: _Names) -> list[str]:
    roles, lines = dict(Credit.Role.choices), []
    for row in document["credits"]:
        name = row["name"] or names.people.get(row["contributor_id"], f"#{row['contributor_id']}")
        extra = ", ".join(part for part in (row["affiliation"], row["place"]) if part)
        lines.append(f"{roles.get(row['role'], row['role'])}: {name}" + (f" ({extra})" if extra else ""))
    return lines


def _sources(document: Document, names: _Names) -> list[str]:
    return [names.people.get(row["contributor_id"], "?") for row in document["sources"]]


def _tags(document: Document, names: _Names) -> list[str]:
    return [names.tags.get(tag, f"#{tag}") for tag in document["tags"]]


def _links(document: Document, names: _Names) -> list[str]:
    kinds = dict(RelatedLink.Kind.choices)
    return [
        f"{kinds.get(row['kind'], row['kind'])}: "
        + (names.stories.get(row["target_id"], "?") if row["target_id"] else f"{row['title']} ({row['url']})")
        for row in document["links"]
    ]


def _corrections(document: Document, names: _Names) -> list[str]:
    kinds = dict(Correction.Kind.choices)
    return [f"{kinds.get(row['kind'], row['kind'])}: {row['text']}" for row in document["corrections"]]


_LISTS: Sequence[tuple[str, Callable[[], Any], Lines]] = (
    ("credits", lambda: _("credits"), _credits),
    ("sources", lambda: _("agencies"), _sources),
    ("tags", lambda: _("tags"), _tags),
    ("links", lambda: _("related links"), _links),
    ("corrections", lambda: _("corrections"), _corrections),
)
# Kept beside the moment it explains, and never read by people.
_UNSHOWN = ("publish_local", "publish_zone")
_READERS: Sequence[tuple[str, Callable[[], Any], Lines]] = (
    *(
        (name, _label(name), _body if name == "body" else _field(name))
        for name in FIELDS
        if name not in _UNSHOWN
    ),
    *_LISTS,
)

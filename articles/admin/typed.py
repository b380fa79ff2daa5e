"""What a person has typed into a story's form, as a document: nothing is written for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.document import (
    CORRECTION_FIELDS,
    CREDIT_FIELDS,
    FORMAT,
    LINK_FIELDS,
    SOURCE_FIELDS,
    TEXT_FIELDS,
    Document,
    row_of,
    to_document,
)
from articles.forms import ArticleForm
from articles.forms.rows import OrderedFormSet
from articles.models import Article, Correction, Credit, RelatedLink, Source

_PARTS: dict[type, tuple[str, tuple[str, ...]]] = {
    Credit: ("credits", CREDIT_FIELDS),
    Source: ("sources", SOURCE_FIELDS),
    RelatedLink: ("links", LINK_FIELDS),
}


def typed_document(form: ArticleForm, formsets: Iterable[Any]) -> Document:
    """Return what a bound form and its rows say, as a document. The queries of `to_document`.

    Fields that are wrong keep what the story has; whatever the form does not show keeps it too.
    """
    stored = to_document(Article.objects.get(pk=form.instance.pk))
    shown = {name for name in TEXT_FIELDS if name.removesuffix("_id") in form.fields}
    typed = row_of(form.instance, tuple(shown))
    document: Document = {**stored, "format": FORMAT, "fields": stored["fields"] | typed}
    if (tags := form.cleaned_data.get("tags")) is not None:
        document["tags"] = [tag for tag in tags if isinstance(tag, int)]  # a proposed one is not made yet
    for formset in formsets:
        if isinstance(formset, OrderedFormSet):
            name, fields = _PARTS[formset.model]
            document[name] = [row_of(row, fields) for row in formset.in_order()]
        elif formset.model is Correction:
            document["corrections"] = _corrections(formset)
    return document


def _corrections(formset: Any) -> list[dict[str, Any]]:
    """Corrections as typed; a new one has no number yet."""
    return [
        row_of(one.instance, CORRECTION_FIELDS)
        for one in formset.forms
        if (one.instance.pk or one.has_changed()) and not formset._should_delete_form(one)
    ]

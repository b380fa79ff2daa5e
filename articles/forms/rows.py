"""The ordered parts of a story as rows of a form: credits, agencies, related links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField

from articles.forms.search_boxes import SearchBox, is_number
from articles.models import Credit, RelatedLink, Source


def sentence(model: type[models.Model], constraint: str) -> str:
    """Return what a constraint says when it is broken, so that the form says the same."""
    found = next(one for one in model._meta.constraints if one.name == constraint)
    return str(found.violation_error_message)


@contextmanager
def constraints_asked_by(instance: models.Model, ask: Callable[[set[str]], None]) -> Iterator[None]:
    """Let `ask`, which takes the names of the fields to leave out, stand in for `validate_constraints`.

    A form's `full_clean` of its instance would ask the database about every constraint, one query each.
    """
    instance.validate_constraints = ask  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del instance.validate_constraints


def _not_at_all(exclude: set[str]) -> None:
    """The row's own rules have been asked in `clean`; the database still has the last word."""


class RowForm(forms.ModelForm):
    """One row. Its rules are asked in Python; the database's constraints are the last word, not the first.

    Asking the database about each constraint of each row would cost some fifty queries a save.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            if self.instance.pk is None:
                self.initial["position"] = None
        for field in self.fields.values():
            _explain_inside(field)

    def has_changed(self) -> bool:
        """A new row of which only the place is set is no row."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"position"})

    def clean_position(self) -> int | None:
        """Let an empty place mean “last”; the set of rows numbers them anew."""
        return self.cleaned_data.get("position")

    def clean(self) -> dict[str, Any]:
        """Say in the row what is wrong with it. Does not call Django's, which would ask the database."""
        self.refuse()
        return self.cleaned_data

    def refuse(self) -> None:
        """Add an error for what the row may not say."""

    def get(self, name: str) -> Any:
        """Return what was typed in a field, None when it is wrong or empty."""
        return self.cleaned_data.get(name) or None

    def _get_validation_exclusions(self) -> set[str]:
        """What a row points to has just been looked up with all the others; the model would ask again."""
        related = {field.name for field in self.instance._meta.fields if field.is_relation}
        return super()._get_validation_exclusions() | related

    def _post_clean(self) -> None:
        with constraints_asked_by(self.instance, _not_at_all):
            super()._post_clean()
        if self.instance.position is None:
            self.instance.position = 0


def _explain_inside(field: forms.Field) -> None:
    """Rows are many: what a field is for stands inside it while it is empty, and not below it."""
    if isinstance(field.widget, forms.TextInput | forms.Textarea) and field.help_text:
        field.widget.attrs["placeholder"] = field.help_text
        field.help_text = ""


class CreditForm(RowForm):
    """A contributor or a bare name, one of the two."""

    class Meta:
        model = Credit
        fields = ("role", "contributor", "name", "place", "affiliation", "shown", "position")

    def refuse(self) -> None:
        if bool(self.get("contributor")) == bool(self.get("name")) and not self.errors:
            message = sentence(Credit, "credit_contributor_or_bare_name")
            self.add_error("name" if self.get("contributor") else "contributor", message)


class SourceForm(RowForm):
    """An agency and what its licence demands."""

    class Meta:
        model = Source
        fields = ("contributor", "licence", "required_credit", "position")


class LinkForm(RowForm):
    """An own story, or an outside address together with its title."""

    class Meta:
        model = RelatedLink
        fields = (
            "kind",
            "target",
            "is_both_ways",
            "other_position",
            "url",
            "title",
            "source",
            "note",
            "position",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "target" in self.fields:
            self.fields["target"].queryset = self.fields["target"].queryset.defer("body")
        if "other_position" in self.fields:
            self.fields["other_position"].required = False

    def clean_other_position(self) -> int:
        """Nothing typed means the first place."""
        return self.cleaned_data.get("other_position") or 0

    def refuse(self) -> None:
        target, url, title = self.get("target"), self.get("url"), self.get("title")
        if "url" in self.errors or "target" in self.errors:
            return
        if target is not None and target.pk == self.instance.article_id:
            self.add_error("target", sentence(RelatedLink, "related_link_not_to_itself"))
        if target and (url or title):
            self.add_error("url" if url else "title", sentence(RelatedLink, "related_link_own_or_outside"))
        elif not target and not (url and title):
            amiss = "title" if url else "url" if title else "target"
            self.add_error(amiss, sentence(RelatedLink, "related_link_own_or_outside"))
        if self.get("is_both_ways") and not target:
            self.add_error("is_both_ways", sentence(RelatedLink, "related_link_both_ways_own"))


class OrderedFormSet(BaseInlineFormSet):
    """Rows in the order of their places; rows at the same place, or at none, in the order of the form."""

    # What must not be twice: the fields that together name a row, and the constraint that says so.
    once: tuple[tuple[tuple[str, ...], str], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._tables: dict[str, dict[str, models.Model]] = {}
        super().__init__(*args, **kwargs)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Look up what all rows point to at once: one query for each column, not three for each row."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(field, InlineForeignKeyField):
                field.to_python = partial(self._found, name, field)
                _let_know(field, form.instance._state.fields_cache.get(name))

    def _found(self, name: str, field: forms.ModelChoiceField, value: Any) -> models.Model | None:
        if value in field.empty_values:
            return None
        if name not in self._tables:
            self._tables[name] = self._table(name, field)
        found = self._tables[name].get(str(value))
        if found is None:
            raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice")
        return found

    def _table(self, name: str, field: forms.ModelChoiceField) -> dict[str, models.Model]:
        if name == self._pk_field.name:
            return {str(row.pk): row for row in self.get_queryset()}
        sent = {
            self.data.get(f"{self.add_prefix(index)}-{name}", "") for index in range(self.total_form_count())
        }
        numbers = [value for value in sent if is_number(value)]
        return {str(row.pk): row for row in field.queryset.filter(pk__in=numbers)}

    def kept_forms(self) -> Iterator[RowForm]:
        """Go through the rows that stay: not empty, not to be deleted."""
        for form in self.forms:
            if not self._should_delete_form(form) and (form.instance.pk or form.has_changed()):
                yield form

    def clean(self) -> None:
        """Refuse a thing that is there twice, in the row that says it again. Asks nothing of the database."""
        for names, constraint in self.once:
            seen: set[tuple[Any, ...]] = set()
            for form in self.kept_forms():
                values = tuple(getattr(form, "cleaned_data", {}).get(name) for name in names)
                if not values[0]:
                    continue
                if values in seen:
                    form.add_error(names[0], sentence(self.model, constraint))
                seen.add(values)

    def in_order(self) -> list[models.Model]:
        """Return what the rows say, unsaved, in order."""
        rows = list(self.kept_forms())
        last = 1 + max((form.cleaned_data.get("position") or 0 for form in rows), default=0)

        def place(form: RowForm) -> int:
            typed = form.cleaned_data.get("position")
            return last if typed is None else typed

        return [form.instance for form in sorted(rows, key=place)]


def _let_know(field: forms.Field, row: models.Model | None) -> None:
    """Tell a search box what its row points to, which came with the row."""
    box = getattr(field.widget, "widget", field.widget)
    if row is not None and isinstance(box, SearchBox):
        box.known = {str(row.pk): row}


class CreditFormSet(OrderedFormSet):
    once = ((("contributor", "role"), "credit_once_a_role"),)


class SourceFormSet(OrderedFormSet):
    once = ((("contributor",), "source_once_a_story"),)


class LinkFormSet(OrderedFormSet):
    once = ((("target",), "related_link_target_once"), (("url",), "related_link_url_once"))

    def clean(self) -> None:
        """Also refuse a link both ways where the other story has one here. One query if there is any."""
        super().clean()
        forms = [form for form in self.kept_forms() if form.get("is_both_ways") and form.get("target")]
        targets = [form.get("target").pk for form in forms]
        if not targets or not self.instance.pk:
            return
        back = RelatedLink.objects.filter(target=self.instance, is_both_ways=True, article__in=targets)
        taken = set(back.values_list("article", flat=True))
        for form in forms:
            if form.get("target").pk in taken:
                form.add_error("is_both_ways", sentence(RelatedLink, "related_link_both_ways_once"))


def save_rows(formset: OrderedFormSet) -> None:
    """Write the rows of a valid set, in order. Up to three statements, whatever the number of rows.

    What has changed is deleted and written again under its own number: two rows may have
    exchanged what must not be twice, which no order of single updates survives.
    """
    formset.save(commit=False)
    changed = {row.pk: row for row, _names in formset.changed_objects}
    new = list(formset.new_objects)
    for position, row in enumerate(formset.in_order()):
        if row.position != position:
            row.position = position
            if row.pk:
                changed[row.pk] = row
    _forget_printed_names(formset)
    doomed = [row.pk for row in formset.deleted_objects] + list(changed)
    if doomed:
        formset.model.objects.filter(pk__in=doomed).delete()
    formset.model.objects.bulk_create([*changed.values(), *new])


def _forget_printed_names(formset: OrderedFormSet) -> None:
    """Another person in a row does not inherit the name that was printed for the last one."""
    for row, names in formset.changed_objects:
        if isinstance(row, Credit) and {"contributor", "name"} & set(names):
            row.printed_name = ""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from taxonomy.announcing import announcing
from taxonomy.errors import VocabularyError
from taxonomy.keys import key, tidy


class NameRow(models.Model):
    """A name that a tag or contributor answers to, with the key it is looked up by."""

    class Role(models.TextChoices):
        LABEL = "label", _("Label")
        ALIAS = "alias", _("Alias")

    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=5, choices=Role, default=Role.ALIAS, editable=False)
    # Folding may make a name longer: one letter becomes three at the most.
    key = models.CharField(_("key"), max_length=600, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        """Derive the key and write. Raises `VocabularyError` for what `clean` refuses."""
        self.fill_in()
        self.refuse_clash()
        try:
            with transaction.atomic():
                super().save(**kwargs)
        except IntegrityError:
            self.refuse_clash()  # another one took the name in this very moment: say which
            raise

    def clean(self) -> None:
        """Refuse a name without a letter, and one that cannot stand beside the names there are."""
        super().clean()
        self.fill_in()
        self.refuse_clash()

    def fill_in(self) -> None:
        """Derive the key from the name. Raises `VocabularyError` when nothing is left of it."""
        self.name = tidy(self.name)
        self.key = key(self.name)
        if not self.key:
            raise VocabularyError({"name": _("A name needs at least one letter, digit or sign.")})

    def refuse_clash(self) -> None:
        """Raise `VocabularyError` if the name cannot stand beside the names there are."""


class AnswersToNames(models.Model):
    """Mixin of tags and contributors: a label and any number of aliases, each found by its key."""

    if TYPE_CHECKING:
        name: str
        sort_name: str
        merged_into_id: int | None
        names: Any

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Write the row of the label too. Raises `VocabularyError` if another tag of the kind holds it."""
        with transaction.atomic(), announcing():
            self.fill_in()
            super().save(**kwargs)
            if {"name", "inner_name", "kind"} & set(kwargs.get("update_fields") or ["name"]):
                self.write_names()

    @property
    def label(self) -> str:
        """The name the desk knows this by."""
        return self.name

    def default_sort_name(self) -> str:
        """Return the sort name that is filled in when none is given."""
        return self.name

    def fill_in(self) -> None:
        """Tidy the name and derive an empty sort name."""
        self.name = tidy(self.name)
        self.sort_name = tidy(self.sort_name) or self.default_sort_name()

    def clean(self) -> None:
        """Refuse a label that is empty or taken. At most one query."""
        super().clean()
        self.fill_in()
        if self.label:
            self.new_name(self.label, NameRow.Role.LABEL).clean()

    def write_names(self) -> None:
        """Bring the rows of names in line with the label. One query when they are; a merged stub has none."""
        if self.merged_into_id:
            return
        found = None
        for row in self.names.all().order_by("role"):  # aliases first: one of them may become the label
            if row.role == NameRow.Role.LABEL:
                found = row
            elif row.key == key(self.label):
                row.delete()
            elif self.is_out_of_line(row):
                self.take_in(row)
        if found is None:
            self.new_name(self.label, NameRow.Role.LABEL).save()
        elif found.name != self.label or self.is_out_of_line(found):
            found.name = self.label
            self.take_in(found)

    def is_out_of_line(self, row: Any) -> bool:
        """Say whether the row of a name no longer fits its owner."""
        return False

    def own_rows(self) -> list[models.Model]:
        """Return the rows this consists of, itself last. Three queries."""
        own: Any = self
        return [*self.names.all(), *own.former_slugs.all(), type(self)._base_manager.get(pk=self.pk)]

    def take_in(self, row: NameRow) -> None:
        """Save the row of a name as one of this owner as it stands in memory."""
        setattr(row, self._owner_field(), self)
        row.save()

    def add_alias(self, name: str) -> None:
        """Answer to one more name; nothing happens if it does already. Two queries.

        Raises `VocabularyError` if the name is empty or, for a tag, if another tag of the kind answers to it.
        """
        if not self.names.filter(key=key(name)).exists():
            self.new_name(name).save()

    def new_name(self, name: str, role: NameRow.Role = NameRow.Role.ALIAS) -> NameRow:
        """Return an unsaved row for a name of this owner."""
        return self.names.model(**{self._owner_field(): self}, name=name, role=role)

    def take_name(self, new: str, *, keep_alias: bool, **others: str) -> None:
        """Set and save another public name; a derived sort name follows, the old label stays as alias.

        Part of the verb `rename`, which keeps the account of it. `others`: fields that change with it.
        """
        old_label, sorts_by_default = self.label, self.sort_name == self.default_sort_name()
        for name, value in {"name": new, **others}.items():
            field: Any = type(self)._meta.get_field(name)
            setattr(self, name, field.clean(tidy(value), self))
        if sorts_by_default:
            self.sort_name = ""
        self.save()
        if keep_alias:
            self.add_alias(old_label)

    def _owner_field(self) -> str:
        return self.names.field.name

"""Finding sections, tags and contributors. Each method returns a queryset unless it says otherwise."""

from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import NaturalKeyManager

from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.slugs import normal_slug

MOST_FOUND = 20


class AtSlug(NamedTuple):
    """What an address word leads to. `is_current`: it is the thing's own; else forward the reader."""

    found: Any
    is_current: bool


class GoneForEver(LookupError):
    """What had this slug was deleted, and nothing stands in for it."""


class SluggedQuerySet(models.QuerySet):
    """What everything with an address of its own has in common."""

    FORWARDS = False  # whether its rows can be stubs of a merge
    GUARDED = frozenset({"slug"})

    def at_slug(self, slug: str) -> AtSlug:
        """Return what a slug leads to, now or as a former slug, through a merge if need be.

        Ask it of all rows (`Tag.objects.at_slug`), then ask the thing itself whether it is public. One query
        for a current slug, two for a former one. Raises `DoesNotExist` for one that nothing ever had, and
        `GoneForEver` for that of something deleted.
        """
        rows = self.select_related("merged_into") if self.FORWARDS else self
        asked = normal_slug(slug)
        found: Any = None
        if "\x00" not in asked:
            found = rows.filter(slug=asked).first() or rows.filter(former_slugs__slug=asked).first()
        if found is None and self._is_gone(asked):
            raise GoneForEver(asked)
        if found is None:
            raise self.model.DoesNotExist(f"Nothing has or had the slug {slug!r}.")  # type: ignore[attr-defined]
        end = found.merged_into or found if self.FORWARDS else found
        return AtSlug(end, end.slug == slug)

    def _is_gone(self, slug: str) -> bool:
        """Say whether something at this slug was deleted for good."""
        former: Any = self.model._meta.get_field("former_slugs").related_model
        rows = former.objects.filter(noun=self.model.NOUN, slug=slug, is_gone=True)  # type: ignore[attr-defined]
        return "\x00" not in slug and bool(rows.exists())

    def update(self, **values: Any) -> int:
        """As Django's, but what other rows depend on is refused: verbs and `save()` keep those in line."""
        guarded = self.GUARDED & {name.removesuffix("_id") for name in values}
        if guarded:
            _refuse_in_bulk(sorted(guarded))
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class SectionQuerySet(SluggedQuerySet):
    """Sections."""

    def in_order(self) -> Self:
        """In the order of the navigation."""
        return self.order_by("position", "name")


class NamedQuerySet(SluggedQuerySet):
    """Tags and contributors: found by name or alias."""

    FORWARDS = True
    GUARDED = frozenset({"slug", "name", "inner_name", "kind", "merged_into"})

    def unmerged(self) -> Self:
        """Without the stubs of what was merged."""
        return self.filter(merged_into=None)

    def by_name(self) -> Self:
        """By sort name, and of two alike the older first."""
        return self.order_by("sort_name", "pk")

    def answering_to(self, text: str) -> Self:
        """Those that have exactly this name or alias, whatever its case, accents and spaces."""
        return self.filter(self._owning(self._names().filter(key=key(text))))

    def matching(self, text: str) -> Self:
        """Those of which a word of some name begins with `text`; all of them for an empty text."""
        asked = key(text)
        if not asked:
            return self
        names = self._names().filter(Q(key__startswith=asked) | Q(key__contains=f" {asked}"))
        return self.filter(self._owning(names))

    def search(self, text: str, limit: int = MOST_FOUND) -> Self:
        """Return at most `limit` that match, by name; none for an empty text. Comes last in a chain."""
        return (self.matching(text) if key(text) else self.none()).by_name()[:limit]

    def bulk_create(self, objs: Iterable[Any], **kwargs: Any) -> list[Any]:  # type: ignore[override]
        """As Django's, with the rows of the labels. Raises IntegrityError for a slug or name that is taken.

        Sends no signal; who calls it announces the change. Takes no `ignore_conflicts` or `update_conflicts`.
        """
        if kwargs.get("ignore_conflicts") or kwargs.get("update_conflicts"):
            _refuse_in_bulk(["conflicts"])
        rows = list(objs)
        for row in rows:
            row.fill_in()
            row.slug = normal_slug(row.slug) or slugify(row.name, allow_unicode=True)
        with transaction.atomic():
            self._refuse_former_slugs(rows)
            super().bulk_create(rows, **kwargs)
            names = [row.new_name(row.label, "label") for row in rows]
            for name in names:
                name.fill_in()
            self._names().model._default_manager.bulk_create(names)
        return rows

    def _refuse_former_slugs(self, rows: list[Any]) -> None:
        held = self.model._default_manager.filter(former_slugs__slug__in=[row.slug for row in rows]).first()
        if held is not None:
            raise VocabularyError(
                _("One of these slugs was once the address of “%(holder)s”.") % {"holder": held}
            )

    def _names(self) -> models.QuerySet[Any]:
        relation: Any = self.model._meta.get_field("names")
        return relation.related_model._default_manager.all()

    def _owning(self, names: Any) -> Q:
        """Say whose names these are."""
        return Q(pk__in=names.values(self._owner()))

    def _owner(self) -> str:
        relation: Any = self.model._meta.get_field("names")
        return relation.field.name


class TagQuerySet(NamedQuerySet):
    """Tags."""

    def public(self) -> Self:
        """Those readers may see: active, not hidden, not merged. Its twin is `Tag.is_public`."""
        return self.usable().filter(is_hidden=False)

    def readable(self) -> Self:
        """Those readers may see on stories: public ones, and retired ones, which stay on old stories."""
        return self.filter(state__in=("active", "retired"), is_hidden=False, merged_into=None)

    def usable(self) -> Self:
        """Those the desk may put on a story: active and not merged."""
        return self.filter(state="active", merged_into=None)

    def of_kind(self, *kinds: str) -> Self:
        """Those of the given kinds."""
        return self.filter(kind__in=kinds)

    def bulk_create(self, objs: Iterable[Any], **kwargs: Any) -> list[Any]:  # type: ignore[override]
        """As for all that has names; what is derived from the names of tags is told that they changed."""
        from taxonomy.models import VocabularyStamp

        rows = super().bulk_create(objs, **kwargs)
        transaction.on_commit(VocabularyStamp.renew)
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, tag by tag, so that the rules of `Tag.delete` hold."""
        tags: list[Any] = list(self)
        done = [tag.delete() for tag in tags]
        return sum(count for count, _rows in done), {}

    def answering_to(self, text: str, kind: str | None = None) -> Self:
        """Those that have exactly this name or alias, whatever its case, accents and spaces.

        At most one of each kind, but for an alias that several tags share. A tag with an inner name answers
        to that and not to its public name, which it may share too.
        """
        found = super().answering_to(text)
        return found if kind is None else found.filter(kind=kind)

    def _owning(self, names: Any) -> Q:
        """Those of an alias that several tags share, too."""
        readings = self._names().model.readings.through.objects.filter(tagname__in=names)
        return super()._owning(names) | Q(pk__in=readings.values("tag"))


class ContributorQuerySet(NamedQuerySet):
    """Contributors."""

    def with_page(self) -> Self:
        """Those that may have a page of their own. Its twin is `Contributor.has_page`."""
        return self.filter(has_hidden_page=False, merged_into=None)


class TagManager(NaturalKeyManager.from_queryset(TagQuerySet)):  # type: ignore[misc]
    """taggit's manager with the vocabulary's questions."""


class ContributorManager(models.Manager.from_queryset(ContributorQuerySet)):  # type: ignore[misc]
    """The contributors' questions."""


def _refuse_in_bulk(names: list[str]) -> NoReturn:
    raise TypeError(
        f"Not in bulk: {', '.join(names)}. Use save() or a verb, which keep the rows beside it in line."
    )

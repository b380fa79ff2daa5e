from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taxonomy.announcing import announcing
from taxonomy.errors import VocabularyError
from taxonomy.slugs import answering, free_slug, normal_slug


class FormerSlug(models.Model):
    """An address word that a section, tag or contributor had once, and that forwards for ever.

    It points at the thing itself, never at another slug, so that a chain of changes is one hop long. The word
    of a tag that was deleted without a substitute points at nothing: the address is gone.
    """

    class Noun(models.TextChoices):
        SECTION = "section", _("Section")
        TAG = "tag", _("Tag")
        CONTRIBUTOR = "contributor", _("Contributor")

    noun = models.CharField(_("noun"), max_length=11, choices=Noun)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)
    section = models.ForeignKey(
        "taxonomy.Section", models.CASCADE, null=True, blank=True, related_name="former_slugs"
    )
    tag = models.ForeignKey(
        "taxonomy.Tag", models.CASCADE, null=True, blank=True, related_name="former_slugs"
    )
    contributor = models.ForeignKey(
        "taxonomy.Contributor", models.CASCADE, null=True, blank=True, related_name="former_slugs"
    )
    is_gone = models.BooleanField(_("gone"), default=False)

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [
            models.UniqueConstraint(fields=["noun", "slug"], name="formerslug_one_holder"),
            models.CheckConstraint(
                condition=(
                    Q(noun="section", section__isnull=False, tag__isnull=True, contributor__isnull=True)
                    | Q(noun="tag", section__isnull=True, tag__isnull=False, contributor__isnull=True)
                    | Q(noun="contributor", section__isnull=True, tag__isnull=True, contributor__isnull=False)
                    | Q(is_gone=True, noun="tag", section=None, tag=None, contributor=None)
                ),
                name="formerslug_exactly_one_noun",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def may_come_back(self) -> bool:
        """Say whether an undo may write this row again: not while something has the address. One query."""
        meta: Any = self._meta
        model = meta.get_field(self.noun).related_model
        return not model._base_manager.filter(slug=self.slug).exists()


def former_holder(thing: Any, slug: str) -> Any:
    """Return what else of its sort had an address once, None if nothing had. One query."""
    rows = type(thing)._default_manager.exclude(pk=thing.pk)
    return rows.filter(former_slugs__slug=normal_slug(slug)).first()


class KeepsFormerSlugs(models.Model):
    """Mixin of everything that has an address of its own: a former slug forwards for ever.

    The rule holds for every `save()`, so that imports and shell scripts keep it too.
    """

    NOUN: ClassVar[FormerSlug.Noun]
    takes_former_slug = False  # whether a slug that another one had once may be taken from it

    if TYPE_CHECKING:
        slug: Any

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Make a slug from the name when there is none, and keep the old one when it changes.

        Raises `VocabularyError` for a slug that another one holds or held.
        """
        if "slug" not in (kwargs.get("update_fields") or ["slug"]):
            super().save(**kwargs)
            return
        with transaction.atomic(), announcing():
            before = "" if self._state.adding else self._slug_in_database()
            self.slug = normal_slug(self.slug) or free_slug(type(self), str(self), self.NOUN.value)
            if self.slug != before:
                self.refuse_held_slug()
                if self.takes_former_slug:
                    FormerSlug.objects.filter(noun=self.NOUN, slug=self.slug).delete()
            super().save(**kwargs)
            if before and self.slug != before:
                self._keep_former_slug(before)

    def clean(self) -> None:
        """Refuse a slug that another one holds or held. One query, none without a slug."""
        super().clean()
        self.slug = normal_slug(self.slug)
        if self.slug:
            self.refuse_held_slug()

    def change_slug(self, new: str) -> None:
        """Give this another address; the old one forwards to it for ever.

        A slug of its own past may be taken back. Raises `ValidationError` with a sentence if the new one is
        no slug, or if another one holds or held it, since then one address would answer two things.
        """
        new = self.checked_slug(new)
        with transaction.atomic():
            locked: Any = type(self)._default_manager.select_for_update().get(pk=self.pk)
            locked.slug = new
            locked.save(update_fields=["slug"])
        self.slug = new

    def checked_slug(self, new: str) -> str:
        """Return a slug as it is stored. Raises `ValidationError` for what can be none. No query."""
        new = normal_slug(new)
        if not new:
            raise VocabularyError({"slug": _("An address needs a word. Type one, such as “city-council”.")})
        meta: Any = self._meta
        meta.get_field("slug").clean(new, self)
        return new

    def refuse_held_slug(self) -> None:
        """Raise `VocabularyError` if another of its kind holds this slug or held it once. One query."""
        holder = answering(type(self)._default_manager.exclude(pk=self.pk), self.slug).first()
        if holder is None:
            self._refuse_gone_slug()
            return
        if holder.slug != self.slug and self.takes_former_slug:
            return
        sentence = _("“%(slug)s” is the address of “%(holder)s”. Choose another word.")
        if holder.slug != self.slug:
            sentence = _(
                "“%(slug)s” was once the address of “%(holder)s” and forwards there. Choose another word, or "
                "take over the address: old links then no longer lead to “%(holder)s”."
            )
        raise VocabularyError(
            {"slug": VocabularyError(sentence, params={"slug": self.slug, "holder": holder})}
        )

    def _refuse_gone_slug(self) -> None:
        """Raise `VocabularyError` for the address of something that was deleted. One query."""
        gone = FormerSlug.objects.filter(noun=self.NOUN, slug=self.slug, is_gone=True)
        if not self.takes_former_slug and gone.exists():
            sentence = _(
                "“%(slug)s” was the address of a tag that was deleted. Choose another word, or take over the "
                "address."
            )
            raise VocabularyError({"slug": VocabularyError(sentence, params={"slug": self.slug})})

    def _slug_in_database(self: Self) -> str:
        rows: Any = type(self)._default_manager.select_for_update().filter(pk=self.pk)
        return rows.values_list("slug", flat=True).first() or ""

    def _keep_former_slug(self, slug: str) -> None:
        FormerSlug.objects.filter(noun=self.NOUN, slug=self.slug).delete()  # its own, taken back
        FormerSlug.objects.create(noun=self.NOUN, slug=slug, **{self.NOUN.value: self})

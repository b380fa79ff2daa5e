from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taxonomy.errors import VocabularyError
from taxonomy.keys import key
from taxonomy.models.names import NameRow


class TagName(NameRow):
    """One row for every name a tag answers to: its label and its aliases.

    The database keeps a key unique within a kind, label or alias alike, so that imports and shell scripts
    obey the one namespace too. An ambiguous alias, which leads to several tags, is a row without a tag that
    holds the key, with the tags it may mean as its `readings`.
    """

    tag = models.ForeignKey(
        "taxonomy.Tag", models.CASCADE, verbose_name=_("tag"), null=True, blank=True, related_name="names"
    )
    readings = models.ManyToManyField(
        "taxonomy.Tag", verbose_name=_("tags it may mean"), blank=True, related_name="shared_names"
    )
    kind = models.CharField(_("kind"), max_length=12, editable=False)

    class Meta:
        verbose_name = _("name of a tag")
        verbose_name_plural = _("names of tags")
        ordering = ("key", "pk")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="tagname_one_tag_per_key"),
            models.UniqueConstraint(
                fields=["tag"], condition=Q(role="label"), name="tagname_one_label_per_tag"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="tagname_key_not_empty"),
            models.CheckConstraint(
                condition=Q(tag__isnull=False) | Q(role="alias"), name="tagname_label_has_a_tag"
            ),
            models.CheckConstraint(condition=Q(role__in=["label", "alias"]), name="tagname_role_is_known"),
        ]

    def fill_in(self) -> None:
        """Take the kind of the tag, too."""
        super().fill_in()
        if self.tag is not None:
            self.kind = self.tag.kind

    def refuse_clash(self) -> None:
        """Raise `VocabularyError` naming the tag that answers to this name already. One query."""
        is_alias = self.role == self.Role.ALIAS
        if is_alias and self.tag is not None and self.key == key(self.tag.label):
            raise VocabularyError({"name": _("This is the tag's own name. Remove the alias.")})
        rows = TagName.objects.filter(kind=self.kind, key=self.key).exclude(pk=self.pk)
        held = rows.select_related("tag").first()
        if held is None or (held.tag_id == self.tag_id and not is_alias):
            return
        if held.tag is None:
            raise VocabularyError({"name": self._shared_sentence()})
        if held.tag_id == self.tag_id:
            raise VocabularyError({"name": _("This tag has that alias already. Remove one of the two.")})
        raise VocabularyError({"name": self._sentence(held)})

    def _shared_sentence(self) -> VocabularyError:
        """Say that several tags share the name."""
        sentence = _("“%(name)s” is an alias that several tags share. Add it as a shared alias.")
        return VocabularyError(sentence, params={"name": self.name})

    def _sentence(self, held: "TagName") -> VocabularyError:
        """Say who holds the name and what to do."""
        if self.role == self.Role.ALIAS:
            way_out = _("Use another alias, or merge the two tags.")
        else:
            way_out = _("Use that tag, or tell the two apart by an inner name.")
        if held.role == self.Role.ALIAS:
            sentence = _("“%(name)s” is an alias of the tag “%(holder)s” (%(kind)s). %(way_out)s")
        else:
            sentence = _("“%(name)s” is the name of the tag “%(holder)s” (%(kind)s). %(way_out)s")
        holder: Any = held.tag
        facts = {"name": self.name, "holder": holder.label, "kind": holder.get_kind_display()}
        return VocabularyError(sentence, params=facts | {"way_out": way_out})


class TagIdentifier(models.Model):
    """What another vocabulary calls this tag, such as a Wikidata or an IPTC number."""

    tag = models.ForeignKey("taxonomy.Tag", models.CASCADE, verbose_name=_("tag"), related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=50, help_text=_("Such as wikidata or iptc."))
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        verbose_name = _("outside identifier")
        verbose_name_plural = _("outside identifiers")
        ordering = ("scheme", "value")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="tagidentifier_one_tag_per_value",
                violation_error_message=_(
                    "Another tag already has this identifier. Merge the two tags, or correct one of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

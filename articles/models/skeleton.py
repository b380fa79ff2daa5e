"""What a story of a sort starts from: a court report, an obituary, a live match."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body as body_rules
from published.models import Kind


class Skeleton(models.Model):
    """The fields a new story is filled with when it is started from this."""

    COPIED = ("kind", "section_id", "kicker", "headline", "standfirst", "body", "ed_note")

    name = models.CharField(_("name"), max_length=80, unique=True)
    description = models.CharField(_("when to use it"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey(
        "taxonomy.Section",
        models.SET_NULL,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="+",
    )
    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    body = ProseEditorField(
        _("body"), extensions=body_rules.EXTENSIONS, sanitize=body_rules.clean_body, blank=True
    )
    ed_note = models.TextField(_("note to colleagues"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("skeleton")
        verbose_name_plural = _("skeletons")
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

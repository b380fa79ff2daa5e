"""Who made a story: ordered credits, and the agencies it comes from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Credit(models.Model):
    """One entry of the byline: a contributor or a bare name, and what they did."""

    class Role(models.TextChoices):
        """In the order in which a page prints them."""

        BY = "by", _("By")
        WITH = "with", _("With")
        PHOTOGRAPHS = "photographs", _("Photographs")
        VIDEO = "video", _("Video")
        GRAPHICS = "graphics", _("Graphics")
        TRANSLATION = "translation", _("Translation")
        RESEARCH = "research", _("Research")
        EDITING = "editing", _("Editing")
        DATA = "data", _("Data")
        ADDITIONAL_REPORTING = "additional_reporting", _("Additional reporting")

    class Shown(models.TextChoices):
        BYLINE = "byline", _("Under the headline")
        END = "end", _("At the end of the story")
        NOWHERE = "nowhere", _("Not shown")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="credits"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role, default=Role.BY)
    contributor = models.ForeignKey(
        "taxonomy.Contributor",
        models.PROTECT,
        verbose_name=_("contributor"),
        null=True,
        blank=True,
        related_name="credits",
    )
    name = models.CharField(
        _("bare name"),
        max_length=160,
        blank=True,
        help_text=_("For somebody without a contributor page. Without “By”."),
    )
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Such as “London”."))
    affiliation = models.CharField(
        _("affiliation"), max_length=160, blank=True, help_text=_("Such as “Associated Press”.")
    )
    shown = models.CharField(_("shown"), max_length=8, choices=Shown, default=Shown.BYLINE)
    printed_name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("Filled at publication, so that a later change of name does not rewrite old bylines."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(contributor=None) & ~Q(name="")) | (Q(contributor__isnull=False) & Q(name="")),
                name="credit_contributor_or_bare_name",
                violation_error_message=_("Choose a contributor or type a bare name, one of the two."),
            ),
            models.UniqueConstraint(
                fields=("article", "contributor", "role"),
                condition=Q(contributor__isnull=False),
                name="credit_once_a_role",
                violation_error_message=_("This contributor is credited in this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} – {self.article}"

    @property
    def display_name(self) -> str:
        """The name a page would print now."""
        if self.contributor is None:
            return self.name
        if self.printed_name and not self.contributor.uses_current_name:
            return self.printed_name
        return self.contributor.name


class Source(models.Model):
    """An agency or other organisation a story comes from, with what its licence demands."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="sources", db_index=False
    )
    contributor = models.ForeignKey(
        "taxonomy.Contributor",
        models.PROTECT,
        verbose_name=_("agency"),
        related_name="sourced",
        limit_choices_to={"kind": "organisation"},
    )
    licence = models.TextField(
        _("licence text"), blank=True, help_text=_("Empty: the text the agency is registered with.")
    )
    required_credit = models.CharField(
        _("required credit"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the line the agency is registered with."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("article", "contributor"),
                name="source_once_a_story",
                violation_error_message=_("This agency is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor} – {self.article}"

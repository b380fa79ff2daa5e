from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.models.former_slug import FormerSlug, KeepsFormerSlugs
from taxonomy.querysets import SectionQuerySet


class Section(KeepsFormerSlugs, models.Model):
    """The one home of a story."""

    class Accent(models.TextChoices):
        """Named colours; the stylesheet maps each to a pair for light and dark."""

        INK = "ink", _("Ink")
        RED = "red", _("Red")
        BLUE = "blue", _("Blue")
        GREEN = "green", _("Green")
        GOLD = "gold", _("Gold")
        PLUM = "plum", _("Plum")
        TEAL = "teal", _("Teal")
        RUST = "rust", _("Rust")

    NOUN = FormerSlug.Noun.SECTION

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The word in the address. Made from the name when left empty. An old one forwards for ever."
        ),
    )
    description = models.TextField(
        _("description"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences for readers and search engines."),
    )
    accent = models.CharField(
        _("accent"),
        max_length=10,
        choices=Accent,
        default=Accent.INK,
        help_text=_("The colour that marks the section's pages and cards."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Place in the navigation, smallest first.")
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

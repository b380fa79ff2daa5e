"""“More News” picked by hand."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

# A constraint cannot see the names of the class it stands in.
MOST_BY_HAND = 8


class RelatedLink(models.Model):
    """One hand-picked link of a story: to an own story, or to an outside address.

    A link to an own story that is not public is kept and waits: readers see it once the
    target is public. One that goes both ways is one record, shown on both stories, on each at
    a place of its own.
    """

    MOST_BY_HAND = MOST_BY_HAND

    class Kind(models.TextChoices):
        RELATED = "related", _("Related")
        BACKGROUND = "background", _("Background")
        FOLLOW_UP = "follow-up", _("Follow-up")
        PACKAGE = "package", _("Part of a package")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="links", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.RELATED)
    target = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("own story"),
        null=True,
        blank=True,
        related_name="linked_from",
    )
    url = models.CharField(
        _("outside address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("A full address that starts with https:// or http://."),
    )
    title = models.CharField(_("title"), max_length=300, blank=True, help_text=_("Of the outside page."))
    source = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("Whose outside page it is.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_both_ways = models.BooleanField(
        _("both ways"), default=False, help_text=_("The other story links here too.")
    )
    other_position = models.PositiveSmallIntegerField(
        _("position on the other story"),
        default=0,
        help_text=_("Its place among the links of the other story."),
    )

    class Meta:
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=(
                    (Q(target__isnull=False) & Q(url="") & Q(title=""))
                    | (Q(target=None) & ~Q(url="") & ~Q(title=""))
                ),
                name="related_link_own_or_outside",
                violation_error_message=_(
                    "Choose an own story, or give an outside address together with its title."
                ),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | ~Q(target=F("article")),
                name="related_link_not_to_itself",
                violation_error_message=_("A story cannot link to itself: choose another story."),
            ),
            models.CheckConstraint(
                condition=Q(is_both_ways=False) | Q(target__isnull=False),
                name="related_link_both_ways_own",
                violation_error_message=_("Only a link to an own story can go both ways."),
            ),
            # Places are numbered from 0 and each is taken once: so there are never more than eight.
            models.CheckConstraint(
                condition=Q(position__lt=MOST_BY_HAND),
                name="related_link_at_most_eight",
                violation_error_message=_("A story has at most eight links by hand: remove one first."),
            ),
            models.UniqueConstraint(
                fields=("article", "position"),
                name="related_link_place_once",
                violation_error_message=_("Two links have the same place: number them anew."),
            ),
            # Whoever wrote the row: a javascript: address must not reach a page.
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="related_link_is_web_address",
                violation_error_message=_("An outside address starts with https:// or http://."),
            ),
            models.UniqueConstraint(
                fields=("article", "target"),
                condition=Q(target__isnull=False),
                name="related_link_target_once",
                violation_error_message=_("This story is linked already: remove one of the two links."),
            ),
            models.UniqueConstraint(
                fields=("article", "url"),
                condition=~Q(url=""),
                name="related_link_url_once",
                violation_error_message=_("This address is linked already: remove one of the two links."),
            ),
            models.UniqueConstraint(
                Least("article", "target"),
                Greatest("article", "target"),
                condition=Q(is_both_ways=True),
                name="related_link_both_ways_once",
                violation_error_message=_(
                    "These two stories are linked both ways already: change that link instead."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.target)

"""What links to what, beside the links picked by hand; and what must never stand together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class BodyLink(models.Model):
    """An own story that a story's text links to: read out of the text at each save, for “Linked from”.

    The target is a number, as it is in the text: it may have been deleted. A link that names this site by
    its address has that as `path`, and the target 0.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="body_links", db_index=False)
    target = models.BigIntegerField(_("number of the story it leads to"), db_index=True)
    path = models.CharField(_("address on this site"), max_length=500, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("article", "target", "path"), name="body_link_once_a_story"),
        ]
        indexes = [
            # The report on addresses that forward asks for these few.
            models.Index(fields=["-article"], condition=~Q(path=""), name="body_link_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.path or self.target}"


class ForbiddenPair(models.Model):
    """Two stories that are never shown together, whoever picked it.

    Made and ended by verbs (`Article.never_together`, `Article.allow_together`), which tell the
    newsstand.
    """

    first = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("story"),
        related_name="forbidden_after",
        db_index=False,
    )
    second = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("other story"), related_name="forbidden_before"
    )
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("For colleagues, never public.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )
    at = models.DateTimeField(_("since"), editable=False)

    class Meta:
        verbose_name = _("forbidden pair")
        verbose_name_plural = _("forbidden pairs")
        ordering = ("-at", "-id")
        constraints = [
            # The lower number first, so that a pair has one row.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="forbidden_pair_in_order",
                violation_error_message=_("A story cannot be kept from itself: choose two stories."),
            ),
            models.UniqueConstraint(
                fields=("first", "second"),
                name="forbidden_pair_once",
                violation_error_message=_("These two are kept apart already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ✕ {self.second}"

"""What stays of a story when it moves, changes or is withdrawn: its addresses and its public versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from published.querysets import PublishedChangeQuerySet


class PublishedAddress(models.Model):
    """An address a story has, had or was taken from: what a former address answers.

    Kept when the story is withdrawn. An address whose time has not come answers as if it had
    never existed.
    """

    class Gone(models.IntegerChoices):
        WITHDRAWN = 410, _("withdrawn")
        LEGAL = 451, _("unavailable for legal reasons")

    day = models.DateField(_("day"))
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True, db_index=False)
    story = models.BigIntegerField(_("number of the story"), db_index=True)
    public_from = models.DateTimeField(_("public from"))
    gone = models.PositiveSmallIntegerField(_("gone"), choices=Gone, null=True, blank=True)
    note = models.TextField(_("note for readers"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("day", "slug"), name="published_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y/%m/%d}/{self.slug}"


class PublishedChange(models.Model):
    """One public version of a story, for the list of its changes: what readers had, and since when.

    Kept when the story is withdrawn, and shown only while it is public. A version withheld for
    legal reasons keeps its row and loses its text.
    """

    story = models.BigIntegerField(_("number of the story"))
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("public from"))
    significance = models.CharField(_("significance"), max_length=12)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    text = models.JSONField(_("paragraphs"), default=list)
    is_withheld = models.BooleanField(_("withheld for legal reasons"), default=False)

    objects = PublishedChangeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "version")
        constraints = [
            models.UniqueConstraint(fields=("story", "version"), name="published_change_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.story}/{self.version}"

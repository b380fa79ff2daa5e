"""What the site says of itself: one row, and the links in its foot and to its places elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_OWN = re.compile(r"/(?!/)\S*|#\S+")


def own_or_web_address(value: str) -> None:
    """Refuse what is neither an address of this site, such as /about/, nor a whole web address."""
    if not _OWN.fullmatch(value) and not _is_web(value):
        raise ValidationError(
            _(
                "Give an address of this site that begins with “/”, or a whole one that begins with “https://”."
            )
        )


def web_address(value: str) -> None:
    """Refuse what is no whole web address."""
    if not _is_web(value):
        raise ValidationError(_("Give a whole address that begins with “https://”."))


def address_or_mail(value: str) -> None:
    """Refuse what is no address of a page and no e-mail address."""
    if "@" in value and "/" not in value:
        EmailValidator(_("This is no e-mail address."))(value)
    else:
        own_or_web_address(value)


def _is_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)


class SiteIdentity(models.Model):
    """Who publishes this site and how it presents itself. One row; what is empty is as the settings say.

    Read through `published.identity.identity()`, which costs no query. Whoever changes it raises the
    edition.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        help_text=_(
            "As it stands in the masthead, in feeds and in search results. Empty: that of the settings."
        ),
    )
    strapline = models.CharField(
        _("strapline"),
        max_length=200,
        blank=True,
        help_text=_("A few words under the name on the home page."),
    )
    description = models.TextField(
        _("description"),
        max_length=500,
        blank=True,
        help_text=_("What the site is, in a sentence or two, for search engines and sharing."),
    )
    logo = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        related_name="logo_of",
        help_text=_("Stands in the masthead in place of the name, which stays for those who cannot see it."),
    )
    logo_for_dark = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        verbose_name=_("logo on dark ground"),
        null=True,
        blank=True,
        related_name="dark_logo_of",
        help_text=_("Shown instead where the reader prefers dark pages. Empty: the same logo."),
    )

    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("The legal name of who publishes, if it is another than that of the site."),
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1500), MaxValueValidator(2200)],
        help_text=_("A year."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Where readers reach the newsroom."))
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("With the country’s number, such as +44 20 …")
    )
    postal_address = models.TextField(_("postal address"), max_length=400, blank=True)

    corrections_policy = models.CharField(
        _("corrections policy"),
        max_length=300,
        blank=True,
        validators=[own_or_web_address],
        help_text=_("The address of the page that says how mistakes are put right."),
    )
    ethics_policy = models.CharField(
        _("ethics policy"),
        max_length=300,
        blank=True,
        validators=[own_or_web_address],
        help_text=_("The address of the page with the newsroom’s rules."),
    )
    report_errors_to = models.CharField(
        _("report errors to"),
        max_length=300,
        blank=True,
        validators=[address_or_mail],
        help_text=_("Where readers tell of a mistake: an e-mail address, or the address of a page."),
    )

    # What a save is compared with, so that nobody overwrites a colleague.
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("site identity")
        verbose_name_plural = _("site identity")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="published_one_identity")]

    def __str__(self) -> str:
        return self.name or str(_("Site identity"))


class SiteLink(models.Model):
    """A link of the site's own: a line of a menu in the foot, or a place of the site elsewhere."""

    class Place(models.TextChoices):
        """Where it stands."""

        FOOTER = "footer", _("Footer")
        SOCIAL = "social", _("Elsewhere")

    identity = models.ForeignKey(SiteIdentity, models.CASCADE, related_name="links")
    place = models.CharField(_("place"), max_length=8, choices=Place)
    menu = models.CharField(
        _("menu"),
        max_length=60,
        blank=True,
        help_text=_(
            "The heading the link stands under in the footer. Links with the same one stand together."
        ),
    )
    label = models.CharField(_("label"), max_length=80)
    address = models.CharField(_("address"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse an address that leads nowhere; a place elsewhere has a whole one."""
        super().clean()
        check = web_address if self.place == self.Place.SOCIAL else own_or_web_address
        try:
            check(self.address)
        except ValidationError as refusal:
            raise ValidationError({"address": refusal.messages}) from refusal


class Purpose(models.TextChoices):
    """What a page of the site is for: other pages point at it by this."""

    ABOUT = "about", _("About us")
    CORRECTIONS = "corrections", _("Corrections policy")
    ETHICS = "ethics", _("Ethics policy")
    CONTACT = "contact", _("Contact and reporting errors")
    PRIVACY = "privacy", _("Privacy")
    OTHER = "other", _("Something else")


class PublishedPage(models.Model):
    """A page of the site's own, such as its corrections policy, as readers have it: finished, one row."""

    id = models.BigIntegerField(_("number"), primary_key=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=300, blank=True)
    body = models.TextField(_("body"))
    menu = models.CharField(_("menu"), max_length=60, blank=True)
    is_in_footer = models.BooleanField(_("in the footer"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    updated_at = models.DateTimeField(_("updated"))

    class Meta:
        verbose_name = _("published page")
        verbose_name_plural = _("published pages")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("published:page", args=[self.slug])


class GonePage(models.Model):
    """The address of a page that readers had and was taken from them: it is gone, not unknown."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug

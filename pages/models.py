"""Pages of the site's own at the desk: about us, policies, contact. Readers have another row, elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body as body_rules
from published.site_models import Purpose

if TYPE_CHECKING:
    from accounts.models import User

# Beside the addresses that the program answers itself, which are asked of the address book.
RESERVED = {
    "admin",
    "static",
    "media",
    "healthz",
    "preview",
    "feed",
    "section",
    "tag",
    "contributor",
    "series",
}
DOCUMENT = (
    "title",
    "slug",
    "purpose",
    "language",
    "body",
    "description",
    "is_in_footer",
    "menu",
    "position",
)


def default_language() -> str:
    return settings.LANGUAGE_CODE


class SitePage(models.Model):
    """A page as the desk has it. Readers have what was published last, until somebody publishes again."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("The word in the address. Made from the title when left empty; fixed once published."),
    )
    purpose = models.CharField(
        _("purpose"),
        max_length=12,
        choices=Purpose,
        default=Purpose.OTHER,
        help_text=_("Corrections and “report an error” lead to the page of that purpose by themselves."),
    )
    language = models.CharField(_("language"), max_length=12, default=default_language)
    body = ProseEditorField(
        _("body"), extensions=body_rules.EXTENSIONS, sanitize=body_rules.clean_body, blank=True
    )
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for search engines and sharing."),
    )
    is_in_footer = models.BooleanField(
        _("in the footer"), default=True, help_text=_("Every page links to it at its foot.")
    )
    menu = models.CharField(
        _("menu"),
        max_length=60,
        blank=True,
        help_text=_("The heading in the footer under which it stands."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Place in the menu, smallest first.")
    )

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    public_version = models.PositiveIntegerField(_("public version"), null=True, blank=True, editable=False)
    was_public = models.BooleanField(_("was public"), default=False, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("position", "title")
        permissions = [("publish_sitepage", _("Can publish pages of the site"))]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        """Derive the slug; sanitise the body, since a field is only cleaned by forms."""
        self.fill_in()
        self.body = body_rules.clean_body(self.body)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("published:page", args=[self.slug])

    def clean(self) -> None:
        """Make the address, and refuse one that something else answers."""
        super().clean()
        self.fill_in()
        if not self.slug:
            raise ValidationError(
                {"slug": _("Give a word for the address: none can be made from the title.")}
            )
        if is_reserved(self.slug):
            raise ValidationError(
                {"slug": _("“%(slug)s” is the site’s own: choose another word.") % {"slug": self.slug}}
            )

    def fill_in(self) -> None:
        """Make the slug from the title when there is none."""
        self.slug = self.slug or slugify(self.title, allow_unicode=True)[:80].strip("-")

    @property
    def is_public(self) -> bool:
        return self.public_version is not None

    @property
    def has_changes(self) -> bool:
        """Whether the desk has something that readers have not."""
        return self.public_version is not None and self.public_version != self.version

    def to_document(self) -> dict[str, Any]:
        """Return everything the page says, as JSON values."""
        return {name: getattr(self, name) for name in DOCUMENT}

    # Verbs: the order inside each is in pages/publishing.py

    def keep(self, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> None:
        """Keep the page as it stands in memory, as its next version. Readers see nothing of it.

        Raises PageError without the right, when somebody saved since the version `seen`, and for another
        address than the one that was public.
        """
        from pages import publishing

        publishing.keep(self, by=by, seen=seen, at=at)

    def publish(self, *, by: User | None, at: datetime | None = None) -> None:
        """Give readers the page as it was kept last. Raises PageError without the right, title or text."""
        from pages import publishing

        publishing.publish(self, by=by, at=at)

    def withdraw(self, *, by: User | None, at: datetime | None = None) -> None:
        """Take the page from readers; the desk keeps it. Raises PageError when they have none."""
        from pages import publishing

        publishing.withdraw(self, by=by, at=at)

    def restore(self, number: int, *, by: User | None, seen: int | None = None) -> None:
        """Make an earlier version the desk's again. Raises as `keep` does; there must be such a version."""
        from pages import publishing

        publishing.restore(self, number, by=by, seen=seen)


class SitePageVersion(models.Model):
    """What a page said after a verb."""

    page = models.ForeignKey(SitePage, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    verb = models.CharField(_("verb"), max_length=12)
    document = models.JSONField(_("document"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of pages")
        ordering = ("-at", "-id")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number}"


def is_reserved(slug: str) -> bool:
    """Say whether something else answers at this word's address. No query."""
    if slug in RESERVED:
        return True
    try:
        return resolve(f"/{slug}/").view_name != "published:page"
    except Resolver404:
        return False

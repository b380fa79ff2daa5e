"""The verbs on pages of the site. One order: right, lock, version seen, change, version, edition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from articles.body import plain_text
from articles.composing import finished_text
from newsroom.stale_saves import is_stale, refusal
from pages.errors import PageError
from pages.models import DOCUMENT, SitePage, SitePageVersion
from published.editions import raise_edition
from published.languages import words_for
from published.models import GonePage, PublishedPage

if TYPE_CHECKING:
    from accounts.models import User

CHANGE, PUBLISH = "change_sitepage", "publish_sitepage"


def keep(page: SitePage, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> None:
    """See `SitePage.keep`."""
    at = at or timezone.now()
    with _acting(page, CHANGE if page.pk else "add_sitepage", by=by, seen=seen) as stored:
        if stored is not None:
            page.version, page.public_version = stored.version, stored.public_version
            page.was_public = stored.was_public
            if stored.was_public and page.slug != stored.slug:
                raise PageError(_("The address of a page that was public stays: links lead to it."))
        page.version += 1
        page.saved_at, page.saved_by = at, by
        page.save()
        _write(page, "keep", by=by, at=at)


def publish(page: SitePage, *, by: User | None, at: datetime | None = None) -> None:
    """See `SitePage.publish`."""
    at = at or timezone.now()
    with _acting(page, PUBLISH, by=by):
        page.refresh_from_db()
        if not plain_text(page.body):
            raise PageError(_("Write a text before publishing the page."))
        compose(page, at).save()
        GonePage.objects.filter(slug=page.slug).delete()
        page.public_version, page.was_public = page.version, True
        page.save(update_fields=["public_version", "was_public"])
        _write(page, "publish", by=by, at=at)
        # Without keys: every page shows the footer.
        raise_edition()


def withdraw(page: SitePage, *, by: User | None, at: datetime | None = None) -> None:
    """See `SitePage.withdraw`."""
    at = at or timezone.now()
    with _acting(page, PUBLISH, by=by):
        page.refresh_from_db()
        if page.public_version is None:
            raise PageError(_("Readers do not have this page."))
        PublishedPage.objects.filter(pk=page.pk).delete()
        GonePage.objects.get_or_create(slug=page.slug, defaults={"at": at})
        page.public_version = None
        page.save(update_fields=["public_version"])
        _write(page, "withdraw", by=by, at=at)
        raise_edition()


def restore(page: SitePage, number: int, *, by: User | None, seen: int | None = None) -> None:
    """See `SitePage.restore`."""
    version = page.versions.filter(number=number).first()
    if version is None:
        raise PageError(_("There is no version with this number."))
    for name in DOCUMENT:
        # The address stays: it may have been public since.
        if name in version.document and name != "slug":
            setattr(page, name, version.document[name])
    keep(page, by=by, seen=seen)


def compose(page: SitePage, at: datetime) -> PublishedPage:
    """Return what readers get of a page, unsaved: its text finished. Three queries at most."""
    with translation.override(words_for(page.language)):
        body = finished_text(page.body, at)
    return PublishedPage(
        id=page.pk or 0,
        slug=page.slug,
        purpose=page.purpose,
        language=page.language,
        title=page.title,
        description=page.description,
        body=body,
        menu=page.menu,
        is_in_footer=page.is_in_footer,
        position=page.position,
        updated_at=at,
    )


@contextmanager
def _acting(
    page: SitePage, right: str, *, by: User | None, seen: int | None = None
) -> Iterator[SitePage | None]:
    """Check the right, lock the row, refuse what somebody has saved over; gives the stored page."""
    if by is not None and not by.has_perm(f"pages.{right}"):
        raise PageError(_("You may not do this: it takes an editor."))
    with transaction.atomic():
        stored = SitePage.objects.select_for_update().filter(pk=page.pk).first() if page.pk else None
        if stored is not None and is_stale(seen, stored.version):
            raise PageError(refusal(stored.saved_by, stored.saved_at))
        yield stored


def _write(page: SitePage, verb: str, *, by: User | None, at: datetime) -> None:
    SitePageVersion.objects.create(
        page=page, number=page.version, verb=verb, document=page.to_document(), at=at, by=by
    )

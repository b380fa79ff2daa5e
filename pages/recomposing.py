"""Finishing public pages again, from their public versions: after a change of what they link to or show."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q, QuerySet

from pages.models import SitePage, SitePageVersion
from pages.publishing import compose
from published.editions import raise_edition
from published.models import PublishedPage


def recompose(versions: QuerySet[SitePageVersion]) -> int:
    """Finish the texts of these versions again where readers have them; no date moves.

    Returns how many pages were written. One transaction, and one edition where anything was.
    """
    with transaction.atomic():
        pages = {version.page_id: version for version in versions.filter(number=F("page__public_version"))}
        count = sum(_recompose_one(version) for version in pages.values())
        if count:
            raise_edition()
    return count


def linking_to(story: int) -> QuerySet[SitePageVersion]:
    """Return the versions whose text links to a story, by its number."""
    return SitePageVersion.objects.filter(document__body__icontains=f'data-article="{story}"')


def showing(picture: int) -> QuerySet[SitePageVersion]:
    """Return the versions whose text shows a picture, alone or in a gallery."""
    alone = Q(document__body__icontains=f'data-image="{picture}"')
    gallery = Q(document__body__iregex=rf'data-gallery="([0-9]+,)*{picture}[,"]')
    return SitePageVersion.objects.filter(alone | gallery)


def _recompose_one(version: SitePageVersion) -> bool:
    page = SitePage.objects.select_for_update().filter(pk=version.page_id).first()
    row = PublishedPage.objects.filter(pk=version.page_id).first()
    if page is None or row is None or page.public_version != version.number:
        return False
    for name, value in version.document.items():
        setattr(page, name, value)
    finished = compose(page, row.updated_at)
    if finished.body == row.body:
        return False
    row.body = finished.body
    row.save(update_fields=["body"])
    return True

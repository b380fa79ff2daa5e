"""What a picture stands in, and what pages do when another room changes what they link to or show."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse

from articles.body import own_addresses
from articles.reports.addresses import MOST_LOOKED_AT, Named, register_source
from articles.signals import article_published
from images.models import Image
from images.signals import picture_renewed
from images.uses import register_finder
from pages.models import SitePage
from pages.recomposing import linking_to, recompose, showing
from published.signals import page_changes


def pages_showing(image: Image) -> Iterable[SitePage]:
    """Find the pages with a picture in their text, alone or in a gallery."""
    alone = Q(body__icontains=f'data-image="{image.pk}"')
    gallery = Q(body__regex=rf'data-gallery="([0-9]+,)*{image.pk}[,"]')
    return SitePage.objects.filter(alone | gallery)[:50]


@receiver(picture_renewed, dispatch_uid="pages.picture_renewed")
def show_renewed_picture(sender: Any, image: Image, **kwargs: Any) -> int:
    """Finish the pages that show a picture again, as the library has it now."""
    return recompose(showing(image.pk))


@receiver(page_changes, dispatch_uid="pages.page_changes")
def follow_story(sender: Any, story: int, **kwargs: Any) -> None:
    """Once it is done, have links in pages lead to where the story is now, or to nowhere if it is gone."""
    transaction.on_commit(lambda: recompose(linking_to(story)), robust=True)


@receiver(article_published, dispatch_uid="pages.article_published")
def link_to_published(sender: Any, article: Any, **kwargs: Any) -> None:
    """Have links in pages lead to a story that the clock has published."""
    recompose(linking_to(article.pk))


register_finder(pages_showing)


def addresses_named() -> Iterable[Named]:
    """Find the addresses of this site that the texts of pages name. One query; a site has few pages."""
    kind = SitePage._meta.verbose_name
    for page in SitePage.objects.filter(body__contains="href=").order_by("pk")[:MOST_LOOKED_AT]:
        edit = reverse("admin:pages_sitepage_change", args=[page.pk])
        for path in own_addresses(page.body):
            yield Named(path, page, kind, edit, _may_mend)


def _may_mend(user: Any) -> bool:
    return bool(user.has_perm("pages.change_sitepage"))


register_source(addresses_named)

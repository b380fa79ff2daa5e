"""Whose rights in a picture have ended or end soon, and which of these pictures readers still see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.reports.parts import Asked, Filter, Fix, Link, Row
from articles.reports.registry import Report, register
from images.models import Image
from images.querysets import ImageQuerySet

SOON = timedelta(days=30)


@register
class Rights(Report):
    """Expired first: what is over, then what ends next."""

    key = "picture-rights"
    place = 6
    title = _("Picture rights")
    description = _("Pictures whose rights have expired or expire within thirty days.")
    none = _("No such picture.")
    right = "images.view_image"
    heads = (_("Picture"), _("Credit"), _("Copyright holder"), _("Rights expire"))
    filters = (
        Filter("when", _("Rights"), (("over", _("Expired")), ("soon", _("Expire within thirty days")))),
        Filter("where", _("Pictures"), (("out", _("On public pages")), ("all", _("All")))),
    )

    def rows(self, asked: Asked) -> QuerySet[Any]:
        """Return the pictures, longest expired or soonest to expire first. One statement."""
        pictures: ImageQuerySet = Image.objects.all()
        pictures = (
            pictures.expired(asked.at) if asked["when"] == "over" else pictures.expiring(SOON, asked.at)
        )
        if asked["where"] == "out":
            pictures = pictures.on_public_pages()
        return pictures.order_by("rights_expire_at", "pk")

    def row(self, thing: Image, asked: Asked) -> Row:
        address = reverse("admin:images_image_change", args=[thing.pk])
        cells = (Link(thing, address), thing.credit, thing.copyright_holder, thing.rights_expire_at)
        return Row(cells, [Fix(_("Where it is used"), f"{address}#used-in", key="u")])

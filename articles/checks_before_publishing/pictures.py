"""A story's pictures: whose they are, whether they may be used here, and how they are described."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from articles import body as body_rules
from articles.checks_before_publishing.registry import Refusal, check
from articles.models import Article, LiveUpdate, PictureUse
from articles.picture_rights import objections
from articles.showing import alts_in_body
from images.models import Image
from published.models import PublishedLiveUpdate


@check
def pictures_may_be_used(article: Article, at: datetime) -> Iterator[Refusal]:
    """Credit and rights. Of what readers see already, an expiry is a warning: taking it away is a choice."""
    shown = _shown(article)
    public = _public(article) if shown else set()
    cropped = {number: field for text, field in _texts(article) for number, _crop in body_rules.crops(text)}
    if article.lead_focal_x is not None and article.lead_image_id:
        cropped[article.lead_image_id] = "lead_image"
    for image, field in shown:
        for objection in objections(image, article, at, is_cropped=image.pk in cropped):
            is_out = objection.is_expiry and image.pk in public
            yield Refusal(
                cropped.get(image.pk, field), objection.sentence, f"rights-{image.pk}" if is_out else ""
            )


@check
def pictures_are_described(article: Article, at: datetime) -> Iterator[Refusal]:
    """Alt text at each use; the library's counts, and so does the choice that a picture only decorates."""
    undescribed = {
        number for text, _field in _texts(article) for number, alt in alts_in_body(text) if alt is None
    }
    for image, field in _shown(article):
        if not image.is_confirmed:
            sentence = _("Picture “%(title)s”: nobody has confirmed what was read from its file.")
            yield Refusal(field, sentence % {"title": image}, f"unconfirmed-{image.pk}")
        is_lead = field == "lead_image"
        has_own = article.lead_is_decorative or article.lead_alt if is_lead else image.pk not in undescribed
        if not image.alt_text and not has_own:
            yield Refusal(field, _("Picture “%(title)s”: no alt text.") % {"title": image}, f"alt-{image.pk}")


def _texts(article: Article) -> list[tuple[str, str | None]]:
    """The texts of a story, each with the field that mends it: a live one has its entries, too. One query."""
    if article.kind != Article.Kind.LIVE or not article.pk:
        return [(article.body, "body")]
    entries = LiveUpdate.objects.filter(article=article.pk, removed_at=None, body__contains="data-")
    return [(article.body, "body"), *((text, None) for text in entries.values_list("body", flat=True))]


def _shown(article: Article) -> list[tuple[Image, str | None]]:
    """The pictures of the desk's copy, each with the field it stands in; one query, two for a live story."""
    places: dict[int, str | None] = {article.lead_image_id: "lead_image"} if article.lead_image_id else {}
    for text, field in _texts(article):
        numbers, _stories = body_rules.identities(text)
        in_text: dict[int, str | None] = {number: field for number in numbers}  # noqa: C420  the types of it
        places = in_text | places
    found = Image.objects.in_bulk(places) if places else {}
    lead_first = sorted(places.items(), key=lambda place: place[1] != "lead_image")
    return [(found[number], field) for number, field in lead_first if number in found]


def _public(article: Article) -> set[int]:
    """The numbers of the pictures that readers see in this story. One query, two for a live story."""
    uses = PictureUse.objects.of_readers().filter(version__article=article.pk)
    public = set(uses.values_list("image_number", flat=True))
    if article.kind == Article.Kind.LIVE:
        out = PublishedLiveUpdate.objects.filter(article=article.pk).values("pk")
        public |= set(
            LiveUpdate.objects.filter(pk__in=out, pictures__isnull=False).values_list("pictures", flat=True)
        )
    return public

"""Which pictures a document shows, and what must be known of them: the uses of the library by stories."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html.parser import HTMLParser

from django.db.models import F
from django.utils.translation import gettext as _

from articles import body as body_rules
from articles.cropping import Wanted, crops_of, cut_later
from articles.document import Document
from articles.models import Article, LiveUpdate, PictureUse, Version
from images.models import Image
from images.uses import Use


def pictures_of(document: Document) -> list[int]:
    """Return the numbers of the pictures that a document shows, each once, the lead first."""
    fields = document["fields"]
    numbers, _stories = body_rules.identities(fields["body"])
    lead = [fields["lead_image_id"]] if fields["lead_image_id"] else []
    return list(dict.fromkeys([*lead, *numbers]))


def undescribed_in(document: Document) -> set[int]:
    """Return the pictures of which some use has no alt text of its own, and is not said to decorate."""
    fields = document["fields"]
    found = {number for number, alt in alts_in_body(fields["body"]) if alt is None}
    if fields["lead_image_id"] and not (fields["lead_alt"] or fields["lead_is_decorative"]):
        found.add(fields["lead_image_id"])
    return found


def note_pictures(version: Version) -> None:
    """Write down what a new version shows, in one statement, and have its crops cut once it is committed."""
    numbers = pictures_of(version.document)
    bare = undescribed_in(version.document) if numbers else set()
    PictureUse.objects.bulk_create(
        PictureUse(version=version, image_number=number, needs_library_alt=number in bare)
        for number in numbers
    )
    cut_later(crops_of(version.document), partial(_show_cut, version.article_id))


def _show_cut(number: int, made: Wanted) -> None:
    """Have the public page of a story follow, when it is what the new crops are for."""
    from articles.recomposing import recompose

    public = Version.objects.filter(article=number, number=F("article__public_version")).first()
    if public is not None and made & crops_of(public.document):
        recompose(Article.objects.filter(pk=number))


def uses_in_stories(image: Image, most: int = 50) -> list[Use]:
    """Find the stories with a picture at their top or in their text: at the desk, public, in old versions."""
    shown = PictureUse.objects.filter(image_number=image.pk).order_by("-version__article", "-version__number")
    found: dict[Article, set[str]] = {}
    for use in shown.select_related("version__article").defer("version__document")[: most * 10]:
        found.setdefault(use.version.article, set()).add(_place(use.version))
    said = {"public": _("public page"), "desk": _("on the desk"), "was": _("in an earlier public version")}
    uses = []
    for article, places in list(found.items())[:most]:
        words = [str(words) for place, words in said.items() if place in places]
        uses.append(Use(article, ", ".join(words) or _("in old versions only"), bool(words)))
    return uses


def _place(version: Version) -> str:
    article = version.article
    if version.number == article.public_version and article.state in ("published", "scheduled"):
        return "public"
    if version.number == article.version:
        return "desk"
    return "was" if version.public_from else "old"


def used_elsewhere(image: Image, article: Article) -> Article | None:
    """Return another story with which readers had a picture, or will have it, or None. Two queries."""
    others = [number for number in stories_having([image.pk]).get(image.pk, []) if number != article.pk]
    return Article.objects.filter(pk=min(others)).first() if others else None


def stories_having(numbers: Iterable[int]) -> dict[int, list[int]]:
    """Return, for pictures by number, the stories readers had or will have them in. Two queries.

    In their text, at their top, or in an entry of a live one.
    """
    numbers = list(numbers)
    uses = PictureUse.objects.filter(image_number__in=numbers, version__public_from__isnull=False)
    entries = LiveUpdate.objects.filter(pictures__in=numbers, article__public_version__isnull=False)
    found: dict[int, list[int]] = {}
    for number, story in {
        *uses.values_list("image_number", "version__article"),
        *entries.values_list("pictures", "article"),
    }:
        found.setdefault(number, []).append(story)
    return found


def alts_in_body(html: str) -> list[tuple[int, str | None]]:
    """Return each use of a picture in a text with its own alt text; None where it has the library's."""
    parser = _Alts()
    parser.feed(html)
    parser.close()
    return parser.found


class _Alts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        own = values.get("data-alt")
        for number in body_rules.numbers_in(values.get("data-image") or ""):
            self.found.append((number, own))
        alts = body_rules.alts_in(own or "")
        for number in body_rules.numbers_in(values.get("data-gallery") or ""):
            self.found.append((number, alts.get(number)))

"""What may be wrong after a server was killed: half stories, lost saves, pages unlike their versions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from articles.composing import compose
from articles.document import to_document
from articles.models import Article, Version
from published.models import Edition, PublishedAddress, PublishedArticle
from tests.kill.editor import Take

# Every column of a page; those the database fills in compare like the others.
COLUMNS = [field.attname for field in PublishedArticle._meta.concrete_fields]


def faults_of_all(takes: list[Take]) -> list[str]:
    """Return what is wrong with any story, given the takes whose saving was acknowledged so far."""
    with transaction.atomic():
        found = []
        for article in Article.objects.order_by("pk"):
            versions = list(article.versions.order_by("number"))
            found += faults_of(article, versions)
            for take in takes:
                if take.story == article.pk:
                    found += faults_of_take(take, versions)
        return [*found, *faults_of_edition(takes)]


def faults_of(article: Article, versions: list[Version]) -> Iterator[str]:
    """Go through what is half of a story: its versions, its history, its page."""
    numbers = [version.number for version in versions]
    if numbers != list(range(1, article.version + 1)):
        yield f"story {article.pk} is at version {article.version} and has {numbers}"
        return
    # An amended version is the readers' text with the desk's tags and links.
    typed = [version for version in versions if version.verb != "amend"]
    if typed[-1].document != to_document(article):
        yield f"story {article.pk}: version {typed[-1].number} is not what the desk has"
    for version in typed[1:]:
        if not take_of(version).tells(version.document):
            yield f"story {article.pk}: version {version.number} mixes takes"
    if not article.events.filter(version=article.version).exists():
        yield f"story {article.pk}: nobody did version {article.version}"
    yield from _faults_of_page(article)


def take_of(version: Version) -> Take:
    """Return the take whose headline a version has."""
    words = version.document["fields"]["headline"].split()
    return Take(version.article_id, int(words[1]), tuple(sorted(version.document["tags"])))


def _faults_of_page(article: Article) -> Iterator[str]:
    page = PublishedArticle.objects.filter(pk=article.pk).first()
    if page is None:
        if article.public_version is not None:
            yield f"story {article.pk} is public and has no page"
        return
    if page.version != article.public_version:
        yield f"story {article.pk}: readers have version {page.version}, not {article.public_version}"
        return
    version = article.versions.get(number=page.version)
    if version.public_from is None:
        yield f"story {article.pk}: version {version.number} is out and does not say since when"
    composed = compose(
        article.pk, version.document, page.public_from, version=version.number, public_from=page.public_from
    )
    differing = [name for name in COLUMNS if getattr(page, name) != getattr(composed.article, name)]
    if differing:
        yield f"story {article.pk}: page and version {version.number} differ in {differing}"
    tags = list(page.taggings.order_by("position").values_list("tag_id", flat=True))
    if tags != [tagging.tag_id for tagging in composed.taggings]:
        yield f"story {article.pk}: the tags of page and version {version.number} differ"
    addresses = PublishedAddress.objects.filter(story=article.pk, gone=None)
    if not addresses.filter(day=page.day, slug=page.slug).exists():
        yield f"story {article.pk}: its page has no address"


def faults_of_take(take: Take, versions: list[Version]) -> Iterator[str]:
    """Go through what is lost of a save that was acknowledged."""
    verb = "publish" if take.is_published else "save"
    found = [one for one in versions if one.verb == verb and one.document["fields"]["headline"] == take.name]
    if len(found) != 1 or not take.tells(found[0].document):
        yield f"{take.name} was acknowledged and is there {len(found)} times"
    elif take.is_published and found[0].public_from is None:
        yield f"{take.name} was published and readers never had it"


def faults_of_edition(takes: list[Take]) -> Iterator[str]:
    """Every publication has raised the edition."""
    published = sum(take.is_published for take in takes)
    number = Edition.objects.values_list("number", flat=True).first()
    if published and (number is None or number < published):
        yield f"the edition is {number} after {published} publications"

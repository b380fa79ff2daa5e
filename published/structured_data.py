"""What search engines and sharing sites read: JSON-LD by schema.org, and Open Graph.

Dates come from `moments`, people from the same credit list as the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from newsroom.naming import site_name
from published.addresses import absolute
from published.cards import HEIGHT, WIDTH, card_address
from published.identity import organisation
from published.models import Kind, PublishedArticle
from published.moments import Moments
from published.translations import Translation
from taxonomy.models import Contributor, Tag

JSON = dict[str, Any]

TYPES: dict[str, str] = {
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    Kind.LIVE: "LiveBlogPosting",
    Kind.REVIEW: "ReviewNewsArticle",
    Kind.SPONSORED: "AdvertiserContentArticle",
}
# Which property of the story each role's people stand under; whoever is not named here is a contributor.
PROPERTIES = {"by": "author", "with": "author", "translation": "translator", "editing": "editor"}

# Inside a script element these could end it or begin markup; JSON reads the escapes as the same letters.
_UNSAFE = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})


def as_script(data: JSON) -> SafeString:
    """Return data as JSON that is safe inside a script element, whatever stands in its texts."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))  # noqa: S308  escaped above


def publisher() -> JSON:
    """Return who publishes: the site."""
    return organisation()


def breadcrumbs(*steps: tuple[str, str]) -> JSON:
    """Return the way from the home page to a page (https://schema.org/BreadcrumbList)."""
    trail = ((site_name(), reverse("published:home")), *steps)
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(address)}
            for place, (name, address) in enumerate(trail, start=1)
        ],
    }


def breadcrumbs_of(article: PublishedArticle) -> JSON:
    """Return the way to a story: through its section."""
    section = (article.section.name, reverse("published:section", args=[article.section.slug]))
    return breadcrumbs(section, (article.headline, article.get_absolute_url()))


def website() -> JSON:
    """Return the site itself, for its home page (https://schema.org/WebSite)."""
    address = absolute(reverse("published:home"))
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site_name(),
        "url": address,
        "inLanguage": get_language() or settings.LANGUAGE_CODE,
        "publisher": organisation(),
    }


def news_article(article: PublishedArticle, when: Moments, tags: Sequence[Tag]) -> JSON:
    """Return a story as schema.org's NewsArticle or one of its kinds (https://schema.org/NewsArticle)."""
    address = absolute(article.get_absolute_url())
    return {
        "@context": "https://schema.org",
        "@type": TYPES.get(article.kind, "NewsArticle"),
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.headline,
        "datePublished": when.published.iso,
        "inLanguage": article.language,
        "articleSection": article.section.name,
        "isAccessibleForFree": True,
        "publisher": publisher(),
    } | _filled(
        {
            "dateModified": when.modified.iso if when.modified else "",
            "alternativeHeadline": article.short_headline,
            "description": description(article),
            "image": [_image(article.picture)] if article.picture else [],
            "wordCount": article.word_count,
            "keywords": [tag.name for tag in tags],
            "correction": [_correction(note) for note in when.corrections],
            "dateline": article.dateline,
            "locationCreated": {"@type": "Place", "name": article.dateline} if article.dateline else {},
            **people(article),
        }
    )


def translation_data(others: Sequence[Translation]) -> JSON:
    """Return what a story is a translation of, and what it was translated into (https://schema.org/workTranslation)."""
    told = [
        {"@type": "NewsArticle", "@id": absolute(one.address), "inLanguage": one.language} for one in others
    ]
    original = next((told[place] for place, one in enumerate(others) if one.is_original), None)
    return {"translationOfWork": original} if original else _filled({"workTranslation": told})


def people(article: PublishedArticle) -> JSON:
    """Return author, translator, editor, contributor, sourceOrganization and creditText of a story.

    Everybody stands once, under their foremost role. Without writers the agencies are the authors, and
    without agencies the publisher.
    """
    found: dict[str, list[JSON]] = {"author": []}
    seen = set()
    for credit in article.credits:
        key = credit.get("slug") or (credit["name"], credit.get("type"))
        if key not in seen:
            seen.add(key)
            found.setdefault(PROPERTIES.get(credit["role"], "contributor"), []).append(_somebody(credit))
    agencies = [_somebody({**source, "type": "Organization"}) for source in article.sources]
    found["author"] = found["author"] or agencies or [publisher()]
    return found | {"sourceOrganization": agencies, "creditText": credit_text(article)}


def writers(article: PublishedArticle) -> list[JSON]:
    """Return the authors, each with `name` and perhaps `url`: those of the page, for feeds and sharing."""
    return people(article)["author"]


def credit_text(article: PublishedArticle) -> str:
    """Return the agencies' required credits, or their names."""
    return "; ".join(source.get("required_credit") or source["name"] for source in article.sources)


def description(article: PublishedArticle) -> str:
    """Return the story in a sentence or two: its standfirst, or how it begins."""
    return article.standfirst or article.lede


def profile_page(contributor: Contributor, portrait: JSON | None, links: Iterable[str]) -> JSON:
    """Return a contributor's page (https://schema.org/ProfilePage).

    Says nothing about the person behind a pseudonym: only what is printed on the page.
    """
    address = absolute(reverse("published:contributor", args=[contributor.slug]))
    organisations = (Contributor.Kind.ORGANISATION, Contributor.Kind.DESK)
    who: JSON = {
        "@type": "Organization" if contributor.kind in organisations else "Person",
        "@id": address,
        "name": contributor.name,
        "url": address,
    }
    who |= _filled(
        {
            "description": contributor.biography,
            "image": _image(portrait) if portrait else {},
            "email": contributor.email,
            "sameAs": list(links),
        }
    )
    if who["@type"] == "Person" and contributor.state == Contributor.State.ACTIVE:
        who |= _filled({"jobTitle": contributor.role_line}) | {"worksFor": publisher()}
    return {"@context": "https://schema.org", "@type": "ProfilePage", "url": address, "mainEntity": who}


def open_graph(article: PublishedArticle, when: Moments, tags: Sequence[Tag]) -> list[tuple[str, str]]:
    """Return a story's properties in order (https://ogp.me/#type_article); the age notice goes with it."""
    properties = [
        ("og:type", "article"),
        ("og:site_name", site_name()),
        ("og:title", article.headline),
        ("og:description", " ".join(filter(None, (when.age_notice, description(article))))),
        ("og:url", absolute(article.get_absolute_url())),
        ("og:locale", article.language.replace("-", "_")),
        ("og:image", card_address(article)),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", article.headline),
        ("article:published_time", when.published.iso),
        ("article:section", article.section.name),
    ]
    if when.modified:
        properties.append(("article:modified_time", when.modified.iso))
    properties += [("article:author", writer["url"]) for writer in writers(article) if "url" in writer]
    properties += [("article:tag", tag.name) for tag in tags]
    return [(name, value) for name, value in properties if value]


def _somebody(credit: JSON) -> JSON:
    who = {"@type": credit.get("type") or "Person", "name": credit["name"]}
    if credit.get("slug"):
        who["url"] = absolute(reverse("published:contributor", args=[credit["slug"]]))
    if credit.get("affiliation"):
        who["affiliation"] = {"@type": "Organization", "name": credit["affiliation"]}
    return who


def _image(picture: JSON) -> JSON:
    image = {
        "@type": "ImageObject",
        "url": absolute(picture["src"]),
        "width": picture["width"],
        "height": picture["height"],
    }
    return image | _filled({"caption": picture.get("caption"), "creditText": picture.get("credit")})


def _correction(note: Any) -> JSON:
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": note.moment.iso}


def _filled(values: JSON) -> JSON:
    return {name: value for name, value in values.items() if value}

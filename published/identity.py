"""Who the site is, for every page, feed and structured record. Kept for an edition: no query a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse

from published.addresses import absolute
from published.editions import kept_per_edition
from published.site_models import PublishedPage, Purpose, SiteIdentity, SiteLink

JSON = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """A link with its words; `address` is one of this site (/about/) or a whole one."""

    label: str
    address: str

    @property
    def is_elsewhere(self) -> bool:
        return not self.address.startswith(("/", "#"))


@dataclass(frozen=True)
class Menu:
    """Links of the footer under one heading, which may be empty."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Identity:
    """What an editor has said about the site; what was left empty falls back to the settings."""

    own_name: str = ""
    strapline: str = ""
    description: str = ""
    logo: JSON | None = None
    logo_for_dark: JSON | None = None
    own_publisher: str = ""
    founded: int | None = None
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    own_corrections_policy: str = ""
    own_ethics_policy: str = ""
    own_report_errors_to: str = ""
    social: tuple[Link, ...] = field(default=())
    menus: tuple[Menu, ...] = field(default=())
    pages: dict[str, str] = field(default_factory=dict)
    page_addresses: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The name readers see."""
        return self.own_name or settings.SITE_NAME

    @property
    def publisher(self) -> str:
        """Who publishes: the legal name, or that of the site."""
        return self.own_publisher or self.name

    @property
    def corrections_policy(self) -> str:
        """The address of the page that says how mistakes are put right, or nothing."""
        return (
            self.own_corrections_policy or self.pages.get(Purpose.CORRECTIONS) or settings.CORRECTIONS_POLICY
        )

    @property
    def report_errors_to(self) -> str:
        """Where readers tell of a mistake: an e-mail address, the address of a page, or nothing."""
        return self.own_report_errors_to or self.pages.get(Purpose.CONTACT) or settings.REPORT_ERRORS_TO

    @property
    def ethics_policy(self) -> str:
        """The address of the page with the newsroom's rules, or nothing."""
        return self.own_ethics_policy or self.pages.get(Purpose.ETHICS, "")


_last = Identity()


def identity() -> Identity:
    """Return who the site is. Five queries once an edition, otherwise none.

    Never raises for a database that is away: what was known last still holds, so that the page that says
    something went wrong has a name.
    """
    global _last
    try:
        _last = kept_per_edition("identity", _read)
    except DatabaseError:
        return _last
    return _last


def known_name() -> str:
    """Return the name as this process knows it, without asking the database: for pages of failure."""
    return _last.name


def own_name() -> str:
    """Return the name an editor has given the site, or nothing."""
    return identity().own_name


def organisation() -> JSON:
    """Return the site as schema.org's NewsMediaOrganization: who publishes its stories."""
    who = identity()
    logo = who.logo
    contact = {"email": who.email, "telephone": who.phone}
    facts: JSON = {
        "legalName": who.own_publisher,
        "description": who.description or who.strapline,
        "logo": _image(logo) if logo else None,
        "foundingDate": str(who.founded or ""),
        "address": who.postal_address,
        "sameAs": [link.address for link in who.social],
        "contactPoint": {"@type": "ContactPoint", "contactType": "newsroom"} | _filled(contact)
        if _filled(contact)
        else None,
        "correctionsPolicy": absolute(who.corrections_policy or reverse("published:corrections")),
        "ethicsPolicy": absolute(who.ethics_policy),
    }
    named: JSON = {"@type": "NewsMediaOrganization", "name": who.name, "url": settings.SITE_ADDRESS + "/"}
    return named | _filled(facts)


def _read() -> Identity:
    pages = list(PublishedPage.objects.defer("body", "description"))
    addresses = {page.purpose: page.get_absolute_url() for page in reversed(pages)}
    everywhere = tuple(page.get_absolute_url() for page in pages)
    lines = [_Line(page.menu, page.title, page.get_absolute_url()) for page in pages if page.is_in_footer]
    row = SiteIdentity.objects.select_related("logo", "logo_for_dark").filter(pk=1).first()
    if row is None:
        return Identity(menus=_menus(lines), pages=addresses, page_addresses=everywhere)
    links = list(row.links.all())
    lines += [_Line(one.menu, one.label, one.address) for one in links if one.place == SiteLink.Place.FOOTER]
    return Identity(
        own_name=row.name,
        strapline=row.strapline,
        description=row.description,
        logo=(row.logo.sources() or None) if row.logo else None,
        logo_for_dark=(row.logo_for_dark.sources() or None) if row.logo_for_dark else None,
        own_publisher=row.publisher,
        founded=row.founded,
        email=row.email,
        phone=row.phone,
        postal_address=row.postal_address,
        own_corrections_policy=row.corrections_policy,
        own_ethics_policy=row.ethics_policy,
        own_report_errors_to=row.report_errors_to,
        social=tuple(Link(one.label, one.address) for one in links if one.place == SiteLink.Place.SOCIAL),
        menus=_menus(lines),
        pages=addresses,
        page_addresses=everywhere,
    )


class _Line(NamedTuple):
    menu: str
    label: str
    address: str


def _menus(links: list[_Line]) -> tuple[Menu, ...]:
    """Bring links of one heading together, headings in the order of their first link."""
    places = {link.menu: place for place, link in reversed(list(enumerate(links)))}
    ordered = sorted(links, key=lambda link: places[link.menu])
    return tuple(
        Menu(heading, tuple(Link(one.label, one.address) for one in some))
        for heading, some in groupby(ordered, key=lambda link: link.menu)
    )


def _image(picture: JSON) -> JSON:
    return {
        "@type": "ImageObject",
        "url": absolute(picture["src"]),
        "width": picture["width"],
        "height": picture["height"],
    }


def _filled(values: JSON) -> JSON:
    return {name: value for name, value in values.items() if value}

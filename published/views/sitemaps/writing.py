"""How a sitemap is written (https://www.sitemaps.org/protocol.html), with Google's extensions."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from published.addresses import absolute
from published.feeds.xml import NOT_IN_XML, add

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# The protocol's own limit for one file.
MOST_ADDRESSES = 50_000
XML = "application/xml; charset=utf-8"
# As ElementTree writes it, which writes the other files.
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
for prefix, namespace in (("image", IMAGE), ("news", NEWS)):
    ET.register_namespace(prefix, namespace)


def urlset(urls: Iterable[str]) -> bytes:
    """Write a sitemap around its lines."""
    lines = "".join(urls)
    images = f' xmlns:image="{IMAGE}"' if "<image:image>" in lines else ""
    return f'{DECLARATION}<urlset{images} xmlns="{NAMESPACE}">{lines}</urlset>'.encode()


def url(path: str, more: str = "") -> str:
    """Write the lines of one address of ours, and what is said of it, as XML."""
    return f"<url><loc>{location(path)}</loc>{more}</url>"


def location(path: str) -> str:
    """Return an address of ours as it stands in XML."""
    return NOT_IN_XML.sub("", escape(absolute(path)))


def add_address(root: ET.Element, name: str, path: str) -> ET.Element:
    """Add an element with an address of ours and return it."""
    element = ET.SubElement(root, name)
    add(element, "loc", absolute(path))
    return element

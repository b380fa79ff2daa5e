"""Read what a photographer or an agency wrote into a file: bytes in, plain texts out.

XMP comes before IPTC-IIM and IIM before EXIF, for where they differ the newest was edited last
(IPTC Photo Metadata Standard 2023.2, https://iptc.org/std/photometadata/specification/).
"""

import logging
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

from images.decoding import open_header

logger = logging.getLogger(__name__)

Texts = dict[str, str]

DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Our name, then the places to look, best first.
IN_XMP = {
    "title": (f"{PHOTOSHOP}Headline", f"{DC}title"),
    "caption": (f"{DC}description",),
    "byline": (f"{DC}creator",),
    "supplier": (f"{PHOTOSHOP}Credit",),
    "copyright_holder": (f"{DC}rights",),
    "usage_terms": (f"{RIGHTS}UsageTerms",),
    "alt_text": (f"{IPTC_CORE}AltTextAccessibility",),
    "taken_on": (f"{PHOTOSHOP}DateCreated", f"{XMP}CreateDate"),
    "sublocation": (f"{IPTC_CORE}Location",),
    "city": (f"{PHOTOSHOP}City",),
    "country": (f"{PHOTOSHOP}Country",),
}
IN_IPTC = {
    "title": ((2, 105), (2, 5)),
    "caption": ((2, 120),),
    "byline": ((2, 80),),
    "supplier": ((2, 110),),
    "copyright_holder": ((2, 116),),
    "taken_on": ((2, 55),),
    "sublocation": ((2, 92),),
    "city": ((2, 90),),
    "country": ((2, 101),),
}
IN_EXIF = {"caption": 0x010E, "byline": 0x013B, "copyright_holder": 0x8298}
EXIF_IFD, TAKEN = 0x8769, 0x9003  # where EXIF keeps when the shutter opened: "2026:11:23 17:27:00"
# The words for a place, from the nearest to the widest. Never the coordinates, which may lead to a door.
PLACES = ("sublocation", "city", "country")
IPTC_UTF8 = b"\x1b%G"
# Written by cameras into every file, so it says nothing about this one.
CAMERA_NOISE = re.compile(
    r"(OLYMPUS|SONY|DCIM|MINOLTA|KONICA|SAMSUNG)\b.*|DSC\w*|default|untitled", re.IGNORECASE
)
# What no text field may hold: control characters, and half of a surrogate pair.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff]")


def read(data: bytes) -> Texts:
    """Return the texts that the file carries, only those that say something.

    Keys: title, caption, alt_text, credit ("Byline/Supplier", as agencies print it), copyright_holder,
    usage_terms, place ("Sublocation, City, Country", in words), taken_on (as written; see `day_of`). A broken
    block is passed over. Raises UnreadablePicture when the file is no picture at all.
    """
    opened = open_header(data)
    found: Texts = {}
    for reader in (_from_xmp, _from_iptc, _from_exif):
        for key, text in _attempt(reader, opened).items():
            found.setdefault(key, text)
    credit = "/".join(dict.fromkeys(found.pop(key) for key in ("byline", "supplier") if key in found))
    place = ", ".join(dict.fromkeys(found.pop(key) for key in PLACES if key in found))
    return found | {key: text for key, text in (("credit", credit), ("place", place)) if text}


def day_of(text: str) -> date | None:
    """Return the day that begins a date as XMP, IPTC or EXIF write it; None when there is no such day.

    It is the day on the camera's clock: most files do not say in which zone that was.
    """
    match = re.match(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)", text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def tidy(text: str) -> str:
    """Drop what no field may hold, and space at the ends; a camera's stock phrase becomes nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ")
    text = UNPRINTABLE.sub("", text).strip()
    return "" if CAMERA_NOISE.fullmatch(text) else text


def _attempt(reader: Callable[[ImageFile], Texts], opened: ImageFile) -> Texts:
    """A text is never worth refusing a picture for: whatever a broken block raises means it holds nothing."""
    try:
        texts = reader(opened)
    except Exception as error:
        logger.info("A block of metadata was passed over: %r", error)
        return {}
    return {key: clean for key, text in texts.items() if (clean := tidy(text))}


def _from_xmp(opened: ImageFile) -> Texts:
    packet = opened.info.get("xmp") or opened.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    if not packet:
        return {}
    root = ElementTree.fromstring(packet.strip(b"\x00 \n\t"))
    descriptions = list(root.iter(f"{RDF}Description"))
    return {key: _first(_xmp_texts(descriptions, names)) for key, names in IN_XMP.items()}


def _xmp_texts(descriptions: Iterable[Element], names: Iterable[str]) -> Iterable[str]:
    """Every value of some properties: as attribute, as plain text, or as a list (default language first)."""
    for name in names:
        for description in descriptions:
            yield description.get(name, "")
            for node in description.findall(name):
                items = sorted(node.iter(f"{RDF}li"), key=lambda item: item.get(XML_LANG) != "x-default")
                texts = [item.text or "" for item in items] or [node.text or ""]
                yield ", ".join(texts) if node.find(f"{RDF}Seq") is not None else texts[0]


def _from_iptc(opened: ImageFile) -> Texts:
    block = IptcImagePlugin.getiptcinfo(opened) or {}
    encoding = "utf-8" if block.get((1, 90)) == IPTC_UTF8 else None
    return {
        key: _first(_iptc_text(block.get(number, b""), encoding) for number in numbers)
        for key, numbers in IN_IPTC.items()
    }


def _iptc_text(value: bytes | list[bytes], encoding: str | None) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_guessed(part, encoding) for part in parts)


def _from_exif(opened: ImageFile) -> Texts:
    # Asked without a block, Pillow decodes a whole PNG to look for one behind the pixels.
    tags: Any = opened.getexif() if opened.info.get("exif") else {}
    if not tags:
        return {}
    taken = tags.get_ifd(EXIF_IFD).get(TAKEN, "")
    texts = {key: _exif_text(tags.get(tag, "")) for key, tag in IN_EXIF.items()}
    return texts | {"taken_on": _exif_text(taken)}


def _exif_text(value: object) -> str:
    """EXIF text is ASCII by its standard and UTF-8 in practice; Pillow reads it as Latin-1."""
    if isinstance(value, str):
        value = value.encode("latin-1", "ignore") if not value.isascii() else value.encode()
    return _guessed(value, None) if isinstance(value, bytes) else ""


def _guessed(raw: bytes, encoding: str | None) -> str:
    """Decode as declared; undeclared, as UTF-8 when it is that, and else as Windows writes it."""
    if encoding:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if tidy(text)), "")

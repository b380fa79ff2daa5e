"""Writing XML 1.0 (https://www.w3.org/TR/xml/) from any text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# Characters that XML 1.0 cannot hold at all, not even escaped.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element with attributes and text, without the characters that XML cannot hold."""
    element = ET.SubElement(
        parent, name, {key: NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    )
    element.text = NOT_IN_XML.sub("", text) or None
    return element


def written(root: ET.Element) -> bytes:
    """Return a document in UTF-8."""
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)

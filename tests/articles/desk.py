"""The desk's forms as a browser without script would send them."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib


def form_data(response: Any, form_id: str = "article_form") -> dict[str, Any]:
    """Return what a form on the page would send, without its buttons. Lists where a name comes twice."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("id") == form_id)
    sent: dict[str, Any] = {}
    for field in form.iter():
        for value in _values(field):
            name = field.get("name", "")
            sent[name] = value if name not in sent else [*_as_list(sent[name]), value]
    return sent


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _values(field: Element) -> list[str]:
    if not field.get("name") or field.get("disabled") is not None:
        return []
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "select":
        return [one.get("value", "") for one in field.iter("option") if one.get("selected") is not None]
    if field.tag != "input" or field.get("type") in ("submit", "button", "file", "image"):
        return []
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.get("checked") is not None else []
    return [field.get("value", "")]

"""What every page of ours must be as HTML, as far as Python can tell, for the test of all pages.

The parser is html5lib, strict; the rules after it are those that readers of screens and search engines feel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib

OWN = "http://127.0.0.1:8000"
FIELDS = {"input", "select", "textarea"}
UNSEEN_INPUTS = {"hidden", "submit", "button", "image", "reset"}
# Which attribute makes the browser fetch something at once, by element.
FETCHED = {"img": ("src", "srcset"), "source": ("srcset",), "script": ("src",), "iframe": ("src",)}
LINKED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}

Rule = Callable[[Element], Iterator[str]]


def complaints(html: str) -> list[str]:
    """Return everything that is wrong with a page; nothing for a good one."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    page = parser.parse(html)
    errors = [f"line {place[0]}: {code} {about}" for place, code, about in parser.errors]
    return errors + [said for rule in RULES for said in rule(page)]


def words(element: Element) -> str:
    """What is read aloud of an element: its text, or what it is labelled."""
    label = element.get("aria-label") or ""
    pictures = "".join(img.get("alt", "") for img in element.iter("img"))
    return (label + "".join(element.itertext()) + pictures).strip()


def it_has_one_first_heading(page: Element) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in page.iter() if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} first headings"
    # A level may only be skipped on the way up.
    steps = zip([1, *levels], levels, strict=False)
    yield from (f"h{level} after h{before}" for before, level in steps if level > before + 1)


def its_headings_say_something(page: Element) -> Iterator[str]:
    yield from (
        f"an empty {one.tag}" for one in page.iter() if one.tag in {"h1", "h2", "h3", "h4"} and not words(one)
    )


def its_ids_are_unique(page: Element) -> Iterator[str]:
    counted = Counter(one.get("id") for one in page.iter() if one.get("id") is not None)
    yield from (f"id {name!r} {times} times" for name, times in counted.items() if times > 1 or not name)


def its_references_lead_somewhere(page: Element) -> Iterator[str]:
    known = {one.get("id") for one in page.iter()}
    for one in page.iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list"):
            yield from (f"{name}={word!r}" for word in one.get(name, "").split() if word not in known)
        if (target := one.get("href", "")).startswith("#") and target != "#" and target[1:] not in known:
            yield f"a link to {target}"


def its_pictures_have_a_text_and_a_place(page: Element) -> Iterator[str]:
    for img in page.iter("img"):
        missing = [name for name in ("alt", "width", "height") if img.get(name) is None]
        yield from (f"img without {name}" for name in missing)


def its_fields_have_labels(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label")}
    wrapped = {id(one) for label in page.iter("label") for one in label.iter()}
    for one in page.iter():
        if one.tag not in FIELDS or one.get("type") in UNSEEN_INPUTS:
            continue
        if not (
            one.get("aria-label")
            or one.get("aria-labelledby")
            or one.get("id") in labelled
            or id(one) in wrapped
        ):
            yield f"{one.tag} {one.get('name')!r} without a label"


def its_links_and_buttons_say_where(page: Element) -> Iterator[str]:
    for one in page.iter():
        if one.tag in {"a", "button"} and not words(one) and one.get("aria-hidden") != "true":
            yield f"a {one.tag} that says nothing: {one.attrib}"


def its_landmarks_are_told_apart(page: Element) -> Iterator[str]:
    if (mains := len(list(page.iter("main")))) != 1:
        yield f"{mains} main elements"
    names = [one.get("aria-label") or one.get("aria-labelledby") for one in page.iter("nav")]
    yield from (f"{times} navigations called {name!r}" for name, times in Counter(names).items() if times > 1)


def it_says_what_it_is(page: Element) -> Iterator[str]:
    if not page.get("lang") or page.get("dir") not in {"ltr", "rtl"}:
        yield "html without lang and dir"
    titles = [title for title in page.find("head").iter("title") if words(title)]
    if len(titles) != 1:
        yield f"{len(titles)} titles"
    named = Counter(meta.get("name") for meta in page.iter("meta") if meta.get("name"))
    many = {name for name, times in named.items() if times > 1 and name != "theme-color"}
    yield from (f"meta {name} more than once" for name in many)


def it_is_described(page: Element) -> Iterator[str]:
    """What search engines may show has a sentence about it."""
    metas = {meta.get("name"): meta.get("content", "") for meta in page.iter("meta")}
    if "noindex" not in metas.get("robots", "") and not metas.get("description", "").strip():
        yield "no description"


def it_holds_neither_style_nor_script(page: Element) -> Iterator[str]:
    for one in page.iter():
        if one.tag == "style" or one.get("style") is not None:
            yield f"a style in {one.tag}"
        if one.tag == "script" and one.get("src") is None and one.get("type") != "application/ld+json":
            yield "a script in the page"
        yield from (f"{name} on {one.tag}" for name in one.attrib if str(name).startswith("on"))


def it_asks_no_other_host(page: Element) -> Iterator[str]:
    for one in page.iter():
        addresses = [one.get(name, "") for name in FETCHED.get(str(one.tag), ())]
        if one.tag == "link" and one.get("rel") in LINKED:
            addresses.append(one.get("href", ""))
        for address in " ".join(addresses).split():
            if "//" in address and not address.startswith(OWN):
                yield f"{one.tag} fetches {address}"


RULES: list[Rule] = [
    it_has_one_first_heading, its_headings_say_something, its_ids_are_unique, its_references_lead_somewhere,
    its_pictures_have_a_text_and_a_place, its_fields_have_labels, its_links_and_buttons_say_where,
    its_landmarks_are_told_apart, it_says_what_it_is, it_is_described, it_holds_neither_style_nor_script,
    it_asks_no_other_host,
]  # fmt: skip

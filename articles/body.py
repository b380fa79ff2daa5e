"""What a story's text may hold: the one allow-list, for editor, sanitiser, importers and composer.

Text is clean HTML. Pictures and own stories stand in it by identity: `<figure data-image="42">`,
`<figure data-gallery="4,7,9">`, `<a data-article="17">`, never by address. A figure's `data-alt` is the alt
text of this one use: "" for a picture that only decorates, and for a gallery an object of texts by number.
Its `data-crop` is how this one use is cut ("4:3 0.25,0.50", see images/crops.py), for a gallery an object,
too. A provider's page stands in it by the one form of its address: `<figure data-embed="https://vimeo.com/1">`.
"""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nh3
from django.conf import settings
from django.utils.html import strip_tags

from articles import embeds
from images.crops import Crop, crop_named

MOST_CHARACTERS = 500_000
MOST_PICTURES = 30  # of one gallery
MOST_IN_ALT = 500

# What the editor is made of. The first are the package's own, the others are in static/js/desk/editor/; a
# name there must also stand in DJANGO_PROSE_EDITOR_EXTENSIONS, or the script that has it is not loaded.
EXTENSIONS: dict[str, object] = {
    "Menu": False,
    "NoSpellCheck": False,
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "SpecialCharacters": True,
    "Surface": True,
    "NumberedList": True,
    "PullQuote": True,
    "FactBox": True,
    "TextLink": True,
    "Picture": True,
    "Gallery": True,
    "Embed": True,
    "Direction": True,
    "Paste": True,
    "Search": True,
    "Characters": True,
    "FullScreen": True,
    "Counting": True,
    "KeepSource": True,
    "Toolbar": True,
}

_DIRECTED = {"p", "h2", "h3", "blockquote", "li", "ul", "ol", "aside", "figcaption"}
TAGS = _DIRECTED | {"a", "br", "em", "figure", "hr", "strong"}
SCHEMES = {"http", "https", "mailto"}
_CLASSES = {"aside": {"pullquote", "factbox"}, "figure": {"wide"}}
# Bold and italics come under two names each; one is stored.
_SAME = re.compile(r"<(/?)(b|i)(?=[\s>])", re.IGNORECASE)
_NAMES = {"b": "strong", "i": "em"}
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|li|blockquote|ul|ol|aside)(?: [^<>]*)?>(?:\s|<br>)*</\1>")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value, or return None to drop it."""
    if name in ("data-image", "data-article"):
        return value if _NUMBER.fullmatch(value) else None
    if name == "data-gallery":
        numbers = [number.strip() for number in value.split(",")]
        is_gallery = len(numbers) <= MOST_PICTURES and all(map(_NUMBER.fullmatch, numbers))
        return ",".join(numbers) if is_gallery else None
    if name == "data-alt":
        return _alt(value)
    if name == "data-crop":
        return _crop(value)
    if name == "data-embed":
        return embeds.canonical(value)
    if name == "dir":
        return value if value in ("ltr", "rtl", "auto") else None
    if name == "href" and value.strip().lower().startswith("//"):
        return None
    return value


def _alt(value: str) -> str:
    """One line, as an attribute is read out; an object of texts by picture keeps what has that shape."""
    if not value.lstrip().startswith("{"):
        return " ".join(value.split())[:MOST_IN_ALT]
    texts = {str(number): " ".join(text.split()) for number, text in alts_in(value).items()}
    return json.dumps({number: text[:MOST_IN_ALT] for number, text in texts.items()}, ensure_ascii=False)


def _crop(value: str) -> str | None:
    """The name of a crop, or an object of names by picture; what has not the shape is dropped."""
    if not value.lstrip().startswith("{"):
        crop = crop_named(value.strip())
        return crop.name if crop and crop.shape else None
    names = {str(number): crop.name for number, crop in crops_by_number(value).items()}
    return json.dumps(names) if names else None


def crops_by_number(value: str) -> dict[int, Crop]:
    """Read the crops of a gallery's pictures from its attribute, {"4": "4:3 0.25,0.50"}; {} from others."""
    named = {number: crop_named(name) for number, name in alts_in(value).items()}
    return {number: crop for number, crop in named.items() if crop and crop.shape}


def alts_in(value: str) -> dict[int, str]:
    """Read the alt texts of a gallery's pictures from its attribute, {"4": "A boat."}; {} from others."""
    try:
        found = json.loads(value) if value else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    named = {number: text for number, text in found.items() if _NUMBER.fullmatch(number)}
    return {int(number): text for number, text in named.items() if isinstance(text, str)}


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math"},
    attributes={tag: {"dir"} for tag in _DIRECTED}
    | {
        "a": {"href", "data-article"},
        "figure": {"data-image", "data-gallery", "data-embed", "data-alt", "data-crop"},
    },
    attribute_filter=_attribute,
    allowed_classes=_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def clean_body(html: str) -> str:
    """Return the text with nothing in it but the allow-list. Idempotent; empty text is "".

    Words are never changed: what is not allowed loses its tag and keeps its text, except for
    scripts and styles, which are no text. Empty blocks go.
    """
    html = _SAME.sub(lambda tag: f"<{tag[1]}{_NAMES[tag[2].lower()]}", _CONTROL.sub("", html))
    cleaned = _cleaner.clean(html).strip()
    while True:
        fewer = _EMPTY_BLOCK.sub("", cleaned)
        # Taking a block out can bring text together that the parser reads in another way.
        again = _cleaner.clean(fewer).strip()
        if again == cleaned:
            return again
        cleaned = again


_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|figcaption|aside)>|<br>|<hr>")


def plain_text(html: str) -> str:
    """Return the words of a text, one line a block, without markup."""
    return _unescaped(_BLOCK_END.sub("\n", html)).strip()


def first_paragraph(html: str) -> str:
    """Return the first paragraph as plain text, or ""."""
    for paragraph in re.finditer(r"<p(?: [^>]*)?>(.*?)</p>", html, re.DOTALL):
        if text := _unescaped(paragraph[1]).strip():
            return text
    return ""


def _unescaped(html: str) -> str:
    return unescape(strip_tags(html))


class _Identities(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.images: list[int] = []
        self.articles: list[int] = []
        self.crops: list[tuple[int, Crop]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name, found in (
            ("data-image", self.images),
            ("data-gallery", self.images),
            ("data-article", self.articles),
        ):
            found += numbers_in(values.get(name) or "")
        if cut := values.get("data-crop"):
            self.crops += _cut_here(values, cut)


def _cut_here(values: dict[str, str | None], cut: str) -> list[tuple[int, Crop]]:
    """The crops of one figure: of its picture, or of the pictures of a gallery."""
    by_number = crops_by_number(cut)
    shown = numbers_in(values.get("data-gallery") or "")
    found = [(number, by_number[number]) for number in shown if number in by_number]
    crop, numbers = crop_named(cut), numbers_in(values.get("data-image") or "")
    return [*found, (numbers[0], crop)] if crop and numbers else found


def numbers_in(value: str) -> list[int]:
    """Return the numbers of an attribute of ours, such as "4,7,9"; [] when it holds anything else."""
    parts = value.split(",")
    return [int(part) for part in parts] if all(map(_NUMBER.fullmatch, parts)) else []


def identities(html: str) -> tuple[list[int], list[int]]:
    """Return the numbers of the pictures and of the own stories that stand in a cleaned text."""
    if "data-" not in html:  # nearly all texts, and each is asked about six times at a publication
        return [], []
    parser = _Identities()
    parser.feed(html)
    parser.close()
    return parser.images, parser.articles


def crops(html: str) -> list[tuple[int, Crop]]:
    """Return the pictures of a cleaned text that are cut for it alone, each by number with its crop."""
    if "data-crop" not in html:
        return []
    parser = _Identities()
    parser.feed(html)
    parser.close()
    return parser.crops


_HREF = re.compile(r'<a(?: [a-z-]+="[^"]*")*? href="([^"]+)"')


def own_addresses(html: str) -> list[str]:
    """Return the paths on this site that a cleaned text links to by address and not by identity, once each.

    What the desk itself answers, and files, are none of them.
    """
    found = [own_path(unescape(address)) for address in _HREF.findall(html)]
    return list(dict.fromkeys(path for path in found if path))


def own_path(address: str) -> str:
    """Return the path of an address of this site's readers, "" for any other. Pure."""
    try:
        parts, own = urlsplit(address), urlsplit(settings.SITE_ADDRESS)
    except ValueError:
        return ""
    is_ours = parts.netloc.lower() in ("", own.netloc.lower()) and parts.path.startswith("/")
    path = unquote(parts.path)
    is_readers = is_ours and not path.startswith(("/admin/", "/static/", "/media/"))
    return path if is_readers and len(path) <= 500 and "\x00" not in path else ""


_ALT = re.compile(r'<figure(?: [a-z-]+="[^"]*")*? data-alt="([^"]*)"')


def alts(html: str) -> list[str]:
    """Return the alt texts that pictures of a cleaned text have for it alone; of a gallery each by itself."""
    found = [unescape(value) for value in _ALT.findall(html)]
    return [text for value in found for text in (alts_in(value).values() if value[:1] == "{" else [value])]


_EMBEDDED = re.compile(r'<figure(?: [a-z-]+="[^"]*")*? data-embed="([^"]*)"')


def embedded(html: str) -> list[str]:
    """Return the addresses of the providers' pages that stand in a cleaned text."""
    return [unescape(address) for address in _EMBEDDED.findall(html)]

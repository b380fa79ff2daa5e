"""Pictures, galleries, own stories and providers' pages in a text: from what it keeps to finished markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles import embeds
from articles.body import alts_in, crops_by_number, numbers_in


@dataclass(frozen=True)
class OwnStory:
    """A story that readers can have, as a text links to it."""

    address: str


def expand_body(
    html: str,
    pictures: dict[int, dict[str, Any]],
    stories: dict[int, OwnStory],
    cropped: Mapping[tuple[int, str], dict[str, Any]] = MappingProxyType({}),
) -> str:
    """Return cleaned HTML with its pictures drawn and its own stories linked by address.

    `cropped` has, by number and name of crop, those that are cut for this text alone. A picture that has
    been deleted leaves nothing behind; a link to a story that readers cannot have leaves its words. `html`
    must come from `clean_body`. Labels are in the active language.
    """
    writer = _Writer(pictures, stories, cropped)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    """Writes a cleaned text again, tag for tag, expanding two of them."""

    def __init__(
        self,
        pictures: dict[int, dict[str, Any]],
        stories: dict[int, OwnStory],
        cropped: Mapping[tuple[int, str], dict[str, Any]],
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.pictures, self.stories, self.cropped = pictures, stories, cropped
        self.out: list[str] = []
        self.outer: list[list[str]] = []  # what was written before each open figure
        self.figures: list[dict[str, str]] = []
        self.anchors: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._open_anchor(values)
        elif tag == "figure":
            self.figures.append(values)
            self.outer.append(self.out)
            self.out = []
        elif tag != "figcaption":
            self._write(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self.anchors and self.anchors.pop():
                self.out.append("</a>")
        elif tag == "figure":
            self._close_figure()
        elif tag != "figcaption":
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def _write(self, tag: str, values: dict[str, str]) -> None:
        written = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        self.out.append(f"<{tag}{written}>")

    def _open_anchor(self, values: dict[str, str]) -> None:
        number = values.pop("data-article", "")
        if number:
            story = self.stories.get(int(number))
            values = {"href": story.address} if story else {}
        elif values.get("href", "").startswith(("http://", "https://")):
            values["rel"] = "noopener"
        self.anchors.append("href" in values)
        if "href" in values:
            self._write("a", values)

    def _close_figure(self) -> None:
        if not self.figures:
            return
        values = self.figures.pop()
        caption = mark_safe("".join(self.out).strip())  # noqa: S308  cleaned before
        self.out = self.outer.pop()
        self.out.append(self._figure(values, caption))

    def _figure(self, values: dict[str, str], caption: SafeString) -> str:
        is_wide = values.get("class") == "wide"
        if numbers := numbers_in(values.get("data-image", "")):
            return self._picture(numbers[0], caption, is_wide, values)
        if numbers := numbers_in(values.get("data-gallery", "")):
            return self._gallery(numbers, caption, is_wide, values)
        if embed := embeds.find(values.get("data-embed", "")):
            return _drawn("embed", embed=embed, caption=caption, is_wide=is_wide)
        return caption  # a figure of nothing: its words stay

    def _shown(self, number: int, crop: str, alt: str | None) -> dict[str, Any] | None:
        """What draws a picture here: in this use's crop and with its alt text, where it has them."""
        picture = self.cropped.get((number, crop)) or self.pictures.get(number)
        return picture | {"alt": alt} if picture and alt is not None else picture

    def _picture(self, number: int, caption: SafeString, is_wide: bool, values: dict[str, str]) -> str:
        picture = self._shown(number, values.get("data-crop", ""), values.get("data-alt"))
        if not picture:
            return ""
        return _drawn("figure", picture=picture, caption=caption or picture["caption"], is_wide=is_wide)

    def _gallery(self, numbers: list[int], caption: SafeString, is_wide: bool, values: dict[str, str]) -> str:
        alts = alts_in(values.get("data-alt", ""))
        crops = {number: crop.name for number, crop in crops_by_number(values.get("data-crop", "")).items()}
        shown = [self._shown(number, crops.get(number, ""), alts.get(number)) for number in numbers]
        pictures = [picture for picture in shown if picture]
        if not pictures:
            return ""
        return _drawn("gallery", pictures=pictures, caption=caption, is_wide=is_wide)


def _drawn(component: str, **context: Any) -> str:
    return render_to_string(f"components/{component}.html", context).strip()

"""The form of desk mode: tags, links and answers. Plain fields; a script makes them quick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.body import numbers_in
from articles.desk_mode.working import Answer, Clash, Decided
from articles.document import LINK_FIELDS, row_of
from articles.forms.tags import TagsField, in_order, lines_of
from articles.models import Article, RelatedLink
from articles.tag_limits import refuse_too_many
from published.models import PublishedAddress
from taxonomy.models import Tag
from taxonomy.offering import may_be_offered
from taxonomy.proposing import NewTag

Link = dict[str, Any]

_NUMBER = re.compile(r"#?([0-9]{1,18})(?:\s.*)?")
_PATH = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([^/\s]+)/?")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_is_web_address = URLValidator(schemes=["http", "https"])


class _Typed(NamedTuple):
    """One line: the number of an own story, its address, or an outside address with a title."""

    line: str
    number: int | None = None
    address: tuple[date, str] | None = None
    url: str = ""
    title: str = ""


@dataclass(frozen=True)
class Detail:
    """What is said of one link: the number of its story or its address, kind, note, and if both ways."""

    name: str
    kind: str
    note: str
    is_both_ways: bool

    @property
    def number(self) -> int:
        """The number of an own story, which alone can be linked both ways; 0 for an outside address."""
        is_number = self.name.isascii() and self.name.isdecimal() and len(self.name) < 19
        return int(self.name) if is_number else 0


def link_line(link: Link, headlines: Mapping[int, Any]) -> str:
    """Return the line that stands for a link: “#17 Headline”, or an address and its title."""
    if link["target_id"]:
        return f"#{link['target_id']} {headlines.get(link['target_id'], '')}".strip()
    return f"{link['url']} {link['title']}"


class LinksField(forms.CharField):
    """Hand-picked links, a line each. Cleans to rows of a story's document; known ones stay as they are."""

    widget = forms.Textarea

    def __init__(self, article: Article, links: Sequence[Link], **kwargs: Any) -> None:
        super().__init__(required=False, label=_("related links"), **kwargs)
        self.article = article
        self.own = {link["target_id"]: link for link in links if link["target_id"]}
        self.outside = {link["url"]: link for link in links if link["url"]}

    def to_python(self, value: Any) -> list[Link]:  # type: ignore[override]
        """Return the links. Two queries at most. Raises ValidationError with a sentence for each bad line."""
        lines = [_read(line) for line in str(value or "").splitlines() if line.strip()]
        at_address = _stories_at([one.address for one in lines if one.address])
        numbers = {id(one): one.number or at_address.get(one.address) for one in lines}
        known = set(
            Article.objects.filter(pk__in=filter(None, numbers.values())).values_list("pk", flat=True)
        )
        found: dict[Any, Link] = {}
        refusals = []
        for one in lines:
            number = numbers[id(one)]
            if refusal := self._refusal(one, number, known):
                refusals.append(refusal)
            elif number:
                found[number] = self.own.get(number) or _row(target_id=number)
            else:
                link = self.outside.get(one.url) or _row(url=one.url)
                found[one.url] = link | {"title": one.title[:300]}
        if len(found) > RelatedLink.MOST_BY_HAND:
            refusals.append(_("At most %(n)d links: take some off.") % {"n": RelatedLink.MOST_BY_HAND})
        if refusals:
            raise ValidationError(refusals)
        return list(found.values())

    def _refusal(self, one: _Typed, number: int | None, known: set[int]) -> Any:
        if number == self.article.pk:
            return _("A story cannot link to itself: take “%(line)s” out.") % {"line": one.line}
        if number in known:
            return None
        if not one.url:
            return _("“%(line)s” is no story: write its number, its address, or choose it by its words.") % {
                "line": one.line
            }
        if not one.title:
            return _("“%(line)s”: write the title of the page after its address.") % {"line": one.line}
        return None if _is_address(one.url) else _("“%(line)s” is no address.") % {"line": one.line}


def _row(**values: Any) -> Link:
    return row_of(RelatedLink(**values), LINK_FIELDS)


def _is_address(url: str) -> bool:
    try:
        _is_web_address(url)
    except ValidationError:
        return False
    return len(url) <= 500


def _read(line: str) -> _Typed:
    line = line.strip()
    if match := _NUMBER.fullmatch(line):
        return _Typed(line, number=int(match[1]))
    url, _space, title = line.partition(" ")
    if address := _own_address(url):
        return _Typed(line, address=address)
    if _WEB.fullmatch(url):
        return _Typed(line, url=url, title=title.strip())
    return _Typed(line)


def _own_address(url: str) -> tuple[date, str] | None:
    """Read the day and slug of an own story's address, with or without the site's name before it."""
    try:
        parts = urlsplit(url)
        own = urlsplit(settings.SITE_ADDRESS)
        match = _PATH.fullmatch(unquote(parts.path))
        if not match or parts.netloc not in ("", own.netloc):
            return None
        return date(int(match[1]), int(match[2]), int(match[3])), match[4][:200]
    except ValueError:
        return None


def _stories_at(addresses: Sequence[tuple[date, str]]) -> dict[Any, int]:
    """Return the number of the story at each address, now or formerly. One query, none for none."""
    if not addresses:
        return {}
    asked = Q()
    for day, slug in addresses:
        asked |= Q(day=day, slug=slug)
    rows = PublishedAddress.objects.filter(asked).values_list("day", "slug", "story")
    return {(day, slug): story for day, slug, story in rows}


class DeskForm(forms.Form):
    """Tags and links of one story, the version the person saw, and what they answered."""

    tags = TagsField()
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        article: Article,
        document: dict[str, Any],
        *args: Any,
        may_propose: bool = False,
        **kwargs: Any,
    ) -> None:
        self.article = article
        kwargs["initial"] = {"tags": document["tags"], "seen": article.version}
        super().__init__(*args, **kwargs)
        tags: Any = self.fields["tags"]
        tags.kept, tags.may_propose = set(document["tags"]), may_propose
        self.fields["links"] = LinksField(article, document["links"])
        self.decided = Decided([], [], article.version)

    def clean(self) -> dict[str, Any]:
        """Add what was said yes to, which a plain form sends apart, and refuse what is too much."""
        cleaned = super().clean() or self.cleaned_data
        if "tags" not in cleaned or "links" not in cleaned:
            return cleaned
        tags, links = list(cleaned["tags"] or []), list(cleaned["links"])
        kept_out: dict[str, list[int]] = {"out": [], "never": []}
        for field, said in self.answers().items():
            what, _dash, number = field.partition("-")
            if what == "tag" and said.isascii() and said.isdecimal() and len(said) < 19:
                tags.append(int(said))
            elif what == "story" and said == "pin":
                links.append(_row(target_id=int(number)))
            elif what == "story" and said in kept_out:
                kept_out[said].append(int(number))
        links = [self._as_said(link) for link in self._once(links)]
        self._decide(_usable(tags, self.fields["tags"]), links, kept_out)
        return cleaned

    def _once(self, links: list[Link]) -> list[Link]:
        """Return each target and address once, without stories that are gone. One query at most."""
        found: dict[Any, Link] = {}
        for link in links:
            found.setdefault(link["target_id"] or link["url"], link)
        new = found.keys() - {link["target_id"] or link["url"] for link in self.cleaned_data["links"]}
        known = set(Article.objects.filter(pk__in=new).values_list("pk", flat=True)) if new else set()
        return [link for one, link in found.items() if one not in new or one in known - {self.article.pk}]

    def _as_said(self, link: Link) -> Link:
        """Return a link with the kind, the note and “both ways” that were chosen beside it, if they were."""
        name = link["target_id"] or link["url"]
        kind = self.data.get(f"kind:{name}")
        if kind not in RelatedLink.Kind.values:
            return link
        note = str(self.data.get(f"note:{name}", "")).replace("\x00", "").strip()[:200]
        both = bool(link["target_id"]) and f"both:{name}" in self.data
        return link | {"kind": kind, "note": note, "is_both_ways": both}

    def details(self) -> list[Detail]:
        """Return what is said of each link, as it was sent or as the story has it."""
        links: Any = self.fields["links"]
        found = {
            str(name): Detail(str(name), link["kind"], link["note"], link["is_both_ways"])
            for name, link in {**links.own, **links.outside}.items()
        }
        for field in self.data if self.is_bound else ():
            what, _colon, name = field.partition(":")
            if what == "kind" and 0 < len(name) <= 500:
                note, both = str(self.data.get(f"note:{name}", "")), f"both:{name}" in self.data
                found[name] = Detail(name, str(self.data[field]), note, both)
        return list(found.values())

    def _decide(self, tags: list[int | NewTag], links: list[Link], kept_out: dict[str, list[int]]) -> None:
        if too_many := refuse_too_many(_kinds(tags)):
            self.add_error("tags", too_many)
        if len(links) > RelatedLink.MOST_BY_HAND:
            self.add_error(
                "links", _("At most %(n)d links: take some off.") % {"n": RelatedLink.MOST_BY_HAND}
            )
        self.decided = Decided(
            tags,
            links,
            self.cleaned_data.get("seen", 0),
            self._said(tags),
            not_here=tuple(kept_out["out"]),
            never=tuple(kept_out["never"]),
        )

    def _said(self, tags: list[int | NewTag]) -> list[Answer]:
        """Return a yes for each suggested tag that the story gets, and a no for each that was refused."""
        said = []
        for name in self.data:
            if not (match := re.fullmatch(r"names-([0-9]{1,18})", name)):
                continue
            points = _small_number(self.data.get(f"points-{match[1]}", ""))
            is_no = self.data.get(f"tag-{match[1]}") == "no"
            for number in numbers_in(str(self.data[name])[:400]):
                if number in tags or is_no:
                    said.append(Answer(number, number in tags, points))
        return said

    def with_both(self, clash: Clash) -> QueryDict:
        """Return what was sent, with the tags and links of both sides: to be looked over and sent again."""
        data = self.data.copy()
        tags, links = in_order(clash.both["tags"]), clash.both["links"]
        if "tags" in data:
            data["tags"] = " ".join(str(tag.pk) for tag in tags)
        else:
            data["tags_by_name"] = "\n".join(lines_of(tags))
        targets = [link["target_id"] for link in links if link["target_id"]]
        headlines = dict(Article.objects.filter(pk__in=targets).values_list("pk", "headline"))
        data["links"] = "\n".join(link_line(link, headlines) for link in links)
        return data

    def answers(self) -> dict[str, str]:
        """Return what was said to each line offered: `tag-17` and `story-42` with a word."""
        return {
            name: value
            for name, value in self.data.items()
            if isinstance(value, str) and re.fullmatch(r"(?:tag|story)-[0-9]{1,18}", name) and value
        }


def _usable(tags: list[int | NewTag], field: Any) -> list[int | NewTag]:
    """Return the tags once each, without accepted ones that may not be used any more. One query."""
    wanted = list(dict.fromkeys(tags))
    numbers = [tag for tag in wanted if not isinstance(tag, NewTag)]
    found = Tag.objects.filter(pk__in=numbers)
    allowed = {tag.pk for tag in found if may_be_offered(tag)} | field.kept
    return [tag for tag in wanted if isinstance(tag, NewTag) or tag in allowed]


def _kinds(tags: list[int | NewTag]) -> list[str]:
    """Return the kind of each tag. One query."""
    kinds = [tag.kind for tag in tags if isinstance(tag, NewTag)]
    numbers = [tag for tag in tags if not isinstance(tag, NewTag)]
    return kinds + list(Tag.objects.filter(pk__in=numbers).values_list("kind", flat=True))


def _small_number(text: Any) -> int:
    """Read points as they were sent; 0 for what is none."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 5 else 0

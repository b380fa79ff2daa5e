"""The tags of a story as one ordered field: chips with script, a line for each name without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.forms.moments import DeskWidget
from articles.tag_limits import MOST_TAGS, WARN_ABOVE, refuse_too_many
from taxonomy.dictionary import lookalikes
from taxonomy.keys import key, tidy
from taxonomy.models import Tag, TagName
from taxonomy.offering import may_be_offered
from taxonomy.proposing import NewTag

DROP, PROPOSE, USE = "drop", "propose", "use"
MOST_LINES = 100
MOST_LOOKALIKES = 3


@dataclass(frozen=True)
class TypedTags:
    """What came from the form: numbers in order (with script), lines of names, and what unknown ones mean.

    With script the lines hold only what is no tag yet. `answers`: by key, “use-12”, “propose-topic”, “drop”.
    """

    numbers: tuple[int, ...] | None
    lines: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


class Question(NamedTuple):
    """A name that no tag has: its text, tags that look alike, and what was answered before."""

    text: str
    lookalikes: list[Tag]
    answer: str
    kind: str

    @property
    def offers(self) -> list[tuple[Tag, str]]:
        """Each tag that looks alike with the answer that means it."""
        return [(tag, f"{USE}-{tag.pk}") for tag in self.lookalikes]


class TagsWidget(DeskWidget):
    """A text area of names, and beside it the numbers, which the script fills and then alone count."""

    template_name = "admin/articles/widgets/tags.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedTags | None:
        """Return the numbers if the script has sent them, and the lines; None without the field."""
        if self.value_omitted_from_data(data, files, name):
            return None
        if name in data:
            return TypedTags(_numbers(data[name]), data.get(f"{name}_left", ""), _answers(data, name))
        return TypedTags(None, data[f"{name}_by_name"], _answers(data, name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_by_name" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the chosen tags, one query; lines that came back are shown as they were typed."""
        context = super().get_context(name, None, attrs)
        is_back = isinstance(value, TypedTags)
        typed = value if isinstance(value, TypedTags) else TypedTags(tuple(value or ()))
        chosen = in_order(typed.numbers or ())
        lines = [*lines_of(chosen), *_lines(typed.lines)]
        context["widget"] |= {
            "chosen": [
                {"id": tag.pk, "name": tag.label, "kind": tag.get_kind_display(), "is_proposed": _waits(tag)}
                for tag in chosen
            ],
            "numbers": " ".join(str(tag.pk) for tag in chosen),
            "lines": "\n".join(lines),
            "left": typed.lines if typed.numbers is not None else "",
            "is_by_name": typed.numbers is None,
            "questions": questions_about(typed) if is_back and typed.lines else [],
            "kinds": Tag.Kind.choices,
            "picker_url": reverse("admin:articles_article_tags"),
            "root": reverse("admin:articles_article_changelist"),
            "most": MOST_TAGS,
            "warn_above": WARN_ABOVE,
            "is_many": len(lines) > WARN_ABOVE,
        }
        return context


def questions_about(typed: TypedTags) -> list[Question]:
    """Return a question for each typed name that no tag has. Three queries at most."""
    unknown = [line for line, found in _named(_lines(typed.lines)[:MOST_LINES]).items() if not found]
    if not unknown:
        return []
    near = {line: lookalikes().near(key(line), most=MOST_LOOKALIKES) for line in unknown}
    keys = {other for others in near.values() for other in others}
    holders = _holders(keys) if keys else {}
    found = []
    for line in unknown:
        tags = [tag for other in near[line] for tag in holders.get(other, ()) if may_be_offered(tag)]
        answer, _sep, kind = typed.answers.get(key(line), "").partition("-")
        given = typed.answers.get(key(line), "") if answer == USE else answer
        found.append(Question(line, list(dict.fromkeys(tags))[:MOST_LOOKALIKES], given, kind))
    return found


def _answers(data: Any, name: str) -> dict[str, str]:
    """Read what was said to each question: `tags_unknown_0` is the name, `tags_answer_0` what it means."""
    found: dict[str, str] = {}
    for place in range(MOST_LINES):
        text = data.get(f"{name}_unknown_{place}")
        if text is None:
            break
        answer = data.get(f"{name}_answer_{place}", "")
        kind = data.get(f"{name}_kind_{place}", "")
        found[key(text)] = f"{PROPOSE}-{kind}" if answer == PROPOSE else answer
    return found


def _numbers(text: str) -> tuple[int, ...]:
    found = (int(word) for word in re.findall(r"\b[0-9]{1,18}\b", text))
    return tuple(dict.fromkeys(found))


def in_order(numbers: Iterable[int]) -> list[Tag]:
    """Return the tags with these numbers in this order; unknown numbers are left out. One query."""
    found = Tag.objects.in_bulk(list(numbers)) if numbers else {}
    return [found[number] for number in numbers if number in found]


def lines_of(tags: Sequence[Tag]) -> list[str]:
    """Return a line for each tag: its label, with the kind where two of them share one."""
    labels = Counter(tag.label for tag in tags)
    return [f"{tag.label} ({tag.get_kind_display()})" if labels[tag.label] > 1 else tag.label for tag in tags]


class TagsField(forms.Field):
    """Ordered tags; the first is the lead. Creates nothing.

    Cleans to a list of tag numbers, and a `NewTag` for each name that the save is to propose.
    """

    widget = TagsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "label": _("tags")} | kwargs)
        self.kept: set[int] = set()  # on the story already: a retired tag stays until it is taken off
        self.may_propose = True

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare by numbers; names are resolved in `clean`, so lines count as changed when they differ."""
        if data is None:
            return False
        if data.numbers is not None:
            return list(initial or ()) != list(data.numbers) or bool(_lines(data.lines))
        return lines_of(in_order(tuple(initial or ()))) != _lines(data.lines)

    def clean(self, value: TypedTags | None) -> list[int | NewTag] | None:
        """Return the tags in order, None when the field was not sent.

        Raises ValidationError that names what may not be used, and what is not known.
        """
        if value is None:
            return None
        tags, refusals = self._by_number(value.numbers or ())
        named, more = self._by_name(_lines(value.lines), value.answers)
        found = list(dict.fromkeys(_merged(tag) for tag in [*tags, *named]))
        refusals += more
        refusals += [refusal for tag in found if isinstance(tag, Tag) and (refusal := self._refusal(tag))]
        if too_many := refuse_too_many([tag.kind for tag in found]):
            refusals.append(too_many)
        if refusals:
            raise ValidationError(refusals)
        return [tag.pk if isinstance(tag, Tag) else tag for tag in found]

    def _by_number(self, numbers: Sequence[int]) -> tuple[list[Tag], list[Any]]:
        found = Tag.objects.select_related("merged_into").in_bulk(list(numbers))
        gone = len(set(numbers)) - len(found)
        refusals = [_("A tag has been deleted meanwhile: look the tags over and save again.")] if gone else []
        return [found[number] for number in numbers if number in found], refusals

    def _by_name(
        self, names: Sequence[str], answers: Mapping[str, str]
    ) -> tuple[list[Tag | NewTag], list[Any]]:
        tags: list[Tag | NewTag] = []
        refusals: list[Any] = []
        for name, found in _named(names).items():
            # Of several, the one that is on the story already is meant.
            found = [tag for tag in found if tag.pk in self.kept] or found
            if len(found) == 1:
                tags.append(found[0])
            elif found:
                kinds = ", ".join(f"“{tag.label} ({tag.get_kind_display()})”" for tag in found)
                refusals.append(
                    _("“%(name)s” names several tags: write %(kinds)s.") % {"name": name, "kinds": kinds}
                )
            else:
                self._answer(name, answers.get(key(name), ""), tags, refusals)
        return tags, refusals

    def _answer(self, name: str, answer: str, tags: list[Tag | NewTag], refusals: list[Any]) -> None:
        """Do what the person said about a name that no tag has, or ask."""
        what, _sep, detail = answer.partition("-")
        if what == DROP:
            return
        if what == USE and (tag := Tag.objects.filter(pk__in=_numbers(detail)).first()):
            tags.append(tag)
        elif what == PROPOSE and detail in Tag.Kind.values and self.may_propose:
            if refusal := _unfit_name(name):
                refusals.append(refusal)
            tags.append(NewTag(tidy(name), detail))
        else:
            refusals.append(_("There is no tag “%(name)s”: say below what it means.") % {"name": name})

    def _refusal(self, tag: Tag) -> Any:
        """Say why a tag may not be put on the story, or nothing when it may."""
        if may_be_offered(tag) or tag.pk in self.kept:
            return None
        return _("“%(tag)s” is retired: choose another tag.") % {"tag": tag.label}


def _merged(tag: Tag | NewTag) -> Tag | NewTag:
    return tag.merged_into or tag if isinstance(tag, Tag) else tag


def _waits(tag: Tag) -> bool:
    return tag.state == Tag.State.PROPOSED


def _unfit_name(name: str) -> Any:
    most = Tag._meta.get_field("name").max_length or 0
    if len(tidy(name)) > most:
        return _("“%(name)s…” is too long for a tag: at most %(most)d characters.") % {
            "name": name[:30],
            "most": most,
        }
    return None if key(name) else _("A name needs at least one letter, digit or sign.")


_WITH_KIND = re.compile(r"(.+?)\s*\(([^()]+)\)")


def _named(lines: Sequence[str]) -> dict[str, list[Tag]]:
    """Return the tags that answer to each line: a name or alias, alone or with its kind in brackets.

    Two queries, whatever the number of lines.
    """
    with_kind = {line: match.groups() for line in lines if (match := _WITH_KIND.fullmatch(line))}
    keys = {key(text) for text in (*lines, *(name for name, _kind in with_kind.values()))}
    holders = _holders(keys) if lines else {}
    found = {line: holders.get(key(line), []) for line in lines}
    for line, (name, kind) in with_kind.items():
        found[line] = found[line] or _of_kind(holders.get(key(name), []), kind)
    return found


def _holders(keys: Iterable[str]) -> dict[str, list[Tag]]:
    """Return the tags that answer to each key; those of a shared alias too. Two queries."""
    keys = list(keys)
    names = TagName.objects.filter(key__in=keys).select_related("tag__merged_into")
    holders: dict[str, list[Tag]] = {}
    for row in names.exclude(tag=None).order_by("tag__sort_name", "tag"):
        holders.setdefault(row.key, []).append(row.tag)  # type: ignore[arg-type]
    shared = TagName.readings.through.objects.filter(tagname__key__in=keys).select_related("tag__merged_into")
    for reading in shared.order_by("tag__sort_name", "tag").select_related("tagname", "tag__merged_into"):
        holders.setdefault(reading.tagname.key, []).append(reading.tag)
    return holders


def _of_kind(tags: Sequence[Tag], label: str) -> list[Tag]:
    return [tag for tag in tags if str(tag.get_kind_display()).casefold() == label.casefold()]


def _lines(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]

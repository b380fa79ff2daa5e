"""One field for a moment: a wall-clock time in the site's zone, with the hours a clock change breaks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.local_times import NoSuchTime, TwiceTime, local_text, resolve
from articles.when_in_words import echo, hour_on_day, zone_note
from published.date_words import clock, zone_letters

# What <input type="datetime-local"> sends (HTML, “local date and time string”), and what people type.
_FORM = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[T ]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?")
YEARS = range(1900, 2200)


class Typed(NamedTuple):
    """What came from the form: the wall clock, and which of two equal times is meant (“0”, “1” or "")."""

    text: str
    which: str


def read_moment(typed: Typed) -> datetime | None:
    """Return the moment somebody typed, in UTC, or None for an empty field. Raises ValidationError."""
    text = typed.text.strip()
    if not text:
        return None
    fold = int(typed.which) if typed.which in ("0", "1") else None
    try:
        # In UTC: two moments of one zone compare by their wall clocks, whichever of two equal hours they are.
        return resolve(_wall_clock(text), fold=fold).astimezone(UTC)
    except NoSuchTime as gap:
        raise ValidationError(
            _("This hour does not exist: the clock goes forward. The next time is %(next)s."),
            code="gap",
            params={"next": _hour(gap.next_valid)},
        ) from None
    except TwiceTime as twice:
        raise ValidationError(
            _("This time comes twice, because the clock goes back. Say which: %(first)s or %(second)s."),
            code="twice",
            params={"first": _hour(twice.first), "second": _hour(twice.second)},
        ) from None


def choices(text: str) -> list[tuple[str, str]]:
    """Return what to choose from when a wall clock shows this time twice; [] when it does not."""
    try:
        resolve(_wall_clock(text.strip()))
    except TwiceTime as twice:
        first, second = zone_letters(twice.first), zone_letters(twice.second)
        return [("0", str(_("first (%s)")) % first), ("1", str(_("second (%s)")) % second)]
    except (NoSuchTime, ValidationError):
        return []
    return []


def _wall_clock(text: str) -> datetime:
    match = _FORM.fullmatch(text)
    try:
        if match is None or int(match[1]) not in YEARS:
            raise ValueError(text)
        return datetime(*(int(part) for part in match.groups("0")))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        raise ValidationError(
            _("Write a day and an hour, such as 2026-11-24 06:00."), code="invalid"
        ) from None


def _hour(moment: datetime) -> str:
    return f"{clock(moment)} {zone_letters(moment)}"


def wall_clock_text(moment: datetime | None) -> Typed:
    """Return what the field shows for a moment: to the minute, unless it has seconds."""
    if moment is None:
        return Typed("", "")
    text, _mark, second = local_text(moment.replace(microsecond=0)).partition("+")
    text = text.removesuffix(":00") if text.count(":") == 2 else text
    return Typed(text, "1" if second else "0" if choices(text) else "")


class DeskWidget(forms.Widget):
    """A widget whose template lies with the admin's others and not inside an application."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the attributes as they are written in a tag."""
        context = super().get_context(name, value, attrs)
        context["widget"]["written_attrs"] = flatatt(context["widget"]["attrs"])
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        return render_to_string(template_name, context)


class MomentWidget(DeskWidget):
    """A `datetime-local` input with the zone beside it, the moment in words below, and the twin hours."""

    template_name = "admin/articles/widgets/moment.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """Return what was typed, unread."""
        return Typed(data.get(name, ""), data.get(f"{name}_which", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the zone, the words and, for a time that comes twice, the choice."""
        typed = value if isinstance(value, Typed) else wall_clock_text(value)
        context = super().get_context(name, None, attrs)
        now = timezone.now()
        try:
            moment = read_moment(typed)
        except ValidationError:
            moment = None
        context["widget"] |= {
            "value": typed.text,
            "which": typed.which,
            "choices": choices(typed.text),
            "echo": echo(moment, now) if moment else "",
            "zone": zone_note(moment or now),
            "echo_url": reverse("admin:articles_article_schedule_echo"),
        }
        return context


class MomentField(forms.Field):
    """A moment, typed as the site's wall clock shows it. Cleans to an aware datetime or None."""

    widget = MomentWidget

    def clean(self, value: Any) -> datetime | None:
        """Read what was typed. Raises ValidationError with what to do."""
        return read_moment(value if isinstance(value, Typed) else wall_clock_text(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the field showed with what it shows now, so that hidden seconds change nothing."""
        if self.disabled or data is None:
            return False
        shown = initial if isinstance(initial, Typed) else wall_clock_text(initial)
        if shown.text != data.text.strip():
            return True
        return shown.which != data.which and bool(choices(shown.text))


PAST = {
    "publish_at": _(
        "%(moment)s has passed: choose a later time, or empty the field and publish now instead."
    ),
    "embargoed_until": _(
        "%(moment)s has passed: choose a later time, or empty the field if there is no embargo."
    ),
    "expires_at": _("%(moment)s has passed: choose a later time, or withdraw the story instead."),
}


def refuse_past(field: str, moment: datetime | None, now: datetime) -> None:
    """Raise ValidationError for a moment that is over; what to do instead depends on the field.

    A deadline may be over: that is what makes a story late.
    """
    if field in PAST and moment is not None and moment <= now:
        raise ValidationError(PAST[field], code="past", params={"moment": hour_on_day(moment, now)})

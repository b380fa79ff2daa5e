"""Nobody overwrites a colleague: how fronts, pages and the site's identity refuse a late save."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MOST = 2**31 - 1


def refusal(who: Any, at: datetime | None) -> str:
    """Return the sentence for somebody who saves over a change of `who`, a user or None, made at `at`.

    The hour alone says when, where that was today.
    """
    name = (who.get_short_name() or who.get_username()) if who else _("Somebody")
    sentence = _("%(who)s changed this at %(when)s, after you opened it. Nothing was overwritten.")
    return sentence % {"who": name, "when": _when(at)}


def is_stale(seen: int | None, version: int) -> bool:
    """Say whether somebody has saved since the version `seen`; one who names none is believed."""
    return seen is not None and seen != version


class SeenVersionForm(forms.ModelForm):
    """A form that brings the version its person had before them; refused once when that is not the last.

    For models with `version`, `saved_by` and `saved_at`. The row is held until the transaction of the admin's
    view ends, so that of two who save at once the second is refused too.
    """

    seen = forms.IntegerField(required=False, min_value=0, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the version that is about to be shown."""
        super().__init__(*args, **kwargs)
        if "seen" in self.fields:
            self.fields["seen"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        """Refuse a stale save; the next one of the same form puts it in the other's place. One query."""
        data = super().clean() or {}
        stored = self.stored()
        if stored is not None and is_stale(data.get("seen"), stored.version):
            changed: Any = copy(self.data)
            changed[self.add_prefix("seen")] = str(stored.version)
            self.data = changed
            again = _("Saving again puts yours in its place.")
            self.add_error(None, f"{refusal(stored.saved_by, stored.saved_at)} {again}")
        return data

    def stored(self) -> Any:
        """Return the row as it is kept, held; None for one that is new."""
        rows = self._meta.model._default_manager.select_for_update()
        return rows.filter(pk=self.instance.pk).first() if self.instance.pk else None


def _when(at: datetime | None) -> str:
    if at is None:
        return "?"
    local = timezone.localtime(at)
    hour = local.strftime("%H:%M")
    is_today = local.date() == timezone.localdate()
    return hour if is_today else f"{date_format(local, 'SHORT_DATE_FORMAT')} {hour}"

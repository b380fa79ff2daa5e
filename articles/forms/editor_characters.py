"""The palette of the body editor: characters that keyboards do not have, each with a name."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Character(NamedTuple):
    """One character. `shown` is what stands on its button when it cannot be seen itself."""

    sign: str
    name: Promise
    shown: Promise | str = ""


_QUOTES = [
    Character("“", _("opening double quote")),
    Character("”", _("closing double quote")),
    Character("‘", _("opening single quote")),
    Character("’", _("apostrophe, closing single quote")),
    Character("„", _("low double quote")),
    Character("‚", _("low single quote")),
    Character("«", _("opening guillemet")),
    Character("»", _("closing guillemet")),
    Character("‹", _("opening single guillemet")),
    Character("›", _("closing single guillemet")),
]
_LINES = [
    Character("–", _("en dash")),
    Character("—", _("em dash")),
    Character("\u2011", _("hyphen that keeps words together")),
    Character("…", _("ellipsis")),
    Character("·", _("middle dot")),
    Character("•", _("bullet")),
    Character("\u00a0", _("space that keeps words together"), _("space")),
    Character("\u202f", _("narrow space that keeps words together"), _("narrow")),
    Character("\u00ad", _("place where a word may be divided"), _("hyphen?")),
]
_SIGNS = [
    Character("€", _("euro")),
    Character("£", _("pound")),
    Character("¥", _("yen")),
    Character("₹", _("Indian rupee")),
    Character("₨", _("rupee")),
    Character("₺", _("lira")),
    Character("₽", _("rouble")),
    Character("¢", _("cent")),
    Character("§", _("section")),
    Character("¶", _("paragraph")),
    Character("†", _("dagger")),
    Character("№", _("number")),
    Character("©", _("copyright")),
    Character("®", _("registered")),
    Character("™", _("trade mark")),
]
_NUMBERS = [
    Character("×", _("times")),
    Character("÷", _("divided by")),
    Character("−", _("minus")),
    Character("±", _("plus or minus")),
    Character("≈", _("about equal")),
    Character("≠", _("not equal")),
    Character("≤", _("at most")),
    Character("≥", _("at least")),
    Character("½", _("half")),
    Character("¼", _("quarter")),
    Character("¾", _("three quarters")),
    Character("²", _("squared")),
    Character("³", _("cubed")),
    Character("°", _("degree")),
    Character("′", _("minute, foot")),
    Character("″", _("second, inch")),
    Character("→", _("arrow to the right")),
    Character("←", _("arrow to the left")),
]
_RIGHT_TO_LEFT = [
    Character("،", _("Arabic comma")),
    Character("؛", _("Arabic semicolon")),
    Character("؟", _("Arabic question mark")),
    Character("۔", _("Urdu full stop")),
    Character("٪", _("Arabic percent")),
    Character("ـ", _("tatweel")),
    Character("\u200c", _("zero width non-joiner"), "ZWNJ"),
    Character("\u200d", _("zero width joiner"), "ZWJ"),
    Character("\u200e", _("left-to-right mark"), "LRM"),
    Character("\u200f", _("right-to-left mark"), "RLM"),
]
# A letter is its own name: screen readers say it.
_LETTERS = [Character(letter, letter) for letter in "áàâäãåāæçćčđéèêëęğíîïıłñńóòôöõøœřßśşšúùûüýźžżþð"]  # type: ignore[arg-type]

GROUPS: list[tuple[Promise, list[Character]]] = [
    (_("Quotes"), _QUOTES),
    (_("Dashes and spaces"), _LINES),
    (_("Currencies and signs"), _SIGNS),
    (_("Numbers"), _NUMBERS),
    (_("Arabic and Urdu"), _RIGHT_TO_LEFT),
    (_("Letters"), _LETTERS),
]


def for_script() -> list[dict[str, Any]]:
    """Return the palette as JSON values, in the active language."""
    return [
        {
            "name": str(name),
            "characters": [
                [one.sign, str(one.name), *([str(one.shown)] if one.shown else [])] for one in characters
            ],
        }
        for name, characters in GROUPS
    ]

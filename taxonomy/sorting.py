"""How a person's name is put into a list. Pure: text in, text out."""

import re
import unicodedata

_PARTICLE = re.compile(
    r"af|al|av|bin|bint|da|dal|dalla|das|de|degli|dei|del|della|den|der|des|di|do|dos|du|e|el|ibn|la|las|le|los"
    r"|of|op|ten|ter|tot|van|vom|von|y|zu|zum|zur"
)
_SUFFIX = re.compile(r"jr\.?|sr\.?|ii|iii|iv|ph\.?d\.?|m\.?d\.?|obe|cbe|mbe")
_TURNED_ROUND_IN = ("LATIN", "GREEK", "CYRILLIC")


def sort_name(name: str) -> str:
    """Return “Vries, Anna de” for “Anna de Vries”: the last word first, small particles and suffixes behind.

    A capitalised particle belongs to the surname (“De Niro, Robert”). A name of one word, one with a comma of
    its own, and one in a script whose names are not turned round (Arabic, Urdu, Chinese, …) stay as they are.
    """
    words, suffix = _without_suffix(name)
    if len(words) < 2 or any(word.endswith(",") for word in words) or not _is_turned_round(name):
        return name
    start = len(words) - 1
    while start > 1 and _PARTICLE.fullmatch(words[start - 1].lower()):
        start -= 1
    given, surname = words[:start], words[start:]
    particles = []
    while len(surname) > 1 and surname[0].islower():
        particles.append(surname.pop(0))
    if article := re.match(r"(al|el)-(?=.)", surname[0]):
        particles.append(article.group())
        surname[0] = surname[0][article.end() :]
    sorted_name = f"{' '.join(surname)}, {' '.join(given + particles)}"
    return f"{sorted_name}, {suffix}" if suffix else sorted_name


def _without_suffix(name: str) -> tuple[list[str], str]:
    """Split a name into its words and its “Jr.”, with the comma before it taken off."""
    words = name.split()
    if len(words) < 3 or not _SUFFIX.fullmatch(words[-1].lower()):
        return words, ""
    suffix = words.pop()
    words[-1] = words[-1].rstrip(",")
    return words, suffix


def _is_turned_round(name: str) -> bool:
    return all(
        unicodedata.name(letter, "").startswith(_TURNED_ROUND_IN) for letter in name if letter.isalpha()
    )

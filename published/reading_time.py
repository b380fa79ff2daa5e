"""How long a story takes to read. Pure.

Words a minute are those measured for each language with the texts of IReST (Trauzettel-Klosinski and Dietz,
2012); a language that was not measured is taken at the mean of those that were.
"""

from __future__ import annotations

WORDS_A_MINUTE = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "nl": 202,
    "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip
OTHERS = 184


def minutes_to_read(words: int, language: str) -> int:
    """Return whole minutes, the nearest; none for a text that is read in less than one."""
    pace = WORDS_A_MINUTE.get(language.split("-")[0].lower(), OTHERS)
    return round(words / pace)

"""What makes two names the same name.

Pure: text in, text out. The rule is that of the vocabulary (docs/topics/vocabulary.md): Unicode NFC, quotes
and dashes made alike, case-folded, accents stripped, runs of space as one, no outer space.
"""

import re
import unicodedata

# Letters that Arabic, Persian and Urdu keyboards give under several code points; the stretching mark is no
# letter.
_ARABIC_LETTERS = {"ك": "ک", "ي": "ی", "ى": "ی", "ـ": None}
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʹʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **_ARABIC_LETTERS,
    }
)


def tidy(name: str) -> str:
    """Return a name as it is stored: Unicode NFC, no control characters, runs of space as one."""
    spaced = "".join(
        " " if letter.isspace() else letter
        for letter in name
        if letter.isspace() or unicodedata.category(letter) != "Cc"
    )
    return unicodedata.normalize("NFC", re.sub(" +", " ", spaced).strip())


def key(text: str) -> str:
    """Return the key a name is looked up by: two names are the same name if their keys are equal.

    Idempotent. Empty only for text of nothing but space, accents and invisible characters.
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return tidy("".join(letter for letter in folded if not _falls_away(letter)).translate(_ALIKE))


def _falls_away(letter: str) -> bool:
    """Say whether a character is an accent, a vowel point of Arabic or Hebrew, or invisible.

    Told by the combining class, since in many scripts a mark is a letter of its own: Indic vowel signs, the
    voicing mark of kana.
    """
    point = unicodedata.combining(letter)
    return 10 <= point <= 36 or point >= 200 or unicodedata.category(letter) == "Cf" or "︀" <= letter <= "️"

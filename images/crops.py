"""How one use of a picture shows it: cut to a shape, around a point of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

Focal = tuple[float, float]

# What an editor may choose from for a picture in a text; frames of a gallery are always of the second.
SHAPES: dict[str, Fraction] = {
    "16:9": Fraction(16, 9),
    "4:3": Fraction(4, 3),
    "1:1": Fraction(1),
    "3:4": Fraction(3, 4),
}
GALLERY_SHAPE = "4:3"
_NAME = re.compile(
    r"(?:(?P<shape>[0-9]{1,2}:[0-9]{1,2}) )?(?P<across>[01]\.[0-9]{2}),(?P<down>[01]\.[0-9]{2})"
)


class Crop(NamedTuple):
    """A point of the picture, in parts of its width and height, and the shape that is cut around it.

    Without a shape it is the card of the house (16:9), as a story's lead has it. Its name, such as
    "4:3 0.25,0.50", is how texts, rows and scripts write it.
    """

    focal: Focal
    shape: str = ""

    @property
    def name(self) -> str:
        """Write it, to hundredths: what differs less is the same."""
        return f"{self.shape} {self.focal[0]:.2f},{self.focal[1]:.2f}".strip()


def crop_named(name: str) -> Crop | None:
    """Read a crop from its name; None for anything else, such as an unknown shape or a point outside."""
    match = _NAME.fullmatch(name)
    if not match or (match["shape"] and match["shape"] not in SHAPES):
        return None
    across, down = float(match["across"]), float(match["down"])
    return None if max(across, down) > 1 else Crop((across, down), match["shape"] or "")

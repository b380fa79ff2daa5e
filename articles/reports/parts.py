"""What a report is made of: what was asked, rows with cells and ways to mend them, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: Any
    address: str


@dataclass(frozen=True)
class Fix:
    """What mends a row: a link, or a POST of `values` to `address` when `is_verb`.

    `key` is one small letter: the page's script presses the button of the row that has the focus. A verb is
    sent with `next`, the address of the report, to come back to.
    """

    label: Any
    address: str
    key: str = ""
    is_verb: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line: a text, number, moment, `Link` or None for each column, and what mends it."""

    cells: Sequence[Any]
    fixes: Sequence[Fix] = ()


@dataclass(frozen=True)
class Filter:
    """One choice above a report: `(value, label)` pairs, the first of which holds when nothing is chosen."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]]

    def offered(self) -> list[tuple[str, Any]]:
        """Return the pairs; may query."""
        return list(self.choices() if callable(self.choices) else self.choices)


@dataclass(frozen=True)
class Bars:
    """One thing in a chart: its name, a number for each column, and what the picture says in words."""

    name: Any
    values: Sequence[int]
    words: str = ""

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Chart:
    """Small bar charts below each other, all to one scale. `first` and `last` name the ends of the axis."""

    title: Any
    bars: Sequence[Bars]
    first: str = ""
    last: str = ""

    WIDTH, HEIGHT, GAP = 100, 24, 0.16

    @property
    def most(self) -> int:
        """The number that the highest bar stands for."""
        return max((value for one in self.bars for value in one.values), default=0)

    def drawn(self) -> list[tuple[Bars, list[dict[str, float]]]]:
        """Return each thing with its rectangles, in units of a box of `WIDTH` by `HEIGHT`."""
        return [(one, self._rectangles(one.values)) for one in self.bars]

    def _rectangles(self, values: Sequence[int]) -> list[dict[str, float]]:
        step = self.WIDTH / max(len(values), 1)
        found = []
        for place, value in enumerate(values):
            height = self.HEIGHT * value / self.most if self.most else 0
            found.append(
                {
                    "x": round(step * (place + self.GAP / 2), 2),
                    "y": round(self.HEIGHT - height, 2),
                    "width": round(step * (1 - self.GAP), 2),
                    "height": round(height, 2),
                }
            )
        return found


@dataclass(frozen=True)
class Asked:
    """Who asks a report, at which moment, and what they chose; a choice not offered is the default."""

    user: Any
    at: datetime
    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def query(self, **changed: Any) -> str:
        """Return the choices as the query of an address, with some changed."""
        return urlencode({name: value for name, value in {**self.values, **changed}.items() if value != ""})

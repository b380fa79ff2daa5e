"""The weights of the automatic layer: a start by judgement, not measured. The desk may change them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db.models import QuerySet

from published.compiled import compiled
from published.editions import kept_per_edition
from published.linking import MoreNewsWeights


@dataclass(frozen=True)
class Weights:
    """How much each thing counts. Shares and factors are plain numbers, ages are days."""

    share_of_tags: float = 0.7
    share_of_text: float = 0.3
    event: float = 1.0
    person: float = 1.0
    organisation: float = 1.0
    topic: float = 0.8
    place: float = 0.5
    series: float = 1.2
    lead: float = 1.4
    parent: float = 0.5
    half_life: float = 30
    least_age_factor: float = 0.05
    least_age_factor_evergreen: float = 0.5
    oldest: float = 365
    lowest: float = 0.15
    most_of_an_affair: float = 2
    look_alike: float = 0.8

    def of_kind(self, kind: str) -> float:
        """Return what a kind of tag counts; a tone counts nothing."""
        return 0.0 if kind == "tone" else float(getattr(self, kind))

    def changed(self) -> dict[str, float]:
        """Return only what differs from the defaults: what is stored."""
        usual = asdict(Weights())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}


def weights_from(values: dict[str, Any]) -> Weights:
    """Return the weights that these values change; names that are not known are left out."""
    known = {field.name for field in fields(Weights)}
    return Weights(**{name: float(value) for name, value in values.items() if name in known})


def weights() -> Weights:
    """Return the weights in force. One query an edition and process."""
    return kept_per_edition("weights of More News", _read)


def _read() -> Weights:
    return weights_from(next(iter(_values()), {}))


@compiled(one_plan=True)
def _values() -> QuerySet[MoreNewsWeights, dict[str, Any]]:
    return MoreNewsWeights.objects.filter(pk=1).order_by().values_list("values", flat=True)

"""What a story must have before it goes out, and what an editor is asked about once."""

from articles.checks_before_publishing.registry import (
    Refusal,
    Unconfirmed,
    Unfit,
    check,
    findings,
    refuse_if_unfit,
)
from articles.checks_before_publishing.stops import suspicious_name

__all__ = ["Refusal", "Unconfirmed", "Unfit", "check", "findings", "refuse_if_unfit", "suspicious_name"]

"""What the tests of fronts share: it is the same evening in every test."""

from __future__ import annotations

from tests.published.conftest import counting, now

__all__ = ["counting", "now"]

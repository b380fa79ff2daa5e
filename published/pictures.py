"""Pictures that belong to a tag or a contributor and are drawn when the page is."""

from __future__ import annotations

from typing import Any

from images.models import Image


def pictured(image: Image | None, alt: str, purpose: str = "full") -> dict[str, Any] | None:
    """Return what the picture component draws, with the place's own alt text, or None. One query."""
    sources = image.sources(purpose) if image is not None else None
    if not sources:
        return None
    return sources | {"alt": alt} if alt else sources

"""Compressing a page once, in the way a reader's browser asked for (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard

IDENTITY = "identity"
# A page that fits into one packet is not made faster by fewer bytes.
LEAST_BYTES = 1_000
TEXTS = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml",
         "application/feed+json", "application/manifest+json", "image/svg+xml")  # fmt: skip

# In this order where a browser takes several alike. The levels are those after which a page of ours gets
# little smaller and much slower to make: docs/topics/performance.md.
_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdCompressor(level=6).compress(body),
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


def can_be_compressed(content_type: str, body: bytes) -> bool:
    """Say whether compressing is worth it: for texts that are longer than a packet."""
    return len(body) >= LEAST_BYTES and content_type.startswith(TEXTS)


def compressed(body: bytes, encoding: str) -> bytes:
    """Return the body in one of the encodings that `chosen` gives.

    Copied into a place of its own size: compressors write into a large one and give back its end, and between
    pages that are kept those ends are of no use to anybody. They took more memory than the pages.
    """
    return body if encoding == IDENTITY else bytes(memoryview(_COMPRESS[encoding](body)))


def expanded(body: bytes, encoding: str) -> bytes:
    """Return the body as it was before `compressed`."""
    if encoding == "zstd":
        return zstandard.ZstdDecompressor().decompress(body)
    if encoding == "br":
        return brotli.decompress(body)
    return gzip.decompress(body) if encoding == "gzip" else body


@lru_cache(maxsize=512)
def chosen(accepted: str) -> str:
    """Return the encoding to send for an Accept-Encoding header: the most wanted, the first of ours.

    Nothing said, or nothing of ours: identity.
    """
    wishes = dict(_wish(part) for part in accepted.lower().split(",") if part.strip())
    others = wishes.get("*", 0.0)
    weights = {name: wishes.get(name, others) for name in _COMPRESS}
    best = max(weights, key=lambda name: weights[name])  # max keeps the first among equals
    return best if weights[best] > 0 and weights[best] >= wishes.get(IDENTITY, 0.0) else IDENTITY


def _wish(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
    try:
        return name, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return name, 0.0

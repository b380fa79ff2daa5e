"""A kept page as bytes: a line of JSON and the body. No pickle, which would run what it is given."""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import datetime

from newsroom.page_cache.copies import Copy, shared_header

_SAID = ("status", "etag", "modified", "is_compressible", "surrogate_keys", "is_small")


def packed(copy: Copy) -> bytes:
    """Return a copy with its first body, whichever encoding that is."""
    encoding, body = next(iter(copy.bodies.items()))
    said = {name: getattr(copy, name) for name in _SAID} | {
        "headers": copy.headers,
        "until": copy.until.isoformat(),
        "no_later_than": copy.no_later_than and copy.no_later_than.isoformat(),
        "encoding": encoding,
        "length": len(body),
    }
    return json.dumps(said).encode() + b"\n" + body


def unpacked(data: bytes, token: Hashable) -> Copy | None:
    """Return the copy that `packed` was given, good for `token`; None for anything else."""
    line, _newline, body = data.partition(b"\n")
    try:
        said = json.loads(line)
        if said["length"] != len(body):
            return None
        end = said["no_later_than"]
        return Copy(
            token=token,
            until=datetime.fromisoformat(said["until"]),
            headers=[shared_header(name, value) for name, value in said["headers"]],
            no_later_than=end and datetime.fromisoformat(end),
            bodies={said["encoding"]: body},
            **{name: said[name] for name in _SAID},
        )
    except (ValueError, TypeError, KeyError):
        return None

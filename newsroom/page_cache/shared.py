"""The second level: pages that one process has made, for the processes of all machines to take."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from typing import Protocol

from django.conf import settings

from newsroom.page_cache.addresses import Address
from newsroom.page_cache.copies import Copy
from newsroom.page_cache.states import State


class Level(Protocol):
    """Where pages lie that several processes share. With whatever is wrong, it is as if it were empty."""

    def get(self, address: Address, encoding: str, state: State) -> Copy | None:
        """Return the page as it was made for this encoding, under the token of `state`."""

    def keep(self, address: Address, encoding: str, copy: Copy) -> None:
        """Let others have the page."""


class NoLevel:
    """For a newsroom whose processes each make their own."""

    def get(self, address: Address, encoding: str, state: State) -> Copy | None:
        """There is nothing."""
        return None

    def keep(self, address: Address, encoding: str, copy: Copy) -> None:
        """Do nothing."""


def shared_level() -> Level:
    """Return the level that the settings name. The client is loaded only where it is used: 15 MB."""
    if not settings.CACHE_URL:
        return NoLevel()
    from newsroom.page_cache.redis_level import RedisLevel

    return RedisLevel(settings.CACHE_URL)


def key_of(program: str, address: Address, encoding: str, token: Hashable) -> str:
    """Return the name a page goes by: what it is, for whom, under which edition, made by which program."""
    said = "\n".join([program, repr(token), encoding, *map(str, address)])
    return f"newsroom:page:{hashlib.blake2b(said.encode(), digest_size=20).hexdigest()}"

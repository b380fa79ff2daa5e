"""The copies that a process keeps: bounded by bytes, the least recently used leave first."""

from __future__ import annotations

import threading

from cachetools import LRUCache

from newsroom.page_cache.addresses import Address
from newsroom.page_cache.copies import Copy

MEGABYTE = 1024 * 1024
# What pages of addresses without end, such as searches, may take of the memory.
SMALL_PART = 16


class Store:
    """Copies by address, in `most_bytes` of memory; threads may share it."""

    def __init__(self, most_bytes: int) -> None:
        self._lock = threading.Lock()
        small = most_bytes // SMALL_PART
        self._pages: LRUCache[Address, Copy] = LRUCache(most_bytes - small, getsizeof=_size)
        self._small: LRUCache[Address, Copy] = LRUCache(small, getsizeof=_size)

    def get(self, address: Address) -> Copy | None:
        """Return the copy of an address, of whatever edition it is."""
        with self._lock:
            copy = self._pages.get(address)
            return self._small.get(address) if copy is None and address.query else copy

    def keep(self, address: Address, copy: Copy) -> None:
        """Keep a copy in place of the one before; one that is too big for the memory is not kept."""
        pages = self._small if copy.is_small else self._pages
        with self._lock:
            pages.pop(address, None)
            if _size(copy) <= pages.maxsize:
                pages[address] = copy

    def measure_again(self, address: Address, copy: Copy) -> None:
        """Take note that a copy has grown, unless another has taken its place."""
        if self.get(address) is copy:
            self.keep(address, copy)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._small.clear()

    @property
    def used_bytes(self) -> int:
        """How much memory the copies take, about."""
        return int(self._pages.currsize + self._small.currsize)

    def __len__(self) -> int:
        return len(self._pages) + len(self._small)


def _size(copy: Copy) -> int:
    return copy.size

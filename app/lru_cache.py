"""A cache of what was used last, bounded by bytes."""

from collections.abc import Hashable
from operator import itemgetter
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")
ONCE = 4096
"""Keys that are remembered as put once."""


class ByteLRU(Generic[T]):
    """Values by key. One that takes more than an eighth of the room is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self.items: LRUCache[Hashable, tuple[T, int]] = LRUCache(max_bytes, itemgetter(1))
        self.once: set[int] = set()
        """Hashes of keys that were put once."""

    def get(self, key: Hashable) -> T | None:
        """The value of a key, if it is kept."""
        return self.items[key][0] if key in self.items else None

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value; `size` is the bytes that it takes with its key."""
        if size <= self.items.maxsize // 8:
            self.items[key] = value, size

    def put_again(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value from the second time on: most of those that many ask for differ, and room
        that goes from one to the next is no longer in the processor's own caches.
        """
        mark = hash(key)
        if mark in self.once:
            self.put(key, value, size)
            return
        if len(self.once) == ONCE:
            self.once.clear()
        self.once.add(mark)

"""A cache of what was used last, in the room that all caches share."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from engine import kept

T = TypeVar("T")
PART = 16
"""Part of the room that a value may take: what is larger would drive out much for one."""
ONCE = 4096
"""Keys that are remembered as put once."""


class ByteLRU(Generic[T]):
    """Values by key."""

    def __init__(self, room: kept.Room | None = None) -> None:
        self.room = room or kept.room
        self.once: set[int] = set()
        """Hashes of keys that were put once."""

    def get(self, key: Hashable) -> T | None:
        """The value of a key, if it is kept."""
        found = self.room.get((self, key))
        return found[0] if found else None

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value; `size` is the bytes that it takes with its key."""
        size += kept.EACH
        if size <= self.room.size // PART:
            self.room.put((self, key), value, size)

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

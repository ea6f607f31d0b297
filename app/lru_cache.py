"""A cache of what was used last, bounded by bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
ONCE = 4096
"""Keys that are remembered as put once."""


class ByteLRU(Generic[T]):
    """Values by key. One that takes more than an eighth of the room is not kept."""

    def __init__(self, room: int) -> None:
        """`room`: bytes of all that is kept."""
        self.room, self.size = room, 0
        self.items: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        """With their sizes; what was used last comes last."""
        self.once: set[int] = set()
        """Hashes of keys that were put once."""

    def get(self, key: Hashable) -> T | None:
        """The value of a key, if it is kept."""
        kept = self.items.get(key)
        if kept is None:
            return None
        self.items.move_to_end(key)
        return kept[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value; `size` is the bytes that it takes with its key."""
        if size > self.room // 8:
            return
        if before := self.items.pop(key, None):
            self.size -= before[1]
        self.items[key] = value, size
        self.size += size
        while self.size > self.room:
            self.size -= self.items.popitem(last=False)[1][1]

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

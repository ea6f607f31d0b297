"""A cache of what was used last, bounded by bytes."""

from collections.abc import Hashable
from operator import itemgetter
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")


class ByteLRU(Generic[T]):
    """Values by key. One that takes more than an eighth of the room is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self.items: LRUCache[Hashable, tuple[T, int]] = LRUCache(max_bytes, itemgetter(1))

    def get(self, key: Hashable) -> T | None:
        """The value of a key, if it is kept."""
        item = self.items.get(key)
        return None if item is None else item[0]

    def put(self, key: Hashable, value: T, size: int) -> None:
        """Keep a value; `size` is the bytes that it takes with its key."""
        if size <= self.items.maxsize // 8:
            self.items[key] = value, size

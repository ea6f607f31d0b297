"""What took long to compute is kept for who asks the same again, in a room of so many bytes.

All share one room, whatever they are, so that it is known how much memory they take together, and
that it is full early: who was asked for longest ago makes place. What belongs to one thing alone is
kept with it and goes with it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
ROOM = 32 * 1024 * 1024
"""Bytes of all that is kept: some two hundred small networks and what was asked of them."""
EACH = 500
"""Bytes that an entry takes beside what it keeps, about."""


class Room:
    """Entries by key, the newest last. The newest is kept however large it is."""

    def __init__(self, size: int) -> None:
        """`size`: bytes."""
        self.size, self.held = size, 0
        self.entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable) -> tuple[Any, int] | None:
        """An entry and its bytes; None where there is none."""
        with self.lock:
            found = self.entries.get(key)
            if found:
                self.entries.move_to_end(key)
            return found

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value that takes so many bytes."""
        with self.lock:
            replaced = self.entries.pop(key, None)
            self.entries[key] = value, size
            self.held += size - (replaced[1] if replaced else 0)
            while self.held > self.size and len(self.entries) > 1:
                self.held -= self.entries.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget all."""
        with self.lock:
            self.entries.clear()
            self.held = 0


room = Room(ROOM)


def kept(size: Callable[[Any], int]) -> Callable[[F], F]:
    """Keep what a function returns by its arguments, which must have a hash.

    `size` says how many bytes a result takes, and all that is made of it later and kept with it.
    """

    def keeping(function: F) -> F:
        @wraps(function)
        def found(*given: Any) -> Any:
            key = function, given
            known = room.get(key)
            if known:
                return known[0]
            made = function(*given)
            room.put(key, made, EACH + size(made))
            return made

        return found  # type: ignore[return-value]

    return keeping


def beside(function: F) -> F:
    """Keep what a function returns, which must be small, with its first argument."""

    @wraps(function)
    def found(of: Any, *given: Any) -> Any:
        known = of.__dict__.setdefault("_beside", {})
        key = function, given
        if key not in known:
            known[key] = function(of, *given)
        return known[key]

    return found  # type: ignore[return-value]

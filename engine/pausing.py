"""Work that pauses often, so that whoever runs it can let others have their turn, or give it up."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Pausing = Generator[None, None, T]
"""Yields None at each pause, and returns what it was for."""


def finish(work: Pausing[T]) -> T:
    """Run work to its end without a pause."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]

"""Seeds: a whole number, or a text such as a name or a date."""

import hashlib
from functools import lru_cache
from typing import Any

from engine.fit import InvalidExperiment, whole

Seed = int | str

LENGTH = 80
"""Most characters of a text."""


@lru_cache(maxsize=64)
def entropy(seed: Seed) -> int:
    """The number that NumPy's generators are seeded with: of a text the first 16 bytes of its
    SHA-256 (UTF-8, most significant byte first)."""
    if isinstance(seed, int):
        return seed
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "big")


def seed_of(pointer: str, value: Any) -> Seed:
    """A seed that can be used; raises InvalidExperiment for one that is none."""
    if not isinstance(value, str):
        return whole(pointer, value, 0)
    if not value or not value.isprintable():
        raise InvalidExperiment(pointer, "a text as a seed needs letters that can be seen")
    if len(value) > LENGTH:
        message = f"a text as a seed has at most {LENGTH} characters"
        raise InvalidExperiment(pointer, message, LENGTH, value[:LENGTH])
    return value

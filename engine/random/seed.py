"""Seeds: a whole number, or a text such as a name or a date."""

import hashlib
from functools import lru_cache

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

"""How many cases a test takes: a sample, and all of them with `python -m tools.whole`."""

import os
from collections.abc import Collection
from itertools import product
from typing import Any, TypeVar

T = TypeVar("T")
_WHOLE = os.environ.get("BACKPROP_LAB_WHOLE") == "1"


def cases(sample: T, whole: T) -> T:
    """The sample or its size, or the whole where it was asked for."""
    return whole if _WHOLE else sample


def in_turn(*sets: Collection[Any]) -> list[tuple[Any, ...]]:
    """Combinations that hold every value of every set; all there are where they were asked for."""
    if _WHOLE:
        return list(product(*sets))
    values = [list(one) for one in sets]
    return [tuple(one[k % len(one)] for one in values) for k in range(max(map(len, values)))]

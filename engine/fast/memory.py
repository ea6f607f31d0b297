"""Arrays that begin where a cache line does.

NumPy gives memory at multiples of 16 bytes. A register of 64 bytes that lies across two cache
lines takes two reads, which makes products and elementwise calls up to twice as slow.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from engine.op import Array, Shape

LINE = 8
"""float64 in a cache line."""


def rounded(size: int) -> int:
    """So many numbers and what is left of their last cache line."""
    return -(-size // LINE) * LINE


def zeros(shape: Shape) -> Array:
    """Zeros from the beginning of a cache line on. float64, of the shape given."""
    room = np.zeros(prod(shape) + LINE - 1)
    start = -(room.ctypes.data // room.itemsize) % LINE
    return room[start : start + prod(shape)].reshape(shape)


def split(vector: Array, shapes: Sequence[Shape]) -> list[Array]:
    """Arrays one behind the other in a vector, each from the beginning of a cache line on.

    They take `room(shapes)` of it.
    """
    found, start = [], 0
    for shape in shapes:
        found.append(vector[start : start + prod(shape)].reshape(shape))
        start += rounded(prod(shape))
    return found


def room(shapes: Sequence[Shape]) -> int:
    """The numbers that `split` needs for these shapes."""
    return sum(rounded(prod(shape)) for shape in shapes)

"""Matrix products as calls: a large one is made of smaller ones, where those are faster.

OpenBLAS copies both factors of a product into an order of its own, unless it is small: then,
on processors with AVX-512, it takes them from where they lie. With few examples a copy costs
as much as the product.
"""

from functools import partial

from engine.fast.ufunc_trace import Call
from engine.op import Array

SMALL = 1_000_000
"""Multiplications of a product that OpenBLAS takes as small (its kernel/x86_64 for SkylakeX)."""
LINES, FEWEST = 8, 16
"""Rows of a block: a multiple of the first, and at least the second; fewer gain nothing."""


def product(a: Array, b: Array, out: Array) -> list[Call]:
    """a b → out, in blocks of the rows of a."""
    rows = SMALL // b.size // LINES * LINES
    if rows < FEWEST or rows >= len(a):
        return [partial(a.dot, b, out)]
    starts = range(0, len(a), rows)
    return [partial(a[k : k + rows].dot, b, out[k : k + rows]) for k in starts]

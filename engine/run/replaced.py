"""An iteration with one of its numbers replaced, and all that follows computed from that."""

from dataclasses import replace

import numpy as np

from engine.pausing import Pausing
from engine.run.iteration import Replaced, Trace

AT_ONCE = 250_000
"""Numbers of an iteration, up to which it is gone through without a pause."""


def replacing(of: Trace, number: Replaced) -> Pausing[Trace]:
    """The same iteration with this number; what comes before it keeps its bytes, what follows
    is computed step by step and may differ in last bits from a trace.

    Raises KeyError for a tensor that is not there and IndexError for a cell that it has not. What
    follows need not be finite.
    """
    program, vector = of.program, of.vector.copy()
    tensor = program.tensors[number.tensor]
    shape, cell = tensor.shape, number.cell
    if len(cell) != len(shape) or not all(0 <= k < n for k, n in zip(cell, shape, strict=True)):
        raise IndexError(f"{number.tensor} has shape {shape} and no cell {cell}")
    tensor.view(vector)[cell] = number.value
    writer = program.writer.get(number.tensor)
    behind = 0 if writer is None else writer.index + 1
    for call in program.bind(vector)[behind:]:
        with np.errstate(all="ignore"):
            call()
        if program.size > AT_ONCE:
            yield
    vector.flags.writeable = False
    return replace(of, vector=vector, replaced=number)

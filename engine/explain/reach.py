"""What leads from cells to the loss: of each its paths summed, and the largest |product|.

One pass from the loss back, each link used once (dynamic programming).
"""

from dataclasses import dataclass

import numpy as np

from engine.explain.count import count
from engine.explain.links import between
from engine.explain.local import Derivatives, of_input
from engine.op import Array
from engine.pausing import Pausing
from engine.run.iteration import Trace


@dataclass(frozen=True, eq=False)
class Reach:
    """For each tensor behind a start: of its flat cells, and the derivatives that lead on."""

    sums: dict[str, Array]
    sizes: dict[str, Array]
    """Σ |product|: what is there before it cancels."""
    largest: dict[str, Array]
    counts: dict[str, Array]
    onward: dict[str, list[Derivatives]]


def reach(done: Trace, tensor: str) -> Pausing[Reach]:
    """Of a tensor that an op reads or gives, and of all between it and the loss."""
    program = done.program
    sums, sizes, largest = ({"E": np.ones(1)} for _ in range(3))
    onward: dict[str, list[Derivatives]] = {"E": []}
    tallied = []
    for op, role, given, made in reversed(between(program, tensor)):
        d = yield from of_input(done, op, role)
        size = program.tensors[given].size
        for all_of_it, value in ((sums, d.value), (sizes, np.abs(d.value))):
            here = all_of_it.setdefault(given, np.zeros(size))
            here += np.bincount(d.source, value * all_of_it[made][d.to], size)
        most = largest.setdefault(given, np.zeros(size))
        np.maximum.at(most, d.source, np.abs(d.value) * largest[made][d.to])
        onward.setdefault(given, []).append(d)
        tallied.append((given, made, size, d.source, d.to))
        yield
    counts = yield from count(tallied)
    return Reach(sums, sizes, largest, counts, onward)

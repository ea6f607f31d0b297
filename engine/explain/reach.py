"""What leads from cells to the loss: of each its paths summed, and the largest |product|.

One pass from the loss back, each link used once (dynamic programming).
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from weakref import ref

import numpy as np

from engine.explain.count import count
from engine.explain.links import between
from engine.explain.local import Derivatives, of_input
from engine.op import Array
from engine.pausing import Pausing
from engine.run.iteration import Trace

TOGETHER = 50_000
"""Links that are looked at between two pauses."""
KEPT, SMALL = 16, 20_000
"""How many are kept, and with how many derivatives at most: some two megabytes each."""


@dataclass(frozen=True, eq=False)
class Reach:
    """For each tensor behind a start: of its flat cells, and the derivatives that lead on."""

    sums: dict[str, Array]
    sizes: dict[str, Array]
    """Σ |product|: what is there before it cancels."""
    largest: dict[str, Array]
    counts: dict[str, Array]
    onward: dict[str, list[Derivatives]]
    links: dict[tuple[str, int], Any] = field(default_factory=dict)
    """Of flat cells, once a walk came by."""

    @property
    def size(self) -> int:
        """Derivatives in it."""
        return sum(len(d.to) for led in self.onward.values() for d in led)


_KEPT: "OrderedDict[tuple[int, str], tuple[ref[Trace], Reach]]" = OrderedDict()


def reach(done: Trace, tensor: str) -> Pausing[Reach]:
    """Of a tensor that an op reads or gives, and of all between it and the loss.

    The last few are kept: who follows one weight of a layer follows the next.
    """
    key = (id(done), tensor)
    if key in _KEPT and _KEPT[key][0]() is done:
        _KEPT.move_to_end(key)
        return _KEPT[key][1]
    found = yield from _reach(done, tensor)
    if found.size <= SMALL:
        _KEPT[key] = ref(done), found
        while len(_KEPT) > KEPT:
            _KEPT.popitem(last=False)
    return found


def _reach(done: Trace, tensor: str) -> Pausing[Reach]:
    program = done.program
    sums, sizes, largest = ({"E": np.ones(1)} for _ in range(3))
    onward: dict[str, list[Derivatives]] = {"E": []}
    tallied = []
    for op, role, given, made in reversed(between(program, tensor)):
        d = yield from of_input(done, op, role)
        size = program.tensors[given].size
        for of in (sums, sizes, largest):
            of.setdefault(given, np.zeros(size))
        for begin in range(0, len(d.to), TOGETHER):
            part = slice(begin, begin + TOGETHER)
            source, to, value = d.source[part], d.to[part], d.value[part]
            np.add.at(sums[given], source, value * sums[made][to])
            value = np.abs(value)
            np.add.at(sizes[given], source, value * sizes[made][to])
            np.maximum.at(largest[given], source, value * largest[made][to])
            yield
        onward.setdefault(given, []).append(d)
        tallied.append((given, made, size, d.source, d.to))
        yield
    counts = yield from count(tallied)
    return Reach(sums, sizes, largest, counts, onward)
